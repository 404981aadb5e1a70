"""Invented figures and tags: blank as often as an office's, seeded, each with its source."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from geo.invented.registry import invented_snapshot
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.records import OBSERVED
from geo.registry.snapshot import Snapshot

DATA = Path(__file__).parents[2] / "data"
MANY = 2000


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(DATA)


@pytest.fixture(scope="module")
def made(reference: ReferenceData) -> Snapshot:
    return invented_snapshot(reference, DATA, MANY, 1, date(2026, 11, 24))


def test_every_indicator_is_on_file_for_some_and_missing_for_most(made: Snapshot) -> None:
    owners = made.observations.groupby("indicator")["cluster_id"].nunique()
    assert set(owners.index) == set(OBSERVED)
    assert owners[["output", "sales", "exports", "networks", "consortia"]].max() < MANY / 2


def test_every_figure_has_a_unit_a_date_and_a_source_on_file(made: Snapshot) -> None:
    sized = made.observations[
        made.observations["indicator"].isin(["output", "sales", "exports", "networks", "consortia"])
    ]
    assert (sized["unit"] != "").all() and (sized["as_of"] != "").all()
    assert set(sized["source_id"]) <= set(made.sources["source_id"])


def test_some_figures_are_ranges_and_some_are_told_otherwise_by_a_second_source(
    made: Snapshot,
) -> None:
    seen = made.observations
    assert (seen["high"] > seen["low"]).any() and (seen["high"] >= seen["low"]).all()
    sources = seen[seen["indicator"] == "exports"].groupby("cluster_id")["source_id"].nunique()
    assert set(sources) == {1, 2}


def test_networks_are_counted_in_whole_numbers(made: Snapshot) -> None:
    counted = made.observations[made.observations["indicator"].isin(["networks", "consortia"])]
    assert (counted["low"] % 1 == 0).all() and counted["low"].min() == 1


def test_tags_are_those_the_atlas_knows(made: Snapshot, reference: ReferenceData) -> None:
    assert set(zip(made.tags["kind"], made.tags["tag"], strict=True)) == set(reference.tags.index)


def test_the_same_seed_gives_the_same_figures(reference: ReferenceData) -> None:
    once, again = (invented_snapshot(reference, DATA, 200, 7, date(2026, 11, 24)) for _ in range(2))
    pd.testing.assert_frame_equal(once.observations, again.observations)
    pd.testing.assert_frame_equal(once.tags, again.tags)
