"""What the panels of the Records page receive."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.contract.wire import Panel


@dataclass(frozen=True)
class Grid(Panel):
    """A plain table of texts; lines of a cell stay lines.

    errors: how many of the first rows are errors. sentences: whether the last column is in the
    reader's language, whatever values stand in it. more: how many rows are not shown. empty: said
    where there is none. label: names the table for those who do not see it.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    errors: int
    sentences: bool
    more: str
    empty: str
    label: str


@dataclass(frozen=True)
class Count:
    """A number under its label."""

    label: str
    value: str


@dataclass(frozen=True)
class Counts(Panel):
    """A row of numbers."""

    figures: Sequence[Count]


@dataclass(frozen=True)
class SignIn(Panel):
    """Where the browser of somebody who just signed in fetches its cookie, with what ticket."""

    address: str
    ticket: str
