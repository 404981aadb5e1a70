"""Invented records: always the same ones, plausible, accepted by the reader of records, and never
to be taken for real.
"""

import re
from pathlib import Path

import pandas as pd
import pytest

from geo.basis.jalali import span
from geo.invented.records import demo_records
from geo.reference.clusters import CLUSTER_COLUMNS, read_clusters
from geo.reference.csv_tables import read_table
from geo.reference.gazetteer import read_gazetteer
from geo.reference.reference import ReferenceData, read_reference
from tests.conftest import DATA

MANY = 20_000


@pytest.fixture(scope="module")
def records() -> pd.DataFrame:
    return demo_records(DATA, MANY)


@pytest.fixture(scope="module")
def reference() -> ReferenceData:
    return read_reference(DATA)


def test_the_same_seed_gives_the_same_records() -> None:
    pd.testing.assert_frame_equal(demo_records(DATA, 200, seed=7), demo_records(DATA, 200, seed=7))


def test_another_seed_gives_others() -> None:
    assert not demo_records(DATA, 200, seed=7).equals(demo_records(DATA, 200, seed=8))


@pytest.mark.parametrize("count", [0, 1, 5])
def test_there_are_as_many_as_wanted(count: int) -> None:
    records = demo_records(DATA, count)
    assert len(records) == count
    assert list(records) == [*CLUSTER_COLUMNS, "stage_date"]


def test_every_name_ends_with_the_mark_and_note_and_source_say_it(records: pd.DataFrame) -> None:
    assert records["name_fa"].str.endswith("(ساختگی)").all()
    assert records["name_en"].str.endswith("(invented)").all()
    assert records["note_fa"].str.contains("ساختگی").all()
    assert records["note_en"].str.contains("invented").all()
    assert records["source_title"].str.contains("ساختگی.*invented").all()
    assert records["source_url"].str.startswith("https://example.invalid/").all()


@pytest.mark.parametrize("name", ["name_fa", "name_en"])
def test_no_two_of_a_province_have_the_same_name(records: pd.DataFrame, name: str) -> None:
    assert not records.duplicated([name, "province_iso"]).any()


def test_ids_run_from_one(records: pd.DataFrame) -> None:
    assert records["cluster_id"].tolist() == [f"demo{n:06d}" for n in range(1, MANY + 1)]


def test_the_reader_of_records_accepts_them(
    records: pd.DataFrame, reference: ReferenceData, tmp_path: Path
) -> None:
    records.drop(columns="stage_date").to_csv(tmp_path / "clusters.csv", index=False)
    read = read_clusters(
        tmp_path / "clusters.csv", reference.names, reference.stages, reference.trades
    )
    assert read["cluster_id"].tolist() == records["cluster_id"].tolist()


def test_every_town_lies_in_its_province_in_both_languages(records: pd.DataFrame) -> None:
    gazetteer = read_gazetteer(DATA)
    towns = records[["province_iso", "city_fa", "city_en"]].drop_duplicates()
    towns = towns[towns["city_en"] != ""]
    assert len(towns) > 1_000
    lost = [
        t
        for t in towns.itertuples()
        if not gazetteer.find(t.province_iso, t.city_en)
        or not gazetteer.find(t.province_iso, t.city_fa)
    ]
    assert not lost


def test_persian_names_are_in_persian_letters(records: pd.DataFrame) -> None:
    strange = [n for n in records["name_fa"] if re.search(r"[a-zA-Z0-9\u064a\u0643]", n)]
    assert not strange


def test_all_provinces_and_stages_are_there_and_the_populous_have_more(
    records: pd.DataFrame,
) -> None:
    by_province = records["province_iso"].value_counts()
    assert len(by_province) == 31
    assert by_province.index[0] == "IR-23"
    assert set(records["stage"]) == set(read_table(DATA / "stages.csv", ["stage"])["stage"])


@pytest.mark.parametrize(
    "column", ["city_fa", "isic_division", "stage_year_jalali", "firms", "employment"]
)
def test_blanks_are_as_many_as_among_real_records(records: pd.DataFrame, column: str) -> None:
    real = (read_table(DATA / "clusters.csv", CLUSTER_COLUMNS)[column] != "").mean()
    invented = (records[column].notna() & (records[column].astype("str") != "")).mean()
    assert abs(real - invented) < 0.03


def test_dates_are_real_days_of_their_year_in_three_precisions(records: pd.DataFrame) -> None:
    dated = records[records["stage_date"] != ""]
    years = [int(d[:4]) for d in dated["stage_date"]]
    assert years == dated["stage_year_jalali"].tolist()
    assert (min(years), max(years)) == (1385, 1405)
    assert {len(d) for d in dated["stage_date"]} == {4, 7, 10}
    assert all(span(d) for d in dated["stage_date"])
    assert records.loc[records["stage_date"] == "", "stage_year_jalali"].isna().all()


def test_nobody_works_in_no_firm(records: pd.DataFrame) -> None:
    sized = records.dropna(subset=["firms", "employment"])
    ratio = sized["employment"] / sized["firms"]
    assert len(sized) == records["employment"].notna().sum() > 100
    assert ratio.min() >= 1
    assert 5 < ratio.median() < 15
