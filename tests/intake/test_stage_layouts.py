"""A row for each stage, or a column: the furthest stage is the present one, what has a date stays
in the history, and what is not clear is asked.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from components.editing.field_words import change_lines
from components.words.text import Text
from geo.basis.errors import DataError
from geo.intake.examined import Examined
from geo.intake.files.account import Fate
from geo.intake.opening import ImportContext
from geo.registry.records import present_stages
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.intake.files.making import csv_of, table_xlsx, xlsx_of
from tests.registry.loading import after, take

Rows = list[list[str]]
SAVED: list[Callable[[Sequence[Sequence[str]]], bytes]] = [csv_of, table_xlsx]
EMPTY = snapshot_from({})
UNSEEN = {0x2068: None, 0x2069: None}
HEAD = ["نام خوشه", "استان", "مرحله", "تاریخ مرحله"]


def events(found: Examined) -> set[tuple[str, str, str]]:
    """Name, stage and date of each event after the file is in."""
    new = found.comparison.new
    names = dict(zip(new.clusters["cluster_id"], new.clusters["name_fa"], strict=True))
    return {(names[row.cluster_id], row.stage, row.date) for row in new.stage_events.itertuples()}


def standing(found: Examined, reading: ImportContext) -> dict[str, str]:
    """The present stage of each cluster after the file is in."""
    new = found.comparison.new
    names = dict(zip(new.clusters["cluster_id"], new.clusters["name_fa"], strict=True))
    return {
        names[cluster]: stage
        for cluster, stage in present_stages(new, reading.reference.stages.index)["stage"].items()
    }


def adds_up(found: Examined) -> bool:
    cells = sum(bool(cell) for sheet in found.opened.sheets for row in sheet.rows for cell in row)
    return sum(found.account.counts.values()) == found.account.cells == cells


def errors(found: Examined) -> list[tuple[int | None, str]]:
    said = [p for p in found.problems if p.level == "error"]
    assert all(Text(lang).problem(p) for lang in ("fa", "en") for p in said)
    return [(p.row, p.code) for p in said]


ROW_A_STAGE: dict[str, tuple[Rows, set[tuple[str, str, str]]]] = {
    "name repeated": ([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "پیاده‌سازی", "1402"],
                       ["ب نو", "یزد", "شناسایی", "1401"], ["ب نو", "یزد", "پیاده‌سازی", "1403"]],
                      {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402"),
                       ("ب نو", "identified", "1401"), ("ب نو", "implementation", "1403")}),
    "name once": ([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["", "", "مطالعه شناختی", "1401"], ["", "", "پیاده‌سازی", "1402"]],
                  {("الف نو", "identified", "1400"), ("الف نو", "diagnostic", "1401"), ("الف نو", "implementation", "1402")}),
    "one cluster": ([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "پیاده‌سازی", "1402"]],
                    {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402")}),
    "without dates": ([HEAD, ["ب نو", "یزد", "شناسایی", "1400"], *(["الف نو", "یزد", s, ""] for s in ("پیاده‌سازی", "مطالعه شناختی", "شناسایی"))],
                      {("ب نو", "identified", "1400"), ("الف نو", "implementation", "")}),
    "the furthest without a date": ([HEAD, ["الف نو", "یزد", "پیاده‌سازی", ""], ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "مطالعه شناختی", ""]],
                                    {("الف نو", "implementation", ""), ("الف نو", "identified", "1400")}),
    "numbered": ([["کد", *HEAD], ["7", "الف نو", "یزد", "شناسایی", "1400"], ["7", "الف نو", "یزد", "پیاده‌سازی", "1402"],
                  ["8", "ب نو", "یزد", "شناسایی", "1401"], ["8", "ب نو", "یزد", "پیاده‌سازی", "1403"]],
                 {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402"), ("ب نو", "identified", "1401"), ("ب نو", "implementation", "1403")}),
    "rows numbered": ([["کد", *HEAD], ["1", "الف نو", "یزد", "شناسایی", "1400"], ["2", "الف نو", "یزد", "پیاده‌سازی", "1402"]],
                      {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402")}),
    "sorted by stage": ([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["ب نو", "یزد", "شناسایی", "1401"],
                         ["الف نو", "یزد", "پیاده‌سازی", "1402"], ["ب نو", "یزد", "پیاده‌سازی", "1403"]],
                        {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402"),
                         ("ب نو", "identified", "1401"), ("ب نو", "implementation", "1403")}),
    "newest first": ([HEAD, ["الف نو", "یزد", "پیاده‌سازی", "1402"], ["الف نو", "یزد", "شناسایی", "1400"]],
                     {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402")}),
    "province once": ([HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["", "یزد", "پیاده‌سازی", "1402"], ["", "یزد", "پایش نهایی", "1403"]],
                      {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402"), ("الف نو", "final_monitoring", "1403")}),
    "a pause": ([HEAD, ["الف نو", "یزد", "متوقف", "1401"], ["الف نو", "یزد", "پیاده‌سازی", "1402"], ["الف نو", "یزد", "شناسایی", "1400"]],
                {("الف نو", "identified", "1400"), ("الف نو", "stopped", "1401"), ("الف نو", "implementation", "1402")}),
}  # fmt: skip


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("name", ROW_A_STAGE)
def test_rows_of_one_cluster_are_one_record_with_its_history(
    reading: ImportContext, name: str, saved: Callable[[Rows], bytes]
) -> None:
    rows, expected = ROW_A_STAGE[name]
    found = take(reading, EMPTY, saved(rows), "f")
    assert (events(found), errors(found), found.left_out) == (expected, [], frozenset())
    assert standing(found, reading)["الف نو"] == (
        "final_monitoring" if name == "province once" else "implementation"
    )
    assert "stages_in_rows" in {p.code for p in found.problems}
    assert adds_up(found)
    again = take(
        reading, after(found), saved(rows), "f", today=found.terms.today.replace(year=2028)
    )
    assert again.comparison.is_empty


def test_a_name_merged_down_over_its_stages_holds_for_all_of_them(reading: ImportContext) -> None:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("s")
        for number, row in enumerate(ROW_A_STAGE["name once"][0]):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.merge_range(1, 0, 3, 0, "الف نو")
        sheet.merge_range(1, 1, 3, 1, "یزد")

    found = take(reading, EMPTY, xlsx_of(fill), "f")
    assert events(found) == ROW_A_STAGE["name once"][1]
    assert adds_up(found)


def test_a_stage_without_a_date_that_was_passed_is_named_as_not_taken(
    reading: ImportContext,
) -> None:
    found = take(reading, EMPTY, csv_of(ROW_A_STAGE["without dates"][0]), "f")
    assert [(left.reason, left.row, left.last, left.cells) for left in found.account.left_out] == [
        ("stage_passed", 4, 5, 2)
    ]


def test_figures_of_several_dates_are_each_kept_and_one_date_has_one_figure(
    reading: ImportContext,
) -> None:
    rows = [
        [*HEAD, "اشتغال", "تاریخ آمار"],
        ["الف نو", "یزد", "شناسایی", "1400", "5", "1400"],
        ["الف نو", "یزد", "پیاده‌سازی", "1402", "9", "1402"],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    seen = found.comparison.new.observations
    assert sorted(zip(seen["as_of"], seen["low"], strict=True)) == [("1400", 5), ("1402", 9)]
    without = [[row[n] for n in range(5)] for row in rows]
    found = take(reading, EMPTY, csv_of(without), "f")
    assert (errors(found), found.comparison.added) == (
        [(2, "row_of_refused"), (3, "figures_differ")],
        (),
    )
    assert adds_up(found)


def test_a_cluster_of_which_one_row_cannot_be_read_is_refused_with_all_of_them(
    reading: ImportContext,
) -> None:
    rows = [HEAD, ["الف نو", "یزد", "شناسایی", "1400"], ["الف نو", "یزد", "پیاده‌سازی", "پارسال"], ["ب نو", "یزد", "شناسایی", "1400"],
            ["ب نو", "یزد", "مطالعه شناختی", "1401"]]  # fmt: skip
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert (errors(found), {name for name, *_ in events(found)}) == (
        [(2, "row_of_refused"), (3, "date_unreadable")],
        {"ب نو"},
    )
    assert (found.account.counts[Fate.REFUSED], adds_up(found)) == (8, True)


def test_the_rows_of_a_record_that_waits_for_a_decision_wait_with_it(
    reading: ImportContext, shipped: Snapshot
) -> None:
    cluster, province = shipped.clusters["cluster_id"][0], shipped.clusters["province_iso"][0]
    rows = [
        ["شناسه", *HEAD],
        [cluster, "خوشه بادبادک", province, "شناسایی", "1400"],
        [cluster, "خوشه بادبادک", province, "پیاده‌سازی", "1402"],
    ]
    found = take(reading, shipped, csv_of(rows), "f")
    assert (
        [pair.row for pair in found.comparison.undecided],
        found.account.counts[Fate.ASKED],
        found.account.counts[Fate.TAKEN],
    ) == ([2], 10, 0)


def test_a_record_on_file_gets_the_stages_that_it_lacks(reading: ImportContext) -> None:
    first = take(reading, EMPTY, csv_of([HEAD, ["الف نو", "یزد", "مطالعه شناختی", "1401"]]), "f")
    found = take(reading, after(first), csv_of(ROW_A_STAGE["one cluster"][0]), "f")
    assert [change.name for change in found.comparison.changed] == ["الف نو"]
    assert events(found) == {
        ("الف نو", "diagnostic", "1401"),
        ("الف نو", "identified", "1400"),
        ("الف نو", "implementation", "1402"),
    }


def test_what_several_files_in_turn_leave_a_table_with_a_row_for_each_stage_leaves(
    reading: ImportContext,
) -> None:
    rows = ROW_A_STAGE["name repeated"][0]
    content = EMPTY
    for year in ("1400", "1401", "1402", "1403"):
        content = after(
            take(reading, content, csv_of([HEAD, *(row for row in rows if row[3] == year)]), "f")
        )
    at_once = after(take(reading, EMPTY, csv_of(rows), "f"))
    ours, theirs = (
        s.stage_events.merge(s.clusters[["cluster_id", "name_fa"]])[["name_fa", "stage", "date"]]
        .sort_values(["name_fa", "date"])
        .values.tolist()
        for s in (at_once, content)
    )
    assert ours == theirs


@pytest.mark.parametrize(
    "rows",
    [
        [
            HEAD,
            ["الف نو", "یزد", "شناسایی", "1400"],
            ["ب نو", "یزد", "شناسایی", "1400"],
            ["الف نو", "قم", "پیاده‌سازی", "1402"],
        ],
        [
            [*HEAD, "شهر"],
            ["الف نو", "یزد", "شناسایی", "1400", "یزد"],
            ["الف نو", "یزد", "پیاده‌سازی", "1402", "میبد"],
            ["ب نو", "یزد", "شناسایی", "1400", ""],
        ],
        [
            ["شناسه", *HEAD],
            ["c201", "الف نو", "یزد", "شناسایی", "1400"],
            ["c202", "الف نو", "یزد", "پیاده‌سازی", "1402"],
        ],
        [
            HEAD,
            ["الف نو", "یزد", "شناسایی", "1400"],
            ["", "قم", "پیاده‌سازی", "1402"],
            ["", "قم", "پایش نهایی", "1403"],
        ],
    ],
)
def test_clusters_that_differ_in_more_than_their_stage_are_not_put_together(
    reading: ImportContext, rows: Rows
) -> None:
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert (
        found.checked.together,
        max(Counter(found.comparison.new.stage_events["cluster_id"].tolist()).values(), default=1),
    ) == ({}, 1)
    assert adds_up(found)


def test_dates_of_nobody_knows_what_are_refused_with_the_remedy(reading: ImportContext) -> None:
    rows = [
        ["نام خوشه", "استان", "سال", "اشتغال"],
        ["الف نو", "یزد", "1400", "5"],
        ["الف نو", "یزد", "1401", "7"],
    ]
    with pytest.raises(DataError) as caught:
        take(reading, EMPTY, csv_of(rows), "f")
    assert [p.code for p in caught.value.problems] == ["layout_row_a_stage"]
    assert all(Text(lang).problem(caught.value.problems[0]) for lang in ("fa", "en"))


def stage_columns(*headings: str, cells: Sequence[str] = ("1400", "1402")) -> Rows:
    return [
        ["نام خوشه", "استان", *headings],
        ["الف نو", "یزد", *cells],
        ["ب نو", "قم", cells[0], *[""] * (len(cells) - 1)],
    ]


BOTH = {
    ("الف نو", "identified", "1400"),
    ("الف نو", "implementation", "1402"),
    ("ب نو", "identified", "1400"),
}
COLUMN_A_STAGE: list[tuple[Rows, set[tuple[str, str, str]]]] = [
    (stage_columns("شناسایی", "پیاده‌سازی"), BOTH),
    (stage_columns("Identification", "Implementation"), BOTH),
    (stage_columns("تاریخ شروع شناسایی", "تاریخ شروع پیاده‌سازی"), BOTH),
    (stage_columns("شناسایی", "سال پیاده‌سازی", cells=("۱۴۰۰", "1402.0")), BOTH),
    (stage_columns("تاریخ شناسایی", "تاریخ پیاده‌سازی", cells=("1400/02/01", "1402/03/04")),
     {("الف نو", "identified", "1400-02-01"), ("الف نو", "implementation", "1402-03-04"), ("ب نو", "identified", "1400-02-01")}),
    (stage_columns("شناسایی", "مطالعه شناختی", "پیاده‌سازی", cells=("✓", "✓", "")), {("الف نو", "diagnostic", ""), ("ب نو", "identified", "")}),
    (stage_columns("سال شناسایی", "سال امکان‌سنجی", "سال پیاده‌سازی", cells=("1400", "1401", "1402")), BOTH | {("الف نو", "feasibility", "1401")}),
    (stage_columns("مرحله شناسایی", "مرحله پیاده‌سازی", cells=("انجام شد", "")), {("الف نو", "identified", ""), ("ب نو", "identified", "")}),
    (stage_columns("مرحله شناسایی", "مرحله پیاده‌سازی", cells=("انجام شد", "در حال انجام")), {("الف نو", "implementation", ""), ("ب نو", "identified", "")}),
    (stage_columns("پیاده‌سازی", "اتمام", cells=("1400", "در حال انجام")), {("الف نو", "implementation", "1400"), ("ب نو", "implementation", "1400")}),
    (stage_columns("شناسایی", "پیاده‌سازی", cells=("بله", "خیر")), {("الف نو", "identified", ""), ("ب نو", "identified", "")}),
    (stage_columns("شناسایی", "پیاده‌سازی", cells=("TRUE", "FALSE")), {("الف نو", "identified", ""), ("ب نو", "identified", "")}),
    (stage_columns("شناسایی", "پیاده‌سازی", cells=("1400", "✓")), {("الف نو", "identified", "1400"), ("الف نو", "implementation", ""),
                                                                  ("ب نو", "identified", "1400")}),
    (stage_columns("شناسایی", "متوقف", cells=("1400", "1402")), {("الف نو", "identified", "1400"), ("الف نو", "stopped", "1402"),
                                                               ("ب نو", "identified", "1400")}),
    (stage_columns("شناسایی", "پیاده‌سازی", cells=("1402", "1402/03")), {("الف نو", "identified", "1402"), ("الف نو", "implementation", "1402-03"),
                                                                      ("ب نو", "identified", "1402")}),
    (stage_columns("تاریخ شروع پیاده‌سازی", "تاریخ پایان پیاده‌سازی"), {("الف نو", "implementation", "1400"), ("ب نو", "implementation", "1400")}),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "expected"), COLUMN_A_STAGE)
def test_the_furthest_stage_with_a_date_or_a_tick_is_the_present_one(
    reading: ImportContext, rows: Rows, expected: set[tuple[str, str, str]]
) -> None:
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert (events(found), errors(found)) == (expected, [])
    order = list(reading.reference.stages.index)
    assert standing(found, reading)["الف نو"] == max(
        (stage for name, stage, _ in expected if name == "الف نو"), key=order.index
    )
    assert "stages_in_columns" in {p.code for p in found.problems}
    assert adds_up(found)
    assert take(reading, after(found), csv_of(rows), "f").comparison.is_empty


def test_a_tick_of_a_stage_that_was_passed_is_named_as_not_taken(reading: ImportContext) -> None:
    found = take(
        reading,
        EMPTY,
        csv_of(stage_columns("شناسایی", "مطالعه شناختی", "پیاده‌سازی", cells=("✓", "✓", ""))),
        "f",
    )
    assert [(left.reason, left.row, left.column) for left in found.account.left_out] == [
        ("stage_passed", 2, 2)
    ]


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("1402", "1400"), "stages_backwards"),
        (("1400/05", "1400/02"), "stages_backwards"),
        (("1400", "x"), "stage_cell_unreadable"),
        (("1400", "×"), "stage_cell_unreadable"),
        (("1400", "به زودی"), "stage_cell_unreadable"),
        (("1400", "02/03/05"), "date_ambiguous"),
        (("1400", "1410"), "date_future"),
        (("1400", "#REF!"), "cell_error"),
    ],
)
def test_what_a_stages_cell_says_without_doubt_alone_goes_in(
    reading: ImportContext, cells: tuple[str, str], code: str
) -> None:
    found = take(reading, EMPTY, csv_of(stage_columns("شناسایی", "پیاده‌سازی", cells=cells)), "f")
    assert (errors(found), {name for name, *_ in events(found)}) == ([(2, code)], {"ب نو"})
    assert (found.account.counts[Fate.REFUSED], adds_up(found)) == (4, True)


@pytest.mark.parametrize(
    "headings",
    [
        ("شناسایی", "پایان پیاده‌سازی"),
        ("شناسایی", "تاریخ شناسایی"),
        ("پایان شناسایی", "پایان پیاده‌سازی"),
        ("شناسایی", "پیاده‌سازی", "تاریخ مرحله"),
    ],
)
def test_columns_of_stages_that_are_not_clear_are_refused_with_the_remedy(
    reading: ImportContext, headings: tuple[str, ...]
) -> None:
    with pytest.raises(DataError) as caught:
        take(
            reading,
            EMPTY,
            csv_of(stage_columns(*headings, cells=("1400", "1402", "1403")[: len(headings)])),
            "f",
        )
    assert [p.code for p in caught.value.problems] == ["layout_column_a_stage"]
    assert all(Text(lang).problem(caught.value.problems[0]) for lang in ("fa", "en"))


BESIDE = ["نام خوشه", "استان", "مرحله", "تاریخ مرحله", "شناسایی", "تاریخ پیاده‌سازی"]
BESIDE_READ: dict[str, tuple[list[str], set[tuple[str, str]]]] = {
    "both dated": (["پیاده‌سازی", "", "1400", "1402"], {("identified", "1400"), ("implementation", "1402")}),
    "the same date": (["پیاده‌سازی", "1402", "1400", "1402"], {("identified", "1400"), ("implementation", "1402")}),
    "known more exactly in its column": (["پیاده‌سازی", "1402", "1400", "1402/05/01"], {("identified", "1400"), ("implementation", "1402-05-01")}),
    "known less exactly in its column": (["پیاده‌سازی", "1402/05/01", "1400", "1402"], {("identified", "1400"), ("implementation", "1402-05-01")}),
    "ticks alone": (["پیاده‌سازی", "1402", "✓", "✓"], {("implementation", "1402")}),
    "a stage further than any column": (["اتمام", "1403", "1400", "1402"], {("completed", "1403"), ("identified", "1400"), ("implementation", "1402")}),
    "a stage further, without a date": (["اتمام", "", "1400", "1402"], {("completed", ""), ("identified", "1400"), ("implementation", "1402")}),
    "no stage": (["", "", "1400", "1402"], {("identified", "1400"), ("implementation", "1402")}),
    "nothing in the columns": (["پیاده‌سازی", "1402", "", ""], {("implementation", "1402")}),
    "not done yet": (["شناسایی", "1400", "1400", "خیر"], {("identified", "1400")}),
    "stopped after both": (["متوقف", "1403", "1400", "1402"], {("stopped", "1403"), ("identified", "1400"), ("implementation", "1402")}),
    "stopped, nobody knows when": (["متوقف", "", "1400", "1402"], {("stopped", ""), ("identified", "1400"), ("implementation", "1402")}),
}  # fmt: skip
BESIDE_CONTRADICTING = {
    "a further stage": ["شناسایی", "1400", "1400", "1402"],
    "a further stage, ticked": ["شناسایی", "1400", "", "✓"],
    "another date of the same stage": ["پیاده‌سازی", "1401", "1400", "1402"],
    "an earlier stage that came later": ["پیاده‌سازی", "1402", "1403", ""],
    "stopped before a later stage": ["متوقف", "1401", "1400", "1402"],
}


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("name", BESIDE_READ)
def test_dated_stages_of_columns_beside_the_present_stage_join_the_history(
    reading: ImportContext, name: str, saved: Callable[[Rows], bytes]
) -> None:
    cells, expected = BESIDE_READ[name]
    other = ["ب نو", "یزد", "شناسایی", "1401", "1401", ""]
    rows = [BESIDE, ["الف نو", "یزد", *cells], other, [*other[:2], "پیاده‌سازی", "", "1399", "1403"]]
    rows[3][0] = "پ نو"
    found = take(reading, EMPTY, saved(rows), "f")
    mine = {(stage, when) for cluster, stage, when in events(found) if cluster == "الف نو"}
    assert (mine, errors(found), found.left_out) == (expected, [], frozenset())
    assert "stages_beside" in {p.code for p in found.problems}
    assert adds_up(found)
    again = take(
        reading, after(found), saved(rows), "f", today=found.terms.today.replace(year=2028)
    )
    assert again.comparison.is_empty


@pytest.mark.parametrize("name", BESIDE_CONTRADICTING)
def test_a_stage_that_the_columns_beside_it_contradict_is_refused_and_told(
    reading: ImportContext, name: str
) -> None:
    rows = [
        BESIDE,
        ["الف نو", "یزد", *BESIDE_CONTRADICTING[name]],
        ["ب نو", "یزد", "شناسایی", "1401", "1401", ""],
        ["پ نو", "یزد", "پیاده‌سازی", "", "1399", "1403"],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert [(row, code) for row, code in errors(found) if code != "stages_backwards"] == [
        (2, "beside_differs")
    ]
    assert [change.name for change in found.comparison.added] == ["ب نو", "پ نو"]
    assert adds_up(found)


@pytest.mark.parametrize("cells", [("کارشناس استان", ""), ("120", "۳۰ تا ۵۰"), ("200", "80")])
def test_a_column_beside_the_stage_that_only_shares_a_stages_name_is_told_as_not_taken(
    reading: ImportContext, cells: tuple[str, str]
) -> None:
    rows = [
        ["نام خوشه", "استان", "مرحله", "شناسایی"],
        ["الف نو", "یزد", "پیاده‌سازی", cells[0]],
        ["الف نو", "قم", "پیاده‌سازی", cells[1]],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert events(found) == {("الف نو", "implementation", "")}
    assert "شناسایی" in {p.column for p in found.problems}
    assert adds_up(found)


def test_numbers_below_a_heading_that_may_be_a_stage_are_no_dates_of_it(
    reading: ImportContext,
) -> None:
    firms = ("۱۲۰", "۲۰۰", "۸۰", "۳۰ تا ۵۰")
    rows = [["نام خوشه", "استان", "مرحله", "فعال"]]
    rows += [[f"خوشه نو {n}", "یزد", "پیاده‌سازی", text] for n, text in enumerate(firms)]
    found = take(reading, EMPTY, csv_of(rows), "f")
    assert errors(found) == []
    assert {when for _, _, when in events(found)} == {""}
    assert "فعال" in {p.column for p in found.problems}
    assert adds_up(found)


def test_a_record_on_file_gets_the_dated_stages_of_columns(reading: ImportContext) -> None:
    first = take(reading, EMPTY, csv_of([HEAD, ["الف نو", "یزد", "پیاده‌سازی", "1402"]]), "f")
    found = take(reading, after(first), csv_of(stage_columns("شناسایی", "پیاده‌سازی")[:2]), "f")
    assert [(change.name, change.fields) for change in found.comparison.changed] == [("الف نو", ())]
    assert events(found) == {("الف نو", "identified", "1400"), ("الف نو", "implementation", "1402")}


def test_each_stage_that_joins_the_history_is_listed_with_its_date_by_name(
    reading: ImportContext,
) -> None:
    rows = [
        [*HEAD[:3], "شناسایی", "مطالعه شناختی", "پیاده‌سازی"],
        ["الف نو", "یزد", "پیاده‌سازی", "1400", "1401/03", "1402"],
        ["ب نو", "یزد", "شناسایی", "1401", "", ""],
    ]
    found = take(reading, EMPTY, csv_of(rows), "f")
    kept = {change.name: change.kept for change in found.comparison.added}
    assert kept == {
        "الف نو": (("identified", "1400"), ("diagnostic", "1401-03")),
        "ب نو": (),
    }
    first = take(reading, EMPTY, csv_of([HEAD, ["الف نو", "یزد", "پیاده‌سازی", "1402"]]), "f")
    later = take(reading, after(first), csv_of(rows), "f")
    (changed,) = later.comparison.changed
    assert changed.kept == kept["الف نو"]
    english, persian = (change_lines(changed, {}, Text(lang)) for lang in ("en", "fa"))
    assert [line.translate(UNSEEN) for line in english] == [
        "joins its history: Identification, 1400 (Jalali)",
        "joins its history: Diagnostic study, 1401/03 (Jalali)",
    ]
    assert "شناسایی" in persian[0]
    assert "۱۴۰۰" in persian[0]
