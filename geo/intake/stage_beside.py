"""Columns of stages beside a column of the present stage: what they say of stages with a date joins
the history.

A cluster stands where its row says so. Where a column tells of a further stage, or another day, the
row contradicts itself and is not taken.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from geo.basis.jalali import span
from geo.intake.check import Checked
from geo.intake.dated import dated_frame
from geo.intake.files.account import FATES, Fate
from geo.intake.read_columns import Layout
from geo.intake.stage_columns import STAGE, STAGE_DATE, WITHOUT_ORDER, StagesRead
from geo.registry.timeline import UNKNOWN


def beside_present(
    read: StagesRead,
    checked: Checked,
    columns: Mapping[int, str],
    cells: pd.DataFrame,
    layout: Layout,
    stages: pd.DataFrame,
) -> tuple[StagesRead, Checked]:
    """What the columns of stages say beside the present stage of `checked`, and the records with
    the dates that only the columns say. columns: the stage of each. cells: of all rows that were
    read. stages: data/stages.csv, indexed by stage, in order.
    """
    place = {str(stage): number for number, stage in enumerate(stages.index)}
    at = {stage: position for position, stage in columns.items()}
    further: dict[int, list[tuple[str, str]]] = {}
    for row, one in zip(read.dated.index.tolist(), read.dated.to_dict("records"), strict=True):
        further.setdefault(row, []).append((one[STAGE], one[STAGE_DATE]))
    rows = [int(n) for n in cells.index]
    where = {row: number for number, row in enumerate(rows)}
    records = checked.records
    stood, dated_on = records[STAGE].tolist(), records[STAGE_DATE].tolist()
    problems, kept = list(read.problems), []
    passed = set(read.passed)
    for n, row in enumerate(records.index.tolist()):
        stage, written = stood[n], dated_on[n]
        told = (read.stages[where[row]], read.dates[where[row]])
        if not told[0]:
            continue
        events = [told, *further.get(row, ())]
        own = dict(events).get(stage, "")
        other = _contradicting(stage, written, events, place)
        if other:
            cell = str(cells.at[row, layout.fields.index(STAGE)]) or written
            said = f"{layout.names[at[other[0]]]} {other[1]}".strip()
            problems.append(layout.problem("beside_differs", row, STAGE, cell, allowed=said))
            continue
        if stage in ("", UNKNOWN):
            stood[n], dated_on[n] = told[0], told[1] or written
            stage = told[0]
        elif len(own) > len(written):
            dated_on[n] = own
        kept += [(row, one) for one in events if one[1] and one[0] != stage]
        gone = [one for one, when in events if not when and one != stage]
        passed |= {(row, at[one]) for one in gone}
        for one in gone:
            read.fates[at[one]][where[row]] = FATES.index(Fate.LEFT_OUT)
    dated = dated_frame(
        [row for row, _ in kept], [{STAGE: stage, STAGE_DATE: when} for _, (stage, when) in kept]
    )
    found = replace(read, dated=dated, passed=frozenset(passed), problems=tuple(problems))
    records = records.assign(
        stage=pd.array(stood, dtype="str"), stage_date=pd.array(dated_on, dtype="str")
    )
    return found, replace(checked, records=records, given=checked.given | {STAGE_DATE})


def _contradicting(
    stage: str, written: str, events: list[tuple[str, str]], place: Mapping[str, int]
) -> tuple[str, str] | None:
    """The event of a column that cannot be true where a cluster stands in `stage` since `written`,
    both empty for nothing.
    """
    for one, when in events:
        if one == stage or (stage in ("", UNKNOWN) and one == events[0][0]):
            if written and when and not (written.startswith(when) or when.startswith(written)):
                return one, when
            continue
        if stage in ("", UNKNOWN):
            continue
        is_later = bool(written and when and span(when)[0] > span(written)[1])
        is_further = place[one] > place[stage]
        has_order = one not in WITHOUT_ORDER and stage not in WITHOUT_ORDER
        if is_later or (has_order and is_further) or (one in WITHOUT_ORDER and not written):
            return one, when
    return None
