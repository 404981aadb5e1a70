"""Numbers, dates and lists as each language writes them."""

import pytest

from components.words.text import Text
from geo.registry.errors import RegistryError

FA, EN = Text("fa"), Text("en")


@pytest.mark.parametrize(
    ("value", "persian", "english"), [(0, "۰", "0"), (1234567, "۱٬۲۳۴٬۵۶۷", "1,234,567")]
)
def test_numbers_have_the_languages_digits_and_separators(
    value: int, persian: str, english: str
) -> None:
    assert (FA.number(value), EN.number(value)) == (persian, english)


@pytest.mark.parametrize(
    ("value", "english"), [(0.123, "0.12"), (2.84, "2.8"), (8.0, "8"), (15.4, "15")]
)
def test_a_rate_has_two_significant_digits(value: float, english: str) -> None:
    assert EN.significant(value) == english
    assert FA.significant(value) == FA.digits(english)


def test_a_jalali_year_is_given_in_english_with_its_gregorian_years() -> None:
    assert (FA.year(1393), EN.year(1393)) == ("۱۳۹۳", "1393 (2014/15)")


def test_lists_read_as_a_sentence_has_them() -> None:
    assert EN.join(["Yazd", "Qom", "Fars"]) == "Yazd, Qom and Fars"
    assert FA.join(["یزد", "قم"]) == "یزد و قم"


def test_trouble_of_the_system_is_told_without_its_own_words() -> None:
    full = OSError(28, "No space left on device", "/out/all.csv")
    assert (FA.file_trouble(full), EN.file_trouble(full)) == tuple(
        t("file_trouble.full", file="/out/all.csv") for t in (FA, EN)
    )
    assert "device" not in FA.registry_fault(RegistryError("full", "no space left on device"))
    assert "device" in EN.registry_fault(RegistryError("full", "no space left on device"))


def test_one_is_singular_in_english() -> None:
    assert EN("table.title", n=1) == "1 cluster"
    assert EN("table.title", n=2) == "2 clusters"


def test_a_record_in_a_text_is_not_read_as_a_pattern() -> None:
    assert EN("app.ignored", param="q", value="{n} {0!r}") == "q: {n} {0!r}"
