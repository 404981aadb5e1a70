"""What the panels of dates, rooms, answers and tables of the stages receive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.contract.controls import Choice, Option
from components.contract.links import PageLink
from components.contract.wire import Panel


@dataclass(frozen=True)
class AsOfWords:
    """The words of the date control, each the catalogues' text `as_of.` of its name."""

    title: str
    previous: str
    next: str
    play: str
    pause: str
    stop: str
    slider: str
    exact: str
    exact_hint: str
    exact_wrong: str
    go: str
    reduced: str
    convention_title: str


@dataclass(frozen=True)
class AsOf(Panel):
    """The date control.

    as_of: the View's date, empty for today; shown: the same in the reader's digits. at: the
    position in steps. say: what is known at that date.
    """

    as_of: str
    shown: str
    steps: Sequence[Option]
    at: int
    say: str
    convention: str
    info: PageLink
    words: AsOfWords


@dataclass(frozen=True)
class Rooms(Panel):
    """The rooms of a page, of which one is shown."""

    label: str
    rooms: Sequence[Choice]


@dataclass(frozen=True)
class SinceForm:
    """The date after which something is news: typed, or one of some periods.

    shown: the date in the reader's digits. wrong: said of what is no date.
    """

    since: str
    shown: str
    label: str
    go: str
    hint: str
    wrong: str
    periods: Sequence[Option]


@dataclass(frozen=True)
class Answer:
    """A question with its answer, and the way to what it rests on."""

    asked: str
    said: str
    more: PageLink


@dataclass(frozen=True)
class Answers(Panel):
    """Questions and answers; above them the date that the first is asked from."""

    since: SinceForm
    answers: Sequence[Answer]


@dataclass(frozen=True)
class CountColumn:
    """A heading of a table of counts. wide: of a number with a bar beside it."""

    label: str
    number: bool
    wide: bool


@dataclass(frozen=True)
class CountCell:
    """A count, and what shows its clusters on the map: filters on top of the View's own.

    say: the link in words. heat: 1 to 5, the deeper the more. none: that it is 0.
    """

    text: str
    put: Mapping[str, str] | None = None
    say: str = ""
    heat: int = 0
    none: bool = False


@dataclass(frozen=True)
class BarCell:
    """A count, which may be empty, with bars beside it: kind and length in percent."""

    text: str
    bars: Sequence[tuple[str, float]] | None


@dataclass(frozen=True)
class CountRow:
    """A row of a table of counts. strong: a sum."""

    cells: Sequence[str | CountCell | BarCell]
    strong: bool = False


@dataclass(frozen=True)
class CountTable:
    """A table of counts; empty: said instead where it has no row.

    count: of all rows, where the table shows the first alone. note: above it; after: lines below
    it. key: what the kinds of bars are. upright: whether its headings are written upwards.
    """

    name: str
    title: str
    columns: Sequence[CountColumn]
    rows: Sequence[CountRow]
    empty: str
    count: int = 0
    note: str = ""
    info: PageLink | None = None
    key: Sequence[tuple[str, str]] = ()
    upright: bool = False
    after: Sequence[str] = ()


@dataclass(frozen=True)
class StageTable(Panel):
    """Tables of counts, each count a link to its clusters on the map.

    query: the View's own parameters in such a link; path: of the map. source: what all rests on.
    """

    tables: Sequence[CountTable]
    query: Mapping[str, str]
    path: str
    source: str


@dataclass(frozen=True)
class News(Panel):
    """What is news since a date: the counts in words, and a table for each kind.

    query, path, source: as in StageTable. rule: how it is decided.
    """

    title: str
    info: PageLink
    say: str
    tables: Sequence[CountTable]
    rule: str
    query: Mapping[str, str]
    path: str
    source: str
