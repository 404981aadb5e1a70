"""What the head of every page receives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from components.contract.search import SearchBox
from components.contract.wire import Panel


@dataclass(frozen=True)
class ShareWords:
    """Words of the buttons that hand this screen on.

    version: the one looked at, so that the link shows the same to whoever opens it later; None
    where there is none yet.
    """

    copy: str
    copied: str
    mail: str
    body: str
    version: int | None


@dataclass(frozen=True)
class Notice:
    """What the reader must know of the records shown.

    action: the words of a button that sets the parameters `put`.
    """

    say: str
    kind: Literal["warning", "info"]
    action: str = ""
    put: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Frame(Panel):
    """The head of every page.

    words: of Streamlit's own widgets, by their name in styles/widgets.css. ignored: what a link
    named in vain. ask: the address that tells the newest version, None where the page is of a
    pinned one. shown: the version shown, as that address names it.
    """

    lang: str
    dir: Literal["rtl", "ltr"]
    title: str
    subtitle: str
    words: Mapping[str, str]
    other_lang: str
    other_name: str
    search: SearchBox
    ignored_title: str
    ignored: Sequence[str]
    share: ShareWords
    notices: Sequence[Notice]
    ask: str | None
    shown: str
