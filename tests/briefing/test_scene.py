"""The Scene says what the View shows, and lets nothing of a record or title do more than be
read.
"""

import unicodedata

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.briefing.plain_text import one_line, width_of, wrap
from components.briefing.scene import Scene
from components.words.text import Text
from geo.atlas import STAGE_GROUPS, Atlas
from tests.briefing.conftest import MakeScene


def test_the_whole_country_is_there_with_every_documented_cluster(
    scene: MakeScene, atlas: Atlas
) -> None:
    whole = scene()
    assert [p.code for p in whole.map.provinces] == atlas.provinces.index.tolist()
    assert {s.cluster for s in whole.map.spots} == set(atlas.clusters["cluster_id"])
    assert len(whole.rows) == len(atlas.clusters)
    assert sum(s.here or 0 for s in whole.stages) == len(atlas.clusters)


def test_a_province_has_its_own_frame_with_the_country_beside_it(scene: MakeScene) -> None:
    isfahan = scene(province="IR-10")
    assert len(isfahan.map.locator) == 31
    assert [p.code for p in isfahan.map.provinces if p.is_chosen] == ["IR-10"]
    assert len(isfahan.map.provinces) < 31
    assert len(isfahan.map.spots) == len(isfahan.rows) == 15


def test_clusters_of_one_place_do_not_hide_each_other(scene: MakeScene) -> None:
    marks = scene().map.marks
    assert len({(m.x, m.y) for m in marks}) == len(marks)
    assert all(m.number for m in marks if len(m.spots) > 1)


def test_everything_on_the_map_lies_inside_its_frame(scene: MakeScene) -> None:
    for query in ({}, {"province": "IR-00"}):
        drawn = scene(**query).map
        for province in drawn.provinces:
            for ring in province.area.rings:
                assert all(-1 <= x <= 1001 and -1 <= y <= drawn.height + 1 for x, y in ring)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_province_without_a_record_is_not_said_to_have_none(scene: MakeScene, lang: str) -> None:
    kermanshah = scene(province="IR-05", lang=lang)
    assert kermanshah.title == Text(lang)(
        "map.title_one_no_record", province=_name(kermanshah), metric=""
    )
    assert not kermanshah.rows


def _name(scene: Scene) -> str:
    return next(p.name for p in scene.map.provinces if p.is_chosen)


def test_a_share_that_is_zero_everywhere_is_not_said_to_be_of_no_cluster(scene: MakeScene) -> None:
    text = Text("en")
    found = scene(lang="en", metric="share_completed", trade="15,14")
    assert found.rows
    assert found.title == text("map.title_zero", metric=text("indicator.share_completed.name"))


def test_an_empty_selection_is_a_scene(scene: MakeScene) -> None:
    empty = scene(q="nothing of this name")
    assert empty.rows == () and empty.sources == () and empty.map.spots == ()


def test_official_totals_stand_beside_documented_ones_and_unpublished_is_not_zero(
    scene: MakeScene,
) -> None:
    official, on_file, _ = scene(lang="en").figures
    assert official.cells == ("406", "281", "42", "83", None)
    assert official.remarks[-1] == Text("en")("figures.official_none")
    assert on_file.cells[0] == "153"


def test_the_digest_is_of_the_rows_alone(scene: MakeScene) -> None:
    assert scene().digest == scene(lang="en", metric="count", sort="-name").digest
    assert scene().digest != scene(province="IR-10").digest
    assert (
        scene().stamp.startswith("khoosheh-atlas version:")
        and f"sha256:{scene().digest}" in scene().stamp
    )


def test_a_title_of_ones_own_takes_the_place_of_the_finding(scene: MakeScene) -> None:
    assert scene(title="Where we stand").title == "Where we stand"
    assert scene().title


def test_every_cluster_has_a_symbol_of_the_legend(scene: MakeScene) -> None:
    assert {s.group for s in scene().map.spots} <= set(STAGE_GROUPS)


@given(st.text(), st.integers(1, 400))
def test_plain_text_is_short_one_line_and_turns_nothing_around(text: str, limit: int) -> None:
    shown = one_line(text, limit)
    assert len(shown) <= limit
    assert not any(
        unicodedata.category(c) in ("Cc", "Cs")
        or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
        for c in shown
    )


def test_the_half_space_is_kept() -> None:
    assert (
        one_line("\u0645\u06cc\u200c\u0634\u0648\u062f") == "\u0645\u06cc\u200c\u0634\u0648\u062f"
    )


@given(
    st.text(alphabet=st.characters(min_codepoint=33, max_codepoint=0x6FF), max_size=400),
    st.integers(1, 4),
)
def test_wrapped_text_keeps_to_its_lines_and_width(text: str, lines: int) -> None:
    found = wrap(one_line(text), 20, 200, lines)
    assert len(found) <= lines
    assert all(width_of(line, 20) <= 200 + 20 for line in found)


def test_missing_cells_are_told_from_empty_names(scene: MakeScene) -> None:
    cells = [cell for row in scene().rows for cell in row]
    assert None in cells and "" not in cells and not any(pd.isna(c) for c in cells if c is not None)
