"""Search over all there is, with a letter or two wrong."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from geo.atlas import SHIPPED_ON, make_atlas
from geo.reference.reference import read_reference
from geo.registry.shipped import shipped_snapshot
from geo.search.index import MAX_QUERY, Hit, SearchIndex, latin_key, search_index
from geo.search.place_names import clusters_by_place, read_place_names
from tests.conftest import DATA

GROUND = read_reference(DATA)
ATLAS = make_atlas(GROUND, shipped_snapshot(GROUND, DATA, SHIPPED_ON))
PLACES = read_place_names(DATA)
INDEX: SearchIndex = search_index(ATLAS, GROUND, PLACES)
NAMES = [
    (c, name)
    for c, fa, en in zip(
        *(ATLAS.clusters[x] for x in ("cluster_id", "name_fa", "name_en")), strict=True
    )
    for name in (fa, en)
    if name
]
PERSIAN, LATIN = "ابپتجدرزسشعفقکگلمنوهی", "abcdefghijklmnopqrstuvwxyz"


def first(query: str, kind: str) -> str:
    return next((h.code for h in INDEX.find(query) if h.kind == kind), "")


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """A cluster, and its name with one letter changed, left out, put in, or swapped with the
    next.
    """
    code, name = draw(st.sampled_from(NAMES))
    # a word of three letters with one of them wrong may be many words
    places = [
        i for word in re.finditer(r"\w{4,}", name) for i in range(*word.span()) if name[i].isalpha()
    ]
    assume(places)
    at = draw(st.sampled_from(places))
    letter = draw(st.sampled_from(LATIN if name.isascii() else PERSIAN))
    spoilt = {
        "change": f"{name[:at]}{letter}{name[at + 1 :]}",
        "leave out": name[:at] + name[at + 1 :],
        "put in": f"{name[:at]}{letter}{name[at:]}",
        "swap": name[:at] + name[at + 1 : at + 2] + name[at] + name[at + 2 :],
    }
    return code, spoilt[draw(st.sampled_from(sorted(spoilt)))]


@settings(max_examples=300, deadline=None)
@given(misspelt())
def test_a_cluster_is_found_by_its_name_with_one_letter_wrong(given_: tuple[str, str]) -> None:
    code, query = given_
    assert code in [h.code for h in INDEX.find(query) if h.kind == "cluster"]


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("Isfahan", "IR-10"),
        ("Esfahan", "IR-10"),
        ("esfehan", "IR-10"),
        ("اصفهان", "IR-10"),
        ("لرستان", "IR-15"),
        ("لرسنان", "IR-15"),
        ("Luristan", "IR-15"),
        ("Guilan", "IR-01"),
        ("Khouzestan", "IR-06"),
        ("Teheran", "IR-23"),
        ("كرمانشاه", "IR-05"),
        ("Kermanshah", "IR-05"),
        ("ghom", "IR-25"),
        ("hamedan", "IR-13"),
        ("yzad", "IR-21"),
    ],
)
def test_a_province_is_found_in_any_usual_spelling(query: str, code: str) -> None:
    assert first(query, "province") == code


@pytest.mark.parametrize(
    "one",
    [
        ("isfahan", "esfahan"),
        ("gilan", "guilan"),
        ("qom", "ghom"),
        ("khuzestan", "xuzestan"),
        ("hamadan", "hamedan"),
        ("urmia", "oormiah"),
    ],
)
def test_latin_spellings_of_one_name_have_one_key(one: tuple[str, str]) -> None:
    assert latin_key(one[0]) == latin_key(one[1])


def test_names_that_differ_in_sound_have_different_keys() -> None:
    keys = {
        name: latin_key(name)
        for name in (
            "yazd",
            "qom",
            "kerman",
            "tehran",
            "tabriz",
            "shiraz",
            "zanjan",
            "ardabil",
            "bushehr",
            "semnan",
            "fars",
            "farsh",
        )
    }
    assert len(set(keys.values())) == len(keys)


def test_a_trade_is_found_by_a_word_of_its_name() -> None:
    assert first("textiles", "trade") == first("منسوجات", "trade") == "13"


def test_a_place_is_found_and_says_which_clusters_name_it() -> None:
    kashan = next(p for p in PLACES if "Kashan" in p.names)
    assert kashan.name_fa == "کاشان"
    assert kashan.code in [h.code for h in INDEX.find("kashan") if h.kind == "place"]
    named = clusters_by_place(ATLAS, GROUND.gazetteer)[kashan.code]
    assert all(
        "Kashan" in str(ATLAS.clusters["city_en"].iloc[row])
        or "کاشان" in str(ATLAS.clusters["city_fa"].iloc[row])
        for row in named
    )
    assert named


def test_words_are_found_while_they_are_typed_and_whether_joined_or_not() -> None:
    code = next(c for c, name in NAMES if name == "خوشه کاشی و سرامیک یزد")
    for query in ("کاشی و سرام", "یزد کاش", "كاشي  يزد", "کاشیو سرامیک"):
        assert code in [h.code for h in INDEX.find(query) if h.kind == "cluster"], query


def test_a_search_can_be_kept_to_one_kind() -> None:
    assert {h.kind for h in INDEX.find("Isfahan", kind="cluster")} == {"cluster"}
    assert INDEX.find("Isfahan", kind="beauty") == []


@settings(deadline=None)
@given(st.text(max_size=300))
@example("(.*)[")
@example("\\")
@example("<script>alert(1)</script>")
@example("خوشه " * 1000)
@example("a" * 5000)
@example("\u0000\u200c\ud7ff")
def test_any_text_is_a_query_and_what_is_found_is_on_file(query: str) -> None:
    known = {(e.kind, e.code) for e in INDEX.entries}
    found: list[Hit] = INDEX.find(query)
    assert {(h.kind, h.code) for h in found} <= known
    assert found == INDEX.find(query[:MAX_QUERY])


def test_the_best_find_of_a_kind_comes_first() -> None:
    hits = [h for h in INDEX.find("Isfahan brick") if h.kind == "cluster"]
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert hits[0].code == "c017"
