"""Is a file what it says it is? Its stamps against its own rows, and against the registry's version that they name."""

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import geopandas as gpd
import pandas as pd
import pyogrio
from python_calamine import CalamineWorkbook

from components.briefing.stamps import READERS as STAMPED
from components.briefing.stamps import stamps_of
from components.text import Text
from geo.atlas import Atlas
from geo.exports import column_headings, read_csv, rows_for_export
from geo.provenance import Stamp, rows_digest, stamps_in
from geo.registry.written.formats import LAYER, PROVENANCE
from geo.selection import select
from geo.view import read_view

RIGHT, CHANGED, OTHER, GONE, UNSTAMPED, EMPTY = "right", "changed", "other", "gone", "unstamped", "empty"
"""Rows are those of the version; the file's rows were changed since it was made; the version holds others; there is no such version; nothing to
go by; no rows, and so no place for a stamp."""


@dataclass(frozen=True)
class Verdict:
    """What is true of one file, or of one member of a pack."""

    name: str
    code: str
    stamp: Stamp | None = None


@dataclass(frozen=True)
class _Held:
    """What a file holds: its stamps, and its rows where it has any."""

    stamps: list[Stamp]
    rows: pd.DataFrame | None = None


def verify(name: str, content: bytes, data: Path, atlas_at: Callable[[Stamp], Atlas | None]) -> list[Verdict]:
    """A verdict for each stamp. atlas_at: the Atlas that a stamp's version and View look at, None where there is none."""
    if name.endswith(".zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            members = [n for n in pack.namelist() if Path(n).suffix.removeprefix(".") in READERS]
            return [v for member in members for v in verify(member, pack.read(member), data, atlas_at)]
    held = READERS[Path(name).suffix.lower().removeprefix(".")](content, data)
    if not held.stamps:
        return [Verdict(name, EMPTY if held.rows is not None and held.rows.empty else UNSTAMPED)]
    whole = held.stamps[0]
    if held.rows is not None and len(held.stamps) == 1 and (len(held.rows) != whole.rows or rows_digest(held.rows) != whole.digest):
        return [Verdict(name, CHANGED, whole)]
    return [Verdict(name, _against_registry(stamp, atlas_at), stamp) for stamp in held.stamps]


def _against_registry(stamp: Stamp, atlas_at: Callable[[Stamp], Atlas | None]) -> str:
    atlas = atlas_at(stamp)
    if atlas is None:
        return GONE
    view, _ = read_view(dict(parse_qsl(stamp.view)), atlas)
    return RIGHT if rows_digest(rows_for_export(atlas, select(atlas, view).clusters)) == stamp.digest else OTHER


def _csv(content: bytes, data: Path) -> _Held:
    rows = read_csv(content, column_headings(data))
    last = [c for c in rows if c in {PROVENANCE, *(Text(lang)("briefing.provenance") for lang in ("fa", "en"))}]
    said = "\n".join(str(v) for column in last for v in rows[column])
    return _Held(stamps_in(said), _only_ours(rows, data))


def _xlsx(content: bytes, data: Path) -> _Held:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = [book.get_sheet_by_index(i).to_python() for i in range(len(book.sheet_names))]
    said = "\n".join(str(cell) for sheet in sheets[1:] for row in sheet for cell in row)
    headings = column_headings(data)
    by_heading = {heading: column for lang in ("fa", "en") for column, heading in headings[f"heading_{lang}"].items()}
    head, *body = sheets[0] or [[]]
    rows = pd.DataFrame([[_cell(v) for v in row] for row in body], columns=[by_heading.get(str(h), str(h)) for h in head])
    return _Held(stamps_in(said), _typed(_only_ours(rows, data), data))


def _cell(value: Any) -> Any:
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value


def _gpkg(content: bytes, data: Path) -> _Held:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.gpkg"
        path.write_bytes(content)
        told = pyogrio.read_info(path, layer=LAYER).get("layer_metadata") or {}
        rows = pd.DataFrame(gpd.read_file(path, layer=LAYER).drop(columns="geometry"))
    return _Held(stamps_in(str(told.get("stamp", ""))), _typed(_only_ours(rows, data), data))


def _geojson(content: bytes, data: Path) -> _Held:
    found = json.loads(content)
    rows = pd.DataFrame([f["properties"] for f in found["features"]], columns=list(column_headings(data).index))
    return _Held(stamps_in(str(found.get("khoosheh_atlas", {}).get("stamp", ""))), _typed(rows, data))


def _html(content: bytes, data: Path) -> _Held:
    page = content.decode("utf-8", "replace")
    told = re.search(r'<meta name="khoosheh-atlas" content="([^"]*)"', page)
    held = re.search(r'<script type="application/json" id="facts">(.*?)</script>', page, re.DOTALL)
    facts = json.loads(held[1]) if held else {"columns": [], "rows": []}
    rows = pd.DataFrame(facts["rows"], columns=[c[0] for c in facts["columns"]])
    return _Held(stamps_in(unescape(told[1])) if told else [], _typed(rows, data))


def _only_ours(rows: pd.DataFrame, data: Path) -> pd.DataFrame:
    ours = rows[[c for c in column_headings(data).index if c in rows]]
    return ours[ours.get("cluster_id", pd.Series("x", index=ours.index)) != ""]


def _typed(rows: pd.DataFrame, data: Path) -> pd.DataFrame:
    """Number columns as floats, the others as text."""
    kinds = column_headings(data)["kind"]
    return pd.DataFrame({c: pd.to_numeric(rows[c].replace("", None)).astype(float) if kinds[c] == "number" else rows[c].fillna("").map(str) for c in rows})


def _stamped(extension: str) -> Callable[[bytes, Path], _Held]:
    """Reads a format that shows rows but does not hold them."""
    return lambda content, _data: _Held(stamps_of(content, extension))


READERS: dict[str, Callable[[bytes, Path], _Held]] = {
    **{extension: _stamped(extension) for extension in STAMPED},
    "csv": _csv,
    "xlsx": _xlsx,
    "gpkg": _gpkg,
    "geojson": _geojson,
    "html": _html,
}
VERIFIED = (*READERS, "zip")
