"""The page of stages over time as Streamlit runs it: each panel at a link, and settings kept in the
address.
"""

import pytest

from components.bridge.panel import VIEW
from components.server.site import site
from geo.settings import ROOMS, SETTINGS, read_weights, write_weights
from geo.view import View, read_view
from tests.pages.test_pages import opened, panels

PANEL_OF = {
    "clock": "project_clock",
    "durations": "durations",
    "outlook": "outlook",
    "next": "ranking",
}


@pytest.mark.parametrize("room", PANEL_OF)
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_link_opens_each_room_with_its_table_as_csv(room: str, lang: str) -> None:
    test = opened("stages_page.py", lang=lang, room=room)
    shown = panels(test)
    assert shown[PANEL_OF[room]]["title"]
    assert {*PANEL_OF.values()} & set(shown) == {PANEL_OF[room]}
    assert len(test.get("download_button")) == 1


def test_the_readers_thresholds_come_with_the_link() -> None:
    fields = panels(
        opened("stages_page.py", lang="en", room="clock", overdue_years="5", silent_months="24")
    )["project_clock"]["fields"]
    assert [f["value"] for f in fields] == ["5", "24"]


def test_a_filter_narrows_the_clock() -> None:
    everywhere, here = (
        panels(opened("stages_page.py", lang="en", room="clock", **q))["project_clock"]
        for q in ({}, {"province": "IR-10"})
    )
    assert int(here["flags"][0]["count"]) < int(everywhere["flags"][0]["count"])


def test_settings_that_are_none_are_told_and_left_out() -> None:
    shown = panels(opened(lang="en", overdue_years="99", weights="beauty:3", flag="late"))
    assert set(shown["frame"]["ignored"]) == {
        "overdue_years: 99",
        "weights: beauty:3",
        "flag: late",
    }


@pytest.mark.parametrize(
    ("param", "value"),
    [
        ("overdue_years", "4"),
        ("starts", "40"),
        ("weights", "jobs:5,gap:1"),
        ("weights", "none"),
        ("clock_page", "3"),
    ],
)
def test_a_setting_stands_in_the_link_and_comes_back(param: str, value: str) -> None:
    view = View().changed(site().atlas, put={param: value})
    assert view.to_query()[param] == value
    assert read_view(view.to_query(), site().atlas) == (view, ())


def test_what_is_at_its_default_stays_out_of_the_link() -> None:
    view = View().changed(site().atlas, put={s.param: s.default for s in SETTINGS.values()})
    assert view == View()
    assert view.to_query() == {}


def test_weights_are_written_in_one_form() -> None:
    assert write_weights(read_weights("gap:1,jobs:5,output:0") or {}) == "jobs:5,gap:1"


def test_changing_a_weight_shows_another_order() -> None:
    test = opened("stages_page.py", lang="en", room="next")
    before = panels(test)["ranking"]
    test.session_state[VIEW] = test.session_state[VIEW].changed(
        site().atlas, put=before["sliders"][5]["puts"][0]
    )
    test.run()
    after = panels(test)["ranking"]
    assert [s["value"] for s in after["sliders"]][5] == 0
    assert test.query_params["weights"] == "jobs:3,output:3,exports:3,readiness:3,nearness:3"


def test_every_room_has_a_panel() -> None:
    assert set(PANEL_OF) <= set(ROOMS)
