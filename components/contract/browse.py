"""What the panels of the map page receive."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.contract.links import Action, FileLink, PageLink
from components.contract.wire import Panel


@dataclass(frozen=True)
class FilterOption:
    """A value of a filter, with its count under the other filters.

    partly: a group of which some stages are chosen. zero: no cluster has it. inside: of the group
    above it.
    """

    value: str
    label: str
    count: str
    on: bool = False
    partly: bool = False
    zero: bool = False
    group: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Filter:
    """One fold of the filter panel. chosen: how many of its values are, None for none."""

    param: str
    title: str
    open: bool
    chosen: str | None
    options: Sequence[FilterOption]


@dataclass(frozen=True)
class Filters(Panel):
    """The filter panel."""

    title: str
    search_label: str
    search_hint: str
    text: str
    filters: Sequence[Filter]


@dataclass(frozen=True)
class Chip:
    """One chosen value, with what takes it off, and that in words."""

    label: str
    remove: str
    action: Action


@dataclass(frozen=True)
class Sentence(Panel):
    """What is filtered. clear: the words of the button that takes all of it off."""

    sentence: str
    chips: Sequence[Chip]
    clear: str


@dataclass(frozen=True)
class FigureCell:
    """A number in words, None where nobody publishes it.

    why: what stands in its place. note: a remark below it.
    """

    value: str | None
    why: str = ""
    note: str | None = None


@dataclass(frozen=True)
class FigureRow:
    """All, and by stage group; where they come from. strong: those of this View."""

    title: str
    note: str
    source: str
    cells: Sequence[FigureCell]
    info: PageLink | None = None
    strong: bool = False


@dataclass(frozen=True)
class Figures(Panel):
    """The figures row: official totals, what is documented, what is filtered."""

    caption: str
    columns: Sequence[str]
    rows: Sequence[FigureRow]


@dataclass(frozen=True)
class StageBar:
    """A stage: its clusters in words; both bars in hundredths of the longest."""

    value: str
    group: str
    label: str
    count: str
    width: float
    national_width: float
    on: bool


@dataclass(frozen=True)
class StageGroup:
    """The stages of a group."""

    label: str
    count: str
    stages: Sequence[StageBar]


@dataclass(frozen=True)
class Stages(Panel):
    """The stage panel. here, national: what the two bars are. say: what a press on one does."""

    title: str
    info: PageLink
    here: str
    national: str
    say: str
    groups: Sequence[StageGroup]
    source: str
    csv: FileLink


@dataclass(frozen=True)
class Foot(Panel):
    """Below a chart: where its numbers come from, its method, its table as a file."""

    source: str
    csv: FileLink | None = None
    info: PageLink | None = None


@dataclass(frozen=True)
class TableHeading:
    """A heading of the table.

    sort: the order that a press asks for, None where the column does not sort. sorted: the present
    one of this column, as ARIA names it, with its mark.
    """

    name: str
    label: str
    number: bool
    sort: str | None
    sorted: str | None
    mark: str


@dataclass(frozen=True)
class TableRow:
    """A record: its cells in the order of the headings but the last, the position of its source."""

    id: str
    cells: Sequence[str | None]
    source: int
    on: bool


@dataclass(frozen=True)
class Opening:
    """Where a record opens; href has {id} for it."""

    href: str
    label: str


@dataclass(frozen=True)
class Table(Panel):
    """A page of the filtered rows, counted from 0.

    sources: title and address of each. leads: whether a row leads to the page of its cluster
    instead of opening its card.
    """

    title: str
    info: PageLink
    columns: Sequence[TableHeading]
    rows: Sequence[TableRow]
    sources: Sequence[tuple[str, str]]
    leads_to: Opening
    not_reported: str
    empty: str
    page: int
    pages: int
    pager_label: str
    previous: str
    next: str
    page_of: str
    leads: bool = False


@dataclass(frozen=True)
class CardField:
    """A field of a record, None where it is not on file."""

    name: str
    label: str
    value: str | None


@dataclass(frozen=True)
class CardRecord:
    """The chosen cluster. province: the way to its page. outside: said where it is filtered out."""

    name: str
    link: PageLink
    province: PageLink
    other_name: str
    close: str
    outside: str | None
    fields: Sequence[CardField]
    not_reported: str
    source_label: str
    source: str
    url: str


@dataclass(frozen=True)
class Card(Panel):
    """The card of the chosen cluster, None where none is chosen."""

    card: CardRecord | None
