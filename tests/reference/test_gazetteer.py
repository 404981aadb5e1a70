"""Every place of the gazetteer lies in the province it is filed under, by today's borders."""

from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.reference.gazetteer import read_gazetteer
from geo.search.place_names import read_place_names
from tests.conftest import DATA

FAR = 2_000
"""Metres outside its province from which on a place is filed wrongly: nearer, it may be the line
that is coarse.
"""
EQUAL_AREA = "ESRI:102025"
LINE_TOO_COARSE = {
    "Abarkūh": "IR-21", "Farāgheh": "IR-21", "Şafīābād": "IR-21", "Deh-e ‘Arab": "IR-21",
    "Khazīneh Anbār-e Jadīd": "IR-04", "Āq Kand-e Qareh Kheẕer": "IR-04", "Chahār Borj": "IR-04",
    "Āzādegān": "IR-14", "Yān Cheshmeh": "IR-14", "Garm Darreh": "IR-14",
    "Māzhīn": "IR-16", "Shahrak-e Ţāleqānī": "IR-06", "Nūq": "IR-09",
    "Kahrīzak": "IR-23", "Galūgāh": "IR-02",
    "Fārūj": "IR-28", "Āveh": "IR-00", "Garmdarreh": "IR-30", "Shālāsh": "IR-27",
}  # fmt: skip
"""Places that the shipped lines of about 2016 cut off from their province
(data/boundaries/SOURCES.md); the finer ones do not.
"""


def places() -> gpd.GeoDataFrame:
    table = pd.read_csv(DATA / "places.csv", dtype={"geonameid": str})
    return gpd.GeoDataFrame(
        table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs="EPSG:4326"
    ).to_crs(EQUAL_AREA)


def outside(outlines: Path) -> dict[str, str]:
    """Places that lie far outside the province they are filed under, with that province."""
    found, drawn = (
        places(),
        gpd.read_file(outlines).set_index("iso_code").geometry.to_crs(EQUAL_AREA),
    )
    own = gpd.GeoSeries(drawn.reindex(found["province_iso"]).to_numpy(), crs=EQUAL_AREA)
    far = found[found.geometry.distance(own, align=False) > FAR]
    return dict(zip(far["name"], far["province_iso"], strict=True))


def test_no_place_lies_far_outside_its_province_by_the_finer_outlines(acceptance: Path) -> None:
    assert outside(acceptance / "boundaries" / "osm_2025_provinces.geojson") == {}


def test_by_the_shipped_outlines_only_those_do_whose_line_is_known_to_be_too_coarse() -> None:
    assert outside(DATA / "boundaries" / "provinces.geojson") == LINE_TOO_COARSE


def test_places_are_found_in_the_province_of_today_and_no_longer_in_the_one_of_before() -> None:
    gazetteer = read_gazetteer(DATA)
    for name, now, before in (
        ("طبس", "IR-29", "IR-21"),
        ("سرعین", "IR-24", "IR-03"),
        ("جلفا", "IR-03", "IR-04"),
        ("Ābyek", "IR-26", "IR-00"),
    ):
        assert gazetteer.find(now, name)
        assert gazetteer.find(before, name) is None


def test_every_correction_says_what_it_corrects_and_why_and_stands_in_the_gazetteer() -> None:
    corrections = pd.read_csv(DATA / "place_corrections.csv", dtype=str)
    now = {place.code: place.province_iso for place in read_place_names(DATA)}
    assert corrections["why"].notna().all() and corrections["geonameid"].is_unique
    assert (corrections["geonames_province"] != corrections["province_iso"]).all()
    assert [now[code] for code in corrections["geonameid"]] == corrections["province_iso"].tolist()
