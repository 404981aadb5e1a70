"""Distances along the ellipsoid."""

import numpy as np
import pytest

from geo.atlas import Atlas
from geo.distance import is_rough, kilometres, nearest


def test_a_degree_of_the_equator_is_111_kilometres() -> None:
    assert kilometres(50, 0, np.array([51.0]), np.array([0.0]))[0] == pytest.approx(
        111.32, abs=0.01
    )


def test_the_nearest_come_first_and_a_cluster_is_not_its_own_neighbour(atlas: Atlas) -> None:
    found = nearest(atlas, 0, np.arange(len(atlas.clusters)), 8)
    assert len(found) == 8
    assert 0 not in [row for row, _ in found]
    assert [d for _, d in found] == sorted(d for _, d in found)


def test_nobody_is_near_where_there_is_nobody(atlas: Atlas) -> None:
    assert nearest(atlas, 0, np.array([0]), 5) == []


def test_a_distance_from_a_place_known_only_by_its_province_is_rough(atlas: Atlas) -> None:
    rows = {
        p: int(np.flatnonzero(atlas.clusters["precision"] == p)[0]) for p in ("city", "province")
    }
    others = np.array([rows["province"], rows["city"]])
    assert is_rough(atlas, rows["city"], others).tolist() == [True, False]
