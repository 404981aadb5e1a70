"""What many panels hold: an action, a link, the way to a table's file, a date that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """What a press does; `act` of components/bridge/panel.py carries it out.

    put: parameters of the View set. toggle: parameters and the value switched. clear: all filters
    taken off. page: of the table. go: the name of another page. refresh: only show anew.
    """

    put: Mapping[str, str] | None = None
    toggle: Mapping[str, str] | None = None
    clear: bool = False
    page: int | None = None
    go: str = ""
    refresh: bool = False


@dataclass(frozen=True)
class PageLink:
    """A link to a page of the atlas: followed at once with its action, or in a new tab.

    anchor: a place on that page, where it leads to one.
    """

    label: str
    href: str
    action: Action | None = None
    anchor: str = ""


@dataclass(frozen=True)
class FileLink:
    """A link to a table as CSV."""

    label: str
    href: str


@dataclass(frozen=True)
class DateNotice:
    """Which date a page shows, and the way back to the present."""

    say: str
    link: PageLink
