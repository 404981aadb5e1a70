"""Head of every page: title, the other language, and what a link named in vain."""

from components.panel import panel
from components.text import Text


def render(text: Text, ignored: list[tuple[str, str]]) -> None:
    other = Text("en" if text.lang == "fa" else "fa")
    panel(
        "frame",
        {
            "lang": text.lang,
            "dir": "rtl" if text.is_rtl else "ltr",
            "title": text("app.title"),
            "subtitle": text("app.subtitle"),
            "filters": text("nav.filters"),
            "otherLang": other.lang,
            "otherName": other("app.language"),
            "ignoredTitle": text("app.ignored_title"),
            "ignored": [text("app.ignored", param=param, value=value) for param, value in ignored],
        },
    )
