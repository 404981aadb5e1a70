"""The workbook to fill in: every field, its explanation, and lists that hold all there is to
choose.
"""

import re
from datetime import datetime
from pathlib import Path

import pytest

from geo.exports.template import FIELD_COLUMNS, LAST_ROW, template
from geo.reference.csv_tables import read_table
from tests.conftest import DATA
from tests.exports.wording import TEMPLATE_WORDS, elements, parts, sheet

CREATED = datetime(2026, 11, 20)
FIELDS = read_table(DATA / "fields.csv", FIELD_COLUMNS)
ASKED = FIELDS[FIELDS["kind"] != "high_end"].reset_index(drop=True)


@pytest.fixture(scope="module")
def content() -> bytes:
    return template(DATA, TEMPLATE_WORDS, CREATED)


def validations(content: bytes) -> dict[int, dict[str, str]]:
    """By column, what is looked at while it is typed: the attributes, and each formula."""
    found = {}
    for rule in elements(content, "dataValidation"):
        letters = re.match("[A-Z]+", rule.get("sqref", ""))
        assert letters
        place = 0
        for letter in letters[0]:
            place = place * 26 + ord(letter) - 64
        found[place - 1] = dict(rule.attrib) | {
            child.tag.split("}")[1]: child.text or "" for child in rule
        }
    return found


def column_of(field: str) -> int:
    names: list[str] = ASKED["field"].tolist()
    return names.index(field)


def test_it_has_two_heading_rows_and_no_example(content: bytes) -> None:
    assert sheet(content, 0) == [ASKED["heading_fa"].tolist(), ASKED["heading_en"].tolist()]


def test_every_field_is_explained_in_both_languages(content: bytes) -> None:
    rows = sheet(content, 1)[1:]
    assert [(row[0], row[1], row[3], row[4], row[6]) for row in rows] == [
        (f.heading_fa, f.heading_en, f.explain_fa, f.example, f.explain_en)
        for f in FIELDS.itertuples()
    ]


def test_required_fields_say_so_in_colour_and_words(content: bytes) -> None:
    comments = dict(
        re.findall(
            r'<comment ref="([A-Z]+[12])".*?<t[^>]*>(.*?)</t>',
            parts(content)["xl/comments1.xml"],
            re.DOTALL,
        )
    )
    assert [cell for cell, text in comments.items() if "الزامی" in text or "Required" in text] == [
        "B1",
        "D1",
        "B2",
        "D2",
    ]
    assert len(comments) == 2 * len(ASKED)
    looks = dict(
        re.findall(r'<c r="([A-Z]+1)" s="(\d+)"', parts(content)["xl/worksheets/sheet1.xml"])
    )
    assert [cell for cell, look in looks.items() if look == looks["B1"]] == ["B1", "D1"]


@pytest.mark.parametrize(
    ("field", "file", "count"),
    [
        ("province_iso", "population_2016.csv", 31),
        ("stage", "stages.csv", 13),
        ("isic_division", "trades.csv", 33),
    ],
)
def test_a_list_holds_all_there_is_to_choose(
    content: bytes, field: str, file: str, count: int
) -> None:
    rule = validations(content)[column_of(field)]
    at = re.fullmatch(r"'فهرست‌ها'!\$([A-Z])\$2:\$[A-Z]\$(\d+)", rule["formula1"])
    assert at
    lists = sheet(content, 2)
    chosen = [row[ord(at[1]) - 65] for row in lists[1 : int(at[2])]]
    assert chosen == read_table(DATA / file, ["name_fa"])["name_fa"].tolist()
    assert len(chosen) == count


def test_what_is_not_expected_is_warned_of_and_not_refused(content: bytes) -> None:
    rules = validations(content)
    assert {rule["errorStyle"] for rule in rules.values()} == {"warning"}
    assert all(rule["error"] and rule["errorTitle"] for rule in rules.values())
    counts = [column for column, kind in enumerate(ASKED["kind"]) if kind in ("count", "amount")]
    assert all(
        rules[c]["operator"] == "greaterThanOrEqual" and rules[c]["formula1"] == "0" for c in counts
    )


def test_the_rows_made_ready_begin_below_the_headings(content: bytes) -> None:
    assert all(
        re.fullmatch(rf"[A-Z]+3:[A-Z]+{LAST_ROW + 1}", rule["sqref"])
        for rule in validations(content).values()
    )


def test_codes_and_dates_stay_as_typed(content: bytes) -> None:
    columns = re.findall(
        r'<col min="(\d+)" max="(\d+)" width="[\d.]+"(?: style="(\d+)")?',
        parts(content)["xl/worksheets/sheet1.xml"],
    )
    looks = {
        n - 1: style for first, last, style in columns for n in range(int(first), int(last) + 1)
    }
    assert looks[column_of("isic_division")] == looks[column_of("stage_date")] != ""
    assert not looks[column_of("firms")]


def test_all_its_sheets_run_from_the_right_and_none_is_hidden(content: bytes) -> None:
    assert [view.get("rightToLeft") for view in elements(content, "sheetView")] == ["1", "1", "1"]
    assert "hidden" not in parts(content)["xl/workbook.xml"]


def test_it_holds_no_formula(content: bytes) -> None:
    assert not elements(content, "f")


def test_the_same_data_and_date_give_the_same_bytes(content: bytes) -> None:
    assert template(DATA, TEMPLATE_WORDS, CREATED) == content


def test_an_example_that_looks_like_a_formula_is_a_text(data: Path) -> None:
    path = data / "fields.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("خوشه کاشی و سرامیک یزد", "=1+1"), encoding="utf-8"
    )
    content = template(data, TEMPLATE_WORDS)
    assert sheet(content, 1)[2][4] == "=1+1"
    assert not elements(content, "f")
