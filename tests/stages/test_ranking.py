"""The ranking of waiting clusters: marks, parts, missing figures, steadiness, distances."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.stages.ranking import (
    CRITERIA,
    TOP,
    WEIGHTS,
    Ranking,
    distances,
    ranking,
    score_table,
    scores,
)

NAN = float("nan")


def figures(**columns: list[float]) -> pd.DataFrame:
    size = len(next(iter(columns.values())))
    return pd.DataFrame({c: columns.get(c, [NAN] * size) for c in CRITERIA} | {"row": range(size)})


def ranked(
    frame: pd.DataFrame,
    weights: dict[str, int] | None = None,
    missing: str = "middle",
    units: list[str] | None = None,
) -> Ranking:
    table = score_table(frame, pd.Series(units or [""] * len(frame), dtype="str"))
    return ranking(frame, table, WEIGHTS if weights is None else weights, missing, seed=1)


def test_marks_run_from_the_least_to_the_most_and_equals_share() -> None:
    assert scores(np.array([10.0, NAN, 30.0, 20.0, 20.0])).tolist() == pytest.approx(
        [0, NAN, 1, 0.5, 0.5], nan_ok=True
    )


def test_where_fewer_is_more_the_least_is_marked_highest() -> None:
    assert scores(np.array([1.0, 5.0]), fewer_is_more=True).tolist() == [1, 0]


def test_one_alone_is_in_the_middle() -> None:
    assert scores(np.array([7.0, NAN])).tolist() == pytest.approx([0.5, NAN], nan_ok=True)


def test_a_score_worked_by_hand() -> None:
    """Jobs weigh 3 of 4, the gap 1 of 4: the second cluster is (3 × 1 + 1 × 0) / 4, the first (3 ×
    0 + 1 × 1) / 4.
    """
    found = ranked(figures(jobs=[10, 90], gap=[1, 9]), {"jobs": 3, "gap": 1}).frame
    assert found["row"].tolist() == [1, 0]
    assert found["score"].tolist() == [0.75, 0.25]


def test_what_is_not_on_file_gets_the_mark_of_the_rule_and_is_told() -> None:
    frame = figures(jobs=[10, 90, NAN])
    middle, lowest = (
        ranked(frame, {"jobs": 5}, rule).frame.set_index("row") for rule in ("middle", "lowest")
    )
    assert (middle.at[2, "score"], lowest.at[2, "score"]) == (0.5, 0.0)
    assert np.isnan(middle.at[2, "mark_jobs"])


def test_what_nobody_has_on_file_counts_for_nothing() -> None:
    found = ranked(figures(jobs=[10, 90], gap=[1, 9]))
    assert (found.weights["exports"], found.weights["jobs"], found.on_file["exports"]) == (
        0,
        0.5,
        0,
    )


def test_with_no_weight_at_all_every_criterion_counts_alike() -> None:
    assert ranked(figures(jobs=[10, 90], gap=[1, 9]), {}).weights["gap"] == 0.5


def test_output_is_compared_within_its_unit_only() -> None:
    table = score_table(figures(output=[5, 50, 1, 7]), pd.Series(["t", "t", "m2", ""]))
    assert table["output"].tolist() == pytest.approx([0, 1, NAN, NAN], nan_ok=True)


def test_equal_scores_share_their_place() -> None:
    assert ranked(figures(jobs=[5, 5, 1])).frame["place"].tolist() == [1, 1, 3]


def test_a_cluster_ahead_in_everything_is_always_among_the_first() -> None:
    count = TOP + 30
    frame = figures(jobs=list(range(count)), gap=[float(count - n) for n in range(count)])
    assert ranked(frame).frame["steady"].tolist()[:TOP] == [1.0] * TOP


def test_steadiness_falls_where_the_weights_decide() -> None:
    rng = np.random.default_rng(3)
    frame = figures(
        jobs=rng.random(200).tolist(),
        gap=rng.random(200).tolist(),
        exports=rng.random(200).tolist(),
    )
    steady = ranked(frame).frame["steady"]
    assert 0 < steady.iloc[TOP - 1] < 1
    assert steady.sum() == pytest.approx(TOP)


def test_the_same_seed_gives_the_same_steadiness() -> None:
    frame = figures(
        jobs=list(np.random.default_rng(1).random(60)),
        gap=list(np.random.default_rng(2).random(60)),
    )
    assert ranked(frame).frame.equals(ranked(frame).frame)


@settings(deadline=None)
@given(
    st.lists(st.tuples(*[st.one_of(st.just(NAN), st.floats(0, 1e6))] * len(CRITERIA)), max_size=30),
    st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 5)),
)
def test_parts_sum_to_the_score_and_all_are_ranked_once(
    rows: list[tuple[float, ...]], weights: dict[str, int]
) -> None:
    frame = pd.DataFrame(rows, columns=list(CRITERIA), dtype=float).assign(row=range(len(rows)))
    found = ranked(frame, weights).frame
    assert sorted(found["row"]) == list(range(len(rows)))
    assert found["score"].to_numpy() == pytest.approx(
        found[[f"part_{c}" for c in CRITERIA]].to_numpy().sum(axis=1)
    )
    assert found["score"].between(0, 1 + 1e-9).all()
    assert found["score"].is_monotonic_decreasing


def test_nobody_waiting_is_an_empty_ranking() -> None:
    assert ranked(figures(jobs=[])).frame.empty


def test_distances_are_great_circles_to_the_nearest_begun_cluster() -> None:
    """One degree of a meridian is 111.2 km; a place known by its province alone has no distance."""
    clusters = gpd.GeoDataFrame(
        {"precision": ["city", "city", "city", "province"]},
        geometry=gpd.points_from_xy([51, 51, 51, 51], [35, 36, 30, 34]),
        crs="EPSG:4326",
    )
    found = distances(
        clusters, np.array([True, False, False, True]), np.array([False, True, True, False])
    )
    assert found[0] == pytest.approx(111.2, abs=0.1)
    assert np.isnan(found[[1, 2, 3]]).all()


def test_clusters_that_are_equal_are_equally_often_among_the_first() -> None:
    """Six stand ahead of all, and ten tie for the four places that are left: each has 40 % of a
    place, wherever it stands in the file.
    """
    ahead, level, behind = [9.0] * 6, [5.0] * 10, [1.0] * 4
    for order in (ahead + level + behind, behind + level + ahead):
        found = ranked(figures(jobs=order, gap=[1.0] * len(order))).frame
        steady = {
            value: sorted(set(found.loc[found["jobs"] == value, "steady"].round(9)))
            for value in (9.0, 5.0, 1.0)
        }
        assert steady == {9.0: [1.0], 5.0: [0.4], 1.0: [0.0]}


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=TOP + 1, max_size=40))
def test_the_places_among_the_first_are_shared_out_whole_and_alike_among_equals(
    rows: list[tuple[int, int]],
) -> None:
    found = ranked(figures(jobs=[float(a) for a, _ in rows], gap=[float(b) for _, b in rows])).frame
    assert found["steady"].sum() == pytest.approx(TOP)
    assert (found.groupby(["jobs", "gap"])["steady"].nunique() == 1).all()
