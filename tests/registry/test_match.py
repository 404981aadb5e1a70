"""Rows are matched by id, then by folded name and province; what is only alike is proposed, never merged."""

import pandas as pd
import pytest

from geo.registry.load import Reading
from geo.registry.match import Matches, match_rows, surest
from tests.registry.contents import cluster, content

ON_FILE = content(
    cluster("c001", "خوشه کاشی و سرامیک میبد", "IR-21"), cluster("c002", "خوشه فرش دستباف کاشان", "IR-10"), cluster("c003", "خوشه طلا و جواهر یزد", "IR-21")
).clusters


def matches(reading: Reading, *rows: tuple[str, str, str]) -> Matches:
    frame = pd.DataFrame(rows, columns=["cluster_id", "name_fa", "province_iso"], index=range(2, 2 + len(rows)), dtype="str")
    return match_rows(frame, ON_FILE, reading.words)


def test_an_id_on_file_matches_whatever_the_name(reading: Reading) -> None:
    assert matches(reading, ("c002", "نام تازه", "IR-10")).ids == {2: "c002"}


@pytest.mark.parametrize("name", ["خوشه کاشی و سرامیک میبد", "خوشه كاشي و سراميك ميبد", "خوشه‌ کاشی و  سرامیک میبد"])
def test_without_an_id_the_folded_name_in_the_same_province_matches(reading: Reading, name: str) -> None:
    assert matches(reading, ("", name, "IR-21")).ids == {2: "c001"}


def test_the_same_name_in_another_province_is_another_record(reading: Reading) -> None:
    assert matches(reading, ("", "خوشه کاشی و سرامیک میبد", "IR-10")) == Matches({}, (2,), ())


@pytest.mark.parametrize("name", ["خوشه سرامیک و کاشی میبد", "کاشی و سرامیک میبد", "خوشه کاشی و سرامیک میبدد", "خوشه صنعتی کاشی و سرامیک میبد"])
def test_a_name_that_is_only_alike_is_proposed_and_not_matched(reading: Reading, name: str) -> None:
    found = matches(reading, ("", name, "IR-21"))
    assert (found.ids, found.new, found.likely[0].cluster_id) == ({}, (), "c001")


def test_an_unknown_id_with_a_known_name_is_proposed_and_not_matched(reading: Reading) -> None:
    found = matches(reading, ("Y-7", "خوشه کاشی و سرامیک میبد", "IR-21"))
    assert (found.ids, found.likely[0].cluster_id, found.likely[0].likeness) == ({}, "c001", 100.0)


def test_words_that_every_name_has_make_no_likeness(reading: Reading) -> None:
    assert matches(reading, ("", "خوشه صنعتی پسته", "IR-21"), ("", "خوشه", "IR-21")).likely == ()


def test_a_record_that_another_row_is_by_its_id_is_not_proposed(reading: Reading) -> None:
    found = matches(reading, ("c001", "خوشه تازه", "IR-21"), ("", "خوشه کاشی و سرامیک میبد", "IR-21"))
    assert found == Matches({2: "c001"}, (3,), ())


def test_of_rows_alike_to_one_record_only_the_most_alike_is_taken_for_it(reading: Reading) -> None:
    found = matches(reading, ("", "خوشه کاشی سرامیک میبدد", "IR-21"), ("", "خوشه سرامیک و کاشی میبد", "IR-21"))
    assert {pair.row for pair in found.likely} == {2, 3}
    assert surest(found.likely) == {3: "c001"}
