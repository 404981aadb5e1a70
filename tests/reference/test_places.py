"""Where a record stands, and how precisely that is known."""

import pytest

from geo.atlas import Atlas


def test_one_known_city_is_exact(atlas: Atlas) -> None:
    found = atlas.clusters[atlas.clusters["city_en"] == "Meybod"].iloc[0]
    assert found["precision"] == "city"
    assert (found.geometry.x, found.geometry.y) == pytest.approx((54.01, 32.25), abs=0.05)


def test_several_cities_give_a_point_between_them(atlas: Atlas) -> None:
    found = atlas.clusters[atlas.clusters["city_en"] == "Nowshahr; Chalus"].iloc[0]
    assert found["precision"] == "several places"
    assert 51.4 < found.geometry.x < 51.6


def test_no_city_gives_a_point_inside_the_province(atlas: Atlas) -> None:
    without = atlas.clusters[atlas.clusters["city_en"] == ""]
    assert set(without["precision"]) == {"province"}
    assert (
        atlas.boundaries.fine.loc[without["province_iso"]]
        .reset_index(drop=True)
        .covers(without.geometry.reset_index(drop=True))
        .all()
    )


def test_a_city_nobody_knows_is_not_guessed(atlas: Atlas) -> None:
    assert set(atlas.clusters.loc[atlas.clusters["city_en"] == "Kordabad", "precision"]) == {
        "province"
    }


def test_every_record_has_one_of_three_precisions(atlas: Atlas) -> None:
    assert atlas.clusters["precision"].value_counts().to_dict() == {
        "province": 78,
        "city": 63,
        "several places": 12,
    }
