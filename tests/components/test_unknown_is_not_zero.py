"""A province without any record: unknown, and never zero, on every finished surface; official
totals with whose they are.
"""

import csv
import io
import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation

from components.bridge.sheets import sheet_csv
from components.briefing.file_request import file_request, make_file
from components.briefing.one_file_facts import facts_of
from components.briefing.story_slide import StorySlide
from components.compare.worded_table import csv_file
from components.serving.page_tables import PAGE_TABLES
from components.words.text import Text
from geo.atlas import Atlas
from geo.comparison import compare
from geo.view import read_view
from tests.briefing.conftest import DAY
from tests.conftest import DATA
from tests.pages.test_pages import opened, panels

RECORDS = pd.read_csv(DATA / "clusters.csv", dtype=str, keep_default_na=False)
GROUP = pd.read_csv(DATA / "stages.csv", dtype=str).set_index("stage")["group"]
NAMES = pd.read_csv(DATA / "population_2016.csv").set_index("iso_code")
EMPTY = next(code for code in NAMES.index if code not in set(RECORDS["province_iso"]))
ZERO = re.compile(r"(?<![\d۰-۹.,٬٫])[0۰](?![\d۰-۹.,٬٫])")
"""A zero that stands alone."""
MARKS = re.compile("[\u202a-\u202e\u200e\u200f]")


def zeros(said: str, text: Text) -> list[str]:
    """Zeros in a text but those that are true: the class of the legend, the country's own count of
    a stage, the rows of the file.
    """
    kept = re.sub(r"\s+", " ", MARKS.sub("", said))
    # where a line runs from right to left, readers put a number and its colon in either order
    legend, rows = re.escape(text("map.zero")), re.escape(text("briefing.rows"))
    for true in (
        legend,
        rf":[0۰] ?{re.escape(text('map.zero')[3:])}",
        r"– (?:of|از) [\d۰-۹]+",
        rf"{rows} ?: ?[0۰]",
        r"[0۰] ?: ?\w+\u200c?\w+(?:: ·| ·)",
    ):
        kept = re.sub(true, "", kept)
    return [kept[max(found.start() - 30, 0) : found.end() + 30] for found in ZERO.finditer(kept)]


BOTH = pytest.mark.parametrize("lang", ["fa", "en"])


def texts(value: Any) -> list[str]:
    """Every text in what a panel was given."""
    if isinstance(value, dict):
        return [
            t
            for key, v in value.items()
            if key not in ("put", "action", "href", "seed")
            for t in texts(v)
        ]
    if isinstance(value, list):
        return [t for v in value for t in texts(v)]
    return [value] if isinstance(value, str) else []


def of_page(page: str, lang: str, **query: str) -> dict[str, Any]:
    return panels(opened(f"{page}_page.py" if page else "", lang=lang, **query))


@BOTH
def test_the_map_page_has_no_zero_for_it(lang: str) -> None:
    shown = of_page("", lang, province=EMPTY)
    assert [
        c["value"] for c in next(r for r in shown["figures"]["rows"] if r.get("strong"))["cells"]
    ] == [None] * 5
    for name in ("sentence", "stages", "map_head", "table", "as_of"):
        assert not [z for t in texts(shown[name]) for z in zeros(t, Text(lang))], name
    options = {
        o["value"]: o["count"]
        for f in shown["filters"]["filters"]
        if f["param"] == "province"
        for o in f["options"]
    }
    assert options[EMPTY] == Text(lang)("map.no_record")
    others = [
        o["count"]
        for f in shown["filters"]["filters"]
        if f["param"] != "province"
        for o in f["options"]
    ]
    assert others and not any(ZERO.search(n) for n in others)
    assert [code for code, n in options.items() if ZERO.fullmatch(n)] == []


@BOTH
def test_neither_have_its_own_page_the_page_of_stages_and_a_comparison(lang: str) -> None:
    for page, query in (
        ("province", {"province": EMPTY}),
        ("stages", {"province": EMPTY}),
        ("compare", {"compare": f"province:{EMPTY},province:IR-10"}),
    ):
        shown = of_page(page, lang, **query)
        if page == "compare":
            own = [
                row["cells"][0]
                for row in shown["comparison"]["rows"]
                if row["origin"] == Text(lang)("compare.origin_documented")
            ]
            assert own and all(cell["value"] is None for cell in own)
            shown = {
                "small_maps": shown["small_maps"]["maps"][0]["say"],
                "comparison_head": shown["comparison_head"]["title"],
            }
        kept = {
            name: value
            for name, value in shown.items()
            if name not in ("filters", "frame", "changes", "figures", "compare_bar", "as_of")
        }
        found = [
            t
            for value in kept.values()
            for t in texts(value)
            if ZERO.search(t) and "class" not in t
        ]
        assert not found, (page, found)


@BOTH
def test_its_slide_picture_and_booklet_page_have_no_zero_and_say_why(
    atlas: Atlas, tmp_path: Path, lang: str
) -> None:
    text = Text(lang)
    order = file_request(
        [StorySlide(atlas, read_view({"lang": lang, "province": EMPTY}, atlas)[0])],
        "https://atlas.example",
        lang,
        DAY,
    )
    deck = Presentation(io.BytesIO(make_file(order, "pptx")))
    said = [shape.text_frame.text for shape in deck.slides[0].shapes if shape.has_text_frame]
    assert said[0] == text("map.title_one_no_record", province=NAMES.at[EMPTY, f"name_{lang}"])
    assert not any(ZERO.search(t) for t in said)
    chart = next(shape.chart for shape in deck.slides[0].shapes if shape.has_chart)
    assert set(chart.plots[0].series[1].values) == {None}
    (tmp_path / "page.pdf").write_bytes(make_file(order, "pdf"))
    page = subprocess.run(
        ["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    assert not zeros(page, text)
    drawn = "".join(re.findall(r"<text[^>]*>(.*?)</text>", make_file(order, "svg").decode()))
    assert "–" in drawn and not ZERO.search(drawn.replace(text("map.zero"), ""))


@BOTH
def test_the_one_html_file_is_told_of_which_provinces_nothing_is_on_file(
    atlas: Atlas, lang: str
) -> None:
    stop = StorySlide(atlas, read_view({"lang": lang, "province": EMPTY}, atlas)[0])
    told = facts_of([stop], lang, "", DAY, DATA).stops[0]
    assert [
        n for code, n in zip(atlas.provinces.index, told.on_file, strict=True) if code == EMPTY
    ] == [0]
    for name in ("fa", "en"):
        assert not ZERO.search(told.sentence[name]) and not ZERO.search(told.title[name])
        assert told.official[name]


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_in_csv_its_counts_are_empty(atlas: Atlas) -> None:
    text = Text("en")
    view = read_view({"lang": "en", "province": EMPTY}, atlas)[0]

    def column(sheet: str, heading: str) -> list[str]:
        return [
            row[heading]
            for row in read_csv(
                sheet_csv(PAGE_TABLES[sheet](atlas, view, text), text, is_invented=False)
            )
        ]

    assert set(column("map-stages", text("stages.here"))) == {""}
    assert set(column("province-stages", text("province.here"))) == {""}
    everyone = read_csv(
        sheet_csv(PAGE_TABLES["provinces"](atlas, view, text), text, is_invented=False)
    )
    assert [
        row[text("place.documented")] for row in everyone if row[text("place.code")] == EMPTY
    ] == [""]
    other = read_view({"lang": "en", "province": "IR-10"}, atlas)[0]
    alike = read_csv(
        sheet_csv(PAGE_TABLES["province-alike"](atlas, other, text), text, is_invented=False)
    )
    assert [row[text("place.documented")] for row in alike if row[text("place.code")] == EMPTY] == [
        ""
    ]
    side_by_side = read_view({"lang": "en", "compare": f"province:{EMPTY},province:IR-10"}, atlas)[
        0
    ]
    compared = compare(atlas, side_by_side)
    assert compared
    rows = read_csv(csv_file(atlas, side_by_side, compared, text))
    assert {
        row[NAMES.at[EMPTY, "name_en"]]
        for row in rows
        if row[text("compare.origin")] == text("compare.origin_documented")
    } == {""}


@pytest.mark.parametrize("code", ["IR-10", "IR-15", EMPTY])
@BOTH
def test_a_provinces_own_official_totals_stand_on_its_page_slide_and_booklet_beside_the_nations(
    atlas: Atlas, tmp_path: Path, code: str, lang: str
) -> None:
    text = Text(lang)
    published = pd.read_csv(DATA / "provincial_totals.csv", dtype=str, keep_default_na=False).query(
        "province_iso == @code"
    )
    own, national = (
        text("figures.official_of", province=NAMES.at[code, f"name_{lang}"]),
        text("figures.official"),
    )
    numbers = [
        text.digits(str(row[c]))
        for _, row in published.iterrows()
        for c in ("identified", "completed", "in_progress")
        if row[c]
    ]
    order = file_request(
        [StorySlide(atlas, read_view({"lang": lang, "province": code}, atlas)[0])],
        "https://atlas.example",
        lang,
        DAY,
    )
    rows = {r["title"]: r for r in of_page("", lang, province=code)["figures"]["rows"]}
    assert national in rows and own in rows
    assert {c["value"] for c in rows[own]["cells"] if c["value"]} == set(numbers)
    slide = Presentation(io.BytesIO(make_file(order, "pptx"))).slides[0]
    line = next(
        s.text_frame.text
        for s in slide.shapes
        if s.has_text_frame and s.name == text("briefing.official")
    )
    assert own in line.replace("\n", " ")
    assert all(n in line for n in numbers) and all(
        row["source"] in line.replace("\n", " ") for _, row in published.iterrows()
    )
    (tmp_path / "page.pdf").write_bytes(make_file(order, "pdf"))
    page = subprocess.run(
        ["pdftotext", tmp_path / "page.pdf", "-"], capture_output=True, check=True, text=True
    ).stdout
    page = MARKS.sub("", page)
    assert all(word in page for word in f"{own} {national}".split())
    assert all(n in page for n in numbers)
    if code != EMPTY:
        year = published["as_of_jalali"].iloc[0]
        assert (text.digits(year) if year else text("date.none")) in line


@pytest.mark.parametrize("kind", ["province", "trade"])
def test_title_bars_and_table_of_a_stage_panel_have_one_denominator(kind: str) -> None:
    column = "province_iso" if kind == "province" else "isic_division"
    groups = RECORDS.assign(group=RECORDS["stage"].map(GROUP))
    for code in ("IR-10", "IR-07", "IR-11") if kind == "province" else ("13", "10"):
        shown = of_page(kind, "en", **{kind: code})["place"]
        block = next(b for b in shown["blocks"] if b["kind"] == "mix")
        shares = []
        for bar, rows in zip(block["bars"], (groups[groups[column] == code], groups), strict=True):
            known = rows[rows["group"] != "none"]
            share = known["group"].value_counts() / len(known)
            assert str(len(known)) in bar["label"]
            assert {p["group"]: p["width"] for p in bar["parts"]} == {
                g: round(100 * s, 2) for g, s in share.items()
            }
            shares.append(f"{share.get('completed', 0) * 100:.0f}%")
            table = {row[0]: row for row in block["rows"]}
            at = 2 if len(shares) == 1 else 4
            assert table[Text("en")("group.completed")][at] == shares[-1]
            assert table[Text("en")("group.not_reported")][at] == Text("en")("place.no_share")
        assert re.search(r"\((\d+%)\); nationwide (\d+%)", block["title"])
        assert re.findall(r"\d+%", block["title"]) == shares
        assert "known" in json.dumps([c["label"] for c in block["columns"]])
