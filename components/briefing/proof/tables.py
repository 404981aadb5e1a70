"""Files of rows: cells by record and column, points, and what is said beside them.

The order of rows and columns is the reader's own.
"""

import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio

from components.briefing.proof.differences import Difference, added, changed, missing, unlike
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.exports.formats import FOREIGN_MEMBER, LAYER
from geo.intake.files.cells import number_text
from geo.intake.files.package import Package
from geo.intake.files.sheet import read_sheets
from geo.intake.values import DEGREE_DECIMALS

SIGNATURE = b"SQLite format 3\0"
WGS84 = re.compile(r"(OGC:1\.3:CRS84|EPSG::?4326)$")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_DRAWN_ON = re.compile(r"xl/(media|charts|comments|threadedComments|embeddings)")
_PLAIN_FORMAT = re.compile(
    r"(\[[^\]]*\]|[\\ymdhs0#,.%?@;:/ -]|General|\"[ /.:-]*\")*", re.IGNORECASE
)
"""Formats that show the number itself; another may show anything in its place."""


@dataclass(frozen=True)
class Table:
    """A table read from a file of any format.

    head: the columns' names. rows: cells as texts. points: of each row, longitude and latitude,
    where the format has points of its own. said: what stands beside the rows, by where; sheets: the
    further ones of a workbook, by name. extras: what else a reader sees.
    """

    head: list[str]
    rows: list[list[str]]
    points: list[str] | None = None
    said: dict[str, str] = field(default_factory=dict)
    sheets: dict[str, list[list[str]]] = field(default_factory=dict)
    extras: tuple[str, ...] = ()


def csv_table(content: bytes) -> Table:
    """A CSV, with whichever separator and encoding a spreadsheet saved it.

    Raises DataError where it is none.
    """
    return _of_sheet(read_sheets(content, "csv")[0].rows)


def xlsx_table(content: bytes) -> Table:
    """A workbook's first sheet, and the others. Raises DataError where it is none."""
    package = Package(content, "xlsx")
    first, *others = read_sheets(content, "xlsx")
    made = _of_sheet(first.rows)
    return Table(
        made.head,
        made.rows,
        None,
        made.said,
        {sheet.name: sheet.rows for sheet in others},
        tuple(_extras(package)),
    )


def _of_sheet(rows: list[list[str]]) -> Table:
    """Head and rows, and apart from them the column that says where they come from."""
    head, *body = rows
    provenance = {Text(lang)("briefing.provenance") for lang in ("fa", "en")}
    places = [i for i, name in enumerate(head) if name in provenance]
    kept = [i for i in range(len(head)) if i not in places]
    said = [row[i] for i in places for row in body if row[i]]
    records = [[row[i] for i in kept] for row in body]
    told = {head[places[0]]: "\n".join(said)} if places else {}
    return Table([head[i] for i in kept], [row for row in records if any(row)], None, told)


class _Tags:
    """Listens for elements of these names, and keeps one attribute of each."""

    def __init__(self, names: tuple[str, ...], attribute: str) -> None:
        self.names, self.attribute, self.found = names, attribute, list[str]()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition("|")[2] in self.names:
            self.found.append(attributes.get(self.attribute, ""))


def _tags(package: Package, part: str, names: tuple[str, ...], attribute: str = "") -> list[str]:
    return package.parse(part, lambda _: _Tags(names, attribute)).found


def _extras(package: Package) -> Iterator[str]:
    """What lies over the cells, is not shown of them, or shows them as something else."""
    for name in sorted(package.names):
        is_sheet, is_drawing = (
            re.fullmatch(rf"xl/{folder}/[^/]+\.xml", name) for folder in ("worksheets", "drawings")
        )
        # LibreOffice writes empty ones
        drawn = is_drawing and _tags(
            package, name, ("oneCellAnchor", "twoCellAnchor", "absoluteAnchor")
        )
        hidden = is_sheet and {"1", "true"}.intersection(
            _tags(package, name, ("row", "col"), "hidden")
        )
        if drawn or hidden or _DRAWN_ON.match(name):
            yield name
    if "xl/styles.xml" in package.names:
        yield from (
            code
            for code in _tags(package, "xl/styles.xml", ("numFmt",), "formatCode")
            if not _PLAIN_FORMAT.fullmatch(code)
        )


def gpkg_table(content: bytes) -> Table:
    """A GeoPackage's one layer, or its layer of ours. Raises DataError where it is none."""
    if not content.startswith(SIGNATURE):
        raise DataError([Problem("file_kind_unknown", "gpkg")])
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "rows.gpkg"
            path.write_bytes(content)
            layers = [str(name) for name, _ in pyogrio.list_layers(path)]
            layer = LAYER if LAYER in layers or not layers else layers[0]
            said = {
                str(k): str(v)
                for k, v in (
                    pyogrio.read_info(path, layer=layer).get("layer_metadata") or {}
                ).items()
            }
            frame = gpd.read_file(path, layer=layer)
    except (RuntimeError, ValueError, sqlite3.Error, OSError):  # pyogrio's errors are RuntimeErrors
        raise DataError([Problem("file_damaged", "gpkg")]) from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise DataError([Problem("file_kind_unknown", "gpkg")])
    crs = [] if frame.crs is None or frame.crs.to_epsg() == 4326 else [str(frame.crs.name)]
    rows = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    cells = [[_cell(v) for v in row] for row in rows.itertuples(index=False)]
    points = [
        ""
        if p is None or p.is_empty
        else _point(next(iter(p.coords)))
        if p.geom_type == "Point"
        else p.geom_type
        for p in frame.geometry
    ]
    return Table(
        [str(c) for c in rows],
        cells,
        points,
        said,
        {},
        (*(name for name in layers if name != layer), *crs),
    )


def geojson_table(content: bytes) -> Table:
    """A FeatureCollection. Raises DataError where it is none."""
    try:
        found = json.loads(content)
        features = found["features"]
        names = list(dict.fromkeys(name for feature in features for name in feature["properties"]))
        rows = [[_cell(feature["properties"].get(name)) for name in names] for feature in features]
        points = [_geometry(feature["geometry"]) for feature in features]
        said = {str(k): str(v) for k, v in found.get(FOREIGN_MEMBER, {}).items()}
        crs = str(found.get("crs", {}).get("properties", {}).get("name", "CRS84"))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise DataError([Problem("file_damaged", "geojson")]) from None
    return Table(
        names, rows, points, said, {}, () if crs == "CRS84" or WGS84.search(crs) else (crs,)
    )


def _geometry(geometry: Any) -> str:
    if geometry is None:
        return ""
    return _point(geometry["coordinates"]) if geometry["type"] == "Point" else str(geometry["type"])


def _point(coordinates: Sequence[float]) -> str:
    return ", ".join(number_text(round(float(c), DEGREE_DECIMALS)) for c in coordinates)


def _cell(value: Any) -> str:
    if value is None or value != value:
        return ""
    return (
        str(value)
        if isinstance(value, (str, bool))
        else number_text(float(value))
        if isinstance(value, (int, float))
        else str(value)
    )


def unlike_tables(found: Table, expected: Table, key: str) -> list[Difference]:
    """Where `found` differs. key: the column that tells records apart."""
    differences = [
        missing("column", column=name)
        for name in expected.head
        if found.head and name not in found.head
    ]
    twice = [name for name, times in Counter(found.head).items() if times > 1]
    differences += [
        added("column", column=name or "-")
        for name in dict.fromkeys([*(n for n in found.head if n not in expected.head), *twice])
    ]
    differences += _unlike_rows(found, expected, key)
    differences += [added("extra", name) for name in found.extras if name not in expected.extras]
    differences += unlike(
        "said",
        {k: v for k, v in found.said.items() if k in expected.said or "khoosheh-atlas" in v},
        expected.said,
        "name",
    )
    for name, rows in expected.sheets.items():
        differences += (
            [missing("sheet", sheet=name)]
            if name not in found.sheets
            else _unlike_lines(name, found.sheets[name], rows)
        )
    return differences + [
        added("sheet", sheet=name) for name in found.sheets if name not in expected.sheets
    ]


def _unlike_lines(
    sheet: str, found: list[list[str]], expected: list[list[str]]
) -> list[Difference]:
    """The lines of a sheet that says what the rows are."""
    one, right = (
        {str(n): " ".join(filter(None, row)) for n, row in enumerate(rows, 1) if any(row)}
        for rows in (found, expected)
    )
    return [
        Difference(d.kind, "line", {"sheet": sheet, **d.where}, d.found, d.expected)
        for d in unlike("line", one, right, "line")
    ]


def _unlike_rows(found: Table, expected: Table, key: str) -> list[Difference]:
    differences: list[Difference] = []
    columns = [name for name in expected.head if name in found.head]
    at = [(name, found.head.index(name), expected.head.index(name)) for name in columns]
    key = key if key in found.head else ""
    keyed, wanted = _by_key(found, key), _by_key(expected, key)
    for record, place in wanted.items():
        if record not in keyed:
            differences.append(missing("row", row=record[0]))
            continue
        row, right = found.rows[keyed[record]], expected.rows[place]
        differences += [
            changed("cell", row[i], right[j], row=record[0], column=name)
            for name, i, j in at
            if not _same(row[i], right[j])
        ]
        if (
            expected.points is not None
            and found.points is not None
            and found.points[keyed[record]] != expected.points[place]
        ):
            differences.append(
                changed("point", found.points[keyed[record]], expected.points[place], row=record[0])
            )
    return differences + [added("row", row=record[0]) for record in keyed if record not in wanted]


def _by_key(table: Table, key: str) -> dict[tuple[str, int], int]:
    """The position of each record, by what tells it apart and how often that stood there before.

    By its number where the column is not there.
    """
    at = table.head.index(key) if key in table.head else None
    times: Counter[str] = Counter()
    found = {}
    for place, row in enumerate(table.rows):
        name = str(place + 1) if at is None else row[at]
        found[name, times[name]] = place
        times[name] += 1
    return found


def _same(one: str, other: str) -> bool:
    """Whether two cells show the same.

    A spreadsheet that saves a text of digits anew writes it as the number that it is.
    """
    return one == other or bool(
        _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other) and float(one) == float(other)
    )
