"""What a page about a province, a trade or a cluster receives: its head, and its blocks."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.contract.links import DateNotice, PageLink
from components.contract.place_blocks import Block
from components.contract.wire import Panel


@dataclass(frozen=True)
class PlaceFact:
    """A figure of the head; value: None where nothing is on file, and why then says so."""

    label: str
    value: str | None
    note: str = ""
    why: str = ""
    info: PageLink | None = None


@dataclass(frozen=True)
class ContentsEntry:
    """An entry of a page's contents. anchor: the block that it leads to."""

    label: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class PlaceHead:
    """The head of a page about a place.

    kicker: what kind of thing it is about. other: its name in the other language (other_lang: fa or
    en). lead: an introduction; contents: its blocks, where it names them. nav: the way to others.
    """

    kicker: str
    title: str
    other: str = ""
    other_lang: str = ""
    lead: str = ""
    contents: Sequence[ContentsEntry] = ()
    contents_label: str = ""
    nav: Sequence[PageLink] = ()
    nav_label: str = ""
    dated: DateNotice | None = None
    notices: Sequence[str] = ()
    facts: Sequence[PlaceFact] = ()


@dataclass(frozen=True)
class Place(Panel):
    """A page about a province, trade or cluster; head: None for blocks on another page."""

    head: PlaceHead | None
    blocks: Sequence[Block]
