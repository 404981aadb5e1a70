"""Nothing of a file is dropped in silence: every cell that holds something has one fate, and the
fates add up to the file.
"""

import os
from dataclasses import replace

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from components.words.text import catalogue
from geo.basis.errors import DataError
from geo.intake.examined import Examined
from geo.intake.files.account import Fate
from geo.intake.files.cells import finished
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file, with_sheets
from geo.intake.terms import Terms
from geo.registry.snapshot import Snapshot, snapshot_from
from tests.intake.files.making import csv_of
from tests.registry.contents import TODAY
from tests.registry.loading import look
from tests.registry.strategies import NASTY, READING

EXAMPLES = int(os.environ.get("ATLAS_TEST_EXAMPLES", "60"))
"""Generated files; see CONTRIBUTING.md."""
EMPTY = snapshot_from({})
NAMES = (
    "خوشه کاشی میبد",
    "گل اصفهان",
    "گز اصفهان",
    "خوشه پسته",
    "فرش",
    "Tile cluster",
    "خوشه زعفران یزد",
    "سنگ",
    "جمع",
    "نمونه",
    "x",
)
VALUES: dict[str, tuple[str, ...]] = {
    "نام خوشه": NAMES,
    "استان": ("یزد", "اصفهان", "IR-21", "اسفهان", "ناکجا", "قم", "Tehran"),
    "شناسه": ("c001", "c002", "7", "7", "الف-۱", "demo3"),
    "شهرستان": ("میبد", "یزد و میبد", "دهق", "محمودآباد"),
    "مرحله": ("پیاده‌سازی", "شناسایی", "پایان یافته", "پیاده سازی نشده", "تعلیق", "Implementation"),
    "تاریخ مرحله": ("1403", "۱۴۰۳/۰۵/۱۲", "02/03/05", "1402/13/45", "1500", "1370"),
    "تعداد بنگاه": ("12", "۱۲۰", "30-50", "حدود ۴۰", "1.000", "بیش از ۱۰۰", "۲۰۰۰۰۰"),
    "اشتغال": ("3", "۳٬۵۰۰", "هزار نفر", "-5", "5 نفر"),
    "فروش": ("100", "12 میلیارد ریال", "5 تومان", "1e9"),
    "رشته فعالیت": ("13", "C13", "همه‌چیز", "23.0"),
    "طول جغرافیایی": ("54.02", "54° 1' 12\"", "32.2", "x"),
    "عرض جغرافیایی": ("32.23", "54.0", "۳۲٫۲"),
    "فروش (میلیون ریال)": ("100", "۲۵۰"),
    "اشتغال زنان": ("4", "12"),
    "هدف اشتغال 1404": ("400",),
    "ملاحظات": ("خوب", "=1+1", "<b>x</b>"),
    "کارشناس مسئول": ("علوی", "رضایی"),
    "توضیحات اطلس": ("این خانه خالی است",),
    "شناسایی": ("1400", "✓", "x", "خیر", "1402/05"),
    "تاریخ پیاده‌سازی": ("1401", "بله", "در حال انجام", "به زودی", "1400"),
    "پایان پیاده‌سازی": ("1403",),
    "اشتغال 1401": ("10", "چند", "12-15"),
    "اشتغال 1402": ("11", "بیش از ۵"),
    "تعداد بنگاه 1401": ("3", "1.000"),
    "تاریخ آمار": ("1401", "1402", "1403/05"),
    "ردیف": ("1", "2", "3"),
    "": ("?", "12"),
}
STAGES = ("شناسایی", "تاریخ پیاده‌سازی")
ALIKE = ("نام خوشه", "استان", "شهرستان", "رشته فعالیت")
"""What the rows of one cluster say alike."""
OTHER_ROWS = (
    ("جمع", "430"), ("جمع کل", "", "5,170"), ("میانگین", "12"), ("* ارقام تا پایان ۱۴۰۲ است.",), ("تهیه‌کننده: علوی",), ("4",), ("مثال", "یزد"),
    ("گزارش خوشه‌های کسب و کار",), ("استان قم",), ("",), ("نام خوشه", "استان", "مرحله"),
)  # fmt: skip
SHEETS = ("گزارش", "یزد", "اصفهان", "1402", "1403", "Sheet1", "راهنما")


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A table as offices send it: titles, headings known and unknown, records right and wrong,
    totals and notes, perhaps another table below.
    """
    more = draw(st.lists(st.sampled_from(sorted(VALUES)), max_size=6))
    headings = draw(
        st.permutations(
            ["نام خوشه", *draw(st.sampled_from([["استان"], ["استان", "مرحله"], []])), *more]
        )
    )
    if draw(st.integers(0, 3)) == 0:
        headings = [heading for heading in headings if heading not in STAGES] + draw(
            st.permutations(STAGES)
        )
    title = draw(st.lists(st.sampled_from(OTHER_ROWS[7:10]), max_size=2))
    rows = [list(row) for row in title] + [list(headings)]
    for _ in range(draw(st.integers(0, 7))):
        if draw(st.integers(0, 4)) == 0:
            rows.append(list(draw(st.sampled_from(OTHER_ROWS))))
            continue
        above = (
            dict(zip(headings, rows[-1], strict=False))
            if len(rows[-1]) == len(headings) and draw(st.integers(0, 2)) == 0
            else {}
        )
        cells = {
            heading: draw(
                st.sampled_from(
                    (
                        "",
                        *VALUES[heading],
                        *VALUES[heading],
                        "-",
                        "نامشخص",
                        draw(st.sampled_from(NASTY)),
                    )
                )
            )
            for heading in headings
        }
        rows.append(
            [
                above.get(heading, cells[heading]) if heading in ALIKE else cells[heading]
                for heading in headings
            ]
        )
    return rows


@st.composite
def files(draw: st.DrawFn) -> list[tuple[str, list[list[str]], list[tuple[int, int, int, int]]]]:
    """Sheets of a file: name, rows and merged ranges."""
    found = []
    for name in draw(st.lists(st.sampled_from(SHEETS), min_size=1, max_size=3, unique=True)):
        rows = [row for table in draw(st.lists(tables(), min_size=1, max_size=2)) for row in table]
        width = max(map(len, rows))
        column = draw(st.integers(0, width - 1))
        top = draw(st.integers(0, len(rows) - 1))
        merged = (
            [(top, column, min(top + 2, len(rows) - 1), column)]
            if draw(st.integers(0, 3)) == 0
            else []
        )
        rows = [row + [""] * (width - len(row)) for row in rows]
        if draw(st.integers(0, 5)) == 0:  # the clusters in columns
            rows, merged = (
                [list(cells) for cells in zip(*rows, strict=True)],
                [(left, up, right, down) for up, left, down, right in merged],
            )
        found.append((name, rows, merged))
    return found


def seen(
    file: list[tuple[str, list[list[str]], list[tuple[int, int, int, int]]]], province: str
) -> Examined | None:
    """What the file holds; None where it is refused as a whole."""
    start = open_file(csv_of([["نام خوشه", "استان"], ["x", "یزد"]]), "گزارش.xlsx", READING)
    sheets = tuple(
        finished(
            name,
            [list(row) for row in rows],
            "گزارش.xlsx",
            merged=merged,
            is_hidden=bool(number) and name == "راهنما",
        )
        for number, (name, rows, merged) in enumerate(file)
    )
    try:
        opened = with_sheets(replace(start, sheets=sheets), [], READING)
        if opened.found.choices:
            opened = with_sheets(opened, opened.found.choices[:1], READING)
        return examine(opened, EMPTY, READING, Terms(TODAY, province=province))
    except DataError as error:
        event("refused: " + error.problems[0].code)
        return None


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(files(), st.sampled_from(["", "", "IR-21"]))
def test_the_fates_of_all_cells_add_up_to_the_file(
    file: list[tuple[str, list[list[str]], list[tuple[int, int, int, int]]]], province: str
) -> None:
    found = seen(file, province)
    if found is None:
        return
    event("read")
    for layout in {p.code for p in found.problems} & {
        "sheet_turned",
        "stages_in_columns",
        "stages_in_rows",
        "columns_of_dates",
        "sheet_hidden",
    }:
        event(layout)
    cells = sum(bool(cell) for sheet in found.opened.sheets for row in sheet.rows for cell in row)
    account = found.account
    assert (sum(account.counts.values()), account.cells) == (cells, cells)
    assert all(count >= 0 for count in account.counts.values())
    assert {f"left_out.{left.reason}" for left in account.left_out} <= set(catalogue("fa")) & set(
        catalogue("en")
    )


def test_each_cell_of_a_small_file_is_counted_by_hand(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [
        ["گزارش سال", "", "", "", ""],
        ["نام خوشه", "استان", "تعداد بنگاه", "اشتغال زنان", "رشته"],
        ["خوشه یک", "قم", "حدود 40", "7", "13"],
        ["خوشه دو", "ناکجا", "12", "", "13"],
        ["خوشه سه", "قم", "12", "", "همه‌چیز"],
        ["جمع", "", "64", "", ""],
    ]
    found = look(reading, shipped, rows).account
    assert (found.cells, {fate: n for fate, n in found.counts.items() if n}) == (
        21,
        {Fate.NAMES: 5, Fate.TAKEN: 6, Fate.CONVERTED: 1, Fate.REFUSED: 4, Fate.LEFT_OUT: 5},
    )
    assert [
        (left.row, left.column, left.reason, left.cells, left.value) for left in found.left_out
    ] == [
        (1, None, "title", 1, "گزارش سال"),
        (6, None, "row_is_total", 2, "جمع"),
        (3, 3, "column_part", 1, "7"),
        (5, 4, "trade_left_out", 1, "همه‌چیز"),
    ]


def test_a_row_that_may_be_a_record_on_file_waits_with_all_its_cells(
    reading: ImportContext, shipped: Snapshot
) -> None:
    cluster, province = shipped.clusters["cluster_id"][0], shipped.clusters["province_iso"][0]
    found = look(
        reading, shipped, [["شناسه", "نام خوشه", "استان"], [cluster, "خوشه بادبادک", province]]
    )
    assert [pair.row for pair in found.comparison.undecided] == [2]
    assert (found.account.counts[Fate.ASKED], found.account.counts[Fate.TAKEN]) == (3, 0)


def test_a_code_that_stands_twice_and_the_atlas_own_places_are_named_as_not_taken(
    reading: ImportContext, shipped: Snapshot
) -> None:
    rows = [["شناسه", "نام خوشه", "استان"], ["7", "خوشه یک", "قم"], ["7", "خوشه دو", "قم"]]
    found = look(reading, shipped, rows).account
    assert [(left.reason, left.row, left.last, left.cells) for left in found.left_out] == [
        ("code_twice", 2, 3, 2)
    ]


def test_what_a_merged_cell_says_of_other_rows_is_no_cell_of_the_file() -> None:
    rows = [["نام خوشه", "استان"], ["خوشه یک", "قم"], ["خوشه دو", ""], ["خوشه سه", ""]]
    found = seen([("گزارش", rows, [(1, 1, 3, 1)])], "")
    assert found is not None
    assert (found.account.cells, found.account.counts[Fate.TAKEN]) == (6, 4)


def test_a_decision_does_not_check_the_rows_again_and_gives_what_a_whole_look_gives(
    reading: ImportContext, shipped: Snapshot
) -> None:
    cluster, province = shipped.clusters["cluster_id"][0], shipped.clusters["province_iso"][0]
    opened = open_file(
        csv_of([["شناسه", "نام خوشه", "استان"], [cluster, "خوشه بادبادک", province]]),
        "گزارش.csv",
        reading,
    )
    first = examine(opened, shipped, reading, Terms(TODAY))
    decided = Terms(TODAY, decisions={2: cluster})
    again, anew = (
        examine(opened, shipped, reading, decided, before=first),
        examine(opened, shipped, reading, decided),
    )
    assert again.gathered is first.gathered
    assert (again.comparison.changed, again.account, again.problems) == (
        anew.comparison.changed,
        anew.account,
        anew.problems,
    )
    assert (
        examine(opened, shipped, reading, Terms(TODAY, province=province), before=first).gathered
        is not first.gathered
    )
