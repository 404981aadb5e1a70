"""What can be wrong with the data, as data: the edge puts it into words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `code` names it in the catalogues, the rest says where and with what value."""

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    allowed: str | None = None


class DataError(Exception):
    """The data cannot be used. Carries every problem found, in file and row order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{p.code} {p.file}:{p.row or ''} {p.column or ''} {p.value or ''}" for p in problems))
        self.problems = tuple(problems)
