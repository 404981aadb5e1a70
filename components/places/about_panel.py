"""The About page: what is counted, how, from where, under which licences."""

from typing import Any

from components.bridge.blocks import Blocks, block, render, sheet_block
from components.places import about_sheets
from components.places.about_sheets import used_sources
from components.server.memory import remembered
from components.server.release import release
from components.server.site import ground
from components.words.names import method_text
from components.words.text import Text
from geo.atlas import Atlas
from geo.indicators import INDICATORS
from geo.view import View

TERMS = (
    "cda",
    "bds",
    "steering",
    "committee",
    "supervisor",
    "network",
    "consortium",
    "isic",
    "quotient",
    "documented",
    "official",
)
METHODS = (
    "documented", "official", *INDICATORS, "stages", "quotient", "similarity", "census", "place",
    "trade", "gaps", "distance", "figures", "triangle", "history", "as_of", "news", "clock",
    "flow", "years", "durations", "outlook", "ranking",
)  # fmt: skip
"""Every figure in the atlas leads to one of these; indicators by their own name."""
SOURCES_SHOWN = 150


@remembered()
def about(atlas: Atlas, view: View, text: Text) -> tuple[dict[str, Any], Blocks]:
    """The whole page; its contents lead to every part of it."""
    sources = used_sources(atlas)
    more = (
        text("about.more_sources", n=len(sources) - SOURCES_SHOWN)
        if len(sources) > SOURCES_SHOWN
        else ""
    )
    listed = sheet_block(
        atlas,
        view,
        text,
        about_sheets.record_sources,
        text("about.record_sources"),
        note=text("about.record_sources_note", n=len(sources)),
        source=more,
    )
    blocks = [
        block(
            "prose",
            text("about.what"),
            anchor="what",
            paragraphs=_paragraphs(text("about.what_text")),
        ),
        block(
            "terms",
            text("about.shortfalls"),
            anchor="shortfalls",
            note=text("about.shortfalls_note"),
            terms=_shortfalls(text),
        ),
        block(
            "prose",
            text("about.triangle"),
            anchor="triangle",
            paragraphs=_paragraphs(text("about.triangle_text")),
        ),
        sheet_block(
            atlas,
            view,
            text,
            about_sheets.stages,
            text("about.stages"),
            note=text("about.stages_note"),
            anchor="stages",
        ),
        block(
            "terms",
            text("about.glossary"),
            anchor="glossary",
            terms=[{"term": text(f"about.term_{t}"), "say": text(f"about.say_{t}")} for t in TERMS],
        ),
        block(
            "terms",
            text("about.methods"),
            anchor="methods",
            terms=[_method(name, text) for name in METHODS],
        ),
        sheet_block(
            atlas,
            view,
            text,
            about_sheets.official,
            text("about.official"),
            note=text("about.official_note"),
            anchor="official",
        ),
        sheet_block(
            atlas,
            view,
            text,
            about_sheets.provincial,
            text("about.provincial"),
            note=text("about.provincial_note"),
            anchor="provincial",
        ),
        listed | {"anchor": "record-sources", "rows": listed["rows"][:SOURCES_SHOWN]},
        block(
            "prose",
            text("about.licences"),
            anchor="licences",
            paragraphs=_paragraphs(text("about.licences_text")),
        ),
        block("prose", text("about.version"), anchor="version", paragraphs=_version(atlas, text)),
    ]
    contents = [{"label": b["title"], "anchor": b["anchor"]} for b in blocks]
    head = {
        "kicker": text("app.title"),
        "title": text("about.title"),
        "lead": text("about.lead"),
        "contents": contents,
        "contentsLabel": text("about.contents"),
    }
    return head, [b | {"wide": True} for b in blocks]


def _paragraphs(words: str) -> list[str]:
    return words.split("\n\n")


def _shortfalls(text: Text) -> list[dict[str, str]]:
    names = ground().tags[f"name_{text.lang}"]
    return [
        {"term": str(names[kind, tag]), "say": text(f"about.shortfall_{tag}")}
        for kind, tag in names.index
        if kind == "shortfall"
    ]


def _method(name: str, text: Text) -> dict[str, str]:
    return {
        "anchor": f"method-{name}",
        "term": method_text(text, name, "title"),
        "say": method_text(text, name, "text"),
    }


def _version(atlas: Atlas, text: Text) -> list[str]:
    n, version = len(atlas.clusters), atlas.version
    said = [text("about.version_shipped", n=n, version=version)]
    if atlas.number:
        said = [
            text(
                "about.version_text",
                n=n,
                number=atlas.number,
                date=text.moment(atlas.at),
                version=version,
            )
        ]
    said.append(text("about.release", release=release()))
    if atlas.boundaries.own_file:
        said.append(text("about.own_boundaries", file=atlas.boundaries.own_file))
    if atlas.boundaries.stale_codes:
        said.append(text("about.stale_codes", file=atlas.boundaries.own_file))
    return said


def show(atlas: Atlas, view: View, text: Text) -> None:
    """Send the page about the atlas: sources, methods, limits."""
    render(*about(atlas, view, text))
