"""What the panels of time receive: the clock, durations, the outlook, what next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.contract.charts import Chart, Tick
from components.contract.controls import NumberField, Option, Pager
from components.contract.links import PageLink
from components.contract.wire import Panel


@dataclass(frozen=True)
class ClockFlag:
    """A flag of projects with its count and its rule; pressed, its projects alone are shown."""

    label: str
    count: str
    rule: str
    on: bool
    put: Mapping[str, str]


@dataclass(frozen=True)
class ClockColumns:
    """The headings of the project clock."""

    cluster: str
    start: str
    due: str
    line: str
    state: str


@dataclass(frozen=True)
class ClockMark:
    """A kind of mark on a project's line."""

    kind: str
    label: str


@dataclass(frozen=True)
class PlacedMark:
    """A mark on a project's line, at so many percent of the axis."""

    kind: str
    at: float
    say: str


@dataclass(frozen=True)
class ClockState:
    """A flag that is raised for a project, with its measure."""

    kind: str
    say: str


@dataclass(frozen=True)
class ClockRow:
    """A project. bar, late: from where to where its line and its delay run, percent of the axis.

    start_note: from which stage it is counted, where not from the contract. say: the line in words.
    """

    cluster: PageLink
    province: str
    stage: str
    start: str
    start_note: str | None
    due: str | None
    bar: tuple[float, float] | None
    late: tuple[float, float] | None
    marks: Sequence[PlacedMark]
    say: str
    state: Sequence[ClockState]


@dataclass(frozen=True)
class ProjectClock(Panel):
    """The project clock. today, ticks: percent of the axis.

    why: where most of what is stuck stands, empty where nothing stands out.
    """

    title: str
    info: PageLink
    why: str
    fields: Sequence[NumberField]
    flags_label: str
    flags: Sequence[ClockFlag]
    sort_label: str
    sort: str
    sorts: Sequence[Option]
    columns: ClockColumns
    marks: Sequence[ClockMark]
    late_label: str
    today_label: str
    today: float
    ticks: Sequence[Tick]
    rows: Sequence[ClockRow]
    empty: str
    pager: Pager
    notes: Sequence[str]


@dataclass(frozen=True)
class IntervalLine:
    """Median and interval in percent of the widest."""

    low: float
    median: float
    high: float


@dataclass(frozen=True)
class DurationColumns:
    """The headings of the durations."""

    span: str
    median: str
    interval: str
    line: str
    counts: str
    reading: str


@dataclass(frozen=True)
class SpanRow:
    """How long a stage takes; few: said instead where too few have ended.

    reading: the median if every date fell as early, and as late, as it may.
    """

    name: str
    label: str
    on: bool
    put: Mapping[str, str]
    counts: str
    few: str = ""
    median: str = ""
    interval: str | None = None
    line: IntervalLine | None = None
    reading: str | None = None


@dataclass(frozen=True)
class DurationGroupRow:
    """How long the chosen stage takes in one trade or province; toggle: filters by it."""

    label: str
    toggle: Mapping[str, str]
    median: str
    interval: str | None
    line: IntervalLine | None
    counts: str


@dataclass(frozen=True)
class DurationGroup:
    """The chosen stage by trade or by province. few: how many of them have too few records."""

    title: str
    heading: str
    rows: Sequence[DurationGroupRow]
    few: str | None


@dataclass(frozen=True)
class Durations(Panel):
    """How long the stages take, and the curve of the chosen one; None where too few have ended."""

    title: str
    info: PageLink
    note: str
    columns: DurationColumns
    rows: Sequence[SpanRow]
    curve: Chart | None
    groups: Sequence[DurationGroup]
    notes: Sequence[str]


@dataclass(frozen=True)
class Outlook(Panel):
    """The outlook: a fan over the years, the same as a table, and what it takes for granted."""

    title: str
    info: PageLink
    fields: Sequence[NumberField]
    field_note: str
    chart: Chart
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    assumptions_title: str
    assumptions: Sequence[str]
    notes: Sequence[str]


@dataclass(frozen=True)
class WeightSlider:
    """The weight of a criterion. steps: each weight in words; puts: what each sets.

    on_file: for how many it is known; off: for none, so that it cannot be set.
    """

    name: str
    label: str
    explain: str
    value: int
    shown: str
    steps: Sequence[str]
    on_file: str
    off: bool
    puts: Sequence[Mapping[str, str]]


@dataclass(frozen=True)
class RankingColumns:
    """The headings of the ranking, but those of the criteria."""

    place: str
    cluster: str
    score: str
    steady: str


@dataclass(frozen=True)
class RankingCriterion:
    """A criterion with its weight as a share of all."""

    label: str
    weight: str


@dataclass(frozen=True)
class RankingPart:
    """What a criterion adds to a score. value: its own figure, None where it is not on file.

    width: of its bar in percent. missing: whether the mark of another stands in for it.
    """

    value: str | None
    width: float
    missing: bool
    say: str


@dataclass(frozen=True)
class RankingRow:
    """A waiting cluster with its score and the parts of it, one a criterion."""

    place: str
    cluster: PageLink
    province: str
    stage: str
    score: str
    steady: str
    parts: Sequence[RankingPart]


@dataclass(frozen=True)
class Ranking(Panel):
    """What next: weights to set, and the waiting clusters in the order they give.

    top: so many places are marked off as the first.
    """

    title: str
    info: PageLink
    disclaimer: str
    weights_title: str
    sliders: Sequence[WeightSlider]
    missing_label: str
    missing: str
    missing_rules: Sequence[Option]
    fields: Sequence[NumberField]
    columns: RankingColumns
    criteria: Sequence[RankingCriterion]
    rows: Sequence[RankingRow]
    missing_word: str
    top: int
    empty: str
    pager: Pager
    notes: Sequence[str]
