"""The panels of time in a real browser: the clock, its thresholds and links; durations; the
outlook; the weights.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import SCREENSHOTS, Opened
from tests.serving import ROOT, serving


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the atlas with 800 invented clusters and their histories."""
    database = tmp_path_factory.mktemp("demo") / "registry.sqlite"
    subprocess.run(
        [
            sys.executable,
            "-m",
            "components.commands.command_line",
            "demo",
            "800",
            "--database",
            str(database),
        ],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with serving(ROOT / "app.py", ATLAS_DATABASE_URL=f"sqlite:///{database}") as address:
        yield address


@pytest.fixture
def stages(visit: Callable[..., Opened], demo: str) -> Callable[..., Opened]:
    def open_(query: str, shown: str, **size: object) -> Opened:
        page = visit(f"/stages?{query}", address=demo, has_map=False, **size)
        page.page.locator(shown).first.wait_for()
        page.settled()
        return page

    return open_


def test_a_threshold_is_moved_and_stands_in_the_address(stages: Callable[..., Opened]) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    before = page.locator('[data-key="flag-overdue"] b').inner_text()
    page.locator('[data-key="set-overdue_years"]').fill("8")
    page.locator('[data-key="set-overdue_years"]').press("Enter")
    page.wait_for_function(
        "before => document.querySelector('[data-key=\"flag-overdue\"] b').innerText !== before",
        arg=before,
    )
    page.wait_for_url(re.compile("overdue_years=8"))


def test_a_threshold_out_of_bounds_becomes_the_nearest(stages: Callable[..., Opened]) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    page.locator('[data-key="set-overdue_years"]').fill("500")
    page.locator('[data-key="set-overdue_years"]').press("Enter")
    page.wait_for_url(re.compile("overdue_years=10"))


def test_a_threshold_is_shown_and_typed_in_persian_digits_and_stepped_by_key(
    stages: Callable[..., Opened],
) -> None:
    page = stages("room=clock", ".ka-clock").page
    field = page.locator('[data-key="set-overdue_years"]')
    assert field.input_value() == "\u06f3"
    field.fill("\u06f8")
    field.press("Enter")
    page.wait_for_url(re.compile("overdue_years=8"))
    field.focus()
    field.press("ArrowDown")
    page.wait_for_url(re.compile("overdue_years=7"))
    page.wait_for_function(
        "() => document.querySelector('[data-key=set-overdue_years]').value === '\u06f7'"
    )


def test_an_arrow_steps_from_what_was_just_typed_before_the_server_answered(
    stages: Callable[..., Opened],
) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    page.locator('[data-key="set-overdue_years"]').evaluate("field => { field.value = '8'; }")
    page.locator('[data-key="set-overdue_years"]').press("ArrowDown")
    page.wait_for_url(re.compile("overdue_years=7"))


def test_a_threshold_that_is_no_number_is_put_back(stages: Callable[..., Opened]) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    page.locator('[data-key="set-overdue_years"]').fill("many")
    page.locator('[data-key="set-overdue_years"]').press("Enter")
    page.wait_for_function(
        "() => document.querySelector('[data-key=set-overdue_years]').value === '3'"
    )


def test_a_flag_is_chosen_and_its_pages_turned(stages: Callable[..., Opened]) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    page.locator('[data-key="flag-not_taken_over"]').click()
    page.wait_for_url(re.compile("flag=not_taken_over"))
    page.locator('[data-key="clock_page-next"]').click()
    page.wait_for_url(re.compile("clock_page=2"))
    page.get_by_text(re.compile("26–")).wait_for()


def test_a_row_leads_to_its_cluster(stages: Callable[..., Opened]) -> None:
    page = stages("room=clock&lang=en", ".ka-clock").page
    link = page.locator(".ka-clock tbody th a").first
    name = link.inner_text()
    link.click()
    page.locator("#ka-place-title", has_text=name).wait_for()


def test_bars_run_the_way_the_reader_reads(stages: Callable[..., Opened]) -> None:
    for lang, first_is_left in (("en", True), ("fa", False)):
        page = stages(f"room=clock&lang={lang}&flag=overdue", ".ka-clock").page
        run, late = (
            page.locator(f".ka-clock tbody tr .{c}").first.bounding_box()
            for c in ("ka-run", "ka-late")
        )
        assert run is not None
        assert late is not None
        assert (run["x"] < late["x"]) == first_is_left


def test_a_weight_is_moved_by_keyboard_and_keeps_the_focus(stages: Callable[..., Opened]) -> None:
    page = stages("room=next&lang=en", ".ka-ranking").page
    page.locator('[data-key="weight-gap"]').focus()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("gap(:|%3A)2"))
    page.wait_for_function(
        "() => document.activeElement.dataset.key === 'weight-gap' && document.activeElement.value"
        " === '2'"
    )


def test_the_curve_and_the_fan_say_themselves_in_words(stages: Callable[..., Opened]) -> None:
    curve = (
        stages("room=durations&lang=en", ".ka-chart")
        .page.locator(".ka-chart")
        .get_attribute("aria-label")
        or ""
    )
    assert re.search(r"\d+% after", curve)
    fan = (
        stages("room=outlook&lang=en", ".ka-chart")
        .page.locator(".ka-chart")
        .get_attribute("aria-label")
        or ""
    )
    assert "between" in fan


def test_the_clock_is_saved_as_csv(stages: Callable[..., Opened], tmp_path: Path) -> None:
    page = stages("room=clock&lang=en&flag=overdue", ".ka-clock").page
    with page.expect_download() as saving:
        page.get_by_role("button", name=re.compile("Save as CSV")).click()
    saving.value.save_as(tmp_path / "clock.csv")
    lines = (tmp_path / "clock.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("cluster_id,name_fa")
    assert len(lines) > 10
    assert saving.value.suggested_filename.startswith("INVENTED_project_clock_")


def test_nothing_in_a_record_runs(visit: Callable[..., Opened], nasty: str) -> None:
    for room in ("clock", "durations", "outlook", "next"):
        page = visit(f"/stages?room={room}", address=nasty, has_map=False)
        page.page.locator(".ka h2").first.wait_for()
        page.settled()
        assert "owned" not in page.page.title()


@pytest.mark.parametrize("room", ["clock", "durations", "outlook", "next"])
@pytest.mark.parametrize(
    ("size", "lang", "scheme"),
    [((1366, 768), "fa", "light"), ((1920, 1080), "en", "dark"), ((390, 844), "fa", "light")],
)
def test_pictures_for_a_person_to_look_at(
    stages: Callable[..., Opened], room: str, size: tuple[int, int], lang: str, scheme: str
) -> None:
    page = stages(
        f"room={room}&lang={lang}",
        "[data-testid=stMain] .ka h2",
        width=size[0],
        height=size[1],
        scheme=scheme,
    ).page
    assert page.evaluate(
        "document.scrollingElement.scrollWidth <= document.scrollingElement.clientWidth"
    )
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"time_{room}_{lang}_{size[0]}.png")
