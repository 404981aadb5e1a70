"""Province outlines: ours, and a file of the user's own in their place."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo.atlas import Atlas, read_atlas
from geo.basis.errors import DataError
from geo.reference.boundaries import EQUAL_AREA, our_boundaries, own_boundaries
from geo.reference.provinces import read_province_names
from tests.conftest import DATA


def refusal(path: Path) -> list[str]:
    """The codes of what is wrong with a file of outlines."""
    with pytest.raises(DataError) as refused:
        own_boundaries(path, read_province_names(DATA), our_boundaries(DATA))
    return [p.code for p in refused.value.problems]


@pytest.fixture
def own() -> gpd.GeoDataFrame:
    """Our outlines as a file of the user's own might hold them."""
    return gpd.read_file(DATA / "boundaries" / "provinces.geojson")[["name_en", "geometry"]]


def written(frame: gpd.GeoDataFrame, folder: Path, name: str = "own.gpkg") -> Path:
    frame.to_file(folder / name)
    return folder / name


def test_ours_are_31_valid_provinces_without_overlap(atlas: Atlas) -> None:
    fine = atlas.boundaries.fine
    assert sorted(fine.index) == sorted(atlas.provinces.index)
    assert len(fine) == 31
    assert fine.is_valid.all()
    assert shapely.coverage_is_valid(fine.to_numpy())


def test_ours_cover_what_every_coast_clipped_source_gives(atlas: Atlas) -> None:
    assert atlas.boundaries.fine.to_crs(EQUAL_AREA).area.sum() / 1e6 == pytest.approx(
        1_622_000, rel=0.005
    )


def test_the_overview_is_lighter_and_has_the_same_provinces(atlas: Atlas) -> None:
    fine, overview = atlas.boundaries.fine, atlas.boundaries.overview
    assert set(fine.index) == set(overview.index)
    assert overview.count_coordinates().sum() < fine.count_coordinates().sum() / 2


def test_every_label_stands_inside_its_province(atlas: Atlas) -> None:
    assert atlas.boundaries.fine.covers(atlas.boundaries.anchor).all()


def test_finer_outlines_of_today_load(acceptance: Path, atlas: Atlas) -> None:
    finer = read_atlas(DATA, acceptance / "boundaries" / "osm_2025_provinces.geojson")
    assert (
        finer.boundaries.fine.count_coordinates().sum()
        > atlas.boundaries.fine.count_coordinates().sum()
    )
    assert not finer.boundaries.stale_codes


def test_codes_of_before_2020_are_recognised_as_stale_and_not_believed(
    acceptance: Path, atlas: Atlas
) -> None:
    old = own_boundaries(
        acceptance / "boundaries" / "codes_before_2020.geojson",
        read_province_names(DATA),
        atlas.boundaries,
    )
    assert old.stale_codes
    assert old.fine.covers(atlas.boundaries.anchor).all()


def test_provinces_are_matched_by_code_alone_once_its_vintage_is_proven(
    own: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    names = read_province_names(DATA)
    codes = own.assign(
        code=[names.facts.at[names.find(n), "code_before_2020"] for n in own["name_en"]]
    ).drop(columns="name_en")
    found = own_boundaries(written(codes, tmp_path), names, our_boundaries(DATA))
    assert found.stale_codes
    assert sorted(found.fine.index) == sorted(names.facts.index)


def test_another_crs_is_brought_to_longitude_and_latitude(
    own: gpd.GeoDataFrame, tmp_path: Path, atlas: Atlas
) -> None:
    found = own_boundaries(
        written(own.to_crs("EPSG:32639"), tmp_path), read_province_names(DATA), atlas.boundaries
    )
    assert found.fine.covers(atlas.boundaries.anchor).all()


def test_a_missing_province_is_counted(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    assert refusal(written(own.iloc[1:], tmp_path)) == ["boundaries_count"]


def test_an_unknown_name_is_named(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own.loc[4, "name_en"] = "Atlantis"
    assert refusal(written(own, tmp_path)) == ["province_unknown"]


def test_a_province_named_twice_is_named(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own.loc[4, "name_en"] = own.loc[3, "name_en"]
    assert refusal(written(own, tmp_path)) == ["province_twice"]


def test_names_on_the_wrong_outlines_are_refused(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own["name_en"] = own["name_en"].iloc[::-1].to_numpy()
    assert refusal(written(own, tmp_path)) == ["boundaries_misplaced"]


def test_outlines_without_any_name_are_refused(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    assert refusal(written(own[["geometry"]], tmp_path)) == ["boundaries_unnamed"]


def test_a_bow_tie_is_an_invalid_outline(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own.loc[2, "geometry"] = shapely.from_wkt("POLYGON ((50 30, 52 32, 52 30, 50 32, 50 30))")
    assert refusal(written(own, tmp_path)) == ["geometry_invalid"]


def test_overlapping_outlines_are_refused(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own["geometry"] = shapely.buffer(own.geometry.to_numpy(), 0.2)
    assert refusal(written(own, tmp_path)) == ["boundaries_overlap"]


def test_a_wrong_crs_puts_iran_elsewhere(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    assert refusal(written(own.set_crs("EPSG:32639", allow_override=True), tmp_path)) == [
        "boundaries_not_iran"
    ]


def test_swapped_axes_put_iran_elsewhere(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    own["geometry"] = shapely.transform(own.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    assert refusal(written(own, tmp_path)) == ["boundaries_not_iran"]


def test_a_file_that_does_not_say_its_crs_is_refused(own: gpd.GeoDataFrame, tmp_path: Path) -> None:
    shapes = written(own, tmp_path, "own.shp")
    shapes.with_suffix(".prj").unlink()
    assert refusal(shapes) == ["crs_missing"]


def test_what_no_driver_reads_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.geojson").write_text('{"type": "FeatureColl', encoding="utf-8")
    assert refusal(tmp_path / "own.geojson") == ["boundaries_unreadable"]


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.geojson") == ["file_missing"]
