"""What next: the waiting clusters in the order of the reader's own weights.

Each score is shown as its parts. It proposes; it does not decide.
"""

from typing import Any

import numpy as np
import pandas as pd

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.controls import Option
from components.contract.stage_times import Ranking as RankingShown
from components.contract.stage_times import (
    RankingColumns,
    RankingCriterion,
    RankingPart,
    RankingRow,
    WeightSlider,
)
from components.stages.stage_context import (
    RANGED,
    StageContext,
    candidates,
    ranking_of,
    stage_context,
)
from components.stages.stages_csv import cluster_columns, csv_button
from components.stages.wording import (
    ROWS,
    Link,
    cluster_links,
    number_field,
    pager,
    province_name,
    source_line,
    stage_name,
)
from components.words.finding_words import named
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.jalali import jalali
from geo.selection import Selection
from geo.settings import read_weights, write_weights
from geo.stages.ranking import CRITERIA, DRAWS, MISSING_RULES, MOST, TOP, Ranking


def ranking_panel(context: StageContext, text: Text) -> RankingShown:
    """A page of the ranking, with the weights that it goes by."""
    view, found = context.selection.view, ranking_of(context)
    frame, weights = found.frame, read_weights(view.setting("weights")) or {}
    place = pager(text, "next_page", int(view.setting("next_page")), len(frame))
    shown = frame.iloc[(place.page - 1) * ROWS : place.page * ROWS]
    heaviest = max(found.weights.values())
    link = cluster_links(context, text)
    recorded = [c for c in CRITERIA if found.on_file[c]]
    highs = upper_ends(context)
    return RankingShown(
        title=title(context, found, text),
        info=method_link(view, text, "ranking"),
        disclaimer=text("next.proposes"),
        weights_title=text("next.weights"),
        sliders=[
            WeightSlider(
                name=c,
                label=text(f"next.{c}"),
                explain=text(f"next.explain_{c}"),
                value=weights.get(c, 0),
                shown=text.number(weights.get(c, 0)),
                steps=[text.number(n) for n in range(MOST + 1)],
                on_file=text("next.on_file", n=found.on_file[c], total=len(frame))
                if found.on_file[c]
                else text("next.none_on_file"),
                off=not found.on_file[c],
                puts=[
                    {"weights": write_weights(weights | {c: n}), "next_page": ""}
                    for n in range(MOST + 1)
                ],
            )
            for c in CRITERIA
        ],
        missing_label=text("next.missing"),
        missing=view.setting("missing"),
        missing_rules=[Option(r, text(f"next.missing_{r}")) for r in MISSING_RULES],
        fields=[number_field(view, text, "seed", 0, 999_999)],
        columns=RankingColumns(
            place=text("next.column_place"),
            cluster=text("next.column_cluster"),
            score=text("next.column_score"),
            steady=text("next.column_steady"),
        ),
        criteria=[
            RankingCriterion(text(f"next.{c}"), text.percent(found.weights[c])) for c in recorded
        ],
        rows=[
            _row(context, found, record | highs[int(record["row"])], heaviest, recorded, link, text)
            for record in shown.to_dict("records")
        ],
        missing_word=text("next.not_on_file"),
        top=TOP,
        empty=text("next.empty"),
        pager=place,
        notes=[
            text("next.note_marks"),
            text("next.note_steady", top=TOP, draws=DRAWS),
            source_line(context, text),
        ],
    )


def upper_ends(context: StageContext) -> dict[int, dict[Any, Any]]:
    """The upper ends of the RANGED figures, by the cluster's position in the Atlas."""
    columns = [f"high_{c}" for c in RANGED]
    return {
        int(row["row"]): {c: row[c] for c in columns}
        for row in candidates(context)[0][["row", *columns]].to_dict("records")
    }


def title(context: StageContext, found: Ranking, text: Text) -> str:
    """Who stands first, and how many places among the first TOP are steady."""
    frame = found.frame
    if frame.empty:
        return text("next.title_none")
    link, leading = cluster_links(context, text), frame.loc[frame["place"] == 1, "row"]
    if len(leading) == len(frame) and len(frame) > 1:
        return text("next.title_level", n=len(frame))
    first = named(text, leading, lambda row: link(int(row)).label, "cluster")
    steady = int((frame["steady"].to_numpy()[:TOP] >= 0.9).sum())
    return text(
        "next.title" if len(leading) == 1 else "next.title_tie",
        first=first,
        steady=steady,
        top=min(TOP, len(frame)),
        n=len(frame),
    )


def _row(
    context: StageContext,
    found: Ranking,
    record: dict[Any, Any],
    heaviest: float,
    recorded: list[str],
    link: Link,
    text: Text,
) -> RankingRow:
    row = int(record["row"])
    stage = int(context.atlas.stage_codes[row])
    parts = []
    for c in recorded:
        is_missing = np.isnan(record[f"mark_{c}"])
        parts.append(
            RankingPart(
                value=None
                if np.isnan(record[c])
                else _figure(c, record[c], record.get(f"high_{c}", record[c]), text),
                width=round(100 * record[f"part_{c}"] / heaviest, 1),
                missing=bool(is_missing),
                say=text(
                    "next.part",
                    points=text.number(100 * record[f"part_{c}"], 1),
                    of=text.number(100 * found.weights[c], 1),
                ),
            )
        )
    return RankingRow(
        place=text.number(int(record["place"])),
        cluster=link(row),
        province=province_name(context, row, text),
        stage=stage_name(context, stage, text),
        score=text.number(100 * record["score"], 1),
        steady=text.percent(record["steady"]),
        parts=parts,
    )


def _figure(criterion: str, low: float, high: float, text: Text) -> str:
    """A criterion's own figure in its unit, with both ends where a range was reported."""
    decimals = 1 if criterion in {"gap", "exports"} and low < 100 else 0
    ends = dict.fromkeys(text.number(end, decimals) for end in (low, high))
    return text(
        f"next.figure_{criterion}",
        value=text("list.range", low=next(iter(ends)), high=list(ends)[-1])
        if len(ends) > 1
        else next(iter(ends)),
    )


def table(context: StageContext) -> pd.DataFrame:
    """The whole ranking as the CSV has it."""
    found = ranking_of(context)
    frame = found.frame
    highs = upper_ends(context)
    frame = frame.assign(
        **{f"high_{c}": [highs[row][f"high_{c}"] for row in frame["row"].tolist()] for c in RANGED}
    )
    kinds = {
        c: ("", "high_", "mark_", "part_") if c in RANGED else ("", "mark_", "part_")
        for c in CRITERIA
    }
    parts = {
        f"{kind}{c}": np.round(frame[f"{kind}{c}"].to_numpy(dtype=float), 4)
        for c in CRITERIA
        for kind in kinds[c]
    }
    columns: dict[str, object] = {"place": frame["place"].to_numpy()} | cluster_columns(
        context, frame["row"].tolist()
    )
    columns |= {
        "score": np.round(frame["score"].to_numpy(dtype=float), 4),
        "steady": frame["steady"].to_numpy(dtype=float),
        **parts,
    }
    return pd.DataFrame(
        columns
        | {"missing": context.selection.view.setting("missing"), "as_of": jalali(context.day)}
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send what most needs attention next, and offer the whole ranking as CSV."""
    context = stage_context(atlas, selection)
    panel(ranking_panel(context, text))
    csv_button(context, text, "what_next", len(ranking_of(context).frame), lambda: table(context))
