"""Names of files tell what is in them, in plain ASCII."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.atlas import Atlas
from geo.file_names import Looked, dated_stem, file_stem, slug
from geo.reference.persian_sounds import letter_sounds
from geo.view import View, read_view
from tests.conftest import DATA

SOUNDS = letter_sounds(DATA)
LOOKED = Looked(3, False, date(2026, 11, 23))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({}, "clusters_all_v3_2026-11-23"),
        (
            {"province": "IR-21", "stage": "completed"},
            "clusters_province-IR-21_stage-completed_v3_2026-11-23",
        ),
        ({"q": "silk carpet"}, "clusters_words-silk-carpet_v3_2026-11-23"),
        ({"as_of": "1402-06", "firms": "yes"}, "clusters_firms-yes_as-of-1402-06_v3_2026-11-23"),
    ],
)
def test_a_name_says_what_was_filtered_the_version_and_the_day(
    atlas: Atlas, query: dict[str, str], name: str
) -> None:
    assert file_stem("clusters", read_view(query, atlas)[0], LOOKED, SOUNDS) == name


def test_words_in_persian_can_be_guessed_and_told_apart() -> None:
    shoes, carpets, envelopes = (
        file_stem("clusters", View(text=words), LOOKED, SOUNDS) for words in ("کفش", "فرش", "ظرف")
    )
    assert "kfsh" in shoes and "frsh" in carpets and "zrf" in envelopes
    assert slug("ظرف", SOUNDS) != slug("ضرف", SOUNDS)


def test_versions_and_invented_records_are_told() -> None:
    assert dated_stem("a", Looked(4, True, date(2026, 1, 2))) == "INVENTED_a_v4_2026-01-02"
    assert dated_stem("a", Looked(0, False, date(2026, 1, 2))) == "a_2026-01-02"


PERSIAN = st.text("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی ۱۲\u200c", max_size=30)
QUERIES = st.fixed_dictionaries(
    {},
    optional={
        "q": PERSIAN | st.text(max_size=30) | st.sampled_from(["../../etc/passwd", "a\nb", "=1"]),
        "province": st.lists(
            st.integers(0, 30).map(lambda n: f"IR-{n:02d}"), min_size=1, max_size=9, unique=True
        ).map(",".join),
        "stage": st.sampled_from(["completed", "group:waiting", "group:waiting,group:in_progress"]),
        "as_of": st.sampled_from(["1402", "1402-06"]),
    },
)


@given(QUERIES, QUERIES)
def test_two_views_that_filter_differently_have_different_names(
    atlas: Atlas, one: dict[str, str], other: dict[str, str]
) -> None:
    first, second = (read_view(query, atlas)[0] for query in (one, other))
    names = [file_stem("clusters", view, LOOKED, SOUNDS) for view in (first, second)]
    for name in names:
        assert Path(name).name == name and name.isascii() and len(name) < 200
        assert all(c.isalnum() or c in "-_" for c in name)
    found = [select_key(view) for view in (first, second)]
    assert (names[0] == names[1]) == (found[0] == found[1])


def select_key(view: View) -> tuple[object, ...]:
    from geo.basis.folding import fold

    return (tuple(sorted(view.choices.items())), fold(view.text), view.as_of)
