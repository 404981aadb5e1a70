"""Head of every page: title, language, what a link named in vain, notices about the records."""

from components.bridge.addresses import VERSION
from components.bridge.panel import panel
from components.bridge.search_box import search_box
from components.contract.frame import Frame, Notice, ShareWords
from components.server.registry import newest, registry
from components.server.site import Site, base_path, data_folder, reference
from components.words.text import Text
from geo.view import View

WIDGET_WORDS = ("upload", "drop", "too_large", "enter", "no_results", "select_all")
"""What Streamlit's widgets say by themselves; for styles/widgets.css, as --ka-upload and so on."""


def render(site: Site, view: View, text: Text, ignored: list[tuple[str, str]]) -> None:
    """Send what surrounds every page: name, language, search, link to share, notices."""
    other = Text("en" if text.lang == "fa" else "fa")
    words = {name: text(f"widgets.{name}") for name in WIDGET_WORDS}
    panel(
        Frame(
            lang=text.lang,
            dir="rtl" if text.is_rtl else "ltr",
            title=text("app.title"),
            subtitle=text("app.subtitle"),
            words=words | {"filters": text("nav.filters")},
            other_lang=other.lang,
            other_name=other("app.language"),
            search=search_box(view, text, text("search.label")),
            ignored_title=text("app.ignored_title"),
            ignored=[text("app.ignored", param=param, value=value) for param, value in ignored],
            share=_share(site, text),
            notices=_notices(site, view, text),
            # a pinned version does not change: nothing to ask for
            ask=None if view.version else f"{base_path()}/{VERSION}",
            shown=site.token,
        )
    )


def _share(site: Site, text: Text) -> ShareWords:
    return ShareWords(
        copy=text("share.copy"),
        copied=text("share.copied"),
        mail=text("share.mail"),
        body=text("share.body"),
        version=site.atlas.number or None,
    )


def _notices(site: Site, view: View, text: Text) -> list[Notice]:
    notices = []
    if site.atlas.is_invented:
        notices.append(Notice(text("app.invented"), "warning"))
    if view.version:
        say = text("app.pinned", number=site.atlas.number, date=text.moment(site.atlas.at))
        notices.append(Notice(say, "info", text("app.pinned_back"), {"version": ""}))
    if newest(registry(reference(), data_folder())).trouble:
        notices.append(Notice(text("app.registry_away", number=site.atlas.number), "warning"))
    return notices
