"""What the date control and the rooms of the page of stages are given to show."""

import csv
import io
from datetime import date

import pytest

from components.browse import figures, map_panel
from components.contract.controls import Option
from components.contract.stages import BarCell, CountCell
from components.stages import answers_panel, dates, flow_panel, news_panel, where_panel, years_panel
from components.stages.as_of_panel import as_of_panel
from components.stages.table_csv import table_csv
from components.words import findings
from components.words.sentence import sentence
from components.words.text import Text
from geo.as_of import atlas_at, last_day_of
from geo.atlas import Atlas
from geo.selection import Selection, select
from geo.stage_flow import flow
from geo.stage_news import moves
from geo.stage_tables import by_stage, by_year
from geo.view import View, read_view

FA, EN = Text("fa"), Text("en")
NOW = date(2026, 11, 24)


def at(atlas: Atlas, **query: str) -> tuple[Atlas, Selection]:
    view = read_view(query, atlas)[0]
    then = atlas_at(atlas, view.as_of) if view.as_of else atlas
    return then, select(then, view)


def test_the_slider_has_every_year_and_ends_today(atlas: Atlas) -> None:
    shown = as_of_panel(*at(atlas), FA, NOW)
    assert [s.value for s in shown.steps] == [*map(str, range(1383, 1405)), ""]
    assert shown.at == 22
    assert (
        shown.say
        == "از ۱۵۳ خوشه این نما، مرحله ۱۴۲ خوشه دانسته است؛ ۹۰ خوشه رویداد تاریخ‌دار ندارد و به"
        " گذشته دنبال نمی‌شود."
    )


def test_a_past_date_says_what_was_known_what_came_later_and_what_has_no_date(atlas: Atlas) -> None:
    shown = as_of_panel(*at(atlas, as_of="1398"), EN, NOW)
    assert shown.steps[shown.at] == Option("1398", "the end of 1398 (2019/20)")
    assert shown.say.startswith(
        "Of 153 clusters in this view the stage was known for 54; 9 have their first dated event"
        " later; 90 have no dated event"
    )


def test_a_date_between_two_years_stands_between_them_and_one_to_come_says_so(atlas: Atlas) -> None:
    shown = as_of_panel(*at(atlas, as_of="1398-06"), EN, NOW)
    assert [s.value for s in shown.steps][shown.at - 1 : shown.at + 2] == [
        "1397",
        "1398-06",
        "1398",
    ]
    assert as_of_panel(*at(atlas, as_of="1410"), EN, NOW).say.startswith(
        "This date has not come yet"
    )


def test_the_map_is_sent_the_stages_of_the_date(atlas: Atlas) -> None:
    then, chosen = at(atlas, as_of="1398", province="IR-10")
    sent = map_panel.payload(then, chosen, EN)
    assert [then.stages.index[int(code, 36)] for code in sent.stages or ""] == then.clusters[
        "stage"
    ].tolist()
    assert map_panel.payload(*at(atlas), EN).stages is None


def test_the_legend_does_not_hide_a_value_above_the_breaks_of_today(atlas: Atlas) -> None:
    _, chosen = at(atlas, stage="unknown", metric="count", as_of="1390")
    assert chosen.provinces["value"].max() > chosen.breaks[-1]
    assert any(
        a.label.startswith("over ") and " to " not in a.label
        for a in findings.legend(chosen, EN).areas
    )


def test_sentence_and_figures_name_the_date(atlas: Atlas) -> None:
    then, chosen = at(atlas, as_of="1398", lang="en")
    assert (
        sentence(then, chosen, EN)
        == "153 of 153 documented clusters: as known at the end of 1398 (Jalali)."
    )
    assert "1398" in figures.figures(then, chosen, EN).rows[1].note


def test_each_step_of_the_flow_links_to_those_who_stand_there(atlas: Atlas) -> None:
    then, chosen = at(atlas)
    rows = atlas.clusters.index.get_indexer(chosen.clusters.index)
    table = flow_panel.flow_table(then, flow(then, rows), EN)
    assert (
        table.title
        == "Of 153 clusters 71 are known to have begun a project, and 21 to have finished one"
    )
    first = table.rows[0].cells
    assert first[:4] == ["Identification", "142", "38", "104"]
    assert first[5] == CountCell("38", put={"stage": "identified"})


@pytest.mark.parametrize("param", ["province", "trade"])
def test_each_count_of_a_table_is_that_of_its_link(atlas: Atlas, param: str) -> None:
    rows = atlas.clusters.index.get_indexer(select(atlas, View()).clusters.index)
    table = where_panel.where_table(atlas, by_stage(atlas, rows, param), param, EN)
    for row in table.rows[:4]:
        assert any(isinstance(cell, CountCell) and cell.heat for cell in row.cells)
        for cell in row.cells[1:]:
            if isinstance(cell, CountCell) and not cell.none:
                assert cell.text == EN.number(len(at(atlas, **cell.put or {})[1].clusters))
                assert 0 <= cell.heat <= 5
    assert table.rows[-1].cells[1] == "153"


def test_the_years_end_with_what_has_none_and_the_sum(atlas: Atlas) -> None:
    rows = atlas.clusters.index.get_indexer(select(atlas, View()).clusters.index)
    table = years_panel.years_table(*by_year(atlas, rows), EN)
    assert table.rows[-2].cells[1:] == [BarCell("132", None), BarCell("8", None)]
    assert table.rows[-1].cells[1:] == [BarCell("153", None), BarCell("21", None)]
    assert table.title == "Most completions in a year: 5, in 1398 (2019/20)"


def test_the_news_counts_what_moved_and_says_what_has_no_date(atlas: Atlas) -> None:
    _, chosen = at(atlas, since="1397", as_of="1398", lang="en")
    rows = atlas.clusters.index.get_indexer(chosen.clusters.index)
    shown = news_panel.news(
        atlas, chosen, moves(atlas, rows, last_day_of("1397"), last_day_of("1398")), EN
    )
    assert shown.title == "Since 1397 (Jalali): 5 finished"
    assert [t.name for t in shown.tables] == [
        "finished",
        "stopped",
        "started",
        "arrived",
        "onward",
        "back",
    ]
    assert len(shown.tables[0].rows) == 5


def test_the_chair_is_answered_in_the_order_of_asking(atlas: Atlas) -> None:
    _, chosen = at(atlas, since="1397", as_of="1398", lang="en")
    shown = answers_panel.questions(atlas, chosen, EN)
    asked = [a.asked for a in shown.answers]
    assert asked == [
        "What has finished since 1397 (Jalali)?",
        "What is stuck, and why?",
        "What will be finished by next year?",
    ]
    assert shown.answers[0].said.startswith("5 clusters finished, by dated events")
    assert {p.value for p in shown.since.periods} == {
        "1398-09-29",
        "1398-06-29",
        "1397-12-29",
    }


def test_what_has_no_date_is_told_beside_what_finished(atlas: Atlas) -> None:
    _, chosen = at(atlas, since="1397", lang="en")
    undated = int((news_panel.moved_since(atlas, chosen)["kind"] == "undated").sum())
    assert (
        undated
        and f"{undated} more have a stage without a date"
        in answers_panel.questions(atlas, chosen, EN).answers[0].said
    )


def test_a_period_that_ends_before_it_begins_says_so(atlas: Atlas) -> None:
    _, chosen = at(atlas, since="1399", as_of="1398")
    rows = atlas.clusters.index.get_indexer(chosen.clusters.index)
    shown = news_panel.news(
        atlas, chosen, moves(atlas, rows, last_day_of("1399"), last_day_of("1398")), EN
    )
    assert shown.title.startswith("The date since which is not before")


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 11, 24), 12, "1404-09-03"),
        (date(2026, 11, 24), 3, "1405-06-03"),
        (date(2026, 9, 22), 6, "1404-12-29"),
    ],
)
def test_months_before_a_day(day: date, months: int, before: str) -> None:
    assert dates.months_before(day, months) == before


def test_a_csv_opens_in_excel_and_runs_nothing() -> None:
    content = table_csv(["نام", "تعداد"], [["=1+1", 1234]], Text("fa"), is_invented=False)
    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["نام", "تعداد"],
        ["'=1+1", "1234"],
    ]
