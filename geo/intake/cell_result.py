"""What a cell says, once it is read, and the words of data/words.csv by which it is."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from geo.basis.folding import fold
from geo.intake.files.account import Fate
from geo.reference.csv_tables import read_table

LEAVES_OUT = frozenset({"trade_left_out", "trade_several", "trade_ambiguous", "unit_unknown"})
"""Warnings that a cell was left out."""
CONVERTS = frozenset({"coordinate_converted", "number_approximate"})
"""Warnings that a cell is taken for something else than what stands in it."""


@dataclass(frozen=True, slots=True)
class CellResult:
    """What a cell says. error: code of a Problem, the cell cannot be used; warning: code of one, it
    can, or was left out.

    allowed: what would do, as in a Problem. became: what the value was converted to, in words (two
    lines, Persian and English, where they
    differ); empty where it was taken as shown. by_column: the whole column is converted in this
    way, and told of once. also: what the cell
    says of other fields, as (field, value). ask: the kind of question (geo/registry/questions.py)
    that would settle it, options: the answers that
    would do.
    """

    value: str | float | tuple[float, float] | None = None
    error: str = ""
    warning: str = ""
    allowed: str = ""
    became: str = ""
    by_column: bool = False
    also: tuple[tuple[str, str], ...] = ()
    ask: str = ""
    options: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of the cell."""
        if self.error or self.ask:
            return Fate.ASKED if self.ask else Fate.REFUSED
        if self.warning in LEAVES_OUT or (self.warning == "tag_unknown" and not self.value):
            return Fate.LEFT_OUT
        return Fate.CONVERTED if self.became or self.warning in CONVERTS else Fate.TAKEN


@dataclass(frozen=True)
class Words:
    """The words of data/words.csv by kind, folded, with what they mean."""

    by_kind: dict[str, dict[str, str]]

    def of(self, kind: str) -> dict[str, str]:
        """The words of a kind, with what they mean."""
        return self.by_kind.get(kind, {})

    @cached_property
    def months(self) -> dict[str, int]:
        """The numbers of months, 1 to 12, by their names."""
        return {word: int(number) for word, number in self.of("month").items()}


def read_words(data: Path) -> Words:
    """The words of data/words.csv."""
    by_kind: dict[str, dict[str, str]] = {}
    for row in read_table(data / "words.csv", ["kind", "word", "meaning"]).itertuples():
        by_kind.setdefault(str(row.kind), {})[fold(str(row.word))] = str(row.meaning)
    return Words(by_kind)
