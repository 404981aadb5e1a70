"""What can be wrong with the data, as data: the edge puts it into words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `code` names it in the catalogues, the rest says where and with what value.

    allowed: what would do; two lines, Persian and English, where it differs by language. row counts
    from 1, as a person sees it; position counts the file's columns from 0. level: `error`, the row
    is not taken; `warning`, it is. sheet: its name, where the file has several.
    """

    code: str
    file: str
    row: int | None = None
    column: str | None = None
    value: str | None = None
    allowed: str | None = None
    level: str = "error"
    position: int | None = None
    sheet: str = ""


class DataError(Exception):
    """The data cannot be used. Carries every problem found, in file and row order."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(
            "; ".join(
                f"{p.code} {p.file}:{p.row or ''} {p.column or ''} {p.value or ''}"
                for p in problems
            )
        )
        self.problems = tuple(problems)
