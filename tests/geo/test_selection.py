"""What a View shows of the Atlas."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from geo.atlas import Atlas
from geo.basis.folding import fold
from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO, class_breaks, classify
from geo.filters import FILTERS
from geo.selection import Selection, select
from geo.view import read_view
from tests.geo.test_view import ATLAS, queries


def selection(atlas: Atlas, **query: str) -> Selection:
    return select(atlas, read_view(query, atlas)[0])


def test_nothing_filtered_is_every_record_in_its_order(atlas: Atlas) -> None:
    assert selection(atlas).clusters["cluster_id"].tolist() == atlas.clusters["cluster_id"].tolist()


def test_the_groups_of_all_records(atlas: Atlas) -> None:
    assert selection(atlas).groups == {
        "waiting": 71,
        "in_progress": 50,
        "completed": 21,
        "not_reported": 11,
    }


@given(queries())
@settings(max_examples=60, deadline=None)
def test_counts_everywhere_add_up_to_the_rows_shown(query: dict[str, str]) -> None:
    found = select(ATLAS, read_view(query, ATLAS)[0])
    assert found.stages["selected"].sum() == len(found.clusters) == sum(found.groups.values())
    assert found.provinces.loc[
        found.provinces["chosen"] | (not found.view.chosen("province")), "clusters"
    ].sum() == len(found.clusters)


@given(queries())
@settings(max_examples=40, deadline=None)
def test_an_options_count_is_what_choosing_it_alone_would_show(query: dict[str, str]) -> None:
    view = read_view(query, ATLAS)[0]
    found = select(ATLAS, view)
    for filter_ in FILTERS:
        value = filter_.values(ATLAS)[len(query) % len(filter_.values(ATLAS))]
        alone = select(ATLAS, view.changed(ATLAS, put={filter_.param: value}))
        assert found.options[filter_.param][value] == len(alone.clusters)


@given(queries())
@settings(max_examples=40, deadline=None)
def test_a_row_is_shown_exactly_if_it_passes_every_filter(query: dict[str, str]) -> None:
    view = read_view(query, ATLAS)[0]
    shown = set(select(ATLAS, view).clusters["cluster_id"])
    for row in ATLAS.clusters.itertuples():
        values = {
            "province": row.province_iso,
            "trade": row.isic_division or "not_reported",
            "stage": row.stage,
            "firms": "no" if pd.isna(row.firms) else "yes",
            "employment": "no" if pd.isna(row.employment) else "yes",
        }
        passes = all(
            not view.chosen(param) or value in view.chosen(param) for param, value in values.items()
        )
        found = all(word in ATLAS.search_texts[row.Index] for word in fold(view.text).split())
        assert (row.cluster_id in shown) == (passes and found)


@pytest.mark.parametrize("typed", ["كاشي", "کاشی", "کاشي ۱", "tile"])
def test_search_folds_letters_digits_and_case(atlas: Atlas, typed: str) -> None:
    names = selection(atlas, q=typed.split()[0]).clusters["name_fa"].tolist()
    assert "خوشه کاشی و سرامیک یزد" in names


def test_a_search_for_two_words_needs_both(atlas: Atlas) -> None:
    both = selection(atlas, q="فرش قم").clusters
    assert 0 < len(both) < len(selection(atlas, q="فرش").clusters)


def test_the_map_counts_under_every_filter_but_the_provinces(atlas: Atlas) -> None:
    found = selection(atlas, province="IR-10", stage="implementation")
    assert len(found.clusters) == 3
    assert found.provinces["clusters"].sum() == 48


@pytest.mark.parametrize(
    "column", ["name", "province", "trade", "place", "stage", "year", "firms", "employment"]
)
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_sorting_keeps_the_rows_and_puts_what_is_missing_last(
    atlas: Atlas, column: str, lang: str
) -> None:
    for sort in (column, f"-{column}"):
        found = selection(atlas, sort=sort, lang=lang)
        ranks = atlas.rank(column, lang)[atlas.clusters.index.get_indexer(found.clusters.index)]
        known = ranks[~np.isnan(ranks)]
        assert len(found.clusters) == len(atlas.clusters)
        assert np.isnan(ranks[len(known) :]).all()
        assert (np.diff(known if sort == column else -known) >= 0).all()


def test_clusters_per_million_is_records_over_the_census(atlas: Atlas) -> None:
    found = selection(atlas).provinces
    lorestan = atlas.provinces.loc["IR-15", "population"]
    assert found.at["IR-15", "value"] == pytest.approx(15 / lorestan * 1e6)


def test_a_share_is_of_the_clusters_whose_stage_is_known(atlas: Atlas) -> None:
    found = selection(atlas, metric="share_completed").provinces
    isfahan = found.loc["IR-10"]
    assert isfahan["value"] == pytest.approx(
        isfahan["completed"] / (isfahan["clusters"] - isfahan["not_reported"])
    )


def test_no_record_zero_and_undefined_are_three_different_things(atlas: Atlas) -> None:
    found = selection(atlas, metric="share_completed", q="فرش").provinces
    assert found.at["IR-05", "class"] == NO_RECORD
    assert UNDEFINED in set(found["class"])
    assert ZERO in set(found["class"])


@pytest.mark.parametrize("unit", ["count", "rate", "share"])
def test_every_value_lies_in_the_class_whose_bounds_hold_it(unit: str) -> None:
    values = np.array([0.0, np.nan, 0.03, 0.2, 0.55, 1.0]) * (1 if unit == "share" else 10)
    breaks = class_breaks(values, unit)
    classes = classify(values, breaks, np.ones(len(values), dtype=bool))
    assert classes[0] == ZERO
    assert classes[1] == UNDEFINED
    for value, found in zip(values[2:], classes[2:], strict=True):
        assert value <= breaks[found]
        assert found == 0 or value > breaks[found - 1]


def test_an_empty_selection_is_a_result(atlas: Atlas) -> None:
    found = selection(atlas, q="nothing of the kind")
    assert len(found.clusters) == 0
    assert found.breaks == []
