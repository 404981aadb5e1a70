"""Trades in cells: one division is read, two are never one, and a zero that may be lost is not put
in at will.
"""

import pytest

from geo.intake.cell_result import CellResult
from geo.intake.opening import ImportContext


def read(reading: ImportContext, written: str) -> CellResult:
    return reading.fields["isic_division"].read(written)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("23", "23"), ("1", "01"), ("01", "01"), ("2392", "23"), ("0111", "01"), ("011", "01"), ("۲۳", "23"), ("23.0", "23"), ("13.0", "13"),
        ("1.0", "01"), ("ISIC 23", "23"),
        ("isic: 2392", "23"), ("ISIC Rev.4 23", "23"), ("23 - کانی", "23"), ("13 منسوجات و فرش", "13"), ("منسوجات و فرش (13)", "13"),
        ("13 - Textiles", "13"), ("C13", "13"),
        ("c 13", "13"), ("C-13", "13"), ("C1310", "13"), ("A01", "01"), ("J62", "62"), ("کد 23", "23"), ("13.10", "13"), ("01.11", "01"),
        ("23, 2392", "23"), ("1310 (13)", "13"),
    ],
)  # fmt: skip
def test_a_division_is_read(reading: ImportContext, written: str, code: str) -> None:
    assert read(reading, written) == CellResult(code)


LEFT = {
    "trade_ambiguous": "111 | 112 | 131 | 239 | 101 | 107 | 151 | 139 | ۱۱۱ | 111.0 | 310 | 329 | 141 | 162 | 259 | ISIC 111 | کد 111 | 221 | 231 | "
    "321 | 275 | 1.11",
    "trade_several": "13، 10 | 13, 10 | 13;10 | 13 و 10 | 13/10 | 13-14 | 13 10 | 13\n10 | ۱۳ و ۱۵ | 1310, 1410 | C13، C10 | 13 یا 15 | 10،11،12 | "
    "23 (24) | 13 - 14 - 15 | 10 to 12 | "
    "01، 02 | 13 و 14 و 15 | ISIC 13, 14 | 10؛ 13 | C10/C11",
    "trade_left_out": "همه‌چیز | 98 | 00 | 99 | 13 خوشه | 20 نفر | 239210 | 2696512331 | C01 | A13 | Z13 | abc13 | 13x | منسوجات | فرش و چرم | "
    "13 - چرم | منسوجات، چرم و کفش | x | ? ? | "
    "40000 | 4 نفر | 13 کارگاه",
}  # fmt: skip


@pytest.mark.parametrize(
    ("warning", "written"),
    [
        (warning, written.strip(" "))
        for warning, all_ in LEFT.items()
        for written in all_.split(" | ")
    ],
)
def test_what_is_no_one_division_is_left_out_and_told(
    reading: ImportContext, warning: str, written: str
) -> None:
    assert read(reading, written) == CellResult("", warning=warning)


def test_a_trade_is_known_by_its_name(reading: ImportContext) -> None:
    for code, row in reading.reference.trades.iterrows():
        assert read(reading, row["name_fa"]).value == read(reading, row["name_en"]).value == code
