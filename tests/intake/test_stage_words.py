"""Stages in cells: a negation is never taken for what it denies, a doubt never for what it
doubts.
"""

from itertools import cycle, islice

import pandas as pd
import pytest

from geo.intake.cell_result import CellResult
from geo.intake.opening import ImportContext
from geo.registry.timeline import UNKNOWN
from tests.conftest import DATA
from tests.registry.contents import cluster, content, event
from tests.registry.loading import after, look, told


def read(reading: ImportContext, written: str) -> CellResult:
    return reading.fields["stage"].read(written)


@pytest.mark.parametrize(
    ("written", "stage"),
    [
        ("پیاده‌سازی", "implementation"), ("پیاده سازی", "implementation"), ("پياده‌سازي", "implementation"), ("implementation", "implementation"),
        ("Diagnostic study", "diagnostic"), ("در حال اجرا", "implementation"), ("خاتمه يافته", "completed"), ("نامشخص", "unknown"),
        ("مرحله پیاده‌سازی", "implementation"),
        ("در مرحله مطالعه شناختی", "diagnostic"), ("خوشه در حال اجرا می‌باشد", "implementation"), ("در حال پیاده‌سازی است", "implementation"),
        ("(پیاده‌سازی)", "implementation"),
        ("در حال تدوین برنامه عمل", "action_plan"), ("مطالعه شناختی انجام شده", "diagnostic"), ("امکان‌سنجی انجام شده است", "feasibility"),
        ("شناسایی شد", "identified"),
        ("اجرا (پیاده‌سازی)", "implementation"), ("واگذار شده است", "handed_over"), ("پروژه اتمام یافته است", "completed"), ("اتمام پروژه", "completed"),
        ("در حال پایش نهایی", "final_monitoring"), ("متوقف شده است", "stopped"), ("under implementation", "implementation"), ("completed.", "completed"),
        ("اتمام (پروانه اتمام پروژه)", "completed"), ("شروع پیاده‌سازی", "implementation"),
    ],
)  # fmt: skip
def test_stages_are_known_by_name_code_and_usual_words(
    reading: ImportContext, written: str, stage: str
) -> None:
    assert read(reading, written) == CellResult(stage)


DENIED = """
فاقد پروانه اتمام | فاقد پروانه | بدون پروانه اتمام | بدون اتمام | عدم اتمام | عدم پیاده‌سازی | عدم شناسایی | عدم اجرا | عدم عقد قرارداد
غیرفعال | غیر فعال | غيرفعال
نیمه فعال | تکمیل نشده | تکمیل‌نشده | متوقف نشده | اجرا نشده | اجرا نشد | پیاده‌سازی نشده | واگذار نشده | شناسایی نشده | اتمام نیافته
پایان نیافته | خاتمه نیافته
به اتمام نرسیده | به مرحله اجرا نرسیده | انصراف از اجرا | انصراف | منصرف از پیاده‌سازی | لغو قرارداد | قرارداد لغو شد | لغو پیاده‌سازی | کنسل شده
فسخ قرارداد | ابطال پروانه اتمام
هنوز اجرا نشده | هنوز در مرحله شناسایی | قبل از اجرا | پیش از پیاده‌سازی | در انتظار پروانه اتمام | در انتظار عقد قرارداد | منتظر اجرا
آماده واگذاری | در آستانه اتمام
در شرف اتمام | رو به اتمام | در حال اتمام | در حال واگذاری | در حال توقف | متقاضی پروانه اتمام | پیشنهاد پیاده‌سازی | مستعد شناسایی
امکان‌سنجی رد شده | رد شده در مطالعه شناختی
قابل پیاده‌سازی | قرار است اجرا شود | مطالعه شناختی ندارد | پروانه اتمام ندارد | برنامه عمل ندارد | فعال نیست | فعال نمی‌باشد | متوقف نیست
اجرا نمی‌شود | شاید متوقف | احتمالا متوقف
اتمام ناقص | اتمام نیمه‌کاره | پیاده‌سازی ناتمام | پیاده‌سازی نیمه تمام | تعلیق پیاده‌سازی | اجرا معلق | خروج از برنامه عمل | انحلال پس از اتمام
بازگشت به شناسایی | نیاز به امکان‌سنجی
نه اجرا | هیچ | not completed | not stopped | not yet implemented | inactive | in active | incomplete | without completion licence
no completion licence | withdrew from implementation
implementation cancelled | never completed | awaiting completion licence | before implementation | ready for hand-over | unlicensed
implementation suspended | feasibility study rejected
to be completed | stopped before completion | proposed for identification | under review | will be handed over | nearly completed
lacks completion licence | contract revoked
"""
DENIALS = [written.strip() for line in DENIED.strip().split("\n") for written in line.split("|")]


@pytest.mark.parametrize("written", DENIALS)
def test_a_negation_is_never_taken_for_what_it_denies(reading: ImportContext, written: str) -> None:
    found = read(reading, written)
    assert (found.value, found.error, found.warning, dict(found.also)) == (
        UNKNOWN,
        "",
        "stage_denied",
        {"stage_as_reported": written.replace("ي", "ی")},
    )


REFUSED = {
    "stage_alike": (
        "اتمام پیاده‌سازی | پایان مطالعه شناختی | مطالعه شناختی و برنامه عمل | توقف اجرا |"
        " پیاده‌سازی ۵۰ درصد | پیاده‌سازی ۵۰٪ | اتمام؟ | اجرا ؟ | پیاده‌سازی سال اولی | شناسایی یا"
        " اجرا | اتمام ۵۰ درصد | اتمام/توقف | اجرا توسط بخش خصوصی | تداوم اجرا | مرحله ۳ پیاده‌سازی"
        " | مصوب هیات وزیران | implementation of phase x | completed?"
    ),
    "stage_unknown": (
        "بخت | مرحله ۳ | ۵ | تکمیل پرونده | x | در حال انجام | نیم‌بند و گم | 50% | done | TRUE |"
        " در حال"
    ),
}


@pytest.mark.parametrize(
    ("error", "written"),
    [(error, written.strip()) for error, all_ in REFUSED.items() for written in all_.split("|")],
)
def test_what_is_not_wholly_understood_is_refused_and_asked_about(
    reading: ImportContext, error: str, written: str
) -> None:
    found = read(reading, written)
    assert (found.error, found.value, found.ask) == (error, None, "stage")
    assert set(found.options) == set(reading.reference.stages.index)


def test_what_is_no_stage_is_refused_with_those_there_are(reading: ImportContext) -> None:
    found = read(reading, "بخت و اقبال")
    assert "پیاده‌سازی" in found.allowed.split("\n")[0]
    assert "Implementation" in found.allowed.split("\n")[1]


def test_a_stage_among_other_words_is_proposed_first(reading: ImportContext) -> None:
    found = read(reading, "پیاده‌سازی سال اولی")
    assert (found.allowed, found.options[0]) == ("پیاده‌سازی\nImplementation", "implementation")


def test_no_word_that_denies_leaves_a_stage_standing(reading: ImportContext) -> None:
    """Every word for a denial before and behind a stage, each time another."""
    words = pd.read_csv(DATA / "words.csv", dtype="str", keep_default_na=False)
    known = list(words[words["kind"] == "stage"]["word"])
    stages = cycle(
        [
            *reading.reference.stages["name_fa"].drop(UNKNOWN),
            *reading.reference.stages["name_en"].drop(UNKNOWN),
            *known,
        ]
    )
    pairs = [
        pair
        for denial in words[words["kind"] == "denial"]["word"]
        for stage in islice(stages, 3)
        for pair in ((denial, stage), (stage, denial))
    ]
    wrong = {
        written: found
        for pair in pairs
        if (written := " ".join(pair)) not in known
        and (found := read(reading, written).value) not in (UNKNOWN, None)
    }
    assert wrong == {}


HEADINGS = ["نام خوشه", "استان", "مرحله"]


def test_the_words_are_kept_and_the_stage_is_not_known(reading: ImportContext) -> None:
    found = look(reading, content(), [HEADINGS, ["خوشه گز", "اصفهان", "فاقد پروانه اتمام"]])
    assert [r[1:6:4] for r in found.comparison.new.rows("stage_events")] == [
        (UNKNOWN, "فاقد پروانه اتمام")
    ]
    assert told(found) == [("warning", "stage_denied", 2, "مرحله", "فاقد پروانه اتمام")]


def test_what_the_source_said_besides_is_kept_too(reading: ImportContext) -> None:
    found = look(
        reading,
        content(),
        [[*HEADINGS, "مرحله به گزارش منبع"], ["خوشه گز", "اصفهان", "غیرفعال", "بازدید شد"]],
    )
    assert [r[5] for r in found.comparison.new.rows("stage_events")] == ["بازدید شد؛ غیرفعال"]


@pytest.mark.parametrize("dated", [True, False])
def test_a_stage_on_file_stands_beside_the_words_that_deny_it(
    reading: ImportContext, dated: bool
) -> None:
    """The words are about no stage: the one on file is neither changed nor said to have been
    reported so; the same file again changes nothing.
    """
    old = content(
        cluster("c1", "خوشه گز", "IR-10"),
        events=(event("c1", "completed", "1400" if dated else ""),),
    )
    rows = [
        [*HEADINGS, "تاریخ"],
        ["خوشه گز", "اصفهان", "فاقد پروانه اتمام", "1402" if dated else ""],
    ]
    found = look(reading, old, rows)
    events = sorted(
        (str(r[1]), str(r[2]), str(r[5])) for r in found.comparison.new.rows("stage_events")
    )
    assert events == [
        ("completed", "1400" if dated else "", ""),
        (UNKNOWN, "1402" if dated else "", "فاقد پروانه اتمام"),
    ]
    assert look(reading, after(found), rows).comparison.is_empty
