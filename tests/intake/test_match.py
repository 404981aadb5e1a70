"""An id counts where name and province do not contradict it, else the folded name in the same
province; what is only alike is asked about.
"""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.intake.match import (
    ALIKE_NAME,
    KNOWN_CODE,
    OTHER_NAME,
    OTHER_PROVINCE,
    Likely,
    Matches,
    match_rows,
    surely_same,
)
from geo.intake.opening import ImportContext
from tests.registry.contents import cluster, content

TILES, CARPETS, GOLD, SWEETS = (
    "خوشه کاشی و سرامیک میبد",
    "خوشه فرش دستباف کاشان",
    "خوشه طلا و جواهر یزد",
    "خوشه گز اصفهان",
)
ON_FILE = content(
    cluster("c001", TILES, "IR-21"),
    cluster("c002", CARPETS, "IR-10"),
    cluster("c003", GOLD, "IR-21"),
    cluster("c004", SWEETS, "IR-10"),
).clusters


def matches(
    reading: ImportContext,
    *rows: tuple[str, str, str],
    codes: dict[tuple[str, str], str] | None = None,
) -> Matches:
    frame = pd.DataFrame(
        rows,
        columns=["cluster_id", "name_fa", "province_iso"],
        index=range(2, 2 + len(rows)),
        dtype="str",
    )
    return match_rows(frame, ON_FILE, reading.words, codes)


def asked(found: Matches) -> list[tuple[int, str, str]]:
    return [(pair.row, pair.cluster_id, pair.why) for pair in found.likely]


@pytest.mark.parametrize(
    "name",
    [
        TILES,
        "خوشه كاشي و سراميك ميبد",
        "سرامیک و کاشی میبد",
        "خوشه کاشی و سرامیکی میبد",
        "کاشی، سرامیک میبد",
    ],
)
def test_an_id_of_the_atlas_counts_where_the_name_is_the_same_but_for_its_spelling(
    reading: ImportContext, name: str
) -> None:
    assert matches(reading, ("c001", name, "IR-21")).ids == {2: "c001"}


@pytest.mark.parametrize(
    "name",
    [
        "نام تازه",
        "خوشه کاشی میبد",
        "خوشه کاشی و سرامیک یزد",
        "کاشی",
        "خوشه کاشی و سرامیک و شیشه میبد",
    ],
)
def test_an_id_whose_record_has_another_name_is_asked_about(
    reading: ImportContext, name: str
) -> None:
    found = matches(reading, ("c001", name, "IR-21"))
    assert (found.ids, found.new, asked(found)) == ({}, (), [(2, "c001", OTHER_NAME)])


@pytest.mark.parametrize("name", [TILES, "سرامیک و کاشی میبد", "نام تازه"])
def test_an_id_whose_record_is_of_another_province_is_asked_about(
    reading: ImportContext, name: str
) -> None:
    found = matches(reading, ("c001", name, "IR-10"))
    assert (found.ids, found.new, asked(found)[0]) == ({}, (), (2, "c001", OTHER_PROVINCE))
    assert surely_same(found.likely) == {}


def test_an_id_that_names_one_record_beside_the_name_of_another_is_asked_about_with_both(
    reading: ImportContext,
) -> None:
    found = matches(reading, ("c001", GOLD, "IR-21"))
    assert (found.ids, asked(found)) == ({}, [(2, "c001", OTHER_NAME), (2, "c003", ALIKE_NAME)])
    assert surely_same(found.likely) == {}


@pytest.mark.parametrize("name", [TILES, "خوشه كاشي و سراميك ميبد", "خوشه‌ کاشی و  سرامیک میبد"])
@pytest.mark.parametrize("code", ["", "1", "Y-7", "الف/۱۲", "1402-001"])
def test_without_an_id_of_the_atlas_the_folded_name_in_the_same_province_matches(
    reading: ImportContext, name: str, code: str
) -> None:
    assert matches(reading, (code, name, "IR-21")).ids == {2: "c001"}


@pytest.mark.parametrize("code", ["", "1", "Y-7"])
def test_the_same_name_in_another_province_is_another_record(
    reading: ImportContext, code: str
) -> None:
    found = matches(reading, (code, TILES, "IR-10"))
    assert (found.ids, found.new, found.likely) == ({}, (2,), ())


CODES = ["1", "2", "10", "001", "C-1", "یزد/۱", "A12", "1402/5", "خ۱", "1.2", "12345678901", "n°3"]


@pytest.mark.parametrize("code", CODES)
def test_a_senders_code_never_matches_in_another_province_whatever_was_kept(
    reading: ImportContext, code: str
) -> None:
    found = matches(
        reading,
        (code, "خوشه کاشی نو", "IR-25"),
        codes={("IR-21", code): "c001", ("IR-10", code): "c002"},
    )
    assert (found.ids, found.new, found.likely, found.codes) == ({}, (2,), (), {2: code})


@pytest.mark.parametrize("code", CODES)
def test_a_code_that_a_registry_has_for_an_id_never_matches_a_record_of_another_name_and_province(
    reading: ImportContext, code: str
) -> None:
    there = content(cluster(code, "خوشه زعفران نو", "IR-21")).clusters
    row = pd.DataFrame(
        [(code, "خوشه کاشی نو", "IR-25")],
        columns=["cluster_id", "name_fa", "province_iso"],
        index=[2],
        dtype="str",
    )
    found = match_rows(row, there, reading.words)
    assert (found.ids, found.new, found.likely) == ({}, (2,), ())


def test_a_senders_code_finds_its_record_again_where_the_name_is_only_spelt_otherwise(
    reading: ImportContext,
) -> None:
    assert matches(
        reading, ("7", "سرامیک و کاشی میبد", "IR-21"), codes={("IR-21", "7"): "c001"}
    ).ids == {2: "c001"}


def test_a_senders_code_whose_record_had_another_name_is_asked_about_and_never_taken_unasked(
    reading: ImportContext,
) -> None:
    found = matches(reading, ("7", "خوشه شیرینی", "IR-21"), codes={("IR-21", "7"): "c001"})
    assert (found.ids, asked(found)) == ({}, [(2, "c001", KNOWN_CODE)])
    assert surely_same(found.likely) == {}


def test_running_numbers_that_moved_on_by_a_row_follow_the_names(reading: ImportContext) -> None:
    found = matches(
        reading,
        ("1", GOLD, "IR-21"),
        ("2", TILES, "IR-21"),
        codes={("IR-21", "1"): "c001", ("IR-21", "2"): "c003"},
    )
    assert (found.ids, found.likely) == ({2: "c003", 3: "c001"}, ())


@pytest.mark.parametrize(
    "name",
    [
        "خوشه سرامیک و کاشی میبد",
        "کاشی و سرامیک میبد",
        "خوشه کاشی و سرامیک میبدد",
        "خوشه صنعتی کاشی و سرامیک میبد",
    ],
)
def test_a_name_that_is_only_alike_is_proposed_and_not_matched(
    reading: ImportContext, name: str
) -> None:
    found = matches(reading, ("", name, "IR-21"))
    assert (found.ids, found.new, found.likely[0].cluster_id) == ({}, (), "c001")


def test_an_unknown_id_of_the_atlas_with_a_known_name_is_proposed_and_not_matched(
    reading: ImportContext,
) -> None:
    found = matches(reading, ("c777", TILES, "IR-21"))
    assert (found.ids, found.likely[0].cluster_id, found.likely[0].likeness) == ({}, "c001", 100.0)


def test_words_that_every_name_has_make_no_likeness(reading: ImportContext) -> None:
    assert matches(reading, ("", "خوشه صنعتی پسته", "IR-21"), ("", "خوشه", "IR-21")).likely == ()


def test_a_row_like_a_record_that_another_row_is_is_asked_about_and_never_taken_for_it(
    reading: ImportContext,
) -> None:
    found = matches(reading, ("c001", TILES, "IR-21"), ("", "خوشه سرامیک و کاشی میبد", "IR-21"))
    assert (found.ids, [(pair.row, pair.taken_by) for pair in found.likely]) == (
        {2: "c001"},
        [(3, 2)],
    )
    assert surely_same(found.likely) == {}


def test_of_rows_of_the_same_words_only_one_is_taken_for_the_record(reading: ImportContext) -> None:
    found = matches(
        reading, ("", "میبد کاشی سرامیک", "IR-21"), ("", "خوشه سرامیک و کاشی میبد", "IR-21")
    )
    assert {pair.row for pair in found.likely} == {2, 3}
    assert surely_same(found.likely) == {3: "c001"}


SHORT = [
    ("گل", "گز"),
    ("مس", "سم"),
    ("چرم", "چرب"),
    ("سنگ", "زنگ"),
    ("فرش", "قرش"),
    ("بافت", "بافق"),
    ("نخ", "یخ"),
    ("شیر", "سیر"),
    ("قند", "پند"),
]


@pytest.mark.parametrize(("mine", "theirs"), SHORT)
@pytest.mark.parametrize("where", ["اصفهان", "کاشان و نطنز", "شهرضا", "استان یزد"])
def test_short_names_of_another_word_are_never_the_same(
    reading: ImportContext, mine: str, theirs: str, where: str
) -> None:
    there = content(cluster("c001", f"خوشه {theirs} {where}", "IR-10")).clusters
    for given_id, codes in (("", {}), ("5", {("IR-10", "5"): "c001"})):
        row = pd.DataFrame(
            [(given_id, f"خوشه {mine} {where}", "IR-10")],
            columns=["cluster_id", "name_fa", "province_iso"],
            index=[2],
            dtype="str",
        )
        found = match_rows(row, there, reading.words, codes)
        assert (found.ids, surely_same(found.likely)) == ({}, {})


PAIRS = st.builds(
    Likely, row=st.integers(2, 5), name=st.just("x"), cluster_id=st.sampled_from(["c001", "c002", "c003"]), on_file=st.just("y"), likeness=st.floats(84, 100),
    why=st.sampled_from([ALIKE_NAME, OTHER_NAME, OTHER_PROVINCE, KNOWN_CODE]), is_same=st.booleans(), taken_by=st.sampled_from([0, 9]),
)  # fmt: skip


@given(likely=st.lists(PAIRS))
def test_no_record_is_taken_twice_without_asking(likely: list[Likely]) -> None:
    sure = surely_same(likely)
    assert len(set(sure.values())) == len(sure)
    for row, cluster_id in sure.items():
        assert any(
            (p.row, p.cluster_id, p.taken_by) == (row, cluster_id, 0)
            and (p.is_same or p.why == OTHER_NAME)
            for p in likely
        )
