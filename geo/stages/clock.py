"""The project clock.

When each project began, when its three years end, what has been heard of it since, and what is
late.

Under way is a cluster whose contract is made and whose licence is not: stages `contracted` to
`final_monitoring`. Finished is one with its licence. A date known to the year or month counts by
its last day, so nothing is called late before it is certain.

Overdue: under way, and more than so many years after the start without a licence. The start is the
contract; where that has no date, the earliest dated step after it, which can only be later. Silent:
under way, and nothing dated for more than so many months. Undated: under way without any date on
file; neither overdue nor silent. Where a licence is on file and a later report names an earlier
stage, the two contradict each other, and the project is neither overdue nor silent. Not taken over:
finished, and no hand-over on file.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.stages.steps import NONE, DatedStages, Floats, Ints, last_day_of, years_after

UNDER_WAY = ("contracted", "diagnostic", "action_plan", "implementation", "final_monitoring")
FINISHED = ("completed", "handed_over", "follow_on")
FLAGS = ("overdue", "silent", "undated", "not_taken_over")
"""In the order of gravity."""
DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True)
class Thresholds:
    """From when on a project counts as late or silent.

    overdue_years: a project's length by contract. silent_months: the longest time between two
    reports.
    """

    overdue_years: int = 3
    silent_months: int = 12


def project_clock(found: DatedStages, rows: Ints, stage: Ints, limits: Thresholds) -> pd.DataFrame:
    """One row for each of the clusters `rows`, now at `stage`, that is under way or finished.

    The order of `rows` is kept.

    Columns: row (position in the Atlas), stage, is_under_way; start, due, monitoring, licence,
    hand_over, latest (days, NaN for none); start_event, monitoring_event, licence_event,
    hand_over_event, latest_event (positions in the EventArrays, NONE for none); due_written;
    over_days (since `due`, NaN unless overdue), quiet_months (since `latest`, 0 and more);
    licensed (under way by its latest report, yet a licence is on file); the FLAGS (booleans).
    """
    under_way = np.isin(stage, [found.column(s) for s in UNDER_WAY])
    finished = np.isin(stage, [found.column(s) for s in FINISHED])
    kept = under_way | finished
    rows, stage, under_way = rows[kept], stage[kept], under_way[kept]
    start = _start_events(found, rows)
    columns: dict[str, object] = {"row": rows, "stage": stage, "is_under_way": under_way}
    last = np.append(found.steps.last, np.nan)
    events = {
        "start": start,
        "monitoring": found.event[rows, found.column("final_monitoring")],
        "licence": found.event[rows, found.column("completed")],
        "hand_over": found.event[rows, found.column("handed_over")],
        "latest": found.newest[rows],
    }
    # NONE is the last place
    days: dict[str, Floats] = {name: last[event] for name, event in events.items()}
    due_written = [
        years_after(w, limits.overdue_years) if w else "" for w in found.date_texts(start)
    ]
    due_days = {w: last_day_of(w) for w in set(due_written)}
    due = np.array([due_days[w] for w in due_written], dtype=float)
    quiet = np.maximum((found.day - days["latest"]) / DAYS_A_MONTH, 0.0)
    finished_columns = np.array([found.column(s) for s in FINISHED])
    licensed = under_way & found.reached[rows][:, finished_columns].any(axis=1)
    overdue = under_way & ~licensed & (due < found.day)
    columns |= days | {f"{name}_event": event for name, event in events.items()}
    columns |= {
        "due": due,
        "due_written": due_written,
        "over_days": np.where(overdue, found.day - due, np.nan),
        "quiet_months": quiet,
        "overdue": overdue,
        "licensed": licensed,
        "silent": under_way & ~licensed & (quiet > limits.silent_months),
        "undated": under_way & (events["latest"] == NONE),
        "not_taken_over": ~under_way
        & (stage == found.column("completed"))
        & ~found.reached[rows][:, finished_columns[1:]].any(axis=1),
    }
    return pd.DataFrame(columns)


def _start_events(found: DatedStages, rows: Ints) -> Ints:
    """The contract of each cluster, or its earliest dated step after it; NONE for neither."""
    columns = np.array([found.column(s) for s in UNDER_WAY])
    contract = found.event[rows, columns[0]]
    later = np.nan_to_num(found.last[rows][:, columns[1:]], nan=np.inf)
    earliest = found.event[rows, columns[1:][later.argmin(axis=1)]]
    return np.where(contract != NONE, contract, earliest)


def programmes(found: DatedStages, row: int) -> list[tuple[str, float]]:
    """The dated reports of implementation of one cluster, as written and last day.

    Its yearly programmes, the first first.
    """
    steps = found.steps
    low, high = np.searchsorted(steps.cluster, [row, row + 1])
    mine = np.arange(low, high)
    mine = mine[
        (steps.stage[mine] == found.column("implementation"))
        & ~np.isnan(steps.last[mine])
        & (steps.known[mine] <= found.known_until)
    ]
    return [(str(steps.written[e]), float(steps.last[e])) for e in mine]


def counts(clock: pd.DataFrame) -> dict[str, int]:
    """How many are under_way, finished, and under each of the FLAGS."""
    under_way = int(clock["is_under_way"].sum())
    return {"under_way": under_way, "finished": len(clock) - under_way} | {
        flag: int(clock[flag].sum()) for flag in FLAGS
    }
