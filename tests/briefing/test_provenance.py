"""The digest of rows is the same however they travelled, and another when one cell is."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas
from geo.basis.csv_text import read_csv, write_csv
from geo.exports.rows import rows_for_export
from geo.provenance import Stamp, rows_digest, stamps_in
from geo.reference.csv_tables import column_headings
from tests.conftest import DATA


@pytest.fixture(scope="module")
def rows(atlas: Atlas) -> pd.DataFrame:
    return rows_for_export(atlas, atlas.clusters)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_csv_has_the_digest_of_what_was_written(rows: pd.DataFrame, lang: str) -> None:
    headings = column_headings(Path(DATA))
    assert rows_digest(read_csv(write_csv(rows, headings, lang), headings)) == rows_digest(rows)


def test_the_order_of_rows_and_columns_does_not_matter(rows: pd.DataFrame) -> None:
    assert rows_digest(rows.iloc[::-1][sorted(rows.columns, reverse=True)]) == rows_digest(rows)


def test_one_changed_cell_is_another_digest(rows: pd.DataFrame) -> None:
    changed = rows.copy()
    changed.loc[changed.index[0], "name_fa"] += "."
    assert rows_digest(changed) != rows_digest(rows)


def test_what_is_missing_is_not_zero(rows: pd.DataFrame) -> None:
    changed = rows.copy()
    changed["firms"] = changed["firms"].fillna(0)
    assert rows_digest(changed) != rows_digest(rows)


def test_no_rows_have_a_digest_too(rows: pd.DataFrame) -> None:
    assert len(rows_digest(rows.iloc[:0])) == 64


WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


@given(WORDS, WORDS, WORDS, WORDS)
def test_a_stamp_is_read_back_whatever_words_people_put_into_it(
    title: str, note: str, remark: str, story: str
) -> None:
    stamp = Stamp(
        1,
        "ab12",
        "province=IR-10",
        3,
        "0" * 64,
        "",
        "2026-11-24",
        "fa",
        "0ff",
        title,
        note,
        remark,
        story,
    )
    assert stamps_in(f"before {stamp.line} {stamp.line}, after") == [stamp, stamp]
    assert all(c.isprintable() for c in stamp.line)


def test_a_stamp_of_before_is_read_too() -> None:
    old = f"khoosheh-atlas version:1 data:ab rows:2 sha256:{'0' * 64} view:q=a link:https://atlas.example/"
    assert stamps_in(old) == [Stamp(1, "ab", "q=a", 2, "0" * 64, "https://atlas.example/")]
