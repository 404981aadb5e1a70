"""What the panels of time are given to draw, of the shipped records and of invented ones with full
histories.
"""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest

from components.stages import (
    answers,
    clock_panel,
    duration_panel,
    outlook_panel,
    ranking_panel,
    stage_context,
    stages_csv,
)
from components.stages.stage_context import StageContext
from components.words.text import Text
from geo.atlas import Atlas, make_atlas
from geo.basis.csv_text import write_csv
from geo.invented.registry import invented_snapshot
from geo.reference.reference import read_reference
from geo.selection import select
from geo.stages.clock import FLAGS
from geo.stages.ranking import CRITERIA
from geo.view import read_view
from tests.conftest import DATA

FA, EN = Text("fa"), Text("en")
TODAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def invented() -> Atlas:
    reference = read_reference(DATA)
    return make_atlas(
        reference,
        replace(invented_snapshot(reference, DATA, 1500, 1, date(2026, 11, 20)), token="invented"),
    )


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage_context, "until", lambda _: TODAY)


def base(atlas: Atlas, **query: str) -> StageContext:
    view, ignored = read_view(query, atlas)
    assert ignored == ()
    return stage_context.stage_context(atlas, select(atlas, view))


def numbers(text: str) -> list[int]:
    return [int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", text)]


def test_the_clock_shows_every_project_under_way_once_over_its_pages(invented: Atlas) -> None:
    first = clock_panel.clock_panel(base(invented), EN)
    total = int(first.flags[0].count.replace(",", ""))
    pages = [
        clock_panel.clock_panel(base(invented, clock_page=str(p + 1)), EN)
        for p in range(first.pager.pages)
    ]
    shown = [str(r.cluster.action) for page in pages for r in page.rows]
    assert len(shown) == len(set(shown)) == total


@pytest.mark.parametrize("flag", FLAGS)
def test_a_flag_shows_only_the_projects_it_is_raised_for(invented: Atlas, flag: str) -> None:
    shown = clock_panel.clock_panel(base(invented, flag=flag), EN)
    assert shown.rows
    assert all(flag in [s.kind for s in row.state] for row in shown.rows)
    counted = next(f for f in shown.flags if f.on).count
    assert len(clock_panel.table(base(invented, flag=flag))) == numbers(counted)[0]


def test_the_rules_name_the_readers_own_thresholds(invented: Atlas) -> None:
    shown = clock_panel.clock_panel(base(invented, overdue_years="5", silent_months="18"), EN)
    rules = " ".join(f.rule for f in shown.flags)
    assert "more than 5 years" in rules
    assert "more than 18 months" in rules
    assert "more than 5 years" in shown.title


def test_the_most_overdue_come_first_and_what_has_no_date_last(invented: Atlas) -> None:
    rows = clock_panel.table(base(invented))
    over = rows["over_months"].fillna(-1).tolist()
    assert over == sorted(over, reverse=True)
    assert rows["undated"].tail(int(rows["undated"].sum())).all()


@pytest.mark.parametrize("sort", ["start", "due", "province"])
def test_each_order_runs_both_ways(invented: Atlas, sort: str) -> None:
    column = {"start": "start_iso", "due": "due_iso", "province": "province_fa"}[sort]
    up, down = (
        clock_panel.table(base(invented, clock_sort=s))[column].replace("", None).dropna()
        for s in (sort, f"-{sort}")
    )
    assert up.iloc[0] == down.iloc[-1] if sort != "province" else up.iloc[0] == down.tail(1).item()
    if sort != "province":
        assert up.is_monotonic_increasing
        assert down.is_monotonic_decreasing


def test_every_bar_and_mark_lies_on_the_axis(invented: Atlas) -> None:
    for row in clock_panel.clock_panel(base(invented), FA).rows:
        places = [*(row.bar or []), *(row.late or []), *(m.at for m in row.marks)]
        assert all(0 <= p <= 100 for p in places)
        assert row.say


def test_what_is_stuck_and_why_is_answered_with_its_limits(invented: Atlas) -> None:
    what, why = answers.stuck(base(invented), EN)
    under_way, overdue, years, silent, months, undated = numbers(what)
    table = clock_panel.table(base(invented))
    assert (under_way, years, months) == (len(table), 3, 12)
    assert [overdue, silent, undated] == [
        table[flag].sum() for flag in ("overdue", "silent", "undated")
    ]
    assert "most stand at" in why


def test_what_will_be_finished_is_answered_as_a_range_with_its_basis(invented: Atlas) -> None:
    said = answers.finished_by_next_year(base(invented, starts="20"), EN)
    year, *_, low, high, middle, starts, spells = numbers(said)
    assert (year, starts) == (1406, 20)
    assert low <= middle <= high
    assert "finished projects of this selection" in said
    assert spells >= 10


def test_the_shipped_records_have_too_few_dates_and_it_is_said(atlas: Atlas) -> None:
    shown = duration_panel.duration_panel(base(atlas), EN)
    assert shown.title.startswith("Not enough dated records")
    assert all(row.few for row in shown.rows)
    assert shown.curve is None
    assert "procedure's own three to five years" in answers.finished_by_next_year(base(atlas), EN)


def test_a_selection_with_few_records_borrows_those_of_all(invented: Atlas) -> None:
    shown = outlook_panel.outlook_panel(base(invented, province="IR-16"), EN)
    assert shown.assumptions[0].startswith("Fewer than 10 projects of this selection")


def test_durations_come_with_interval_counts_and_other_readings(invented: Atlas) -> None:
    shown = duration_panel.duration_panel(base(invented, span="implementation"), EN)
    row = next(r for r in shown.rows if r.on)
    assert re.fullmatch(r"[\d.]+ years", row.median)
    assert re.fullmatch(r"[\d.]+ to [\d.]+ years", row.interval or "")
    assert row.line and row.line.low <= row.line.median <= row.line.high <= 100
    assert "ended" in row.counts
    assert shown.curve and "Implementation" in shown.curve.title
    assert re.search(r"\d+% after 12 months", shown.curve.alt)
    assert all(0 <= low <= high <= 1 for _, low, high in shown.curve.band)


def test_a_trade_with_too_few_records_is_counted_not_shown(invented: Atlas) -> None:
    trades = duration_panel.duration_panel(base(invented), EN).groups[0]
    assert trades.few and trades.few.endswith("(fewer than 10 ended).")
    assert all(numbers(row.counts)[0] >= 10 for row in trades.rows)


def test_the_fan_stands_as_a_table_and_in_words_too(invented: Atlas) -> None:
    shown = outlook_panel.outlook_panel(base(invented, starts="10"), EN)
    assert [row[0][:4] for row in shown.rows] == [t.label for t in shown.chart.x.ticks]
    assert all(row[0] in shown.chart.alt for row in shown.rows)
    assert sum(numbers(row[1])[0] for row in shown.rows) <= 80


def test_weights_move_the_order_and_stand_in_the_link(invented: Atlas) -> None:
    jobs, gap = (
        ranking_panel.ranking_panel(base(invented, weights=w), EN) for w in ("jobs:5", "gap:5")
    )
    assert jobs.rows[0].cluster != gap.rows[0].cluster
    assert [s.value for s in jobs.sliders] == [5, 0, 0, 0, 0, 0]
    assert "weights=jobs:5" in jobs.rows[0].cluster.href
    assert jobs.sliders[5].puts[4]["weights"] == "jobs:5,gap:4"


def test_it_proposes_and_does_not_decide(invented: Atlas) -> None:
    assert "does not decide" in ranking_panel.ranking_panel(base(invented), EN).disclaimer


def test_a_criterion_on_file_for_none_is_told_and_has_no_column(atlas: Atlas) -> None:
    shown = ranking_panel.ranking_panel(base(atlas), EN)
    assert [s.off for s in shown.sliders if s.name == "exports"] == [True]
    assert EN("next.exports") not in [c.label for c in shown.criteria]


def test_invented_records_have_every_criterion_on_file(invented: Atlas) -> None:
    assert not any(s.off for s in ranking_panel.ranking_panel(base(invented), EN).sliders)


def test_parts_that_are_not_on_file_say_so(invented: Atlas) -> None:
    parts = [p for row in ranking_panel.ranking_panel(base(invented), EN).rows for p in row.parts]
    assert any(p.missing and p.value is None for p in parts)
    assert all(p.missing for p in parts if p.value is None)


@pytest.mark.parametrize(
    "query",
    [
        {"q": "nothing of the kind"},
        {"stage": "unknown"},
        {"stage": "identified"},
        {"stage": "handed_over"},
    ],
)
@pytest.mark.parametrize("text", [FA, EN])
def test_any_selection_can_be_shown_even_an_empty_one(
    invented: Atlas, query: dict[str, str], text: Text
) -> None:
    mine = base(invented, lang=text.lang, **query)
    for draw in (
        clock_panel.clock_panel,
        duration_panel.duration_panel,
        outlook_panel.outlook_panel,
        ranking_panel.ranking_panel,
    ):
        assert draw(mine, text).title
    for table in (clock_panel.table, duration_panel.table, ranking_panel.table):
        table(mine)


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_every_table_is_a_csv_for_excel(invented: Atlas, lang: str) -> None:
    mine = base(invented)
    for frame in (
        clock_panel.table(mine),
        duration_panel.table(mine),
        outlook_panel.table(mine),
        ranking_panel.table(mine),
    ):
        content = write_csv(frame, stages_csv.headings_of(list(frame)), lang)
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert len(rows) == len(frame) + 1
        assert len(set(rows[0])) == len(rows[0])


def test_the_csv_of_the_clock_names_the_source_of_the_latest_event(invented: Atlas) -> None:
    rows = clock_panel.table(base(invented))
    dated = rows[rows["latest"] != ""]
    assert dated["source_url"].str.startswith("https://example.invalid/").all()


def test_the_parts_in_the_csv_sum_to_the_score(invented: Atlas) -> None:
    rows = ranking_panel.table(base(invented))
    assert rows["score"].to_numpy() == pytest.approx(
        rows[[f"part_{c}" for c in CRITERIA]].sum(axis=1).to_numpy(), abs=1e-3
    )
