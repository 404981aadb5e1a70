"""Invented rows never join a real registry: the file is refused as a whole, by whatever way they
were taken away.
"""

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from components.words.text import Text
from geo.atlas import SHIPPED_ON
from geo.basis.errors import DataError
from geo.basis.folding import fold
from geo.exports.formats import FORMATS
from geo.exports.registry_rows import registry_headings, registry_rows
from geo.intake.opening import ImportContext
from geo.invented.registry import invented_snapshot
from geo.registry.snapshot import Snapshot
from tests.commands.office import Office
from tests.conftest import DATA
from tests.intake.files.making import csv_of, table_xlsx
from tests.registry.loading import take


@pytest.fixture(scope="module")
def invented(reading: ImportContext) -> Snapshot:
    return replace(invented_snapshot(reading.reference, DATA, 20, 3, SHIPPED_ON), is_invented=True)


def refusal(reading: ImportContext, registry: Snapshot, content: bytes) -> tuple[str, str | None]:
    with pytest.raises(DataError) as caught:
        take(reading, registry, content, "f")
    return caught.value.problems[0].code, caught.value.problems[0].value


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("extension", list(FORMATS))
def test_every_export_of_invented_records_is_refused_by_a_real_registry(
    reading: ImportContext, shipped: Snapshot, invented: Snapshot, extension: str, lang: str
) -> None:
    text = Text(lang)
    rows, headings = registry_rows(reading.reference, invented), registry_headings(DATA)
    content = FORMATS[extension].write(
        rows, headings, lang, mark=text("invented.mark"), mark_heading=text("invented.mark_heading")
    )
    assert refusal(reading, shipped, content) == ("rows_invented", "20")
    assert take(reading, invented, content, "f").comparison.is_empty


ROWS = [["نام خوشه", "استان", "ساختگی؟"], ["خوشه زعفران نو", "یزد", "ساختگی"]]


@pytest.mark.parametrize(
    "rows",
    [
        ROWS,
        [[*ROWS[0][:2], "Invented?"], [*ROWS[1][:2], "invented"]],
        [[*ROWS[0][:2], "invented"], [*ROWS[1][:2], "INVENTED "]],
        [[*ROWS[0][:2], ""], [*ROWS[1][:2], "ساختگی"]],
        [ROWS[0][:2], ["خوشه زعفران نو (ساختگی)", "یزد"]],
        [ROWS[0][:2], ["Saffron cluster (invented)", "یزد"]],
        [ROWS[0], ["خوشه پسته نو", "یزد", ""], ROWS[1]],
        [["گزارش", "", ""], *ROWS],
    ],
)
def test_one_invented_row_is_enough(
    reading: ImportContext, shipped: Snapshot, rows: list[list[str]]
) -> None:
    assert refusal(reading, shipped, csv_of(rows)) == ("rows_invented", "1")
    assert refusal(reading, shipped, table_xlsx(rows)) == ("rows_invented", "1")


@pytest.mark.parametrize(
    "row", [["خوشه زعفران نو", "یزد", ""], ["خوشه قطعات ساختگی", "یزد", "خیر"]]
)
def test_a_real_row_that_only_speaks_of_it_goes_in(
    reading: ImportContext, shipped: Snapshot, row: list[str]
) -> None:
    assert len(take(reading, shipped, csv_of([ROWS[0], row]), "f").comparison.added) == 1


def test_the_words_of_the_mark_are_those_that_the_files_carry(reading: ImportContext) -> None:
    for lang in ("fa", "en"):
        assert fold(Text(lang)("invented.mark")) in reading.headings.rows["invented"]
        assert (
            fold(Text(lang)("invented.mark_heading")).strip("؟? ")
            in reading.headings.rows["invented"]
        )


def test_the_export_of_a_demonstration_is_refused_by_the_command_in_both_languages(
    tmp_path: Path,
) -> None:
    office = Office(tmp_path)
    demo = f"sqlite:///{tmp_path / 'demo.sqlite'}"
    assert office.soon("demo", "12", "--database", "demo.sqlite")[0] == 0
    assert office.soon("--lang", "fa", "export", "demo.csv", address=demo)[0] == 0
    assert {
        row["ساختگی؟"]
        for row in csv.DictReader(io.StringIO((tmp_path / "demo.csv").read_text("utf-8-sig")))
    } == {"ساختگی"}
    for lang, said in (
        ("fa", "داده آزمایشی (ساختگی)"),
        ("en", "Invented rows never join a real registry"),
    ):
        code, printed = office.soon("--lang", lang, "import", "demo.csv")
        assert (code, office.head) == (1, 1)
        assert said in printed
