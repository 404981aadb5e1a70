"""What a screen shows depends on its own address alone, never on who looked at what before."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from components.bridge.sheets import sheet_csv
from components.browse import card, figures, map_panel, stage_panel, table
from components.compare import changed, comparison_head, comparison_panel, worded_table
from components.places import about_panel, cluster_panel, province_panel, trade_panel
from components.server import memory
from components.server import site as server
from components.server.memory import Shelf
from components.server.site import atlas_of, comparison, selection
from components.serving.page_tables import PAGE_TABLES
from components.serving.search_route import answer
from components.stages import (
    answers_panel,
    clock_panel,
    duration_panel,
    flow_panel,
    news_panel,
    outlook_panel,
    ranking_panel,
    where_panel,
    years_panel,
)
from components.stages.stage_context import stage_context
from components.words.text import Text
from geo.atlas import Atlas
from geo.stage_flow import flow
from geo.stage_tables import by_stage, by_year
from geo.view import View, read_view

LOOKS = 500
Maker = Callable[[Atlas, View, Text], Any]
DATES = ("1386", "1393", "1398-06")


def rows(atlas: Atlas, view: View) -> Any:
    return selection(atlas, view).rows


def compared(atlas: Atlas, view: View, text: Text) -> Any:
    found = comparison(atlas, view)
    shown = [comparison_head.head(atlas, view, found, text)]
    return (
        [
            *shown,
            worded_table.table(atlas, view, found, text),
            comparison_panel.maps(atlas, view, found, text),
        ]
        if found
        else shown
    )


def map_page(atlas: Atlas, view: View, text: Text) -> Any:
    chosen = selection(atlas, view)
    return [
        map_panel.payload(atlas, chosen, text),
        figures.figures(atlas, chosen, text),
        card.card(atlas, chosen, text),
        table.table(atlas, chosen, text, 0),
        stage_panel.stage_panel(atlas, chosen, text),
    ]


def changes(atlas: Atlas, view: View, _text: Text) -> Any:
    return changed.changed(atlas, view if view.since else replace(view, since="1390"))


def sheet_of(name: str) -> Maker:
    return lambda atlas, view, text: sheet_csv(
        PAGE_TABLES[name](atlas, view, text), text, is_invented=False
    )


PAGES: dict[str, Maker] = {
    "province": province_panel.one_province,
    "provinces": province_panel.every_province,
    "trade": trade_panel.one_trade,
    "trades": trade_panel.every_trade,
    "cluster": cluster_panel.one_cluster,
    "about": about_panel.about,
    "compare": compared,
    "map": map_page,
    "changes": changes,
    "search": lambda atlas, view, _text: answer(atlas, "esfahan", view),
    "news": lambda atlas, view, text: news_panel.news(
        atlas.present or atlas,
        selection(atlas, view),
        news_panel.moved_since(atlas, selection(atlas, view)),
        text,
    ),
    "answers": lambda atlas, view, text: answers_panel.questions(
        atlas, selection(atlas, view), text
    ),
    "clock": lambda atlas, view, text: clock_panel.clock_panel(
        stage_context(atlas, selection(atlas, view)), text
    ),
    "flow": lambda atlas, view, text: flow_panel.flow_table(
        atlas, flow(atlas, rows(atlas, view)), text
    ),
    "where": lambda atlas, view, text: where_panel.where_table(
        atlas, by_stage(atlas, rows(atlas, view), "province"), "province", text
    ),
    "years": lambda atlas, view, text: years_panel.years_table(
        *by_year(atlas, rows(atlas, view)), text
    ),
    "durations": lambda atlas, view, text: duration_panel.duration_panel(
        stage_context(atlas, selection(atlas, view)), text
    ),
    "outlook": lambda atlas, view, text: outlook_panel.outlook_panel(
        stage_context(atlas, selection(atlas, view)), text
    ),
    "next": lambda atlas, view, text: ranking_panel.ranking_panel(
        stage_context(atlas, selection(atlas, view)), text
    ),
} | {f"csv/{name}": sheet_of(name) for name in PAGE_TABLES}


def generated(chance: random.Random, atlas: Atlas) -> dict[str, str]:
    """An address with what each page may be about, and some filters."""
    clusters = atlas.clusters["cluster_id"].tolist()
    provinces, trades = (
        sorted(set(atlas.clusters[column]) - {""}) for column in ("province_iso", "isic_division")
    )
    kind, codes = chance.choice((("province", provinces), ("cluster", clusters), ("trade", trades)))
    more = {
        "metric": chance.choice(("count", "share_completed", "share_in_progress")),
        "stage": chance.choice(
            ("group:in_progress", "group:waiting,group:completed", "implementation")
        ),
        "q": chance.choice(("فرش", "سنگ", "stone")),
        "sort": chance.choice(("stage", "-name")),
        "since": chance.choice(("1392", "v1")),
        "compare": ",".join(f"{kind}:{code}" for code in chance.sample(codes, 2)),
    }
    kept = {param: value for param, value in more.items() if chance.random() < 0.35}
    return {
        "province": chance.choice(provinces),
        "trade": chance.choice(trades),
        "cluster": chance.choice(clusters),
    } | kept


def looks(count: int, atlas: Atlas) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """Pages and generated addresses, no two the same, in random order: each address at several
    dates, versions and in both languages.
    """
    chance = random.Random(11)
    found: dict[tuple[str, tuple[tuple[str, str], ...]], None] = {}
    while len(found) < count:
        for page in sorted(PAGES):
            base, date_ = generated(chance, atlas), chance.choice(DATES)
            for more in (
                {},
                {"as_of": date_},
                {"version": "1", "lang": "en"},
                {"version": "1", "as_of": date_, "lang": chance.choice(("fa", "en"))},
            ):
                found[page, tuple(sorted((base | more).items()))] = None
    asked = list(found)[:count]
    chance.shuffle(asked)
    return asked


def shown(page: str, query: tuple[tuple[str, str], ...]) -> str:
    given = dict(query)
    view, ignored = read_view(given, server.site(int(given.get("version", 0))).atlas)
    assert {i.param for i in ignored} <= {"since"}  # version 1 has none before it
    return repr(PAGES[page](atlas_of(view), view, Text(view.lang)))


@pytest.mark.usefixtures("two_versions")
def test_every_page_and_table_is_the_same_after_500_others_as_when_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = looks(LOOKS, server.site().atlas)
    after_others = [shown(*look) for look in asked]
    memory.forget()
    with monkeypatch.context() as nothing_kept:
        own = server.site(), server.site(1)
        nothing_kept.setattr(Shelf, "recall", lambda *_, make: make())
        nothing_kept.setattr(server, "site", lambda number=0: own[number == 1])
        fresh = {look: shown(*look) for look in asked}
    wrong = [look for look, found in zip(asked, after_others, strict=True) if found != fresh[look]]
    assert wrong == []
