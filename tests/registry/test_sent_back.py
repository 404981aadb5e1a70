"""The file with the atlas's remarks, sent back, gives the same result again, in both languages and as often as it is sent."""

from pathlib import Path
from typing import Any

import pytest

from components.text import Text
from components.written_words import annotation_words, remarks
from geo.folding import fold
from geo.registry.load import Examined, Reading
from geo.registry.snapshot import Snapshot
from geo.registry.written.annotated import annotate
from tests.registry.files.making import csv_of, table_xlsx
from tests.registry.loading import take


def annotated(found: Examined, lang: str) -> bytes:
    text, sheet = Text(lang), found.opened.sheet
    said = remarks(found.problems, text, sheet.name)
    return annotate(sheet.rows, sheet.name, said, annotation_words(text), lang, found.opened.heading.row + 1)


def result(found: Examined) -> dict[str, object]:
    """What a file would do, and what keeps rows out: by row, so that nothing may move."""
    comparison = found.comparison
    return {
        "added": [(c.row, c.name, c.province_iso) for c in comparison.added],
        "changed": [(c.row, c.cluster_id, c.fields) for c in comparison.changed],
        "unchanged": comparison.unchanged,
        "undecided": [(pair.row, pair.cluster_id) for pair in comparison.undecided],
        "refused": found.checked.refused,
        "errors": sorted((p.row or 0, p.code, p.position or 0, p.value or "") for p in found.problems if p.level == "error"),
        "no records": [p.row for p in found.problems if p.code.startswith("row_")],
    }


def sent_back(reading: Reading, old: Snapshot, content: bytes, **terms: Any) -> None:
    first = take(reading, old, content, "f", **terms)
    for lang in ("fa", "en"):
        again = take(reading, old, annotated(first, lang), "f.xlsx", **terms)
        assert result(again) == result(first)
        assert result(take(reading, old, annotated(again, "en" if lang == "fa" else "fa"), "f.xlsx", **terms)) == result(first)


@pytest.mark.parametrize(
    "name",
    ["f03_merged_province.xlsx", "f04_province_once_per_block.xlsx", "m03_heading_in_row_31.xlsx", "w06_two_numbers.csv", "w10_footnote_province.csv",
     "w11_total_then_remarks.csv", "w13_columns_not_taken.csv", "w16_isic_lost_zero.csv"],
)  # fmt: skip
def test_the_files_of_offices_give_the_same_result_again(reading: Reading, shipped: Snapshot, acceptance: Path, name: str) -> None:
    terms = {"province": "IR-21"} if name.startswith(("w10", "w11")) else {}
    sent_back(reading, shipped, (acceptance / "files" / name).read_bytes(), **terms)


ROWS = [
    ["گزارش خوشه‌ها", "", "", ""], ["نام خوشه", "استان", "تعداد بنگاه", "رنگ"], ["خوشه زعفران نو", "یزد", "چند", "زرد"],
    ["خوشه پسته نو", "یزد", "30-50", ""], ["خوشه ترمه نو", "آتلانتیس", "7", ""], ["جمع", "", "80", ""], ["* موقت", "", "", ""],
]  # fmt: skip


def test_errors_totals_and_notes_are_the_same_again(reading: Reading, shipped: Snapshot) -> None:
    sent_back(reading, shipped, csv_of(ROWS))
    sent_back(reading, shipped, table_xlsx(ROWS))


def test_what_was_mended_beside_the_remarks_goes_in(reading: Reading, shipped: Snapshot) -> None:
    first = take(reading, shipped, csv_of(ROWS), "f")
    mended = [[cell if cell not in ("چند", "آتلانتیس") else {"چند": "12", "آتلانتیس": "قم"}[cell] for cell in row] for row in first.opened.sheet.rows]
    remarked = [[*row, "ایرادهای اطلس" if number == 1 else "این ردیف ایراد دارد"] for number, row in enumerate(mended)]
    found = take(reading, shipped, table_xlsx(remarked), "f.xlsx")
    assert sorted(c.name for c in found.comparison.added) == ["خوشه ترمه نو", "خوشه زعفران نو", "خوشه پسته نو"]


def test_the_remarks_are_known_by_the_words_that_the_files_carry(reading: Reading) -> None:
    for lang in ("fa", "en"):
        listed = [Text(lang)(f"annotation.{name}") for name in ("row", "column", "value", "level", "problem")]
        assert {fold(word.replace("\u200c", " ")) for word in listed} <= reading.headings.rows["remarks_list"]
        assert fold(Text(lang)("annotation.remarks")) in reading.headings.rows["remarks"]
