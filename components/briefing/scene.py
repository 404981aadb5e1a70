"""The Scene: all that a page, slide or picture shows of one View, in the reader's words.

It is composed once, and every format is drawn from it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import pandas as pd

from components.briefing.map_scene import LONGEST_CELL, Picture, map_of, names_of
from components.briefing.plain_text import one_line
from components.briefing.story_slide import StorySlide
from components.browse.figures import figures, own_totals_lines
from components.browse.stage_panel import stage_panel
from components.browse.table import empty_text
from components.contract import browse
from components.contract.browse import StageBar
from components.server.release import release
from components.words.findings import finding, legend
from components.words.names import attribution, figure_text, in_language, place_text
from components.words.sentence import sentence
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.basis.jalali import jalali
from geo.exports.rows import rows_for_export
from geo.provenance import Stamp, rows_digest
from geo.selection import Selection, select

COLUMNS = ("name", "province", "trade", "place", "stage", "year", "firms", "employment", "source")
LONGEST_TITLE, LONGEST_NOTE, LONGEST_OFFICIAL = 200, 2000, 400


@dataclass(frozen=True)
class Legend:
    """What the map's colours and symbols mean.

    areas: (class, label). points: (group, label). gathered: a number on the map and what it is,
    None where there is none.
    """

    title: str
    areas: tuple[tuple[int, str], ...]
    points_title: str
    points: tuple[tuple[str, str], ...]
    approximate: str
    gathered: tuple[str, str] | None


@dataclass(frozen=True)
class FigureRow:
    """Five numbers, all and by stage group, None where not published.

    With a remark on each, empty for most, and where they come from.
    """

    title: str
    note: str
    cells: tuple[str | None, ...]
    remarks: tuple[str, ...]
    is_strong: bool


@dataclass(frozen=True)
class Stage:
    """A stage's bar.

    Counts in the View, None where nothing is on file of it, and of all documented clusters. count:
    the same in words.
    """

    label: str
    group: str
    here: int | None
    national: int
    count: str


@dataclass(frozen=True)
class Scene:
    """One View.

    rows: the cells of COLUMNS as texts, None where nothing is on file, the last a position in
    `sources` from 1. sources: (title, address). provenance: (what, value): filter, version, rows,
    digest, link. number, token: the registry's version, and Atlas.version. query: the View's.
    official: what was published of the chosen provinces, a sentence each. note: the presenter's,
    empty unless it was asked for. stamp: which rows these are and what was made of them, for
    machines: it stands in a file's own properties. is_filtered: whether anything is left out.
    is_unknown: nothing is on file of the provinces looked at, so that no count of theirs is zero.
    stage_groups: (group, label, number of its clusters as text). list_title, empty: the heading of
    the list, and what stands there without rows.
    """

    lang: str
    title: str
    note: str
    app: str
    sentence: str
    map: Picture
    legend: Legend
    figure_columns: tuple[str, ...]
    figures: tuple[FigureRow, ...]
    stage_title: str
    stage_names: tuple[str, str]
    stage_groups: tuple[tuple[str, str, str], ...]
    stages: tuple[Stage, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]
    sources: tuple[tuple[str, str], ...]
    attribution: str
    made: str
    made_iso: str
    version: str
    number: int
    token: str
    query: str
    link: str
    digest: str
    provenance: tuple[tuple[str, str], ...]
    stamp: str
    invented: str
    official: tuple[str, ...]
    list_title: str
    empty: str
    is_filtered: bool
    is_unknown: bool


def make_scene(
    stop: StorySlide, text: Text, link: str, today: date, *, story: str = "", made_by: str = ""
) -> Scene:
    """The Scene of what a stop shows, its own title in place of the map's finding.

    link: the address that shows the same on a screen. story: the title of all Scenes of the file.
    made_by: the release that the stamp names, if not this one.
    """
    atlas, view = stop.atlas, stop.view
    selection = select(atlas, view)
    clusters = selection.clusters
    digest = rows_digest(rows_for_export(atlas, clusters))
    version = version_in_words(atlas, text)
    link = "".join(one_line(link, 2000).split())
    said = full_sentence(atlas, selection, text, stop.remark)
    query = urlencode(view.to_query(), safe=",:")
    stamp = Stamp(
        atlas.number,
        atlas.version,
        query,
        len(clusters),
        digest,
        link,
        today.isoformat(),
        text.lang,
        made_by or release(),
        stop.title,
        stop.note,
        stop.remark,
        story,
    )
    bars = stage_panel(atlas, selection, text)
    counts = figures(atlas, selection, text)
    rows, sources = _rows(atlas, selection, text)
    picture = map_of(atlas, selection, text)
    provenance = {
        "filter": said,
        "version": version,
        "rows": text.number(len(clusters)),
        "digest": digest,
        "link": link,
    }
    return Scene(
        lang=text.lang,
        title=one_line(stop.title, LONGEST_TITLE)
        or one_line(finding(atlas, selection, text), LONGEST_TITLE),
        note=one_line(stop.note, LONGEST_NOTE),
        app=text("app.title"),
        sentence=said,
        map=picture,
        legend=_legend(selection, picture, text),
        figure_columns=tuple(counts.columns),
        figures=tuple(_figure_row(row) for row in counts.rows),
        stage_title=bars.title,
        stage_names=(bars.here, bars.national),
        stage_groups=tuple(
            (group, entry.label, entry.count)
            for group, entry in zip(STAGE_GROUPS, bars.groups, strict=True)
        ),
        stages=tuple(_stage(selection, bar) for group in bars.groups for bar in group.stages),
        columns=tuple(text(f"table.{name}") for name in COLUMNS),
        rows=rows,
        sources=sources,
        attribution=attribution(text, one_line(atlas.boundaries.own_file)),
        made=made_on(today, text),
        made_iso=today.isoformat(),
        version=version,
        number=atlas.number,
        token=atlas.version,
        query=query,
        link=link,
        digest=digest,
        provenance=tuple((text(f"briefing.{what}"), value) for what, value in provenance.items()),
        stamp=stamp.line,
        invented=text("app.invented") if atlas.is_invented else "",
        official=tuple(
            one_line(line, LONGEST_OFFICIAL) for line in own_totals_lines(atlas, selection, text)
        ),
        list_title=text("table.title_unknown")
        if selection.is_unknown
        else text("table.title", n=selection.count),
        empty=empty_text(atlas, selection, text),
        is_filtered=view.is_filtered,
        is_unknown=selection.is_unknown,
    )


def _stage(selection: Selection, bar: StageBar) -> Stage:
    here, national = (
        int(selection.stages.at[bar.value, column]) for column in ("selected", "national")
    )
    return Stage(bar.label, bar.group, None if selection.is_unknown else here, national, bar.count)


def full_sentence(atlas: Atlas, selection: Selection, text: Text, remark: str) -> str:
    """What is filtered, and what else is to be said of it, as plain text."""
    return one_line(f"{sentence(atlas, selection, text)} {remark}", 1000)


def made_on(today: date, text: Text) -> str:
    """The day on which a file is made, in words."""
    year, month, day = jalali(today).split("-")
    return text(
        "briefing.made",
        date=text(
            "briefing.day",
            day=text.digits(day.lstrip("0")),
            month=text(f"briefing.month_{int(month)}"),
            year=text.digits(year),
        ),
    )


def version_in_words(atlas: Atlas, text: Text) -> str:
    """The version's number and day, and the digits that name it."""
    if not atlas.number:
        return atlas.version
    return text(
        "briefing.version_of", number=atlas.number, date=text.moment(atlas.at), name=atlas.version
    )


def _figure_row(row: browse.FigureRow) -> FigureRow:
    cells = tuple(cell.value for cell in row.cells)
    remarks = tuple(cell.note or ("" if cell.value else cell.why) for cell in row.cells)
    return FigureRow(
        row.title,
        one_line(f"{row.note} {row.source}"),
        cells,
        remarks,
        row.strong,
    )


def _legend(selection: Selection, picture: Picture, text: Text) -> Legend:
    shown = legend(selection, text)
    areas = tuple((area.class_, area.label) for area in shown.areas)
    numbers = [mark.number for mark in picture.marks if mark.number]
    gathered = (numbers[-1], text("briefing.gathered")) if numbers else None
    return Legend(
        shown.title,
        areas,
        shown.points_title,
        tuple(zip(STAGE_GROUPS, shown.points, strict=True)),
        shown.approximate,
        gathered,
    )


def _rows(
    atlas: Atlas, selection: Selection, text: Text
) -> tuple[tuple[tuple[str | None, ...], ...], tuple[tuple[str, str], ...]]:
    """The rows of the list, and the sources they name by number."""
    sources: dict[tuple[str, str], int] = {}
    provinces, trades, stages = (
        names_of(frame, text) for frame in (atlas.provinces, atlas.trades, atlas.stages)
    )

    def cells(record: Any) -> tuple[str | None, ...]:
        source = (one_line(record.source_title), one_line(record.source_url))
        at = sources.setdefault(source, len(sources) + 1) if any(source) else None
        return (
            one_line(in_language(text, record.name_fa, record.name_en), LONGEST_CELL),
            provinces[record.province_iso],
            trades.get(record.isic_division),
            one_line(place_text(record, text), LONGEST_CELL),
            stages[record.stage],
            None if pd.isna(record.stage_year_jalali) else text.year(record.stage_year_jalali),
            figure_text(text, record, "firms"),
            figure_text(text, record, "employment"),
            None if at is None else text.number(at),
        )

    rows = tuple(cells(record) for record in selection.clusters.itertuples())
    return rows, tuple(sources)
