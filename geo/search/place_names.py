"""What the places of the gazetteer are called, and which clusters name them."""

import re
from dataclasses import dataclass
from pathlib import Path

from geo.atlas import Atlas
from geo.basis.folding import clean_text
from geo.reference.clusters import names_in
from geo.reference.csv_tables import read_table
from geo.reference.gazetteer import Gazetteer

_PERSIAN = re.compile("[\\u0621-\\u06cc]")


@dataclass(frozen=True)
class PlaceName:
    """A place of GeoNames.

    names: all its spellings; name_fa, name_en: the usual ones, equal where GeoNames has only one
    script.
    """

    code: str
    province_iso: str
    name_fa: str
    name_en: str
    names: tuple[str, ...]


def read_place_names(data: Path) -> list[PlaceName]:
    """The places of places.csv in the folder `data`, in its order."""
    table = read_table(
        data / "places.csv",
        ["geonameid", "name", "other_names", "province_iso", "lon", "lat", "population"],
    )
    found = []
    for row in table.itertuples():
        names = tuple(
            dict.fromkeys(filter(None, [str(row.name), *str(row.other_names).split("; ")]))
        )
        persian = next((clean_text(n) for n in names if _PERSIAN.search(n)), names[0])
        found.append(PlaceName(str(row.geonameid), str(row.province_iso), persian, names[0], names))
    return found


def clusters_by_place(atlas: Atlas, gazetteer: Gazetteer) -> dict[str, list[int]]:
    """Positions of the clusters whose record names a place, by its GeoNames id."""
    found: dict[str, list[int]] = {}
    columns = (atlas.clusters[c].tolist() for c in ("province_iso", "city_fa", "city_en"))
    for row, (province, *cities) in enumerate(zip(*columns, strict=True)):
        named = (gazetteer.find(province, name) for city in cities for name in names_in(city))
        for code in {p.geonameid for p in named if p}:
            found.setdefault(code, []).append(row)
    return found
