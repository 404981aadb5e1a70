"""The map of a Scene.

Provinces with what is known of them; clusters, each in one mark, with their names.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from components.briefing.plain_text import one_line
from components.words.findings import finding, told_values
from components.words.names import in_language
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from geo.drawing.gathering import Gathering, gather
from geo.drawing.plan import WIDTH, Area, plan
from geo.reference.gazetteer import CITY
from geo.selection import Selection

LONGEST_CELL = 160
MOST_NAMED = 100
"""Clusters named for those who cannot see the mark that they are in; of more, the list has the
rest.
"""


@dataclass(frozen=True)
class Province:
    """A province on the map.

    klass: see geo/class_breaks.py. says: what is known of it, as a sentence. value: the metric,
    None where undefined.
    """

    area: Area
    name: str
    klass: int
    says: str
    is_chosen: bool
    value: float | None

    @property
    def code(self) -> str:
        """Its ISO 3166-2 code, as IR-10."""
        return self.area.code


@dataclass(frozen=True)
class Spot:
    """A cluster on the map; `group` one of STAGE_GROUPS."""

    cluster: str
    name: str
    stage: str
    group: str
    is_approximate: bool


@dataclass(frozen=True)
class Mark:
    """One cluster on the map, or several that cannot be shown apart, as their number.

    mix: how many of each of STAGE_GROUPS. says: what it is.
    """

    x: float
    y: float
    radius: float
    spots: tuple[Spot, ...]
    mix: tuple[int, ...]
    number: str
    says: str


@dataclass(frozen=True)
class Picture:
    """The map, WIDTH wide (geo/drawing/plan.py).

    locator: the whole country, where the map is a part; description: in place of the map.
    """

    height: float
    provinces: tuple[Province, ...]
    marks: tuple[Mark, ...]
    locator: tuple[Area, ...]
    locator_height: float
    description: str

    @property
    def spots(self) -> tuple[Spot, ...]:
        """Every cluster on the map."""
        return tuple(spot for mark in self.marks for spot in mark.spots)


def map_of(atlas: Atlas, selection: Selection, text: Text) -> Picture:
    """The map of a Selection."""
    view, clusters = selection.view, selection.clusters
    focus = view.chosen("province") if len(view.chosen("province")) == 1 else ()
    flat = plan(atlas, atlas.clusters.index.get_indexer(clusters.index), focus)
    table, metric = selection.provinces, view.metric
    names = atlas.provinces[f"name_{text.lang}"]
    values = told_values(selection, text)

    def says(code: str) -> str:
        if not table.at[code, "on_file"]:
            return text("map.hover_none")
        value = values[code]
        shown = (
            text(f"indicator.{metric}.no_value")
            if value is None
            else text(f"indicator.{metric}.value", value=value)
        )
        return text("map.hover", n=int(table.at[code, "clusters"]), value=shown)

    provinces = tuple(
        Province(
            area,
            str(names[area.code]),
            int(table.at[area.code, "class"]),
            says(area.code),
            bool(table.at[area.code, "chosen"]),
            None if np.isnan(table.at[area.code, "value"]) else float(table.at[area.code, "value"]),
        )
        for area in flat.areas
    )
    stages = {
        stage: (name, STAGE_GROUPS[group])
        for (stage, name), group in zip(
            names_of(atlas.stages, text).items(), atlas.group_of_stage, strict=True
        )
    }
    spots = [
        Spot(
            str(row.cluster_id),
            one_line(in_language(text, row.name_fa, row.name_en), LONGEST_CELL),
            *stages[row.stage],
            row.precision != CITY,
        )
        for row in clusters.itertuples()
    ]
    marks = tuple(
        _mark(found, [spots[i] for i in found.members], text)
        for found in gather(flat.spots, (WIDTH, flat.height))
    )
    told = {"metric": text(f"indicator.{metric}.name"), "finding": finding(atlas, selection, text)}
    described = (
        text("briefing.map_is_unknown", **told)
        if selection.is_unknown
        else text("briefing.map_is", n=len(clusters), **told)
    )
    return Picture(
        round(flat.height, 1),
        provinces,
        marks,
        flat.locator,
        round(flat.locator_height, 1),
        described,
    )


def _mark(found: Gathering, spots: list[Spot], text: Text) -> Mark:
    mix = tuple(sum(s.group == group for s in spots) for group in STAGE_GROUPS)
    if len(spots) == 1:
        return Mark(
            found.x,
            found.y,
            found.radius,
            tuple(spots),
            mix,
            "",
            f"{spots[0].name}: {spots[0].stage}",
        )
    named = [f"{s.name} ({s.stage})" for s in spots[:MOST_NAMED]]
    names = text.join(
        [*named, text("briefing.others", n=len(spots) - MOST_NAMED)]
        if len(spots) > MOST_NAMED
        else named
    )
    return Mark(
        found.x,
        found.y,
        found.radius,
        tuple(spots),
        mix,
        text.number(len(spots)),
        f"{text('gathered', n=len(spots))}: {names}",
    )


def names_of(frame: pd.DataFrame, text: Text) -> dict[str, str]:
    """The names of provinces, trades or stages in the reader's language, by their code."""
    return {str(code): str(name) for code, name in frame[f"name_{text.lang}"].items()}
