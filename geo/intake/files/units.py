"""Units of data/units.csv: what a word counts, how many of it, and whether one unit can be turned
into another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from geo.intake.files.phrases import phrase_key, words_of
from geo.reference.csv_tables import read_table

CHOICES = {
    "rial": (
        "rial",
        "thousand_rial",
        "million_rial",
        "billion_rial",
        "toman",
        "thousand_toman",
        "million_toman",
        "billion_toman",
        "hemat",
    ),
    "usd": ("usd", "thousand_usd", "million_usd"),
}
"""The units in which money may be, by currency: words of data/units.csv, with the likely multiples.
"""


@dataclass(frozen=True)
class Unit:
    """So many (`factor`) of a `base`: a thousand people, ten rial. base: empty for a multiple of
    nothing named, as in `thousand`.
    """

    base: str = ""
    factor: Decimal = Decimal(1)

    def times(self, other: "Unit") -> "Unit | None":
        """Both together, `thousand` and `toman`; None where they name two things."""
        if self.base and other.base:
            return None
        return Unit(self.base or other.base, self.factor * other.factor)


@dataclass(frozen=True)
class Units:
    """The known units by `phrase_key`."""

    by_key: dict[str, Unit]

    def find(self, folded: Sequence[str]) -> Unit | None:
        """The one unit that these words, folded, are."""
        return self.by_key.get(phrase_key(folded, ()))

    def read(self, text: str) -> Unit | None:
        """The unit that a whole text names, as `billion rial`; None where it names none, or more
        than one.
        """
        _, folded = words_of(text)
        return self.product(folded)

    def product(self, folded: Sequence[str]) -> Unit | None:
        """The unit that these words name together, from the first to the last."""
        if not folded:
            return None
        for end in range(len(folded), 0, -1):
            first = self.find(folded[:end])
            if first is None:
                continue
            if end == len(folded):
                return first
            rest = self.product(folded[end:])
            both = first.times(rest) if rest else None
            if both:
                return both
        return None


def read_units(data: Path) -> Units:
    """The units of data/units.csv."""
    table = read_table(data / "units.csv", ["word", "base", "factor"])
    by_key = {}
    for row in table.itertuples():
        by_key[phrase_key(words_of(str(row.word))[1], ())] = Unit(
            str(row.base), Decimal(str(row.factor))
        )
    return Units(by_key)
