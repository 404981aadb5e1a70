"""Bad data is refused whole, with file, row, column, value and what would do."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from components.words.text import Text
from geo.atlas import read_atlas
from geo.basis.errors import DataError, Problem


def problems(data: Path) -> list[Problem]:
    with pytest.raises(DataError) as refused:
        read_atlas(data)
    return list(refused.value.problems)


def with_cell(data: Path, column: str, value: str, line: int = 5) -> None:
    """Spoil one cell of clusters.csv; `line` is the row number a person sees."""
    path = data / "clusters.csv"
    rows = list(csv.reader(path.open(encoding="utf-8", newline="")))
    if column not in rows[0]:
        rows = [[*row, column if i == 0 else ""] for i, row in enumerate(rows)]
    rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("province_iso", "IR-99", "province_unknown"),
        ("stage", "finished", "stage_unknown"),
        ("isic_division", "99", "trade_unknown"),
        ("firms", "many", "number_unreadable"),
        ("firms", "-3", "value_out_of_range"),
        ("employment", "12.5", "number_unreadable"),
        ("employment", "inf", "number_unreadable"),
        ("stage_year_jalali", "2014", "value_out_of_range"),
        ("cluster_id", "c001", "id_twice"),
        ("cluster_id", "", "id_blank"),
        ("name_fa", "", "value_missing"),
    ],
)
def test_a_wrong_cell_is_named_by_row_column_and_value(
    data: Path, column: str, value: str, code: str
) -> None:
    with_cell(data, column, value)
    found = problems(data)
    assert (code, "clusters.csv", 5, column) in [(p.code, p.file, p.row, p.column) for p in found]


def test_all_mistakes_are_told_at_once(data: Path) -> None:
    with_cell(data, "stage", "finished", line=5)
    with_cell(data, "firms", "many", line=9)
    assert [(p.row, p.column) for p in problems(data)] == [(5, "stage"), (9, "firms")]


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [("10", "50", "coordinate_outside"), ("32.6", "51.7", "coordinate_swapped")],
)
def test_coordinates_outside_iran_or_swapped_are_told_apart(
    data: Path, lon: str, lat: str, code: str
) -> None:
    with_cell(data, "lon", lon)
    with_cell(data, "lat", lat)
    assert code in {p.code for p in problems(data)}


def test_coordinates_of_a_record_are_used(data: Path) -> None:
    with_cell(data, "lon", "51.70")
    with_cell(data, "lat", "32.60")
    placed = read_atlas(data).clusters.iloc[3]
    assert (placed.geometry.x, placed.geometry.y, placed["precision"]) == (51.7, 32.6, "city")


def test_a_province_may_be_written_in_any_usual_spelling(data: Path) -> None:
    with_cell(data, "province_iso", "آذربايجان شرقي")
    assert read_atlas(data).clusters.iloc[3]["province_iso"] == "IR-03"


def test_the_record_keeps_its_province_wherever_its_point_lies(data: Path) -> None:
    with_cell(data, "lon", "60.0")
    with_cell(data, "lat", "36.0")
    assert read_atlas(data).clusters.iloc[3]["province_iso"] == "IR-07"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def quoted_open(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'c999,"cut short')


def headless(path: Path) -> None:
    path.write_text(
        path.read_text(encoding="utf-8").replace("cluster_id,", "id,", 1), encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (Path.unlink, "file_missing"),
        (lambda path: path.write_bytes(b""), "file_empty"),
        (
            lambda path: path.write_bytes(path.read_bytes().split(b"\n")[0] + b"\n"),
            "file_without_rows",
        ),
        (lambda path: path.write_bytes("خوشه".encode("cp1256")), "file_not_utf8"),
        (quoted_open, "file_not_csv"),
        (cut, "row_length"),
        (headless, "column_missing"),
    ],
)
def test_a_file_that_is_missing_empty_cut_or_wrong_is_refused(
    data: Path, spoil: Callable[[Path], object], code: str
) -> None:
    spoil(data / "clusters.csv")
    assert {(p.file, p.code) for p in problems(data)} == {("clusters.csv", code)}


@pytest.mark.parametrize(
    "name",
    [
        "stages.csv",
        "trades.csv",
        "places.csv",
        "population_2016.csv",
        "official_totals.csv",
        "boundaries/provinces.geojson",
    ],
)
def test_no_file_may_be_missing(data: Path, name: str) -> None:
    (data / name).unlink()
    assert {p.code for p in problems(data)} == {"file_missing"}


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_problem_reads_as_where_what_and_how_to_mend_it(data: Path, lang: str) -> None:
    with_cell(data, "stage", "<b>finished</b>")
    said = Text(lang).problem(problems(data)[0])
    assert "clusters.csv" in said
    assert Text(lang).number(5) in said
    assert "<b>finished</b>" in said
    assert "implementation" in said
