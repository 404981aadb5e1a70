"""A file as it was examined: by which terms, what it holds and what it would change."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from geo.basis.errors import Problem
from geo.intake.check import Checked
from geo.intake.files.account import Account, LeftOut, account, filled
from geo.intake.gather import Gathered
from geo.intake.match import Matches
from geo.intake.merge import ImportPlan
from geo.intake.opening import (
    Opened,
)
from geo.intake.terms import Terms


@dataclass(frozen=True)
class Examined:
    """What a file holds and what it would change. notes: what was noticed while reading it.
    not_taken: what of it was not taken, by its reason.

    gathered: its records as they were checked, before any was compared with what is on file.
    """

    opened: Opened
    terms: Terms
    checked: Checked
    notes: tuple[Problem, ...]
    matches: Matches
    comparison: ImportPlan
    not_taken: tuple[LeftOut, ...]
    gathered: Gathered

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Notes and problems, all that there is to tell."""
        return (*self.notes, *self.checked.problems)

    @property
    def left_out(self) -> frozenset[int]:
        """Rows of the file that hold a record and do not go in: those with an error, and those that
        wait for a decision.
        """
        return frozenset({*self.checked.refused, *(pair.row for pair in self.comparison.undecided)})

    @property
    def no_records(self) -> tuple[LeftOut, ...]:
        """Rows, tables and sheets that are no records."""
        return tuple(left for left in self.not_taken if left.column is None)

    @cached_property
    def account(self) -> Account:
        """What became of every cell of the file."""
        errors = Counter(
            p.row for p in self.checked.problems if p.level == "error" and p.row is not None
        )
        wrong = {row: max(errors[row], 1) for row in self.checked.refused}
        waiting = {pair.row for pair in self.comparison.undecided}
        for (
            row,
            first,
        ) in self.checked.together.items():  # the rows of one record go in together or not at all
            if first in wrong:
                wrong.setdefault(row, 1)
            if first in waiting:
                waiting.add(row)
        cells = sum(filled(sheet.rows) for sheet in self.opened.sheets)
        return account(cells, self.gathered.fates, self.not_taken, wrong, waiting)

    @property
    def codes(self) -> dict[tuple[str, str], str]:
        """The record that each code of the sender's own stands for in this file, by province and
        code.
        """
        records, provinces = self.comparison.records, self.checked.records["province_iso"]
        return {
            (str(provinces[row]), code): records[row]
            for row, code in self.matches.codes.items()
            if row in records
        }
