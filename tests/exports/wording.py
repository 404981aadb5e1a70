"""Words for the written files in tests, and ways to look into an XLSX: its parts as XML, its sheets
as cells.
"""

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

from geo.exports.annotated import AnnotationWords
from geo.exports.template import TemplateWords

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

ANNOTATION_FA = AnnotationWords(
    list_title="ایرادها",
    sheet_title="داده‌ها",
    row="ردیف",
    column="ستون",
    value="مقدار نوشته‌شده",
    level="نوع",
    problem="چه ایرادی دارد",
    error="خطا",
    warning="هشدار",
    remarks="ایرادهای اطلس",
)
ANNOTATION_EN = AnnotationWords(
    "Remarks",
    "Records",
    "Row",
    "Column",
    "What is written",
    "Kind",
    "What is wrong",
    "Error",
    "Warning",
    "Atlas remarks",
)

TEMPLATE_WORDS = TemplateWords(
    records_title="رکوردها",
    fields_title="راهنمای ستون‌ها",
    lists_title="فهرست‌ها",
    heading="عنوان ستون",
    code="Column",
    explain_fa="یعنی چه",
    explain_en="What it means",
    needed="الزامی؟",
    required="الزامی",
    optional="اختیاری",
    required_en="Required",
    example="نمونه",
    allowed="چه می‌توان نوشت",
    list_heads={
        "province": "استان‌ها",
        "stage": "مرحله‌ها",
        "trade": "رشته‌ها",
        "shortfall": "کاستی‌ها",
        "body": "نهادها",
    },
    english="انگلیسی",
    any_text="هر متنی",
    see_list="یکی از «{list}»",
    at_least_zero="عدد صفر یا بیشتر، یا بازه مانند «۳۰ تا ۵۰»",
    longitude="طول جغرافیایی ایران، درجه اعشاری از ۴۳٫۵ تا ۶۴",
    latitude="عرض جغرافیایی ایران، درجه اعشاری از ۲۴٫۵ تا ۴۰٫۵",
    check_title="لطفاً نگاه کنید",
    not_in_list="این نوشته در فهرست نیست. اگر کد یا املای دیگری است، می‌توانید نگهش دارید.",
    not_a_count="اینجا عدد صفر یا بیشتر می‌آید. بازه‌ای مانند «۳۰ تا ۵۰» هم پذیرفته است.",
)


def parts(content: bytes) -> dict[str, str]:
    """Every part of an XLSX as text."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name).decode("utf-8") for name in book.namelist()}


def elements(content: bytes, tag: str) -> list[ElementTree.Element]:
    """Every element `tag` of the sheets; fails when a part is no XML."""
    found = []
    for name, text in parts(content).items():
        root = ElementTree.fromstring(text)
        if re.match(r"xl/(worksheets/sheet|sharedStrings)", name):
            found += list(root.iter(SPREADSHEET + tag))
    return found


def sheet(content: bytes, place: int) -> list[list[Any]]:
    """The cells of a sheet as calamine reads them."""
    return (
        CalamineWorkbook.from_filelike(io.BytesIO(content))
        .get_sheet_by_index(place)
        .to_python(skip_empty_area=False)
    )


def as_text(cell: object) -> str:
    """A cell as a person reads it: whole numbers without a fraction."""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
