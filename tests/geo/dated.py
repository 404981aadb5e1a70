"""Small Atlases of clusters with dated events, and events of every kind, for tests of stages over
time.
"""

from datetime import date

from hypothesis import strategies as st

from geo.atlas import Atlas, make_atlas
from geo.basis.jalali import span
from geo.reference.reference import read_reference
from geo.registry.records import stage_event
from geo.registry.snapshot import Rows, snapshot_from
from tests.conftest import DATA

GROUND = read_reference(DATA)
STAGES = GROUND.stages.index
RECORDED = "2026-11-20"
Event = tuple[str, str, str]
"""Cluster, stage, date as written."""


def atlas_with(*events: Event, clusters: int = 3, recorded: str = RECORDED) -> Atlas:
    """An Atlas of clusters c1, c2, …, every second one in Isfahan, the others in Yazd."""
    rows: Rows = [
        (
            f"c{n}",
            f"n{n}",
            f"n{n}",
            ("IR-10", "IR-21")[n % 2],
            "",
            "",
            None,
            None,
            "",
            "",
            "13",
            "",
            "",
            "s",
        )
        for n in range(1, clusters + 1)
    ]
    made = [
        stage_event(cluster, stage, written, recorded, "", "s")
        for cluster, stage, written in events
    ]
    return make_atlas(
        GROUND,
        snapshot_from(
            {"clusters": rows, "stage_events": list(made), "sources": [("s", "t", "")]},
            number=1,
            token="0" * 32,
        ),
    )


def stage_of(atlas: Atlas, cluster: str = "c1") -> str:
    return str(atlas.clusters["stage"].iat[atlas.row_of[cluster]])


def dates(first: int = 1300, last: int = 1420) -> st.SearchStrategy[str]:
    """Dates as records write them: none, years, months and days, Jalali, and Gregorian years."""
    days = st.tuples(st.integers(first, last), st.integers(1, 12), st.integers(1, 29))
    jalali = st.builds(
        lambda day, length: "{}-{:02d}-{:02d}".format(*day)[:length],
        days,
        st.sampled_from([4, 7, 10]),
    )
    return st.one_of(st.just(""), jalali, st.integers(1990, 2040).map(str))


def histories(clusters: int = 3) -> st.SearchStrategy[list[Event]]:
    """Events in any order, of any date, twice, all on one day."""
    return st.lists(
        st.tuples(
            st.sampled_from([f"c{n}" for n in range(1, clusters + 1)]),
            st.sampled_from(list(STAGES)),
            dates(),
        ),
        max_size=14,
    )


def days_of(written: str) -> tuple[date, date]:
    """First and last day on which an event may have been; the day of recording for none."""
    return span(written) if written else (date.fromisoformat(RECORDED),) * 2
