"""The CSV: for Excel, harmless, and the same when read back."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.atlas import Atlas
from geo.basis.csv_text import RISKY, disarm, read_csv, rearm, write_csv
from geo.exports.rows import rows_for_export
from geo.reference.csv_tables import column_headings
from geo.selection import select
from geo.view import read_view
from tests.conftest import DATA

HEADINGS = column_headings(DATA)


def export(atlas: Atlas, lang: str = "fa", **query: str) -> bytes:
    chosen = select(atlas, read_view(query, atlas)[0])
    return write_csv(rows_for_export(atlas, chosen.clusters), HEADINGS, lang)


def test_it_is_what_excel_reads_as_utf8(atlas: Atlas) -> None:
    content = export(atlas)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 154
    assert b"\n" not in content.replace(b"\r\n", b"")


def test_it_holds_the_filtered_rows_and_nothing_else(atlas: Atlas) -> None:
    rows = read_csv(export(atlas, province="IR-10", stage="group:completed"), HEADINGS)
    wanted = atlas.clusters[
        (atlas.clusters["province_iso"] == "IR-10")
        & atlas.clusters["stage"].isin(["completed", "handed_over", "follow_on"])
    ]
    assert rows["cluster_id"].tolist() == wanted["cluster_id"].tolist()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_it_reads_back_unchanged(atlas: Atlas, lang: str) -> None:
    chosen = select(atlas, read_view({}, atlas)[0])
    rows = rows_for_export(atlas, chosen.clusters)
    back = read_csv(write_csv(rows, HEADINGS, lang), HEADINGS)
    for column, kind in HEADINGS["kind"].items():
        if kind == "number":
            pd.testing.assert_series_equal(
                back[column].astype(float),
                rows[column].astype("Float64").astype(float).reset_index(drop=True),
                check_names=False,
            )
        else:
            assert back[column].tolist() == rows[column].astype(str).tolist(), column


def test_number_columns_are_in_latin_digits_in_both_languages(atlas: Atlas) -> None:
    for lang in ("fa", "en"):
        rows = list(csv.DictReader(io.StringIO(export(atlas, lang).decode("utf-8-sig"))))
        for heading in HEADINGS.loc[HEADINGS["kind"] == "number", f"heading_{lang}"]:
            assert all(
                cell == "" or (cell.isascii() and float(cell) >= 0)
                for cell in (row[heading] for row in rows)
            )


def test_a_stage_year_stands_with_the_iso_days_it_spans(atlas: Atlas) -> None:
    row = (
        read_csv(export(atlas, province="IR-10", sort="-year"), HEADINGS)
        .set_index("stage_year_jalali")
        .loc[1393]
        .iloc[0]
    )
    assert (row["stage_from_iso"], row["stage_to_iso"]) == ("2014-03-21", "2015-03-20")


def test_both_languages_names_and_the_source_are_in_every_row(atlas: Atlas) -> None:
    rows = read_csv(export(atlas), HEADINGS)
    for column in ("name_fa", "province_fa", "province_en", "stage_fa", "stage_en", "source_title"):
        assert (rows[column] != "").all(), column


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+98", "-2", "@SUM(A1)", "\t=1", "|cmd", "%0", "'quoted", " =HYPERLINK(1)", "＝1"],
)
def test_what_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert disarm(text) == f"'{text}"


@given(st.text())
def test_disarming_is_undone_exactly(text: str) -> None:
    assert rearm(disarm(text)) == text
    assert not disarm(text).lstrip().startswith(tuple(c for c in RISKY if c != "'")) or disarm(
        text
    ).startswith("'")


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.integers(0, 10**9)
        ),
        min_size=1,
        max_size=8,
    )
)
@settings(deadline=None)
def test_any_text_survives_the_round_trip(cells: list[tuple[str, int | None]]) -> None:
    headings = HEADINGS.loc[["name_fa", "firms"]]
    rows = pd.DataFrame(
        {
            "name_fa": [text for text, _ in cells],
            "firms": pd.array([n for _, n in cells], dtype="Int64"),
        }
    )
    back = read_csv(write_csv(rows, headings, "fa"), headings)
    assert back["name_fa"].tolist() == [text for text, _ in cells]
    assert [None if pd.isna(n) else int(n) for n in back["firms"]] == [n for _, n in cells]
