"""Spellings that mean the same are found as the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.basis.folding import alphabetic, fold, name_key, search_text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("كاشي", "کاشی"),
        ("۱۳۹۳", "1393"),
        ("٤٢", "42"),
        ("آذربايجان", "اذربایجان"),
        ("Yazd", "YAZD"),
        ("خانۀ", "خانه"),
        ("مُبل", "مبل"),
    ],
)
def test_spellings_that_mean_the_same_fold_to_the_same(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


def test_a_half_space_a_space_and_neither_all_name_one_province() -> None:
    assert (
        name_key("چهار‌محال و بختیاری")
        == name_key("چهارمحال و بختياري")
        == name_key("چهار محال و بختیاری")
    )


@pytest.mark.parametrize("typed", ["دستباف", "توت‌فرنگی", "توت فرنگی", "توتفرنگی"])
def test_a_word_is_found_however_its_half_space_is_typed(typed: str) -> None:
    assert all(word in search_text("خوشه توت‌فرنگی دستباف") for word in fold(typed).split())


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_persian_letters_sort_in_their_own_order() -> None:
    words = ["گیلان", "پسته", "یزد", "چای", "کرمان", "بوشهر", "ژاله", "تهران", "همدان", "اراک"]
    assert sorted(words, key=alphabetic) == [
        "اراک",
        "بوشهر",
        "پسته",
        "تهران",
        "چای",
        "ژاله",
        "کرمان",
        "گیلان",
        "همدان",
        "یزد",
    ]
