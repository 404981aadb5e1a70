"""Profiles of provinces and trades beside the country, on the shipped records."""

import numpy as np
import pytest

from geo.atlas import STAGE_GROUPS, Atlas
from geo.gaps import GAPS, gaps
from geo.profile import alike, stage_mix, standing, trade_mix, without_trade


@pytest.fixture
def everywhere(atlas: Atlas) -> np.ndarray:
    return np.arange(len(atlas.clusters))


def of_province(atlas: Atlas, province: str) -> np.ndarray:
    return np.flatnonzero(atlas.clusters["province_iso"] == province)


def test_a_province_ranks_by_clusters_per_million_among_those_with_a_record(
    atlas: Atlas, everywhere: np.ndarray
) -> None:
    stand = standing(atlas, everywhere)
    assert stand.ranked == 30
    lorestan = stand.table.loc["IR-15"]
    assert lorestan["per_million"] == pytest.approx(15 / 1_760_649 * 1e6)
    assert lorestan["rank"] == 1
    assert stand.table.loc["IR-05", "rank"] == 0
    assert np.isnan(stand.table.loc["IR-05", "per_million"])


def test_ranks_follow_the_filters(atlas: Atlas) -> None:
    only = of_province(atlas, "IR-10")
    stand = standing(atlas, only)
    assert stand.table.loc["IR-10", "rank"] == 1
    assert stand.table["clusters"].sum() == len(only)


def test_the_trades_of_a_province_are_those_of_its_clusters_most_first(
    atlas: Atlas, everywhere: np.ndarray
) -> None:
    here = of_province(atlas, "IR-10")
    table = trade_mix(atlas, here, everywhere)
    assert table["here"].sum() == len(here) - without_trade(atlas, here)
    assert table["here"].is_monotonic_decreasing
    first = table.iloc[0]
    known = len(everywhere) - without_trade(atlas, everywhere)
    assert first["quotient"] == pytest.approx(
        (first["here"] / table["here"].sum()) / (first["national"] / known)
    )


def test_stage_groups_add_up_to_all_clusters(atlas: Atlas, everywhere: np.ndarray) -> None:
    table = stage_mix(atlas, of_province(atlas, "IR-10"), everywhere)
    assert list(table.index) == list(STAGE_GROUPS)
    assert (table["here"].sum(), table["national"].sum()) == (15, len(everywhere))


def test_provinces_are_alike_both_ways_and_none_is_alike_to_itself(
    atlas: Atlas, everywhere: np.ndarray
) -> None:
    table = alike(atlas, "IR-10", everywhere)
    assert "IR-10" not in table.index
    assert len(table) == 30
    back = alike(atlas, str(table.index[0]), everywhere)
    assert back.at["IR-10", "trades"] == pytest.approx(table["trades"].iloc[0])
    assert np.isnan(table.at["IR-05", "trades"])


def test_gaps_say_what_each_record_lacks(atlas: Atlas) -> None:
    found = gaps(atlas)
    assert tuple(found) == GAPS
    assert found["firms"].sum() == atlas.clusters["firms"].isna().sum()
    row = atlas.row_of["c003"]
    assert not found["firms"][row]
    assert found["figure_date"][row]
    assert found["city"][row]
