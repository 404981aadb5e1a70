"""The filtered rows as CSV, for Excel, and back.

UTF-8 with BOM (Excel reads no other UTF-8 rightly), CRLF, RFC 4180. Numbers in Latin digits; a Jalali year stands beside the ISO days it
spans. A text that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, "CSV Injection"), and so does a text that
begins with an apostrophe, so that `read_csv` can take exactly one off again.
"""

import csv
import io
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from geo.jalali import span
from geo.tables import read_table

ROWS_AT_A_TIME = 10_000
RISKY = tuple("=+-@\t\r\n|%'＝＋－＠")


def column_headings(data: Path) -> pd.DataFrame:
    """The columns of the CSV in order, indexed by name: kind (text, number, date: ISO 8601), heading_fa, heading_en."""
    return read_table(data / "columns.csv", ["column", "kind", "heading_fa", "heading_en"]).set_index("column")


def rows_for_export(atlas: Atlas, clusters: gpd.GeoDataFrame) -> pd.DataFrame:
    """Rows of the Atlas's clusters with both languages' names, ISO days and coordinates: the columns of data/columns.csv."""
    provinces = atlas.provinces.loc[clusters["province_iso"]]
    trades = atlas.trades.reindex(clusters["isic_division"])
    stages = atlas.stages.loc[clusters["stage"]]
    spans = [tuple(day.isoformat() for day in span(d)) if d else ("", "") for d in clusters["stage_date"]]
    return pd.DataFrame(clusters.drop(columns="geometry")).assign(
        province_fa=provinces["name_fa"].to_numpy(),
        province_en=provinces["name_en"].to_numpy(),
        trade_fa=trades["name_fa"].fillna("").to_numpy(),
        trade_en=trades["name_en"].fillna("").to_numpy(),
        stage_fa=stages["name_fa"].to_numpy(),
        stage_en=stages["name_en"].to_numpy(),
        stage_group=stages["group"].to_numpy(),
        stage_from_iso=[first for first, _ in spans],
        stage_to_iso=[last for _, last in spans],
        lon=clusters.geometry.x.to_numpy(),
        lat=clusters.geometry.y.to_numpy(),
    )


def disarm(text: str) -> str:
    """`text` as no spreadsheet will run it. Inverse: `rearm`."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(RISKY) else text


def rearm(text: str) -> str:
    """What `disarm` was given."""
    return text[1:] if text.startswith("'") else text


def write_csv(rows: pd.DataFrame, headings: pd.DataFrame, lang: str) -> bytes:
    """`rows` as CSV with headings in `lang`; columns and order are those of `headings`."""
    out = io.BytesIO()
    with io.TextIOWrapper(out, encoding="utf-8-sig", newline="") as text:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(headings[f"heading_{lang}"])
        for start in range(0, len(rows), ROWS_AT_A_TIME):  # the cells of all rows take many times the memory of the frame
            few = rows.iloc[start : start + ROWS_AT_A_TIME]
            writer.writerows(zip(*(_cells(few[column], kind) for column, kind in headings["kind"].items()), strict=True))
        text.flush()
        return out.getvalue()


def _cells(column: pd.Series, kind: str) -> list[str]:
    """What stands in a CSV for each value of a column."""
    if kind == "number":
        return ["" if v != v else f"{v:.15g}" for v in column.astype("Float64").to_numpy(dtype=float, na_value=float("nan")).tolist()]
    values = column.astype(object).where(column.notna(), "").tolist()
    armed = {value: disarm(str(value)) for value in dict.fromkeys(values)}  # most texts are said many times over
    return [armed[value] for value in values]


def read_csv(content: bytes, headings: pd.DataFrame) -> pd.DataFrame:
    """The rows of a CSV that `write_csv` wrote, in either language: text columns as written, number columns as floats."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    columns = {heading: column for lang in ("fa", "en") for column, heading in headings[f"heading_{lang}"].items()}
    frame = pd.DataFrame(rows[1:], columns=[columns.get(h, h) for h in rows[0]], dtype="str")
    for column, kind in headings["kind"].items():
        text = frame[column]
        frame[column] = pd.to_numeric(text.where(text != "")) if kind == "number" else text.map(rearm)
    return frame
