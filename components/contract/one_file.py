"""What the scripts of the one HTML file receive: nothing stands behind it, so all of it is here.

Fields are in the order in which the file writes them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Words = Mapping[str, str]
"""A text by language."""


@dataclass(frozen=True)
class FileStop:
    """A View of the file, in both languages where it is a text.

    clauses: parts of the sentence by parameter. unrecorded: of which provinces nothing is on file.
    choices, asked: the View's filters, and its other parameters. names: of its filters in the name
    of a file. rows, on_file: positions of its rows, and clusters on file by province. total: all on
    file. official: what was published of the chosen provinces. data, number, at: the version.
    digest: of its rows. focus: west, north, east, south of the chosen provinces on the plan, None
    where none is chosen.
    """

    title: Words
    note: str
    sentence: Words
    clauses: Mapping[str, Words]
    unrecorded: Words
    remark: str
    choices: Mapping[str, Sequence[str]]
    asked: Mapping[str, str]
    names: Mapping[str, str]
    is_invented: bool
    rows: Sequence[int]
    official: Mapping[str, Sequence[str]]
    on_file: Sequence[int]
    total: int
    data: str
    number: int
    at: Words
    query: str
    digest: str
    metric: str
    breaks: Sequence[float]
    chosen: Sequence[str]
    cluster: str
    focus: Sequence[float] | None


@dataclass(frozen=True)
class DeclaredIndicator:
    """What it takes to work out an indicator and to write its values; see geo/indicators.py."""

    numerator: Sequence[str]
    denominator: Sequence[str]
    scale: float
    format: str
    is_count: bool


@dataclass(frozen=True)
class OfficialFigures:
    """The country's published totals."""

    identified: int
    completed: int
    in_progress: int
    rest: int
    source: str


@dataclass(frozen=True)
class FileProvenance:
    """Where all rows of the file come from.

    digest: of all of them. link, address: of the same on the atlas, and of the atlas. made: the
    day, in either calendar. heading, says: what a saved file says of it, by language.
    """

    rows: int
    digest: str
    link: str
    address: str
    made: str
    made_jalali: str
    heading: Words
    says: Words
    release: str


@dataclass(frozen=True)
class FileFacts:
    """All that the file's screen is made of; rows of all its Views, each once.

    texts: the catalogues by language. columns: name, kind, Persian and English heading. risky:
    letters that begin a formula. spots: a row's place on the plan, and 1 where it is approximate.
    stage_of, province_of, trade_of: positions by row. frame: width and height of the plan.
    provinces: code, names, people, outline, label's place. stages: code, names, group. trades:
    code, names. measured: figures of a record that are summed; reporting: columns that count who
    reports one. presents, slide: whether it opens as a presentation, and where.
    """

    lang: str
    texts: Mapping[str, Words]
    columns: Sequence[tuple[str, str, str, str]]
    rows: Sequence[Sequence[str | float | None]]
    risky: str
    spots: Sequence[tuple[float, float, int]]
    stage_of: Sequence[int]
    province_of: Sequence[int]
    trade_of: Sequence[int]
    frame: tuple[float, float]
    provinces: Sequence[tuple[str, str, str, int, str, float, float]]
    stages: Sequence[tuple[str, str, str, int]]
    trades: Sequence[tuple[str, str, str]]
    stops: Sequence[FileStop]
    indicators: Mapping[str, DeclaredIndicator]
    measured: Sequence[str]
    reporting: Mapping[str, str]
    invented: bool
    official: OfficialFigures
    provenance: FileProvenance
    presents: bool
    slide: int
