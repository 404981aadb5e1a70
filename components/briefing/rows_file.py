"""The rows of one View as a file of rows: CSV, XLSX, GeoPackage, GeoJSON, each saying what was filtered, from which version, and where it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from components.briefing.scene import Scene
from components.text import Text
from geo.atlas import Atlas
from geo.exports import column_headings, rows_for_export, write_csv
from geo.registry.written.formats import FORMATS, INVENTED, with_points, write_geojson, write_geopackage, write_xlsx
from geo.selection import Selection

PROVENANCE = "provenance"
"""The last column of a CSV, whose first row says where its rows come from: the one place for it in a file of rows alone."""


@dataclass(frozen=True)
class Rows:
    """What goes into such a file. headings: the columns, see geo/exports.py."""

    frame: gpd.GeoDataFrame
    headings: pd.DataFrame
    scene: Scene
    text: Text


def rows_of(atlas: Atlas, selection: Selection, scene: Scene, text: Text, data: Path) -> Rows:
    """The rows of `selection`; of an invented registry every one begins with the mark."""
    frame, headings = with_points(rows_for_export(atlas, selection.clusters)), column_headings(data)
    if atlas.is_invented:
        heading = text("invented.mark_heading")
        first = pd.DataFrame({"kind": "text", "heading_fa": heading, "heading_en": heading}, index=[INVENTED])
        frame, headings = frame.assign(**{INVENTED: text("invented.mark")}), pd.concat([first, headings])
    return Rows(frame, headings, scene, text)


def _csv(rows: Rows) -> bytes:
    heading = rows.text("briefing.provenance")
    last = pd.DataFrame({"kind": "text", "heading_fa": heading, "heading_en": heading}, index=[PROVENANCE])
    said = [f"{rows.scene.sentence} {rows.scene.stamp}", *[""] * len(rows.frame)][: len(rows.frame)]
    return write_csv(rows.frame.assign(**{PROVENANCE: said}), pd.concat([rows.headings, last]), rows.text.lang)


def _about(rows: Rows) -> dict[str, str]:
    return {what: value for what, value in rows.scene.provenance if value} | {"stamp": rows.scene.stamp}


def _xlsx(rows: Rows) -> bytes:
    scene, text = rows.scene, rows.text
    lines = [(text("briefing.title"), scene.title), *scene.provenance, (text("briefing.made_on"), scene.made), ("", scene.attribution)]
    lines += [(text("invented.mark_heading"), scene.invented)] if scene.invented else []
    lines += [("", scene.stamp), *((text("briefing.source_n", n=n), f"{title} {url}".strip()) for n, (title, url) in enumerate(scene.sources, 1))]
    return write_xlsx(rows.frame, rows.headings, text.lang, (text("briefing.about_rows"), lines))


ROW_WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "gpkg": lambda rows: write_geopackage(rows.frame, rows.headings, rows.text.lang, _about(rows)),
    "geojson": lambda rows: write_geojson(rows.frame, rows.headings, rows.text.lang, _about(rows)),
}
ROW_TYPES = {extension: FORMATS[extension].media_type for extension in ROW_WRITERS}
