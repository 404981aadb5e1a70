"""Two rows of one cluster in a longer table: the same said twice is told and is one record, what is
of another date is its history, and what contradicts is refused on both sides, for none is guessed.
"""

import pytest

from geo.intake.examined import Examined
from geo.intake.files.account import Fate
from geo.intake.opening import ImportContext
from geo.registry.snapshot import snapshot_from
from tests.registry.loading import after, look

EMPTY = snapshot_from({})
HEAD = [
    "نام خوشه",
    "استان",
    "شهر",
    "رشته فعالیت",
    "مرحله",
    "تاریخ مرحله",
    "بنگاه",
    "تاریخ آمار",
    "ملاحظات",
]
ROW = ["خوشه گز نو", "اصفهان", "اصفهان", "10", "شناسایی", "1400", "12", "1400", ""]
OTHERS = [
    ["خوشه سوهان نو", "قم", "", "", "", "", "7", "", ""],
    ["خوشه فرش نو", "یزد", "", "", "", "", "9", "", ""],
]


def differing(**cells: str) -> list[str]:
    """ROW with other cells, named by their place in HEAD."""
    return [cells.get(f"c{n}", cell) for n, cell in enumerate(ROW)]


def read(reading: ImportContext, *rows: list[str]) -> Examined:
    """A longer table in which these rows stand first, in the middle and last."""
    return look(reading, EMPTY, [HEAD, rows[0], OTHERS[0], *rows[1:], OTHERS[1]])


def adds_up(found: Examined) -> bool:
    cells = sum(bool(cell) for sheet in found.opened.sheets for row in sheet.rows for cell in row)
    return sum(found.account.counts.values()) == found.account.cells == cells


REPEATED = {
    "every cell": ROW,
    "another spelling": differing(c0="خوشه  گز نو", c1="اصفهان ", c6="۱۲"),
    "Arabic letters": differing(c1="اصفهان", c4="شناسايي"),
    "less of it": differing(c2="", c3="", c6="", c7=""),
    "the name alone": [*ROW[:2], *[""] * 7],
    "a stage without its date": differing(c5=""),
}  # fmt: skip
MORE = {
    "another note": differing(c8="خوب"),
    "a later stage": differing(c4="پیاده‌سازی", c5="1402"),
    "an earlier stage": differing(c4="شناسایی", c5="1399"),
    "later figures": differing(c6="15", c7="1402"),
    "both later": differing(c4="پیاده‌سازی", c5="1402", c6="15", c7="1402"),
}
CONTRADICTING = {
    "another figure": (differing(c6="15"), "بنگاه"),
    "another range": (differing(c6="12-30"), "بنگاه"),
    "another figure without a date": (differing(c6="15", c7=""), "بنگاه"),
    "another town": (differing(c2="کاشان"), "شهر"),
    "another trade": (differing(c3="13"), "رشته فعالیت"),
    "another stage without a date": (differing(c4="پیاده‌سازی", c5=""), "مرحله"),
    "a date of no stage": (differing(c4="", c5="1402"), "مرحله"),
    "all of it": (differing(c2="کاشان", c3="13", c4="پیاده‌سازی", c5="", c6="15"), "شهر"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_is_said_twice_is_told_and_is_one_record(reading: ImportContext, name: str) -> None:
    found = read(reading, ROW, REPEATED[name])
    once = read(reading, ROW)
    assert found.comparison.new.same_content(once.comparison.new)
    assert "row_repeated" in {p.code for p in found.problems if p.row == 4}
    assert (found.left_out, adds_up(found)) == (frozenset(), True)


@pytest.mark.parametrize("name", MORE)
def test_what_a_second_row_says_of_another_date_is_kept_in_the_history(
    reading: ImportContext, name: str
) -> None:
    found = read(reading, ROW, MORE[name])
    assert "row_continues" in {p.code for p in found.problems if p.row == 4}
    assert (len(found.comparison.added), found.left_out, adds_up(found)) == (3, frozenset(), True)
    new = found.comparison.new
    said = {
        *new.stage_events["date"],
        *new.observations["as_of"],
        *(note for note in new.clusters["note_fa"] if note),
    }
    assert {ROW[5], ROW[7], MORE[name][5], MORE[name][7], MORE[name][8]} - {""} <= said
    again = look(reading, after(found), [HEAD, ROW, OTHERS[0], MORE[name], OTHERS[1]])
    assert again.comparison.is_empty


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("name", CONTRADICTING)
def test_of_two_rows_that_contradict_none_is_taken_and_the_column_is_named(
    reading: ImportContext, name: str, order: int
) -> None:
    other, column = CONTRADICTING[name]
    found = read(reading, *[ROW, other][::order])
    assert [c.name for c in found.comparison.added] == [row[0] for row in OTHERS]
    errors = [(p.row, p.code, p.column) for p in found.problems if p.level == "error"]
    assert ({row for row, *_ in errors}, found.left_out) == ({2, 4}, frozenset({2, 4}))
    assert (4, "rows_differ", column) in errors
    assert found.account.counts[Fate.REFUSED] == sum(map(bool, [*ROW, *other]))
    assert adds_up(found)


def test_three_rows_of_one_cluster_are_one_record(reading: ImportContext) -> None:
    found = read(reading, ROW, ROW, differing(c4="پیاده‌سازی", c5="1402"))
    assert (len(found.comparison.added), adds_up(found)) == (3, True)
    assert {2, 4, 5} & found.left_out == set()


def test_of_three_rows_one_that_contradicts_takes_all_with_it(reading: ImportContext) -> None:
    found = read(reading, ROW, ROW, differing(c2="کاشان"))
    assert (len(found.comparison.added), found.left_out) == (2, frozenset({2, 4, 5}))
