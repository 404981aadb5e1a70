"""What records and files say stays text, and stays within the page."""

import csv
import shutil
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from geo.intake.files.grid import MAX_BYTES
from tests.browser.conftest import Opened
from tests.conftest import DATA
from tests.intake.files.making import csv_of
from tests.serving import ROOT, serving

LURE = (
    "https://evil.example/x www.evil.example me@evil.example :smile: :material/home: $x^2$ **b** a"
    " -> b"
)
CLUSTER, PROVINCE = "c001", "IR-07"
WIDTHS = pytest.mark.parametrize("width", [1366, 390])
# what sticks out: the page's own scrolling width, and the right and left edges of what our panels
# show
STICKS_OUT = """() => {
  const main = document.querySelector(".stMain"), wide = document.documentElement.clientWidth;
  const inside = (e) => e.closest(".ka-table, [data-testid=stSidebar]");
  const out = [...document.querySelectorAll(".stMain .ka *")]
    .filter((e) => !inside(e) && e.getBoundingClientRect().width > wide);
  return [main.scrollWidth - main.clientWidth, out.map((e) => e.tagName)];
}"""


@pytest.fixture(scope="module")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the atlas whose first records are words of a thousand letters."""
    data = Path(shutil.copytree(DATA, tmp_path_factory.mktemp("long") / "data"))
    with (data / "clusters.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows[:12]:
        row |= dict.fromkeys(
            (
                "name_fa",
                "name_en",
                "product_fa",
                "product_en",
                "note_fa",
                "note_en",
                "city_fa",
                "city_en",
                "source_title",
            ),
            "W" * 1000,
        )
    with (data / "clusters.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with serving(ROOT / "app.py", ATLAS_DATA=str(data)) as address:
        yield address


@WIDTHS
def test_a_word_of_a_thousand_letters_is_broken_where_it_would_leave_the_page(
    visit: Callable[..., Opened], long_words: str, width: int
) -> None:
    paths = (
        "/?lang=en&cluster=c001",
        f"/cluster?lang=en&cluster={CLUSTER}",
        f"/province?lang=en&province={PROVINCE}",
    )
    page = visit(paths[0], width=width, address=long_words)
    for path in paths:
        page.page.goto(long_words + path)
        page.page.locator(".ka").nth(1).wait_for()
        page.page.get_by_text("W" * 200).first.wait_for(state="attached")
        page.settled()
        assert page.page.evaluate(STICKS_OUT) == [0, []], path


def test_links_and_pictures_hidden_in_a_files_name_and_headings_stay_text(
    visit: Callable[..., Opened],
) -> None:
    opened = visit("/records?lang=en", has_map=False)
    page = opened.page
    page.locator('input[type="file"]').wait_for(state="attached")
    content = csv_of([["name", "province", LURE], [LURE, "Yazd", LURE]])
    page.set_input_files(
        'input[type="file"]',
        {"name": f"{LURE.replace('/', '')}.csv", "mimeType": "text/csv", "buffer": content},
    )
    page.get_by_role("heading", name="would change").wait_for()
    opened.settled()
    main = page.locator(".stMain")
    assert main.locator('a[href*="evil"]:not([href^="#"])').count() == 0
    assert main.locator('.katex, [data-testid="stIconMaterial"]:text-is("home")').count() == 0
    said = str(main.text_content()).replace("\u2060", "")
    assert "\U0001f604" not in said
    assert said.count(":smile:") >= 2
    assert "www.evil.example" in said


def test_the_limit_that_the_page_names_is_the_limit_of_server_and_reader() -> None:
    megabytes = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))[
        "server"
    ]["maxUploadSize"]
    assert megabytes * 1024**2 == MAX_BYTES
