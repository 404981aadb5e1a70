"""What the one HTML file of a View or a story knows, as JSON: texts, rows, outlines, its stops.

Rows are those of its Views, each once; the rest points to them by position.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import numpy as np
import pandas as pd

from components.briefing.plain_text import one_line
from components.briefing.scene import full_sentence, made_on
from components.briefing.story_slide import StorySlide
from components.browse.figures import own_totals_lines
from components.contract.one_file import (
    DeclaredIndicator,
    FileFacts,
    FileProvenance,
    FileStop,
    OfficialFigures,
)
from components.server.release import release
from components.words.finding_words import no_record
from components.words.findings import finding
from components.words.names import attribution
from components.words.sentence import clauses
from components.words.text import Text, catalogue
from geo.atlas import Atlas, Identity
from geo.basis.csv_text import RISKY
from geo.basis.jalali import jalali
from geo.drawing.plan import Area, plan
from geo.exports.rows import rows_for_export
from geo.file_names import filter_names
from geo.indicators import INDICATORS, MEASURED, REPORTING
from geo.official import headline
from geo.provenance import rows_digest
from geo.reference.csv_tables import column_headings
from geo.reference.gazetteer import CITY
from geo.reference.persian_sounds import letter_sounds
from geo.selection import Selection, select

SECTIONS = (
    "app",
    "nav",
    "list",
    "group",
    "figures",
    "filters",
    "map",
    "precision",
    "stages",
    "card",
    "table",
    "gathered",
    "one_file",
)
"""Sections of the catalogues that the file's own screen uses."""
INDICATOR_WORDS = ("name", "value", "without", "no_value")
"""What it says of an indicator."""
PROOF = ("sentence", "invented")
"""Those that the rows saved from it use besides."""
LANGUAGES = ("fa", "en")


def facts_of(
    stops: Sequence[StorySlide],
    lang: str,
    link: str,
    today: date,
    data: Path,
    *,
    slide: int | None = None,
    made_by: str = "",
) -> FileFacts:
    """All that the file's screen is made of.

    slide: where it opens as a presentation, if it does. made_by: the release that it names, if not
    this one.
    """
    atlas = stops[0].atlas
    selections = [select(stop.atlas, stop.view) for stop in stops]
    taken = sorted(
        {
            (stop.atlas.identity, i)
            for stop, s in zip(stops, selections, strict=True)
            for i in _positions(stop.atlas, s)
        }
    )
    place = {row: at for at, row in enumerate(taken)}
    parts = [
        _Part.of(each, [i for identity, i in taken if identity == each.identity])
        for each in {s.atlas.identity: s.atlas for s in stops}.values()
    ]
    parts.sort(key=lambda part: part.atlas.identity)
    rows, headings = (
        pd.concat([part.rows for part in parts], ignore_index=True),
        column_headings(data),
    )
    areas = {area.code: area for area in parts[0].areas}
    words = {name: Text(name) for name in LANGUAGES}
    own_file = one_line(atlas.boundaries.own_file)
    return FileFacts(
        lang=lang,
        texts={name: _texts(name) for name in LANGUAGES},
        columns=[
            (str(name), row["kind"], row["heading_fa"], row["heading_en"])
            for name, row in headings.iterrows()
        ],
        rows=[
            [_cell(v) for v in values]
            for values in zip(*(rows[c] for c in headings.index), strict=True)
        ],
        risky="".join(RISKY),
        spots=[spot for part in parts for spot in part.spots],
        stage_of=[int(code) for part in parts for code in part.atlas.stage_codes[part.taken]],
        province_of=[int(code) for part in parts for code in part.atlas.province_codes[part.taken]],
        trade_of=[int(code) for part in parts for code in part.atlas.trade_codes[part.taken]],
        frame=(1000, round(parts[0].height, 1)),
        provinces=_provinces(atlas, areas),
        stages=[
            (code, fa, en, group)
            for code, fa, en, group in zip(
                atlas.stages.index,
                atlas.stages["name_fa"],
                atlas.stages["name_en"],
                atlas.group_of_stage.tolist(),
                strict=True,
            )
        ],
        trades=[
            (str(code), row["name_fa"], row["name_en"]) for code, row in atlas.trades.iterrows()
        ],
        stops=[
            _stop(stop, s, place, areas, letter_sounds(data))
            for stop, s in zip(stops, selections, strict=True)
        ],
        indicators={
            name: DeclaredIndicator(i.numerator, i.denominator, i.scale, i.format, i.is_count)
            for name, i in INDICATORS.items()
        },
        measured=MEASURED,
        reporting=REPORTING,
        invented=any(stop.atlas.is_invented for stop in stops),
        official=_official(atlas),
        provenance=FileProvenance(
            rows=len(rows),
            digest=rows_digest(rows),
            link=link,
            address=link.partition("?")[0].rpartition("/")[0],
            made=today.isoformat(),
            made_jalali=jalali(today),
            heading={name: text("briefing.provenance") for name, text in words.items()},
            says={
                name: f"{attribution(text, own_file)} {made_on(today, text)}"
                for name, text in words.items()
            },
            release=made_by or release(),
        ),
        presents=slide is not None,
        slide=slide or 0,
    )


def _positions(atlas: Atlas, selection: Selection) -> list[int]:
    found: list[int] = atlas.clusters.index.get_indexer(selection.clusters.index).tolist()
    return found


@dataclass(frozen=True)
class _Part:
    """The rows that the file takes of one Atlas.

    A story may look at the same clusters at several dates.
    """

    atlas: Atlas
    taken: list[int]
    rows: pd.DataFrame
    spots: list[tuple[float, float, int]]
    areas: tuple[Area, ...]
    height: float

    @classmethod
    def of(cls, atlas: Atlas, taken: list[int]) -> "_Part":
        flat, clusters = plan(atlas, np.array(taken, dtype=int)), atlas.clusters.iloc[taken]
        spots = [
            (round(float(x), 1), round(float(y), 1), int(p != CITY))
            for (x, y), p in zip(flat.spots, clusters["precision"], strict=True)
        ]
        return cls(atlas, taken, rows_for_export(atlas, clusters), spots, flat.areas, flat.height)


def _cell(value: Any) -> Any:
    if pd.isna(value):
        return None
    return (
        value
        if isinstance(value, str)
        else int(value)
        if float(value).is_integer()
        else float(value)
    )


def _official(atlas: Atlas) -> OfficialFigures:
    row = headline(atlas)
    known = [int(row[name]) for name in ("identified", "completed", "in_progress")]
    identified, completed, in_progress = known
    rest = identified - completed - in_progress
    return OfficialFigures(identified, completed, in_progress, rest, row["source"])


@cache
def _texts(lang: str) -> dict[str, str]:
    return {
        key: text
        for key, text in catalogue(lang).items()
        if key.split(".")[0] in (*SECTIONS, *PROOF)
        or (key.startswith("indicator.") and key.rpartition(".")[2] in INDICATOR_WORDS)
    }


def _provinces(
    atlas: Atlas, areas: dict[str, Area]
) -> list[tuple[str, str, str, int, str, float, float]]:
    """Code, Persian and English name, people, outline as a path, x and y of the label."""
    return [
        (
            str(code),
            row["name_fa"],
            row["name_en"],
            int(row["population"]),
            _path(areas[code]),
            round(areas[code].anchor[0], 1),
            round(areas[code].anchor[1], 1),
        )
        for code, row in atlas.provinces.iterrows()
    ]


def _path(area: Area) -> str:
    return "".join("M" + "L".join(f"{x:g} {y:g}" for x, y in ring) + "z" for ring in area.rings)


def _focus(chosen: Sequence[Area]) -> list[float] | None:
    """West, north, east, south of the chosen provinces on the plan; None where none is chosen."""
    if not chosen:
        return None
    points = np.array([point for area in chosen for ring in area.rings for point in ring])
    return [*points.min(axis=0).round(1).tolist(), *points.max(axis=0).round(1).tolist()]


def _stop(
    stop: StorySlide,
    selection: Selection,
    place: dict[tuple[Identity, int], int],
    areas: dict[str, Area],
    sounds: Mapping[str, str],
) -> FileStop:
    atlas = stop.atlas
    views = {name: select(atlas, replace(stop.view, lang=name)) for name in LANGUAGES}
    asked = {
        param: value
        for param, value in stop.view.to_query().items()
        if param not in ("lang", "story")
    }
    return FileStop(
        title={name: stop.title or finding(atlas, views[name], Text(name)) for name in LANGUAGES},
        note=stop.note,
        sentence={
            name: full_sentence(atlas, views[name], Text(name), stop.remark) for name in LANGUAGES
        },
        clauses={
            name: {
                param: one_line(said, 1000)
                for param, said in clauses(atlas, stop.view, Text(name)).items()
            }
            for name in LANGUAGES
        },
        unrecorded={
            name: no_record(atlas, views[name], Text(name)) if views[name].unrecorded else ""
            for name in LANGUAGES
        },
        remark=stop.remark,
        choices={param: list(values) for param, values in stop.view.choices.items()},
        asked={param: value for param, value in asked.items() if param not in stop.view.choices},
        names=filter_names(stop.view, sounds),
        is_invented=atlas.is_invented,
        rows=[place[atlas.identity, i] for i in _positions(atlas, selection)],
        official={name: own_totals_lines(atlas, views[name], Text(name)) for name in LANGUAGES},
        on_file=selection.provinces["on_file"].tolist(),
        total=selection.total_on_file,
        data=atlas.version,
        number=atlas.number,
        at={name: Text(name).moment(atlas.at) if atlas.at else "" for name in LANGUAGES},
        query=urlencode(stop.view.to_query(), safe=",:"),
        digest=rows_digest(rows_for_export(atlas, selection.clusters)),
        metric=stop.view.metric,
        breaks=selection.breaks,
        chosen=list(stop.view.chosen("province")),
        cluster=stop.view.cluster,
        focus=_focus([areas[code] for code in stop.view.chosen("province")]),
    )
