"""What version and View determine is made once and kept for all visitors."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from components.text import Text
from geo.atlas import Atlas
from geo.view import View

MOST = 128
Made = TypeVar("Made")


def kept(make: Callable[[Atlas, View, Text], Made]) -> Callable[[Atlas, View, Text], Made]:
    """`make`, called once for each version and View. What it gives is shared: never write to it."""
    known: dict[tuple[str, View], Made] = {}

    @wraps(make)
    def remembered(atlas: Atlas, view: View, text: Text) -> Made:
        key = (atlas.version, view)
        if key not in known:
            made = make(atlas, view, text)
            while len(known) >= MOST:
                known.pop(next(iter(known)), None)
            known[key] = made
            return made
        return known[key]

    return remembered


def kept_by_version(make: Callable[[Atlas], Made]) -> Callable[[Atlas], Made]:
    """`make`, called once for each version; the last few are kept."""
    known: dict[str, Made] = {}

    @wraps(make)
    def remembered(atlas: Atlas) -> Made:
        if atlas.version not in known:
            made = make(atlas)
            while len(known) >= 3:
                known.pop(next(iter(known)), None)
            known[atlas.version] = made
            return made
        return known[atlas.version]

    return remembered
