"""The addresses of tables and of the presentation: what they cannot answer is refused in plain
words, never with something else or a failure.
"""

import base64
import csv
import io
import re
import zlib
from collections.abc import Iterator
from importlib import import_module
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

from components.bridge.sheets import PageTable, csv_link
from components.server.site import forget, site
from components.serving.csv_route import csv_route
from components.serving.page_tables import PAGE_TABLES
from components.serving.present_route import present_route
from components.words.text import Text
from geo.exact_view import exact_view
from geo.registry.story import PACKED, Slide, Story, pack_story
from geo.view import KNOWN_PARAMS, View, read_view
from tests.event_loop import finished
from tests.serving import ROOT

PERSIAN = re.compile("[\u0600-\u06ff]")


class Client:
    """Asks the addresses as a browser does."""

    def __init__(self) -> None:
        self.app = Starlette(routes=[csv_route(), present_route()])

    def get(self, path: str, params: dict[str, str] | None = None) -> httpx.Response:
        async def asked() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(self.app, raise_app_exceptions=False),
                base_url="http://atlas.example",
            ) as visitor:
                return await visitor.get(path, params=params)

        return finished(asked())


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(
            "ATLAS_DATABASE_URL",
            f"sqlite:///{tmp_path_factory.mktemp('addresses') / 'registry.sqlite'}",
        )
        forget()
        yield Client()
        forget()


def test_every_table_that_a_room_declares_is_served() -> None:
    rooms = (ROOT / "components").rglob("*_sheets.py")
    names = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in rooms)
    declared = [each for name in names for each in vars(import_module(name)).values()]
    tables = {table.name: table for table in declared if isinstance(table, PageTable)}
    assert tables == PAGE_TABLES


@pytest.mark.parametrize("name", sorted(PAGE_TABLES))
def test_a_table_is_answered_or_says_what_it_is_about_and_lacks(client: Client, name: str) -> None:
    bare = client.get(f"/csv/{name}?lang=en")
    if not PAGE_TABLES[name].about:
        assert bare.status_code == 200
        return
    about = PAGE_TABLES[name].about
    assert bare.status_code == 400
    assert bare.text.startswith(f"{about} is missing")
    example = re.search(rf"{about}=[\w-]+", bare.text)
    assert example
    assert client.get(f"/csv/{name}?{example[0]}").status_code == 200


WRONG = {
    "province=IR-99": (400, "IR-99", "IR-00"),
    "province=IR-10,IR-99": (400, "IR-99", "IR-00"),
    "colour=red": (400, "colour", "province"),
    "stage=finished": (400, "finished", "group:completed"),
    "metric=best": (400, "best", "per_million"),
    "as_of=1402-13": (400, "1402-13", "1402"),
    "since=yesterday": (400, "yesterday", "1402"),
    "sort=price": (400, "price", "employment"),
    "overdue_years=99": (400, "99", "1–10"),
    "lang=de": (400, "de", "en"),
    "q=" + "x" * 300: (400, "xxx", "200"),
    "cluster=c010&cluster=c011": (400, "c011", "c010"),
    "cluster=c999": (404, "c999", "c0"),
    "version=9": (404, "9", "1"),
    "compare=province:IR-99": (400, "province:IR-99", "6"),
    "story=a/b": (400, "a/b", ""),
}


@pytest.mark.parametrize("query", WRONG)
@pytest.mark.parametrize("path", ["/csv/provinces", "/present"])
@pytest.mark.parametrize("lang", ["fa", "en"])
def test_what_is_unknown_is_refused_by_name_with_what_is_allowed_in_the_readers_language(
    client: Client, path: str, query: str, lang: str
) -> None:
    status, value, allowed = WRONG[query]
    lang = "fa" if query.startswith("lang") else lang
    answer = client.get(f"{path}?{query}" + ("" if query.startswith("lang") else f"&lang={lang}"))
    shown = answer.text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))
    assert answer.status_code == status
    assert query.split("=")[0] in shown and value in shown and allowed in shown
    assert bool(PERSIAN.search(answer.text)) == (lang == "fa")


def test_a_table_about_one_province_is_not_answered_for_the_first_of_two(client: Client) -> None:
    answer = client.get("/csv/province-trades?province=IR-10,IR-21&lang=en")
    assert answer.status_code == 400
    assert "IR-10, IR-21" in answer.text


def test_a_pages_own_link_to_its_table_is_answered_whatever_else_the_page_was_asked(
    client: Client,
) -> None:
    view = read_view(
        {"province": "IR-21,IR-10", "stage": "group:completed", "lang": "en", "room": "clock"},
        site().atlas,
    )[0]
    for table in PAGE_TABLES.values():
        if table.about == "province":
            assert client.get(csv_link(table, view, Text("en")).href).status_code == 200


def test_a_filter_that_stands_twice_in_an_address_names_both_values(client: Client) -> None:
    twice = client.get("/csv/map-provinces?province=IR-10&province=IR-21&lang=en")
    once = client.get("/csv/map-provinces?province=IR-10,IR-21&lang=en")
    assert twice.status_code == 200
    assert twice.content == once.content
    assert {row[0] for row in csv.reader(io.StringIO(once.content.decode("utf-8-sig")))} >= {
        "IR-10",
        "IR-21",
    }


def test_a_table_that_is_not_there_names_those_that_are(client: Client) -> None:
    answer = client.get("/csv/nothing?lang=en")
    assert answer.status_code == 404
    assert all(name in answer.text for name in PAGE_TABLES)


def test_a_slide_that_is_not_there_is_refused(client: Client) -> None:
    story = pack_story(Story("", (Slide({"province": "IR-10"}), Slide({}))))
    assert client.get(f"/present?story={story}&slide=2").status_code == 200
    for slide in ("0", "3", "two", "-1", "²"):
        assert client.get("/present", params={"story": story, "slide": slide}).status_code == 400


def test_half_a_letter_in_a_story_is_shown_as_a_mark(client: Client) -> None:
    plain = b'["\\ud800",[[{"q":"\\ud800"},"\\udc00 title","\\ud800 note"]]]'
    half = PACKED + base64.urlsafe_b64encode(zlib.compress(plain)).decode().rstrip("=")
    assert client.get(f"/present?story={half}").status_code == 200


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*sorted(KNOWN_PARAMS), "x"]),
            st.text(max_size=12) | st.sampled_from(["IR-10", "c010", "1402", "13"]),
        ),
        max_size=4,
    )
)
def test_no_address_ends_in_a_failure(client: Client, pairs: list[tuple[str, str]]) -> None:
    query = urlencode(pairs, errors="surrogatepass")
    for path in ("/csv/province-alike", "/csv/cluster-history"):
        assert client.get(f"{path}?{query}").status_code in (200, 400, 404)
    assert client.get(f"/csv/%ED%A0%80?{query}").status_code in (400, 404)


def test_a_screens_view_is_read_as_it_stands() -> None:
    atlas = site().atlas
    view = View(lang="en", text="carpet", sort="-name", as_of="1402-06")
    assert exact_view(view.to_query(), atlas) == view
