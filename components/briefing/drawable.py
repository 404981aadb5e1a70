"""What can be set in type.

A character that no face has is spelled out by its name in brackets, so that no record keeps a page
from being made.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

from fontTools.ttLib import TTFont

from components.briefing.more_faces import coverages
from components.server.assets import source_file
from geo.drawing.plan import Area

Value = TypeVar("Value")
NAMED = 3
"""Characters of a row of strange ones that are named; of the rest only their number is told."""
_JOINERS = "\u200c\u200d"
_SKIN_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_DOTTED_CIRCLE = "\u25cc"
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: they choose between forms of a sign, of which a face has one."""


@cache
def own_characters() -> frozenset[str]:
    """What the files' own face has."""
    return frozenset(map(chr, TTFont(source_file(), lazy=True).getBestCmap()))


class Speller:
    """Makes texts that can be set.

    plainest: only of what the files' own face has, without marks. has_named: whether it spelled
    anything out.
    """

    def __init__(self, *, plainest: bool = False) -> None:
        self.plainest, self.has_named = plainest, False

    def of(self, value: Value) -> Value:
        """A text that can be set; or a tuple, or a frozen dataclass, with all of its texts so."""
        made: Any = value
        if isinstance(value, str):
            made = self.text(value)
        elif isinstance(value, tuple):
            made = tuple(self.of(part) for part in value)
        elif is_dataclass(value) and not isinstance(value, (type, Area)):
            parts = {f.name: getattr(value, f.name) for f in fields(value)}
            made = replace(value, **{name: self.of(part) for name, part in parts.items()})
        return cast(Value, made)

    def text(self, text: str) -> str:
        """`text` with what no face has named."""
        if own_characters().issuperset(text) and not _is_mark(text[:1]) and not self.plainest:
            return text
        parts: list[str] = []
        strange: list[str] = []
        for cluster in _clusters(_alone(_SELECTORS.sub("", text))):
            kept, lacking = self._of_one_face(cluster)
            if kept:
                parts += [self._named(strange), kept]
                strange = []
            strange += lacking
        return "".join([*parts, self._named(strange)])

    def _of_one_face(self, cluster: str) -> tuple[str, str]:
        """What of a cluster one face can set, and the characters that have to be named after it."""
        faces = [own_characters()] if self.plainest else [own_characters(), *coverages()]
        if not (self.plainest and any(map(_is_mark, cluster))):
            for form in (
                cluster,
                unicodedata.normalize("NFC", cluster),
                unicodedata.normalize("NFKC", cluster),
            ):
                if any(face.issuperset(form) for face in faces):
                    return form, ""
        base, shown = cluster[0], "".join(c for c in cluster if c not in _JOINERS)
        return (
            (base, shown[1:])
            if any(base in face for face in faces) and not _is_mark(base)
            else ("", shown)
        )

    def _named(self, characters: list[str]) -> str:
        if not characters:
            return ""
        self.has_named = True
        rest = [f"+{len(characters) - NAMED}"] if len(characters) > NAMED else []
        return f"[{', '.join([*map(_name, characters[:NAMED]), *rest])}]"


def _alone(text: str) -> str:
    """`text` that joins to nothing before or after it.

    A mark at its head stands on a dotted circle.
    """
    text = text.strip("\u200d")
    return _DOTTED_CIRCLE + text if _is_mark(text[:1]) else text


def _clusters(text: str) -> Iterator[str]:
    """The characters of `text`, each with what a face sets together with it.

    These are marks, joiners and joined signs.
    """
    cluster = ""
    for c in text:
        is_second_of_flag = _is_flag(c) and sum(map(_is_flag, cluster)) % 2 == 1
        if cluster and (
            _is_mark(c)
            or c in _JOINERS
            or c in _SKIN_TONES
            or cluster[-1] == "\u200d"
            or is_second_of_flag
        ):
            cluster += c
            continue
        if cluster:
            yield cluster
        cluster = c
    if cluster:
        yield cluster


def _is_mark(c: str) -> bool:
    return bool(c) and unicodedata.category(c).startswith("M")


def _is_flag(c: str) -> bool:
    """Whether two of them make a flag."""
    return "\U0001f1e6" <= c <= "\U0001f1ff"


def _name(c: str) -> str:
    name = unicodedata.name(c, "")
    return name.lower() if name else f"U+{ord(c):04X}"
