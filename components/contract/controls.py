"""What many panels let a reader set: a choice, a number, a page of a table, parameters."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class PutButton:
    """A button, or a sign with a label, and the parameters of the View that it sets."""

    label: str
    put: Mapping[str, str]


@dataclass(frozen=True)
class Option:
    """A value and its name."""

    value: str
    label: str


@dataclass(frozen=True)
class Choice:
    """A value that can be chosen, its name, and whether it is."""

    value: str
    label: str
    on: bool


@dataclass(frozen=True)
class NumberField:
    """A whole number that the reader sets.

    value: in Latin digits; shown: in those of the reader's language. min, max: what lies outside
    becomes the nearer. also: parameters set at the same time.
    """

    param: str
    label: str
    value: str
    shown: str
    min: int
    max: int
    also: Mapping[str, str]


@dataclass(frozen=True)
class Pager:
    """Where a table of several pages stands. param: of the View; page: counted from 1."""

    param: str
    page: int
    pages: int
    label: str
    previous: str
    next: str
    page_of: str
