"""Names that are known only in Persian, found by Latin letters."""

from dataclasses import replace

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from geo.reference.persian_sounds import LONG, SPOKEN, PersianSounds
from geo.search.index import SearchIndex, search_index
from tests.search.test_search import ATLAS, GROUND, INDEX, PLACES

ENGLISH = ("name_en", "product_en", "city_en")
PERSIAN_ONLY: SearchIndex = search_index(
    replace(ATLAS, clusters=ATLAS.clusters.assign(**dict.fromkeys(ENGLISH, ""))), GROUND, PLACES
)
NAME = dict(zip(ATLAS.clusters["cluster_id"], ATLAS.clusters["name_fa"], strict=True))
LETTERS = {letter: sound for letter, sound in GROUND.sounds.items() if sound}
SPELT = {
    "ا": ("a", "aa"),
    "و": ("v", "o", "oo", "u", "ou"),
    "ی": ("i", "ee", "y"),
    "ق": ("gh", "q"),
    "خ": ("kh", "x"),
    "ژ": ("zh", "j"),
}


def clusters(index: SearchIndex, query: str) -> list[str]:
    return [NAME[h.code] for h in index.find(query) if h.kind == "cluster"]


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("sanaye dasti", "صنایع دستی"),
        ("sanayeh dasty", "صنایع دستی"),
        ("kashi", "کاشی"),
        ("kaashi", "کاشی"),
        ("kasji", "کاشی"),
        ("farsh", "فرش"),
        ("farsh dastbaf", "فرش دستباف"),
        ("golab", "گلاب"),
        ("golob", "گلاب"),
        ("gofab", "گلاب"),
        ("ceramic", "سرامیک"),
        ("seramik", "سرامیک"),
        ("sofal", "سفال"),
        ("khorma", "خرما"),
        ("kafsh", "کفش"),
        ("charm", "چرم"),
        ("sang", "سنگ"),
        ("mobl", "مبل"),
    ],
)
def test_a_name_known_only_in_persian_is_found_in_latin_letters(query: str, word: str) -> None:
    assert word in clusters(PERSIAN_ONLY, query)[0]


@pytest.mark.parametrize("query", ["farsh", "golab", "kafsh", "charm", "sofal"])
def test_the_persian_word_is_found_first_where_the_english_name_is_another(query: str) -> None:
    assert clusters(INDEX, query)[0] == clusters(PERSIAN_ONLY, query)[0]


def test_an_exact_english_name_stays_first() -> None:
    named = {
        "cluster": ATLAS.clusters.set_index("cluster_id"),
        "trade": ATLAS.trades,
        "province": ATLAS.provinces,
    }
    for entry in INDEX.entries:
        if entry.kind in named:
            names = named[entry.kind]["name_en"]
            best = INDEX.find(names[entry.code], kind=entry.kind)[0]
            assert names[best.code] == names[entry.code]


def test_what_is_written_as_typed_comes_before_what_only_sounds_so() -> None:
    assert all(
        "Fars" in str(ATLAS.clusters.set_index("cluster_id").at[h.code, "name_en"])
        for h in INDEX.find("Fars", kind="cluster")[:3]
    )
    assert SPOKEN < 0.95


@st.composite
def spelt(draw: st.DrawFn) -> tuple[str, str]:
    """A Persian word and a Latin spelling of it, with short vowels here and there."""
    word = draw(st.text(st.sampled_from(sorted(LETTERS)), min_size=2, max_size=9))
    typed = ""
    for letter in word:
        spelling = draw(st.sampled_from(SPELT.get(letter, (LETTERS[letter],))))
        # without a vowel before it an h, or a ch, would be read with the letter before
        typed += ("e" if spelling[0] in "hc" else draw(st.sampled_from(("", "e")))) + spelling
    return word, typed


@settings(max_examples=300, deadline=None)
@given(spelt())
@example(("کاشی", "kashi"))
def test_a_word_is_found_in_any_of_its_latin_spellings(given_: tuple[str, str]) -> None:
    word, typed = given_
    # without a consonant there is nothing to know it by
    assume(any(GROUND.sounds[c] not in {"a", "v", "i", "h"} for c in word))
    assert PersianSounds([word], GROUND.sounds).matches(typed)[0] > 0


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(["golab", "kashi", "farsh", "seramik", "sanaye", "khorma", "zaferan"]),
    st.data(),
)
def test_one_wrong_letter_does_not_hide_a_long_word(typed: str, data: st.DataObject) -> None:
    words = {
        "golab": "گلاب",
        "kashi": "کاشی",
        "farsh": "فرش",
        "seramik": "سرامیک",
        "sanaye": "صنایع",
        "khorma": "خرما",
        "zaferan": "زعفران",
    }
    assert len(typed) >= LONG
    at, letter = (
        data.draw(st.integers(0, len(typed) - 1)),
        data.draw(st.sampled_from("abdefgijklmnoprstuvy")),
    )
    assert (
        PersianSounds([words[typed]], GROUND.sounds).matches(typed[:at] + letter + typed[at + 1 :])[
            0
        ]
        > 0
    )


@given(st.text(max_size=40), st.lists(st.text(max_size=8), max_size=5))
def test_any_word_can_be_asked_and_any_heard(typed: str, words: list[str]) -> None:
    found = PersianSounds(words, GROUND.sounds).matches(typed)
    assert len(found) == len(words)
    assert all(0 <= likeness <= SPOKEN for likeness in found)
