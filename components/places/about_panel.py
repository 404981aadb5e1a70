"""The About page: what is counted, how, from where, under which licences."""

from dataclasses import replace

from components.bridge.blocks import Blocks, render, sheet_block
from components.contract.place_blocks import ProseBlock, Term, TermsBlock
from components.contract.places import ContentsEntry, PlaceHead
from components.places import about_sheets
from components.places.about_sheets import used_sources
from components.server.memory import remembered
from components.server.release import release
from components.server.site import reference
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
def about(atlas: Atlas, view: View, text: Text) -> tuple[PlaceHead, Blocks]:
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
    blocks: Blocks = [
        ProseBlock(
            title=text("about.what"),
            anchor="what",
            paragraphs=_paragraphs(text("about.what_text")),
        ),
        TermsBlock(
            title=text("about.shortfalls"),
            anchor="shortfalls",
            note=text("about.shortfalls_note"),
            terms=_shortfalls(text),
        ),
        ProseBlock(
            title=text("about.triangle"),
            anchor="triangle",
            paragraphs=_paragraphs(text("about.triangle_text")),
        ),
        replace(
            sheet_block(
                atlas,
                view,
                text,
                about_sheets.stages,
                text("about.stages"),
                note=text("about.stages_note"),
            ),
            anchor="stages",
        ),
        TermsBlock(
            title=text("about.glossary"),
            anchor="glossary",
            terms=[Term(text(f"about.term_{t}"), text(f"about.say_{t}")) for t in TERMS],
        ),
        TermsBlock(
            title=text("about.methods"),
            anchor="methods",
            terms=[_method(name, text) for name in METHODS],
        ),
        replace(
            sheet_block(
                atlas,
                view,
                text,
                about_sheets.official,
                text("about.official"),
                note=text("about.official_note"),
            ),
            anchor="official",
        ),
        replace(
            sheet_block(
                atlas,
                view,
                text,
                about_sheets.provincial,
                text("about.provincial"),
                note=text("about.provincial_note"),
            ),
            anchor="provincial",
        ),
        replace(listed, anchor="record-sources", rows=listed.rows[:SOURCES_SHOWN]),
        ProseBlock(
            title=text("about.licences"),
            anchor="licences",
            paragraphs=_paragraphs(text("about.licences_text")),
        ),
        ProseBlock(title=text("about.version"), anchor="version", paragraphs=_version(atlas, text)),
    ]
    head = PlaceHead(
        kicker=text("app.title"),
        title=text("about.title"),
        lead=text("about.lead"),
        contents=[ContentsEntry(b.title, b.anchor) for b in blocks],
        contents_label=text("about.contents"),
    )
    return head, [replace(b, wide=True) for b in blocks]


def _paragraphs(words: str) -> list[str]:
    return words.split("\n\n")


def _shortfalls(text: Text) -> list[Term]:
    names = reference().tags[f"name_{text.lang}"]
    return [
        Term(str(names[kind, tag]), text(f"about.shortfall_{tag}"))
        for kind, tag in names.index
        if kind == "shortfall"
    ]


def _method(name: str, text: Text) -> Term:
    title, said = (method_text(text, name, part) for part in ("title", "text"))
    return Term(title, said, anchor=f"method-{name}")


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
