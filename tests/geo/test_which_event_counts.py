"""The map at a date and the page of stages count the same events, by the one rule that About
states.
"""

from datetime import date, timedelta

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geo.as_of import atlas_at, known_until
from geo.atlas import Atlas, make_atlas
from geo.basis.jalali import jalali, span
from geo.registry.records import stage_event
from geo.registry.snapshot import Rows, snapshot_from
from geo.stage_flow import known_by
from geo.stages.steps import entries, read_steps
from tests.geo.dated import GROUND, STAGES, dates, stage_of

Told = tuple[str, str, str, str]
"""Cluster, stage, date as written, day of recording."""
RECORDED = st.dates(date(2015, 1, 1), date(2026, 11, 20)).map(str)
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["c1", "c2"]), st.sampled_from(list(STAGES)), dates(1385, 1410), RECORDED
    ),
    max_size=10,
)
DAYS = st.dates(date(2013, 1, 1), date(2027, 1, 1))


def told(events: list[Told]) -> Atlas:
    """An Atlas of two clusters with these events."""
    rows: Rows = [
        (c, c, c, "IR-10", "", "", None, None, "", "", "13", "", "", "s") for c in ("c1", "c2")
    ]
    made = [
        stage_event(cluster, stage, written, recorded, "", "s")
        for cluster, stage, written, recorded in events
    ]
    return make_atlas(
        GROUND,
        snapshot_from(
            {"clusters": rows, "stage_events": list(made), "sources": [("s", "t", "")]},
            number=1,
            token="0" * 32,
        ),
    )


def counts_from(written: str, recorded: str) -> date:
    """About: from the last day that its date allows, and from the day it was put on record at the
    latest; without a date from that day.
    """
    return (
        min(span(written)[1], date.fromisoformat(recorded))
        if written
        else date.fromisoformat(recorded)
    )


@settings(max_examples=40, deadline=None)
@given(TOLD, DAYS)
@example([("c1", "completed", "1400", "2020-01-01")], date(2020, 6, 1))
@example([("c1", "completed", "1402", "2026-11-20")], date(2024, 3, 18))
def test_map_and_page_of_stages_count_the_same_events_at_every_date(
    events: list[Told], day: date
) -> None:
    present = told(events)
    as_of = jalali(day)
    then = atlas_at(present, as_of)
    mine = {
        (c, s)
        for c, s, written, recorded in events
        if s != "unknown" and counts_from(written, recorded) <= day
    }
    on_the_page = entries(
        read_steps(present.events, len(present.clusters), present.stages.index),
        day,
        known_until(as_of),
    )
    on_the_map = known_by(then, np.arange(len(present.clusters)))
    named = [place for place, stage in enumerate(present.stages.index) if stage != "unknown"]
    for row, cluster in enumerate(present.clusters["cluster_id"]):
        wanted = [(cluster, stage) in mine for stage in present.stages.index[named]]
        assert on_the_page.reached[row, named].tolist() == on_the_map[row, named].tolist() == wanted
        stands = stage_of(then, str(cluster))
        assert (cluster, stands) in mine if any(wanted) else stands == "unknown"
    unique = {(c, s, w, r) for c, s, w, r in events}
    assert on_the_page.dated + on_the_page.undated == sum(
        counts_from(w, r) <= day for _, _, w, r in unique
    )


@settings(max_examples=15, deadline=None)
@given(TOLD)
def test_at_the_present_both_count_all_that_is_on_record(events: list[Told]) -> None:
    present = told(events)
    yesterday = date(2015, 1, 1) - timedelta(1)
    found = entries(
        read_steps(present.events, len(present.clusters), present.stages.index),
        yesterday,
        known_until(""),
    )
    assert (found.later, found.dated + found.undated) == (0, len(set(events)))
    assert (known_by(present, np.arange(2)) <= found.reached).all()
