"""A file of the kind that provinces send: title rows, merged headings, Arabic letters, three ways
of writing digits, a total at the foot.
"""

from typing import Any

from tests.intake.files.making import xlsx_of

TITLE = "گزارش خوشه‌هاي کسب و کار - سه ماهه دوم ۱۴۰۴"
HEADINGS = (
    "رديف",
    "نام خوشه",
    "استان",
    "شهرستان",
    "وضعيت",
    "تاریخ",
    "فعال",
    "اشتغال",
    "ملاحظات",
    "کارشناس مسئول",
)
ROWS = (
    (
        "۱",
        "خوشه آزمايشی فرش دستباف نایین {tag}",
        "اصفهان",
        "نايين",
        "پياده سازی",
        "۱۴۰۳/۰۵/۱۲",
        "۱۲۰",
        "۳٬۵۰۰",
        "",
        "علوی",
    ),
    (
        "۲",
        "خوشه مبل نمونه {tag}",
        "استان اصفهان",
        "نجف آباد",
        "مطالعه شناختي",
        "۱۴۰۳",
        "۲۰۰",
        "۱۵۰",
        "",
        "رضایی",
    ),
    (
        "۳",
        "خوشه شیشه نمونه {tag}",
        "اصفهان",
        "شهرضا",
        "شناسايي",
        "1402/13/45",
        "۳۰ تا ۵۰",
        "400",
        "",
        "علوی",
    ),
    (
        "۴",
        "خوشه سنگ نمونه {tag}",
        "اسفهان",
        "محمودآباد",
        "پایان یافته",
        "۱۴۰۱",
        "۸۰",
        "۹۰۰",
        "",
        "",
    ),
    ("۵", "خوشه نساجي دهق", "اصفهان", "دهق", "پایش نهایی", "۱۴۰۳", "{firms}", "۶۰۰", "", ""),
    ("۶", "خوشه برزنت و باندگاز کردآباد {tag}", "اصفهان", "کردآباد", "", "", "۱۲", "", "", ""),
    ("۷", "خوشه سنگ اصفهان", "اصفهان", "", "", "", "", "", "", ""),
    ("جمع", "", "", "", "", "", "۴۳۰", "۵۱۷۰", "", ""),
)
HEADING_ROW = 5
UNREADABLE_DATE, UNKNOWN_PROVINCE, TOTAL = 8, 9, 13
"""Rows of the sheet, the first being 1."""


def messy_xlsx(tag: str, firms: str = "۴۵") -> bytes:
    """The file; `tag` tells its clusters from those of another.

    A column of firms is headed by a word that no one knows.
    """

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("گزارش")
        sheet.right_to_left()
        sheet.merge_range(0, 0, 0, 9, "شرکت شهرک‌هاي صنعتي استان اصفهان")
        sheet.merge_range(1, 0, 1, 9, TITLE)
        for column, heading in enumerate(HEADINGS):
            if heading in ("فعال", "اشتغال"):
                sheet.write(4, column, heading)
            else:
                sheet.merge_range(3, column, 4, column, heading)
        sheet.merge_range(3, 6, 3, 7, "آمار")
        for row, cells in enumerate(ROWS, HEADING_ROW):
            for column, cell in enumerate(cells):
                sheet.write_string(row, column, cell.format(tag=tag, firms=firms))

    return xlsx_of(fill)
