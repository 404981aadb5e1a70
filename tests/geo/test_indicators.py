"""Indicators: one formula, one entry in the catalogues for each."""

import numpy as np
import pandas as pd
import pytest

from components.words.text import catalogue
from geo.atlas import Atlas
from geo.comparison import compare
from geo.indicators import INDICATORS, MEASURED, Indicator
from geo.selection import select
from geo.view import View, read_view
from tests.conftest import DATA

RECORDS = pd.read_csv(DATA / "clusters.csv", dtype=str, keep_default_na=False)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_catalogues_hold_the_words_of_every_indicator_and_no_others(lang: str) -> None:
    told = {key for key in catalogue(lang) if key.startswith("indicator.")}
    assert told == {f"indicator.{i.name}.{word}" for i in INDICATORS.values() for word in i.words}


def test_a_value_is_numerator_by_denominator_by_scale_and_undefined_where_that_is_zero() -> None:
    half = Indicator("half", ("completed", "waiting"), ("clusters",), scale=100)
    counts = {
        "completed": np.array([1, 0]),
        "waiting": np.array([1, 0]),
        "clusters": np.array([4, 0]),
    }
    assert half.of(counts).tolist()[0] == 50 and np.isnan(half.of(counts)[1])
    support = half.support(counts)
    assert support is not None and support.tolist() == [4, 0]


@pytest.mark.parametrize("figure", MEASURED)
def test_what_records_report_can_be_averaged_over_those_that_report_it(
    atlas: Atlas, figure: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    mean = Indicator("mean", (figure,), (f"{figure}_reported",), unit="average")
    monkeypatch.setitem(INDICATORS, "mean", mean)
    found = select(atlas, View(metric="mean")).provinces["value"].dropna()
    reported = RECORDS[RECORDS[figure] != ""].astype({figure: float})
    assert found.to_dict() == reported.groupby("province_iso")[figure].mean().to_dict()


@pytest.mark.parametrize("name", [i.name for i in INDICATORS.values() if "comparison" in i.tables])
def test_a_comparison_and_the_map_show_one_value(atlas: Atlas, name: str) -> None:
    view, _ = read_view(
        {"metric": name, "compare": "province:IR-10,province:IR-21,province:IR-07"}, atlas
    )
    found = compare(atlas, view)
    assert found is not None
    (row,) = [row for row in found.rows if row.name == name]
    table = select(atlas, view).provinces
    values = table.loc[list(found.items), "value"]
    assert [c.value for c in row.cells] == [None if np.isnan(v) else v for v in values]
