"""The words of a text and the known phrases among them.

A phrase is known however its words are spaced: half-space, space or neither.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from geo.basis.folding import clean_text, fold

T = TypeVar("T")
UNKNOWN_COST = 100.0
"""Of a word that nothing explains, beside a few of each phrase that does: as few as can be stay
unexplained.
"""
LONGEST = 6
"""Words of the longest phrase that is looked for."""
_WORD = re.compile(r"[^\W_]+(?:\u200c+[^\W_]+)*|[%\u066a$€£\ufdfc]")
SHORTEST_STEM = 4


@dataclass(frozen=True)
class Part(Generic[T]):
    """Words `start` to `end` of a text and what they stand for; None for a word that is not
    known.
    """

    start: int
    end: int
    meaning: T | None


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The words of a text as written, and each of them folded."""
    bare = "".join(c for c in clean_text(text) if unicodedata.category(c) != "Mn")
    written = _WORD.findall(bare)
    return written, [fold(word) for word in written]


def phrase_key(words: Sequence[str], plurals: Collection[str]) -> str:
    """What makes a phrase the same as another: its folded words joined, endings of the plural left
    out.
    """
    stems = []
    for word in words:
        if word in plurals:
            continue
        ending = next(
            (p for p in plurals if word.endswith(p) and len(word) - len(p) >= SHORTEST_STEM), ""
        )
        stems.append(word.removesuffix(ending))
    return "".join(stems)


def cheapest(
    words: Sequence[str], known: Callable[[Sequence[str]], tuple[T, float] | None]
) -> tuple[list[Part[T]], float]:
    """The cheapest way to cut `words` into phrases, and what it costs. known: what a stretch of
    words stands for and its cost, None for nothing.
    """
    best: list[tuple[float, list[Part[T]]]] = [(0.0, [])]
    for end in range(1, len(words) + 1):
        cost, parts = best[end - 1]
        ways = [(cost + UNKNOWN_COST, [*parts, Part[T](end - 1, end, None)])]
        for start in range(max(0, end - LONGEST), end):
            found = known(words[start:end])
            if found:
                ways.append(
                    (best[start][0] + found[1], [*best[start][1], Part(start, end, found[0])])
                )
        best.append(min(ways, key=lambda way: way[0]))
    return best[-1][1], best[-1][0]
