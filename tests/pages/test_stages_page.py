"""The page of stages as Streamlit runs it, without a browser."""

import pytest

from components.bridge.panel import VIEW
from geo.settings import ROOMS
from tests.pages.test_pages import opened, panels

SHOWN = {
    "news": {"answers", "news", "stages"},
    "clock": {"project_clock"},
    "flow": {"stage_table"},
    "where": {"stage_table"},
    "years": {"stage_table", "place"},
    "durations": {"durations"},
    "outlook": {"outlook"},
    "next": {"ranking"},
}
FILES = {"where": 2}
"""CSV buttons of a room, where there is not one."""


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("room", ROOMS)
def test_every_room_opens_by_its_link_with_its_tables_to_save(room: str, lang: str) -> None:
    test = opened("stages_page.py", lang=lang, room=room, as_of="1398")
    assert {"frame", "sentence", "filters", "as_of", "rooms"} | SHOWN[room] == set(panels(test))
    assert len(test.get("download_button")) == FILES.get(room, 1)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "nothing of the kind"},
        {"as_of": "1300"},
        {"as_of": "1499", "since": "1499"},
        {"province": "IR-13", "as_of": "1390"},
    ],
)
@pytest.mark.parametrize("room", ROOMS)
def test_a_room_with_nothing_to_show_opens(room: str, query: dict[str, str]) -> None:
    assert opened("stages_page.py", room=room, **query)


def test_a_date_that_is_none_is_told_and_today_is_shown() -> None:
    test = opened(lang="en", as_of="1402-13", since="tomorrow")
    assert sorted(panels(test)["frame"]["ignored"]) == ["as_of: 1402-13", "since: tomorrow"]
    assert panels(test)["as_of"]["asOf"] == ""


def test_stages_and_map_show_the_same_date() -> None:
    test = opened(lang="en", as_of="1398")
    on_map = panels(test)
    test.switch_page("stages_page.py").run()
    assert test.session_state[VIEW].as_of == "1398"
    assert panels(test)["stages"] == on_map["stages"]
    assert panels(test)["as_of"] == on_map["as_of"]
