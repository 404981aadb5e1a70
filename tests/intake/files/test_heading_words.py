"""The words of a heading carry meaning: units, dates, parts of the whole, plans.

What is not taken is named with the nearest field.
"""

from pathlib import Path

import pandas as pd
import pytest

from geo.intake.files.heading import Fields, find_heading, read_fields
from geo.intake.files.vocabulary import EXACT, UNDERSTOOD
from geo.intake.opening import ImportContext
from tests.conftest import DATA
from tests.registry.contents import TWO
from tests.registry.loading import look, take, told


@pytest.fixture(scope="module")
def fields() -> Fields:
    return read_fields(DATA)


TAKEN = {
    "name_fa": (
        "نام خوشه*; نام کامل خوشه; نام خوشه (کامل); نام خوشه (الزامی); نام خوشه صنعتی; عنوان خوشه;"
        " نام خوشه (فارسی)"
    ),
    "name_en": "نام خوشه به انگلیسی; نام خوشه (انگلیسی); نام خوشه (لاتین)",
    "province_iso": "نام استان; استان *; استان محل خوشه; كد استان; استان (از فهرست انتخاب شود)",
    "city_fa": "نام شهرستان; محل خوشه; شهر محل استقرار; نام شهر یا شهرستان",
    "product_fa": "نام محصول; محصولات خوشه; محصول (فارسی); رشته فعالیت خوشه",
    "isic_division": "کد ISIC; كد ISIC; ISIC; کد ایسیک (دو رقمی); ISIC Rev. 4; کد ISIC (ویرایش ۴)",
    "stage": (
        "وضعیت فعلی; وضعیت کنونی خوشه; آخرین وضعیت; مرحله جاری; مرحله توسعه خوشه; وضعیت موجود;"
        " current status; وضعیت (در حال حاضر)"
    ),
    "stage_date": "تاریخ (شمسی); تاریخ (روز/ماه/سال); سال گزارش; تاریخ ورود به مرحله",
    "firms": (
        "تعداد بنگاهها; تعداد بنگاه های خوشه; تعداد کل واحدها; تعداد واحدهای صنعتی; تعداد شرکت‌ها;"
        " total number of firms; No. of firms; مجموع بنگاه‌ها"
    ),
    "firms_high": "تعداد بنگاه (حداکثر); تعداد بنگاه (max)",
    "employment": (
        "میزان اشتغال; میزان اشتغال (نفر); تعداد کل شاغلین; شاغلین موجود; اشتغال کل; اشتغال خوشه;"
        " آمار اشتغال; تعداد شاغلان خوشه; total employees"
    ),
    "sales": (
        "میزان فروش سالانه (میلیارد ریال); فروش (میلیارد ریال); ارزش فروش سالیانه (میلیارد ریال)"
    ),
    "exports": "ارزش صادرات سالانه (میلیون دلار); صادرات (میلیون دلار آمریکا); exports (USD mn)",
    "networks": "تعداد شبکه‌ها; شبکه‌های خوشه",
    "consortia": "تعداد کنسرسیوم صادراتی; تعداد کنسرسیوم‌ها",
    "note_fa": "توضیحات; ملاحظات; شرح",
}


@pytest.mark.parametrize(
    ("field", "heading"),
    [
        (field, heading.strip())
        for field, headings in TAKEN.items()
        for heading in headings.split(";")
    ],
)
def test_a_heading_of_which_every_word_is_understood_is_taken(
    fields: Fields, field: str, heading: str
) -> None:
    meaning = fields.meaning(heading)
    assert (meaning.field, meaning.likeness in (EXACT, UNDERSTOOD)) == (field, True)


LEFT = {
    ("employment", "part"): "اشتغال زنان; تعداد شاغلین زن; تعداد شاغلان مرد; اشتغال (زن); اشتغال (مردان); اشتغال بانوان; "
    "اشتغال مستقیم; اشتغال غیرمستقیم; اشتغال غیر مستقیم; "
    "اشتغال جدید; اشتغال ایجاد شده; شاغلین بیمه شده; شاغلین فصلی; Employment (female); male employment; اشتغال مستقیم (نفر); "
    "شاغلین دائم; اشتغال روستایی; تعداد شاغلین متخصص",
    ("employment", "plan"): "اشتغال (هدف); اشتغال هدف‌گذاری شده; اشتغال پیش‌بینی شده; پیش بینی اشتغال; اشتغال (برنامه); "
    "اشتغال مورد انتظار; برآورد اشتغال; اشتغال (تعهد); "
    "target employment; Employment (forecast); اشتغال مصوب; ظرفیت اشتغال; اشتغال قابل ایجاد; اشتغال سال آینده",
    ("employment", "measure"): "رشد اشتغال; درصد اشتغال; سهم اشتغال; اشتغال (٪); اشتغال %; نرخ رشد اشتغال; افزایش اشتغال; "
    "تغییر اشتغال; employment share; متوسط اشتغال هر واحد",
    ("employment", "time"): "اشتغال سال قبل; اشتغال قبلی; اشتغال اولیه; اشتغال قبل از اجرا; اشتغال سال پایه; اشتغال (ابتدای طرح); previous employment",
    ("firms", "part"): "تعداد واحد فعال; تعداد واحدهای فعال; تعداد بنگاه غیرفعال; تعداد بنگاه‌های عضو; تعداد بنگاه کوچک; "
    "تعداد بنگاه‌های صادراتی; تعداد بنگاه دارای پروانه; "
    "تعداد واحد راکد; تعداد شرکت دانش‌بنیان; Number of active firms; تعداد بنگاه عضو شبکه; تعداد بنگاه (فعال)",
    ("firms", "plan"): "تعداد بنگاه (هدف); تعداد بنگاه مصوب; تعداد بنگاه پیش‌بینی شده; planned number of firms",
    ("firms", "low"): "تعداد بنگاه (حداقل)",
    ("sales", "time"): "فروش ماهانه (میلیارد ریال); فروش ماهیانه; فروش نیمه اول; فروش شش‌ماهه (میلیارد ریال); فروش سه ماهه اول; "
    "فروش سال قبل; monthly sales",
    ("sales", "measure"): "رشد فروش; درصد فروش; میانگین فروش; sales growth",
    ("sales", "part"): "فروش داخلی; فروش خارجی (میلیارد ریال)",
    ("sales", "unit"): "فروش (دلار); فروش (میلیون دلار); فروش (یورو); فروش (میلیون); فروش (میلیارد); فروش (هزار); فروش (تن)",
    ("exports", "unit"): "صادرات (یورو); صادرات (هزار یورو); صادرات (میلیون ریال); صادرات (تن); صادرات (درهم); صادرات (هزار)",
    ("exports", "measure"): "صادرات (%); سهم صادرات",
    ("output", "plan"): "ظرفیت تولید; ظرفیت اسمی تولید; تولید (هدف); تولید پیش‌بینی شده",
    ("output", "time"): "تولید ماهانه (تن); تولید روزانه",
    ("name_fa", "time"): "نام خوشه (قدیم); نام قبلی خوشه",
    ("stage", "time"): "وضعیت قبلی; مرحله قبل",
    ("stage", "plan"): "وضعیت پیش‌بینی شده; مرحله هدف",
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "reason", "heading"),
    [
        (field, reason, heading.strip())
        for (field, reason), headings in LEFT.items()
        for heading in headings.split(";")
    ],
)
def test_a_part_a_plan_or_a_share_is_never_taken_for_the_number_itself(
    fields: Fields, field: str, reason: str, heading: str
) -> None:
    meaning = fields.meaning(heading)
    assert (meaning.field, meaning.nearest, meaning.reason) == ("", field, reason)


@pytest.mark.parametrize(
    ("heading", "nearest"),
    [
        ("تعدد بنگاه", "firms"), ("نام مدیر", "name_fa"), ("نام و نام خانوادگی مدیر", "name_fa"), ("وضعیت مجوز", "stage"), ("تاریخ تولد مدیر", "stage_date"),
        ("تعداد خوشه", "name_fa"), ("اشتغال (خانوار)", "employment"), ("فروش (بیلیون)", "sales"), ("اشتغال؟؟ بررسی شود", "employment"), ("شماره تماس", ""),
        ("کارشناس مسئول", ""), ("ردیف", ""), ("xyz", ""), ("طول عمر پروژه", "lon"), ("کد پستی", "cluster_id"),
        ("شهر و استان", "city_fa"), ("محصول صادراتی", "product_fa"),
        ("استان و شهر", "province_iso"), ("تاریخ مرحله ۱۴۰۲", "stage_date"), ("تعداد بنگاه 1402 تا 1403", "firms"), ("تعداد شاغلین مرد و زن", "employment"),
    ],
)  # fmt: skip
def test_what_is_not_wholly_understood_is_not_taken_and_has_the_nearest_field_beside_it(
    fields: Fields, heading: str, nearest: str
) -> None:
    meaning = fields.meaning(heading)
    assert meaning.field == ""
    assert meaning.nearest == nearest


@pytest.mark.parametrize(
    ("heading", "field", "unit"),
    [
        ("اشتغال (هزار نفر)", "employment", "هزار نفر"),
        ("اشتغال به هزار نفر", "employment", "هزار نفر"),
        ("اشتغال - هزار نفر", "employment", "هزار نفر"),
        ("اشتغال (هزار)", "employment", "هزار"),
        ("اشتغال (نفر)", "employment", "نفر"),
        ("فروش (میلیون ریال)", "sales", "میلیون ریال"),
        ("فروش (ميليون ريال)", "sales", "میلیون ریال"),
        ("فروش به میلیون تومان", "sales", "میلیون تومان"),
        ("فروش (واحد: میلیارد تومان)", "sales", "میلیارد تومان"),
        ("فروش سالانه (هزار میلیارد ریال)", "sales", "هزار میلیارد ریال"),
        ("فروش (همت)", "sales", "همت"),
        ("میزان فروش، میلیون ریال", "sales", "میلیون ریال"),
        ("فروش [ریال]", "sales", "ریال"),
        ("Sales (million IRR)", "sales", "million IRR"),
        ("Sales, billion toman", "sales", "billion toman"),
        ("صادرات (هزار دلار)", "exports", "هزار دلار"),
        ("صادرات ($)", "exports", "$"),
        ("صادرات (دلار)", "exports", "دلار"),
        ("Exports in thousand USD", "exports", "thousand USD"),
        ("ارزش صادرات به میلیون دلار", "exports", "میلیون دلار"),
        ("تولید (تن)", "output", "تن"),
        ("میزان تولید (هزار متر مربع)", "output", "هزار متر مربع"),
        ("تعداد بنگاه (هزار واحد)", "firms", "هزار"),
        ("تعداد بنگاه", "firms", ""),
        ("فروش", "sales", ""),
    ],
)
def test_the_unit_in_a_heading_is_read(fields: Fields, heading: str, field: str, unit: str) -> None:
    meaning = fields.meaning(heading)
    assert (meaning.field, meaning.unit) == (field, unit)


@pytest.mark.parametrize(
    ("heading", "as_of"),
    [
        ("تعداد بنگاه ۱۴۰۲", "1402"), ("تعداد بنگاه (سال ۱۴۰۲)", "1402"), ("تعداد بنگاه در پایان سال 1402", "1402"), ("تعداد بنگاه (1402/06)", "1402-06"),
        ("تعداد بنگاه (پایان ۱۴۰۲)", "1402"), ("Number of firms (2023)", "2023"), ("تعداد بنگاه تا پایان سال ۱۴۰۱", "1401"),
        ("تعداد بنگاه ۱۴۰۲/۰۶/۳۱", "1402-06-31"),
    ],
)  # fmt: skip
def test_the_date_in_a_heading_is_read(fields: Fields, heading: str, as_of: str) -> None:
    meaning = fields.meaning(heading)
    assert (meaning.field, meaning.as_of) == ("firms", as_of)


def named(headings: list[list[str]], fields: Fields) -> list[tuple[str, str]]:
    """The field of each column, or in its place why it is not taken."""
    width = len(headings[0])
    heading = find_heading([*headings, ["x"] * width], fields)
    assert heading
    return [(meaning.field, meaning.reason) for meaning in heading.meanings]


def test_the_low_and_high_ends_of_a_range_are_a_pair(fields: Fields) -> None:
    assert named([["نام خوشه", "تعداد بنگاه (حداقل)", "تعداد بنگاه (حداکثر)"]], fields)[1:] == [
        ("firms", ""),
        ("firms_high", ""),
    ]


def test_of_figures_of_several_years_the_latest_are_taken(fields: Fields) -> None:
    headings = [["نام خوشه", "بنگاه ۱۴۰۲", "بنگاه ۱۴۰۳", "اشتغال ۱۴۰۲", "اشتغال ۱۴۰۳"]]
    assert named(headings, fields)[1:] == [
        ("", "date"),
        ("firms", ""),
        ("", "date"),
        ("employment", ""),
    ]


def test_a_row_has_one_date_of_figures_so_a_dated_column_does_not_date_another(
    fields: Fields,
) -> None:
    assert named([["نام خوشه", "تعداد بنگاه", "اشتغال ۱۴۰۲"]], fields)[1:] == [
        ("firms", ""),
        ("", "date"),
    ]


def test_the_upper_heading_carries_meaning_too(fields: Fields) -> None:
    headings = [["نام خوشه", "اشتغال", "", ""], ["", "زن", "مرد", "کل"]]
    assert named(headings, fields)[1:] == [("", "part"), ("", "part"), ("employment", "")]
    headings = [["نام خوشه", "هدف", "", "عملکرد", ""], ["", "بنگاه", "اشتغال", "بنگاه", "اشتغال"]]
    assert named(headings, fields)[1:] == [
        ("", "plan"),
        ("", "plan"),
        ("firms", ""),
        ("employment", ""),
    ]
    headings = [
        ["نام خوشه", "سال ۱۴۰۲", "", "سال ۱۴۰۳", ""],
        ["", "بنگاه", "اشتغال", "بنگاه", "اشتغال"],
    ]
    assert named(headings, fields)[1:] == [
        ("", "date"),
        ("", "date"),
        ("firms", ""),
        ("employment", ""),
    ]
    assert named([["نام خوشه", "میلیون ریال"], ["", "فروش"]], fields)[1] == ("sales", "")


def test_no_heading_stands_for_another_field_than_the_one_it_names(fields: Fields) -> None:
    """Every known heading, with each word of a part, a plan or another time before and behind
    it.
    """
    table = pd.read_csv(DATA / "heading_words.csv", dtype="str", keep_default_na=False)
    words = table[table["kind"].isin(["part", "plan", "time", "measure"])]["word"]
    taken = {}
    for heading in (
        "تعداد بنگاه",
        "اشتغال",
        "فروش",
        "صادرات",
        "تعداد شبکه",
        "تعداد شاغلین",
        "employment",
        "number of firms",
    ):
        for word in words:
            for name in (f"{heading} {word}", f"{heading} ({word})", f"{word} {heading}"):
                meaning = fields.meaning(name)
                if meaning.field and meaning.likeness != EXACT:
                    taken[name] = meaning.field
    assert taken == {}


NEAREST = {
    "کارشناس مسئول": ("column_unknown", ""),
    "تعداد شاغلین زن": ("column_part", "اشتغال (نفر)"),
    "اشتغال (هدف)": ("column_plan", "اشتغال (نفر)"),
    "تعدد بنگاه": ("column_near", "تعداد بنگاه"),
    "فروش (یورو)": ("column_unit", "فروش (میلیارد ریال)"),
    "صادرات سال قبل": ("column_time", "صادرات (میلیون دلار)"),
    "رشد فروش": ("column_measure", "فروش (میلیارد ریال)"),
    "تعداد شبکه (حداقل)": ("column_low", "تعداد شبکه"),
    "نام خوشه (کامل)": ("column_double", "نام خوشه"),
    "": ("column_unnamed", ""),
    "شماره تماس": ("column_unknown", ""),
}


def test_every_column_that_is_not_taken_is_named_with_the_nearest_field(
    reading: ImportContext,
) -> None:
    found = look(
        reading,
        TWO,
        [["نام خوشه", "استان", *NEAREST], ["خوشه گز نو", "اصفهان", *("1" for _ in NEAREST)]],
    )
    notes = [(p.code, (p.allowed or "").split("\n")[0], p.row, p.position) for p in found.notes]
    assert notes == [
        (code, nearest, 1, place) for place, (code, nearest) in enumerate(NEAREST.values(), 2)
    ]


def test_a_blank_column_is_not_told_of_and_derived_ones_are_told_at_once(
    reading: ImportContext,
) -> None:
    found = look(
        reading,
        TWO,
        [
            ["نام خوشه", "استان", "رشته (انگلیسی)", "دقت مکان", "بی‌نام"],
            ["خوشه گز نو", "اصفهان", "x", "y", ""],
        ],
    )
    assert [(p.code, p.value) for p in found.notes] == [
        ("columns_derived", "رشته (انگلیسی); دقت مکان")
    ]


def test_the_columns_of_an_office_are_taken_or_named(
    reading: ImportContext, acceptance: Path
) -> None:
    file = acceptance / "files" / "w13_columns_not_taken.csv"
    found = take(reading, TWO, file.read_bytes(), file.name)
    assert found.opened.mapping == (
        "name_fa",
        "province_iso",
        "stage",
        "employment",
        "isic_division",
        "",
    )
    assert [(level, code, column) for level, code, _, column, _ in told(found)] == [
        ("warning", "column_part", "تعداد واحد فعال")
    ]


def test_a_heading_in_the_thirty_first_row_is_found(
    reading: ImportContext, acceptance: Path
) -> None:
    file = acceptance / "files" / "m03_heading_in_row_31.xlsx"
    assert [c.row for c in take(reading, TWO, file.read_bytes(), file.name).comparison.added]
