"""The gazetteer: where a named place lies. GeoNames (CC BY 4.0), data/places.csv.

precision: `city`, the record names one place that is known; `several places`, it names more than
one and stands at their middle; `province`, it names none, or none that is known, and stands at a
point inside its province that says nothing but that.
"""

from dataclasses import dataclass
from pathlib import Path

from geo.basis.folding import name_key
from geo.reference.csv_tables import read_table

CITY, SEVERAL, PROVINCE = "city", "several places", "province"


@dataclass(frozen=True)
class Place:
    """A place of GeoNames: degrees east and north, EPSG:4326."""

    geonameid: str
    lon: float
    lat: float
    population: int
    is_main_name: bool


@dataclass(frozen=True)
class Gazetteer:
    """Places by (province_iso, `name_key`)."""

    by_name: dict[tuple[str, str], Place]

    def find(self, province_iso: str, name: str) -> Place | None:
        """The place so called in that province.

        A main name before another name, then the more populous.
        """
        return self.by_name.get((province_iso, name_key(name)))

    def locate(self, province_iso: str, names: list[str]) -> tuple[float, float, str] | None:
        """Longitude, latitude and precision of a record that names these places.

        None when none of them is known.
        """
        found = [p for p in (self.find(province_iso, n) for n in names) if p]
        if not found:
            return None
        lon = sum(p.lon for p in found) / len(found)
        lat = sum(p.lat for p in found) / len(found)
        return round(lon, 5), round(lat, 5), CITY if len(names) == 1 else SEVERAL


def read_gazetteer(data: Path) -> Gazetteer:
    """Read places.csv and place_aliases.csv (spellings that GeoNames lacks) from `data`."""
    table = read_table(
        data / "places.csv",
        ["geonameid", "name", "other_names", "province_iso", "lon", "lat", "population"],
    )
    by_name: dict[tuple[str, str], Place] = {}
    for row in table.itertuples():
        names = [str(row.name), *str(row.other_names).split("; ")]
        for rank, name in enumerate(names):
            key = (str(row.province_iso), name_key(name))
            place = Place(
                str(row.geonameid),
                float(str(row.lon)),
                float(str(row.lat)),
                int(str(row.population)),
                rank == 0,
            )
            known = by_name.get(key)
            if key[1] and (
                known is None
                or (place.is_main_name, place.population) > (known.is_main_name, known.population)
            ):
                by_name[key] = place
    for alias in read_table(
        data / "place_aliases.csv", ["province_iso", "alias", "name"]
    ).itertuples():
        target = by_name.get((str(alias.province_iso), name_key(str(alias.name))))
        if target:
            by_name.setdefault((str(alias.province_iso), name_key(str(alias.alias))), target)
    return Gazetteer(by_name)
