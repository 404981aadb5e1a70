"""The formats in which rows are taken away: CSV, XLSX, GeoPackage, GeoJSON, each a declared
`Format`.

Rows are those of `geo.exports.rows.rows_for_export` with their points; which columns, in what
order, and what heads them stands in `headings`
(`geo.reference.csv_tables.column_headings`). Sheets and CSV are headed in the reader's language;
the geographic formats carry the columns' own names,
EPSG:4326, and nulls for missing numbers. Rows of an invented registry are marked in a first column,
in every format. What the rows are, from where
and under which licence, is said beside them, also where there is none: in a CSV's last column, on a
workbook's second sheet, in a layer's metadata.
"""

import io
import json
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.basis.csv_text import LINE_END, csv_line, csv_lines, disarm, quoted, write_csv
from geo.exports.book import UNDATED, Book, Looks, Sheet, clean, new_book, new_sheet, width
from geo.intake.values import DEGREE_DECIMALS

INVENTED = "invented"
"""The column that marks invented rows."""
LAYER, FOREIGN_MEMBER = "clusters", "khoosheh_atlas"
"""The layer of a GeoPackage; the member of a GeoJSON that says what its rows are."""
SAMPLED = 300
ABOUT, LINE = 110, 15
"""Letters across the text of the second sheet; the height of a line, points."""

PROVENANCE = "provenance"
"""The last column of a CSV, whose first row says where its rows come from: the one place for it in
a file of rows alone.
"""


@dataclass(frozen=True)
class About:
    """What a file says of its rows, in the reader's language.

    heading: of the CSV's column; text: all of it on one line. title, lines: of the second sheet:
    what, and what is said of it. fields: by names that are
    the same in every language.
    """

    heading: str
    text: str
    title: str
    lines: tuple[tuple[str, str], ...]
    fields: Mapping[str, str]


Writer = Callable[[gpd.GeoDataFrame, pd.DataFrame, str, About | None], bytes]
Parts = Iterable[gpd.GeoDataFrame]
PartsWriter = Callable[[BinaryIO, Parts, pd.DataFrame, str, Callable[[], About]], None]


@dataclass(frozen=True)
class Format:
    """One way of taking rows away: the file's extension, its media type, and what writes it;
    `parts_writer` where that needs never all rows at once.
    """

    extension: str
    media_type: str
    writer: Writer
    parts_writer: PartsWriter | None = None

    def write(
        self,
        rows: gpd.GeoDataFrame,
        headings: pd.DataFrame,
        lang: str,
        *,
        mark: str = "",
        mark_heading: str = "",
        about: About | None = None,
    ) -> bytes:
        """`rows` in this format, columns and order of `headings`; with a `mark`, every row begins
        with it, under `mark_heading`.
        """
        return self.writer(
            _marked(rows, mark), _with_mark(headings, mark, mark_heading), lang, about
        )

    def write_parts(
        self,
        out: BinaryIO,
        parts: Parts,
        headings: pd.DataFrame,
        lang: str,
        *,
        mark: str,
        mark_heading: str,
        about: Callable[[], About],
    ) -> None:
        """The same of the rows of all `parts`, of which there is at least one, into `out`. about:
        called when the last was taken.
        """
        parts, headings = (
            (_marked(rows, mark) for rows in parts),
            _with_mark(headings, mark, mark_heading),
        )
        if self.parts_writer:
            self.parts_writer(out, parts, headings, lang, about)
        else:
            rows = pd.concat(parts, ignore_index=True)
            out.write(self.writer(rows, headings, lang, about()))


def _marked(rows: gpd.GeoDataFrame, mark: str) -> gpd.GeoDataFrame:
    return rows.assign(**{INVENTED: mark}) if mark else rows


def _with_mark(headings: pd.DataFrame, mark: str, mark_heading: str) -> pd.DataFrame:
    first = pd.DataFrame(
        {"kind": "text", "heading_fa": mark_heading, "heading_en": mark_heading}, index=[INVENTED]
    )
    return pd.concat([first, headings]) if mark else headings


def with_points(rows: pd.DataFrame) -> gpd.GeoDataFrame:
    """`rows` as points at their lon and lat, EPSG:4326."""
    return gpd.GeoDataFrame(
        rows, geometry=gpd.points_from_xy(rows["lon"], rows["lat"]), crs="EPSG:4326"
    )


def _write_csv(
    rows: gpd.GeoDataFrame, headings: pd.DataFrame, lang: str, about: About | None
) -> bytes:
    if about is None:
        return write_csv(rows, headings, lang)
    out = io.BytesIO()
    _write_csv_parts(out, [rows], headings, lang, lambda: about)
    return out.getvalue()


def _write_csv_parts(
    out: BinaryIO, parts: Parts, headings: pd.DataFrame, lang: str, about: Callable[[], About]
) -> None:
    """As `write_csv` writes them, and `about` them in the first row; where there is no row, in one
    that holds nothing else.
    """
    with (
        tempfile.TemporaryFile() as rest,
        io.TextIOWrapper(rest, encoding="utf-8", newline="") as text,
    ):
        lines = (line for part in parts for line in csv_lines(part, headings))
        first = next(lines, "," * (len(headings) - 1))
        text.writelines(f"{line},{LINE_END}" for line in lines)
        text.flush()
        told = about()
        head = csv_line([*headings[f"heading_{lang}"], told.heading])
        out.write(f"{head}{first},{quoted(disarm(told.text))}{LINE_END}".encode("utf-8-sig"))
        rest.seek(0)
        shutil.copyfileobj(rest, out)


def write_xlsx(
    rows: gpd.GeoDataFrame, headings: pd.DataFrame, lang: str, about: About | None = None
) -> bytes:
    """One sheet, right to left in Persian: headings in `lang`, numbers as numbers, ISO days as
    dates, everything else as text; and one about them.
    """
    out = io.BytesIO()
    _write_xlsx_parts(out, [rows], headings, lang, lambda: about)
    return out.getvalue()


def _write_xlsx_parts(
    out: BinaryIO,
    parts: Parts,
    headings: pd.DataFrame,
    lang: str,
    about: Callable[[], About | None],
) -> None:
    with new_book(out, UNDATED, row_by_row=True) as book:
        sheet = new_sheet(book, LAYER, rtl=lang == "fa", columns=len(headings))
        looks = Looks(
            book,
            rtl=lang == "fa",
            heading={"bold": True, "bg_color": "#E3EAF0", "bottom": 1, "valign": "top"},
            plain={},
            day={"num_format": "yyyy-mm-dd"},
            long={"text_wrap": True, "valign": "top"},
        )
        row = 0
        for rows in parts:
            columns = [
                _days(rows[column]) if kind == "date" else _values(rows[column], kind)
                for column, kind in headings["kind"].items()
            ]
            if row == 0:
                _write_headings(sheet, looks, headings[f"heading_{lang}"].tolist(), columns)
            for cells in zip(*columns, strict=True):
                row += 1
                _write_row(sheet, looks, row, cells)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(row, 1), len(headings) - 1)
        told = about()
        if told:
            _write_about(book, looks, told, rtl=lang == "fa")


def _write_headings(sheet: Sheet, looks: Looks, heads: list[str], columns: list[list[Any]]) -> None:
    """The headings, and columns as wide as they and the first cells below them."""
    for column, (head, values) in enumerate(zip(heads, columns, strict=True)):
        cells = [head, *("" if v is None else str(v) for v in values[:SAMPLED])]
        sheet.set_column(column, column, width(cells))
        looks.put(sheet, 0, column, head, "heading")


def _write_row(sheet: Sheet, looks: Looks, row: int, cells: tuple[Any, ...]) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, str):
            if cell:
                looks.put(sheet, row, column, cell, "plain")
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, looks.of("day"))
        elif cell is not None:
            sheet.write_number(row, column, cell, looks.of("plain"))


def _write_about(book: Book, looks: Looks, about: About, *, rtl: bool) -> None:
    sheet = new_sheet(book, about.title, rtl=rtl, columns=2)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, ABOUT)
    for row, (what, said) in enumerate(about.lines):
        sheet.set_row(
            row, LINE * max(1, -(-len(said) // ABOUT))
        )  # not every program makes room for wrapped lines by itself
        looks.put(sheet, row, 0, what, "heading")
        looks.put(sheet, row, 1, said, "long")


def write_geopackage(
    rows: gpd.GeoDataFrame, headings: pd.DataFrame, _lang: str, about: About | None = None
) -> bytes:
    """One layer of points, `clusters`; `about` is the layer's metadata.

    Raises ValueError for rows in another CRS than EPSG:4326.
    """
    _check_crs(rows)
    columns = {column: _column(rows[column], kind) for column, kind in headings["kind"].items()}
    frame = gpd.GeoDataFrame(columns, geometry=rows.geometry.to_numpy(), crs="EPSG:4326")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{LAYER}.gpkg"
        told = dict(about.fields) if about else None
        pyogrio.write_dataframe(
            frame,
            path,
            driver="GPKG",
            layer=LAYER,
            geometry_type="Point",
            nan_as_null=True,
            VERSION="1.2",
            layer_metadata=told,
        )
        # GDAL writes the time at which it ran: the same rows are to give the same bytes
        with closing(sqlite3.connect(path)) as database, database:
            database.execute(
                "UPDATE gpkg_contents SET last_change = ?", (f"{UNDATED.isoformat()}.000Z",)
            )
            if about:
                database.execute(
                    "UPDATE gpkg_metadata_reference SET timestamp = ?",
                    (f"{UNDATED.isoformat()}.000Z",),
                )
        return path.read_bytes()


def write_geojson(
    rows: gpd.GeoDataFrame, headings: pd.DataFrame, lang: str, about: About | None = None
) -> bytes:
    """A FeatureCollection as of RFC 7946: UTF-8, longitude before latitude, no CRS member.

    about: goes into a foreign member of its own. Raises ValueError for rows in another CRS than
    EPSG:4326.
    """
    out = io.BytesIO()
    _write_geojson_parts(out, [rows], headings, lang, lambda: about)
    return out.getvalue()


def _write_geojson_parts(
    out: BinaryIO,
    parts: Parts,
    headings: pd.DataFrame,
    _lang: str,
    about: Callable[[], About | None],
) -> None:
    with tempfile.TemporaryFile() as features:
        between = b""
        for rows in parts:
            for feature in _features(rows, headings):
                features.write(between + _json(feature))
                between = b","
        told = about()
        top = {"type": "FeatureCollection"} | ({FOREIGN_MEMBER: dict(told.fields)} if told else {})
        out.write(_json(top)[:-1] + b',"features":[')
        features.seek(0)
        shutil.copyfileobj(features, out)
        out.write(b"]}")


def _features(rows: gpd.GeoDataFrame, headings: pd.DataFrame) -> Iterator[dict[str, Any]]:
    _check_crs(rows)
    columns = [_values(rows[column], kind) for column, kind in headings["kind"].items()]
    for point, cells in zip(rows.geometry, zip(*columns, strict=True), strict=True):
        has_place = point is not None and not point.is_empty
        where = (
            {
                "type": "Point",
                "coordinates": [round(point.x, DEGREE_DECIMALS), round(point.y, DEGREE_DECIMALS)],
            }
            if has_place
            else None
        )
        properties = {
            name: clean(cell) if isinstance(cell, str) else cell
            for name, cell in zip(headings.index, cells, strict=True)
        }
        yield {"type": "Feature", "geometry": where, "properties": properties}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def _check_crs(rows: gpd.GeoDataFrame) -> None:
    if rows.crs is None or rows.crs.to_epsg() != 4326:
        raise ValueError(f"rows are in {rows.crs}, not EPSG:4326")


def _values(column: pd.Series, kind: str) -> list[Any]:
    """The cells: of a number column int, float or None, of a text column str."""
    if kind == "number":
        return [
            None if pd.isna(v) else int(v) if float(v).is_integer() else float(v) for v in column
        ]
    return ["" if pd.isna(v) else str(v) for v in column]


def _days(column: pd.Series) -> list[Any]:
    """The cells of a column of ISO days as dates, "" where there is none."""
    return [date.fromisoformat(v) if v else "" for v in column]


def _column(column: pd.Series, kind: str) -> pd.Series:
    """The column as GDAL takes it: whole numbers stay whole and missing ones null."""
    values = _values(column, kind)
    if kind != "number":
        return pd.Series([clean(v) for v in values], dtype="str")
    is_whole = all(v is None or isinstance(v, int) for v in values)
    return pd.Series(values, dtype="Int64" if is_whole else float)


_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMATS: dict[str, Format] = {
    f.extension: f
    for f in (
        Format("csv", "text/csv", _write_csv, _write_csv_parts),
        Format("xlsx", _SHEET_TYPE, write_xlsx, _write_xlsx_parts),
        Format("gpkg", "application/geopackage+sqlite3", write_geopackage),
        Format("geojson", "application/geo+json", write_geojson, _write_geojson_parts),
    )
}
"""Every format by its extension, in the order in which they are offered."""
