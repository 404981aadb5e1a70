"""What the panels of the comparison and of changes receive."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.contract.controls import Choice, PutButton
from components.contract.links import DateNotice, PageLink
from components.contract.map import AreaClass
from components.contract.search import SearchBox
from components.contract.wire import Panel


@dataclass(frozen=True)
class CompareOffer:
    """Something that can be added to the comparison with `put`, or why not."""

    item: str
    label: str
    why: str
    put: Mapping[str, str]


@dataclass(frozen=True)
class CompareBar(Panel):
    """What a page offers to compare. names: what is compared already, with the link there."""

    title: str
    offers: Sequence[CompareOffer]
    names: str
    link: PageLink | None


@dataclass(frozen=True)
class ComparePick:
    """Something that a list adds. item: its kind and code, as in the View's `compare`."""

    label: str
    item: str


@dataclass(frozen=True)
class ComparePicker:
    """A list to add from; choose: what it says while nothing is chosen."""

    label: str
    choose: str
    options: Sequence[ComparePick]


@dataclass(frozen=True)
class ComparisonHead(Panel):
    """Head of the comparison: its finding, what is counted, how to add, where to begin.

    intro: how to compare, None once something is compared. narrowed: the filters that count, and
    clear: the button that takes them off. full: that no more can be added. compare: what is
    compared. empty: the button that leaves it all out, with its parameters.
    """

    title: str
    dated: DateNotice | None
    intro: str | None
    narrowed: str | None
    clear: str
    full: str | None
    pickers: Sequence[ComparePicker]
    search: SearchBox | None
    starts: Sequence[PutButton]
    compare: Sequence[str]
    empty: str | None
    empty_put: Mapping[str, str]


@dataclass(frozen=True)
class ComparisonColumn:
    """One of the things compared, and what can be done to it; at an end it is moved no further."""

    item: str
    link: PageLink
    earlier: PutButton | None
    later: PutButton | None
    remove: PutButton


@dataclass(frozen=True)
class ComparisonCell:
    """What one thing has of one indicator; value: None where nothing is on file.

    note: unit, date and what it rests on. source: title and address. extreme, kind: that it is the
    most or the fewest of its row, in words and as a name. low, high: lengths of its bar in percent.
    """

    value: str | None
    link: PageLink | None
    note: Sequence[str]
    source: tuple[str, str] | None
    extreme: str | None
    kind: str | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class ComparisonRow:
    """An indicator. order: the button that orders the columns by it.

    origin: where its numbers come from. none: why a cell is empty, one a column; of no length where
    none is.
    """

    name: str
    label: str
    unit: str
    origin: str
    order: PutButton | None
    cells: Sequence[ComparisonCell]
    none: Sequence[str]


@dataclass(frozen=True)
class Comparison(Panel):
    """The table of the comparison. stages: rows with one scale for all their bars."""

    caption: str
    corner: str
    columns: Sequence[ComparisonColumn]
    rows: Sequence[ComparisonRow]
    stages_title: str
    foot: str
    methods: PageLink
    stages: Sequence[ComparisonRow]


@dataclass(frozen=True)
class MapSize:
    """The size of a small map, in units of its own drawing."""

    width: int
    height: int


@dataclass(frozen=True)
class SmallMap:
    """One of the small maps, and the same in words.

    classes: by province, see geo/class_breaks.py. marked: the province that it is about, or empty.
    points: longitude, latitude, position of the stage group, and 1 where the place is approximate;
    others: the same of clusters shown faintly beside them.
    """

    say: str
    classes: Mapping[str, int]
    marked: str
    points: Sequence[tuple[float, float, int, int]]
    others: Sequence[tuple[float, float, int, int]]


@dataclass(frozen=True)
class SmallMaps(Panel):
    """Small maps of the things compared, with one legend.

    outlines: the address of the provinces' outlines. legend_title: the metric that is shown, None
    for none. groups: of stages, whose shapes are shown.
    """

    title: str
    outlines: str
    size: MapSize
    maps: Sequence[SmallMap]
    legend_title: str | None
    info: PageLink
    source: str
    legend: Sequence[AreaClass]
    groups: Sequence[str]
    approximate: str


@dataclass(frozen=True)
class ChangedCluster:
    """A cluster that changed, and how. link: to its page; name: of one that has none any more.

    source: title and address of what tells of the change.
    """

    where: str
    say: str
    link: PageLink | None = None
    name: str = ""
    source: tuple[str, str] | None = None


@dataclass(frozen=True)
class ChangedGroup:
    """The changes of a kind. more: how many are not shown, empty where all are."""

    kind: str
    title: str
    lines: Sequence[ChangedCluster]
    more: str


@dataclass(frozen=True)
class FoundChanges:
    """What changed.

    how: what was compared. none: that nothing changed, empty where something did.
    """

    groups: Sequence[ChangedGroup]
    how: str
    none: str


@dataclass(frozen=True)
class ChangeCountsRow:
    """How much changed in one of the things compared, by kind; None: unknown."""

    name: str
    cells: Sequence[str | None]


@dataclass(frozen=True)
class ChangeCounts:
    """How much changed in each of the things compared."""

    caption: str
    corner: str
    kinds: Sequence[str]
    unknown: str
    rows: Sequence[ChangeCountsRow]


@dataclass(frozen=True)
class Changes(Panel):
    """What changed since a version or a date. found: None while neither is chosen.

    off: the button that leaves the choice, None while nothing is chosen. trouble: why it cannot be
    said, else empty.
    """

    title: str
    since_label: str
    choose: str
    offered: Sequence[Choice]
    date_label: str
    date_hint: str
    wrong: str
    off: str | None
    trouble: str
    counts: ChangeCounts | None
    found: FoundChanges | None
    info: PageLink
