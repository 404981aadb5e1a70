"""The kinds of block that a page about a place is made of."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from components.contract.links import Action, FileLink, PageLink
from components.contract.map import AreaClass


@dataclass(frozen=True, kw_only=True)
class _Titled:
    """What every block has.

    note: below its title. source: what it rests on. csv: its table as a file. anchor: the name by
    which a link leads to it. wide: whether it takes the page's width.
    """

    title: str
    info: PageLink | None = None
    note: str = ""
    source: str = ""
    csv: FileLink | None = None
    anchor: str = ""
    wide: bool = False


@dataclass(frozen=True)
class SheetColumn:
    """A heading of a sheet."""

    label: str
    number: bool


@dataclass(frozen=True)
class SheetCell:
    """A cell with more than its text: a link, an address in the web, a bar of so many percent."""

    text: str | None
    link: PageLink | None = None
    url: str = ""
    bar: float = 0.0


@dataclass(frozen=True, kw_only=True)
class LedgerBlock(_Titled):
    """A table; a cell of None has nothing on file. empty: said instead where it has no row."""

    kind: Literal["ledger"] = field(default="ledger", init=False)
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[str | SheetCell | None]]
    empty: str
    not_reported: str


@dataclass(frozen=True)
class MixPart:
    """A part of a bar, in percent of it. label: its number, where there is room."""

    group: str
    width: float
    label: str


@dataclass(frozen=True)
class MixBar:
    """A bar of the shares of the stage groups, and the same in words."""

    label: str
    parts: Sequence[MixPart]
    say: str


@dataclass(frozen=True, kw_only=True)
class MixBlock(_Titled):
    """Two bars on one scale, and the same as a table."""

    kind: Literal["mix"] = field(default="mix", init=False)
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[str | SheetCell | None]]
    empty: str
    not_reported: str
    bars: Sequence[MixBar]


@dataclass(frozen=True)
class Gap:
    """Something to find out. clusters: id and name of those that lack it; more: how many others."""

    key: str
    label: str
    count: str
    clusters: Sequence[tuple[str, str]]
    more: str


@dataclass(frozen=True, kw_only=True)
class GapsBlock(_Titled):
    """What is missing. href: of a cluster's page, with {id} for its id."""

    kind: Literal["gaps"] = field(default="gaps", init=False)
    gaps: Sequence[Gap]
    href: str
    empty: str


@dataclass(frozen=True)
class PlaceStep:
    """A dated step. source and url: who tells of it, empty for none."""

    date: str
    title: str
    group: str
    lines: Sequence[str]
    source: str
    url: str


@dataclass(frozen=True, kw_only=True)
class StepsBlock(_Titled):
    """Dated steps in order. source_label: stands before the source of each."""

    kind: Literal["steps"] = field(default="steps", init=False)
    steps: Sequence[PlaceStep]
    empty: str
    source_label: str = ""


@dataclass(frozen=True)
class LabelledValue:
    """A label with what is on file: a value, or an address in the web with its own label."""

    label: str
    value: str | None
    url: str = ""
    url_label: str = ""


@dataclass(frozen=True, kw_only=True)
class PairsBlock(_Titled):
    """Labels with what is on file for each."""

    kind: Literal["pairs"] = field(default="pairs", init=False)
    pairs: Sequence[LabelledValue]
    not_reported: str


@dataclass(frozen=True, kw_only=True)
class ProseBlock(_Titled):
    """Paragraphs, and links below them."""

    kind: Literal["prose"] = field(default="prose", init=False)
    paragraphs: Sequence[str]
    links: Sequence[PageLink] = ()


@dataclass(frozen=True)
class Term:
    """A word and what it means. anchor: the name by which a link leads to it."""

    term: str
    say: str
    anchor: str = ""


@dataclass(frozen=True, kw_only=True)
class TermsBlock(_Titled):
    """Words and what they mean."""

    kind: Literal["terms"] = field(default="terms", init=False)
    terms: Sequence[Term]


@dataclass(frozen=True)
class SketchArea:
    """An outline on a small map, as a path of SVG. look: its class of style.

    label: written at x and y, empty where there is no room. Where it leads somewhere: say, in
    words; href and action.
    """

    path: str
    look: str
    label: str = ""
    x: float = 0.0
    y: float = 0.0
    say: str = ""
    href: str = ""
    action: Action | None = None


@dataclass(frozen=True)
class SketchPoints:
    """The clusters on a small map.

    rows: x, y, position of the stage group, 1 where the place is approximate, id, name. href: of a
    cluster's page, with {id} for its id. focusable: whether the keyboard reaches each. chosen: the
    id of the cluster that the page is about, or empty.
    """

    rows: Sequence[tuple[float, float, int, int, str, str]]
    href: str
    radius: float
    focusable: bool
    chosen: str


@dataclass(frozen=True, kw_only=True)
class SketchBlock(_Titled):
    """A small map and the same in words. key: what its symbols mean; areas: what its colours do."""

    kind: Literal["sketch"] = field(default="sketch", init=False)
    width: float
    height: float
    shapes: Sequence[SketchArea]
    points: SketchPoints
    say: str
    key: Sequence[str]
    areas: Sequence[AreaClass] = ()


@dataclass(frozen=True)
class TriangleCorner:
    """A corner of the triangle; on: whether the records name it."""

    label: str
    on: bool


@dataclass(frozen=True, kw_only=True)
class TriangleBlock(_Titled):
    """The triangle of co-operation with its three corners, and all bodies and shortfalls named."""

    kind: Literal["triangle"] = field(default="triangle", init=False)
    say: str
    corners: tuple[TriangleCorner, TriangleCorner, TriangleCorner]
    bodies: Sequence[str]
    bodies_title: str
    bodies_none: str
    shortfalls: Sequence[str]
    shortfalls_title: str
    shortfalls_none: str


Block = (
    LedgerBlock
    | MixBlock
    | GapsBlock
    | StepsBlock
    | PairsBlock
    | ProseBlock
    | TermsBlock
    | SketchBlock
    | TriangleBlock
)
"""The kinds of block that a page about a place is made of."""
