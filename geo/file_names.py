"""Names of files, plain ASCII: what was filtered, the date and the version looked at, and the day.

Two Views that differ have names that differ.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from geo.basis.folding import fold
from geo.filters import FILTERS
from geo.view import View

MOST_VALUES, LONGEST_WORDS, LONGEST = 4, 40, 120
"""Values of a filter that are named; characters of a search's or a title's words, and of a name but
for its end.
"""
_GAPS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Looked:
    """What a file is of, besides its View.

    The registry's version, 0 for none; whether its records are invented; the day it was made on.
    """

    number: int
    is_invented: bool
    today: date


def slug(words: str, sounds: Mapping[str, str]) -> str:
    """`words` in lower-case ASCII, Persian letters by their sound.

    Where they cannot be read back, a sum of them stands at the end.
    """
    folded = fold(words)
    shown = (
        _GAPS.sub("-", "".join(sounds.get(c, c) for c in folded))
        .strip("-")[:LONGEST_WORDS]
        .strip("-")
    )
    return shown if shown == folded.replace(" ", "-") else f"{shown}-{_sum(folded)}".strip("-")


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode(errors='replace')):08x}"[:6]


def filter_names(view: View, sounds: Mapping[str, str]) -> dict[str, str]:
    """What names each filter that is on, by its parameter, and the date looked at."""
    named = {}
    for filter_ in FILTERS:
        values = view.chosen(filter_.param)
        if values:
            more = (
                f"-and-{len(values) - MOST_VALUES}-more-{_sum(','.join(values))}"
                if len(values) > MOST_VALUES
                else ""
            )
            named[filter_.param] = f"{filter_.param}-{'-'.join(values[:MOST_VALUES])}{more}"
    if fold(view.text):
        named["q"] = f"words-{slug(view.text, sounds)}"
    if view.as_of:
        named["as_of"] = f"as-of-{view.as_of}"
    return named


def file_stem(what: str, view: View, looked: Looked, sounds: Mapping[str, str]) -> str:
    """The name of a file of one View, without its ending. what: begins the name."""
    named = "_".join(filter_names(view, sounds).values()) or "all"
    if len(named) > LONGEST:
        named = f"{named[:LONGEST].rstrip('-_')}-{_sum(urlencode(view.to_query()))}"
    return dated_stem(f"{what}_{named}", looked)


def dated_stem(what: str, looked: Looked) -> str:
    """`what`, followed by version and day, and preceded by a mark where records are invented."""
    return "_".join(
        [
            *(["INVENTED"] if looked.is_invented else []),
            what,
            *([f"v{looked.number}"] if looked.number else []),
            looked.today.isoformat(),
        ]
    )
