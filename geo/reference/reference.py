"""The ground: what the records stand on and no registry changes.

Provinces, places, stages, trades, official totals.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geo.reference.boundaries import Boundaries, our_boundaries, own_boundaries
from geo.reference.csv_tables import read_table
from geo.reference.gazetteer import Gazetteer, read_gazetteer
from geo.reference.persian_sounds import letter_sounds
from geo.reference.provinces import ProvinceNames, read_province_names

OFFICIAL_COLUMNS = [
    "as_of_jalali",
    "as_of_note_fa",
    "as_of_note_en",
    "identified",
    "completed",
    "in_progress",
    "other_fa",
    "other_en",
    "source",
]
PROVINCIAL_COLUMNS = [
    "province_iso",
    "as_of_jalali",
    "identified",
    "completed",
    "in_progress",
    "note_fa",
    "note_en",
    "source",
]


@dataclass(frozen=True)
class ReferenceData:
    """Frames are shared: read them, never write to them.

    stages: DataFrame indexed by stage, in order: group, name_fa, name_en. trades: indexed by ISIC
    Rev. 4 division: name_fa, name_en. tags: indexed by (kind, tag): name_fa, name_en. indicators:
    indexed by indicator: unit, name_fa, name_en, unit_fa, unit_en. official_totals,
    provincial_totals: as published, numbers nullable. sounds: of the Persian letters, for search.
    digest: twelve hex digits of the SHA-256 of every file read.
    """

    names: ProvinceNames
    boundaries: Boundaries
    gazetteer: Gazetteer
    stages: pd.DataFrame
    trades: pd.DataFrame
    tags: pd.DataFrame
    indicators: pd.DataFrame
    official_totals: pd.DataFrame
    provincial_totals: pd.DataFrame
    sounds: dict[str, str]
    digest: str

    @property
    def units(self) -> dict[str, str]:
        """The unit of each indicator; empty where each record names its own."""
        return {str(name): str(unit) for name, unit in self.indicators["unit"].items()}


def read_reference(data: Path, province_file: Path | None = None) -> ReferenceData:
    """Read and check the folder `data`; `province_file` takes the place of our outlines.

    Raises DataError with all problems of the first file that has any.
    """
    names = read_province_names(data)
    boundaries = our_boundaries(data)
    if province_file:
        boundaries = own_boundaries(province_file, names, boundaries)
    return ReferenceData(
        names=names,
        boundaries=boundaries,
        gazetteer=read_gazetteer(data),
        stages=read_table(data / "stages.csv", ["stage", "group", "name_fa", "name_en"]).set_index(
            "stage"
        ),
        trades=read_table(data / "trades.csv", ["isic_division", "name_fa", "name_en"]).set_index(
            "isic_division"
        ),
        tags=read_table(data / "tags.csv", ["kind", "tag", "name_fa", "name_en"]).set_index(
            ["kind", "tag"]
        ),
        indicators=read_table(
            data / "indicators.csv",
            ["indicator", "unit", "name_fa", "name_en", "unit_fa", "unit_en"],
        ).set_index("indicator"),
        official_totals=_totals(data / "official_totals.csv", OFFICIAL_COLUMNS),
        provincial_totals=_totals(data / "provincial_totals.csv", PROVINCIAL_COLUMNS),
        sounds=letter_sounds(data),
        digest=_digest(data, province_file),
    )


def _totals(path: Path, columns: list[str]) -> pd.DataFrame:
    table = read_table(path, columns).reset_index(drop=True)
    for column in ("identified", "completed", "in_progress"):
        table[column] = pd.to_numeric(table[column].replace("", None)).astype("Int64")
    return table


def _digest(data: Path, province_file: Path | None) -> str:
    digest = hashlib.sha256()
    files = sorted(p for p in data.rglob("*") if p.suffix in {".csv", ".geojson"})
    for path in [*files, *([province_file] if province_file else [])]:
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]
