"""What a reader would see otherwise: where, what stands there, what should."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

CHANGED, MISSING, ADDED = "changed", "missing", "added"
ROWS = frozenset({"cell", "row", "column", "point"})
"""Places in the rows themselves; all others are what is said and drawn beside them."""
Value = TypeVar("Value")


@dataclass(frozen=True)
class Difference:
    """One place in which a file is not what its records give.

    kind: CHANGED, MISSING or ADDED. place: a key of the catalogues, `verify.at_<place>`; where:
    what it names, by name. found, expected: as texts, both empty where only that it differs can be
    said.
    """

    kind: str
    place: str
    where: Mapping[str, object]
    found: str = ""
    expected: str = ""

    @property
    def is_of_rows(self) -> bool:
        """Whether the rows themselves were changed."""
        return self.place in ROWS


def changed(place: str, found: str = "", expected: str = "", /, **where: object) -> Difference:
    """A thing is there and differs."""
    return Difference(CHANGED, place, where, found, expected)


def missing(place: str, expected: str = "", /, **where: object) -> Difference:
    """A thing is not there."""
    return Difference(MISSING, place, where, "", expected)


def added(place: str, found: str = "", /, **where: object) -> Difference:
    """A thing is there that should not be."""
    return Difference(ADDED, place, where, found)


def unlike(
    place: str, found: Mapping[str, str], expected: Mapping[str, str], name: str
) -> list[Difference]:
    """Texts by their names; `name` is what a text's name is called in `where`."""
    gone = [missing(place, expected[key], **{name: key}) for key in expected if key not in found]
    more = [added(place, found[key], **{name: key}) for key in found if key not in expected]
    return [
        *gone,
        *more,
        *(
            changed(place, found[key], expected[key], **{name: key})
            for key in expected
            if key in found and found[key] != expected[key]
        ),
    ]


def paired(
    found: Sequence[Value], expected: Sequence[Value], names: Iterable[Sequence[str]]
) -> list[tuple[Value | None, Value | None]]:
    """What stands in the one for each of the other, in order; None for what has no counterpart.

    names: what tells them apart, for both lists.

    As many are taken one by one: what they are called is not seen.
    """
    if len(found) == len(expected):
        return list(zip(found, expected, strict=True))
    of_found, of_expected = names
    pairs: list[tuple[Value | None, Value | None]] = []
    for _, i, j, k, m in SequenceMatcher(None, of_found, of_expected, autojunk=False).get_opcodes():
        both = min(j - i, m - k) if of_found[i:j] == of_expected[k:m] else 0
        pairs += zip(found[i : i + both], expected[k : k + both], strict=True)
        pairs += [(one, None) for one in found[i + both : j]]
        pairs += [(None, one) for one in expected[k + both : m]]
    return pairs
