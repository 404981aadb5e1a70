"""One HTML file of a View or a story, for a room without internet.

Map, filters, table and CSV in both languages, with no server behind them.

Everything is inside: scripts, styles, typeface, outlines, rows. Records stand in it as JSON and
reach the page as text nodes only.
"""

import base64
import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from pathlib import Path

from components.briefing.one_file_facts import facts_of
from components.briefing.story_slide import StorySlide
from components.contract.one_file import FileFacts, FileStop
from components.contract.wire import inert_json
from components.server.assets import BROWSER, typeface
from components.server.content_policy import digest_source
from components.words.text import Text
from geo.provenance import Stamp

SCRIPTS = BROWSER / "one_file"
MODULES = (
    "elements",
    "symbols",
    "gathering",
    "indicators",
    *(
        f"one_file/{name}"
        for name in (
            "facts",
            "gathered",
            "map",
            "screen",
            "digest",
            "proof",
            "csv",
            "present",
            "paint",
        )
    ),
)
"""Modules of the one script, each after those whose constants it needs; the first four are the
atlas's own map's too.
"""
_LINKS = re.compile(r"^import .*\n|^export (?=const|let|function|async function)", re.MULTILINE)
"""What ties modules together: in one script their names meet by themselves."""


def one_file(
    stops: Sequence[StorySlide],
    lang: str,
    link: str,
    today: date,
    data: Path,
    *,
    slide: int | None = None,
    made_by: str = "",
) -> bytes:
    """The HTML file, UTF-8, opening in `lang`.

    link: the address that shows the same on the atlas; data: the folder of data. slide: open as a
    presentation at this stop, counted from 0. made_by: the release that it names, if not this one.
    """
    facts = facts_of(stops, lang, link, today, data, slide=slide, made_by=made_by)
    title = f"{Text(lang)('app.title')} – {facts.stops[0].title[lang]}"
    face = base64.b64encode(typeface()).decode()
    font = (
        f'@font-face{{font-family:"Noto Sans Arabic";src:url("data:font/woff2;base64,{face}")'
        ' format("woff2");font-weight:100 900}'
    )
    style = "\n".join(
        [
            font,
            (BROWSER / "symbols.css").read_text(encoding="utf-8"),
            (SCRIPTS / "one_file.css").read_text(encoding="utf-8"),
        ]
    )
    stamps = " ".join(
        _stamp(stop, told, facts).line for stop, told in zip(stops, facts.stops, strict=True)
    )
    return "\n".join(
        [
            "<!doctype html>",
            f'<html lang="{lang}" dir="{"rtl" if lang == "fa" else "ltr"}">',
            (
                '<meta charset="utf-8"><meta name="viewport" content="width=device-width,'
                ' initial-scale=1">'
            ),
            f'<meta http-equiv="Content-Security-Policy" content="{file_policy()}">',
            f'<meta name="khoosheh-atlas" content="{escape(stamps, quote=True)}">',
            f"<title>{escape(title)}</title>",
            f"<style>{style}</style>",
            f"<noscript>{escape(Text(lang)('one_file.no_script'))}</noscript>",
            '<div id="atlas"></div>',
            f'<script type="application/json" id="facts">{inert_json(facts)}</script>',
            f"<script>{_one_script()}</script>",
            "</html>",
            "",
        ]
    ).encode()


def file_policy() -> str:
    """Nothing may be fetched and no script run but the file's own, whatever a record says."""
    return (
        f"default-src 'none'; script-src {digest_source(_one_script())}; style-src 'unsafe-inline';"
        " font-src data:"
    )


@cache
def _one_script() -> str:
    """The modules as one script, for a file opened from a disk may not import others."""
    modules = "".join(
        _LINKS.sub("", (BROWSER / f"{name}.js").read_text(encoding="utf-8")) for name in MODULES
    )
    return f"(() => {{\n{modules}}})();"


def _stamp(stop: StorySlide, told: FileStop, facts: FileFacts) -> Stamp:
    """The stamp of a View; where there is one, its rows are the file's."""
    about = facts.provenance
    return Stamp(
        told.number,
        told.data,
        told.query,
        len(told.rows),
        told.digest,
        about.link,
        about.made,
        facts.lang,
        about.release,
        stop.title,
        stop.note,
        stop.remark,
    )
