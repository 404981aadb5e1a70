"""The flow through the stages.

Who was ever known at each, who moved on, who stands there now, who was lost on the way.
"""

from dataclasses import replace

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.stages import BarCell, CountCell, CountRow, CountTable
from components.stages.dates import source_line
from components.stages.linked_tables import column, linked_tables
from components.stages.table_csv import csv_button
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection
from geo.stage_flow import Flow, flow

COLUMNS = ("reached", "on_record", "passed", "onward", "here", "stopped", "back")
BARS = ("onward", "here", "stopped", "back")


def flow_table(atlas: Atlas, found: Flow, text: Text) -> CountTable:
    """A row a step, in order, with its bars; in words what the whole shows."""
    widest = max(int(found.steps["reached"].max()), 1)
    rows = []
    for stage, counts in found.steps.iterrows():
        cells: list[str | CountCell | BarCell] = [str(atlas.stages.at[stage, f"name_{text.lang}"])]
        for name in COLUMNS:
            shown = text.number(int(counts[name]))
            cells.append(
                CountCell(shown, put={"stage": str(stage)})
                if name == "here" and counts[name]
                else shown
            )
        cells.append(
            BarCell(
                "",
                [
                    (f"flow-{name}", round(100 * int(counts[name]) / widest, 2))
                    for name in BARS
                    if counts[name]
                ],
            )
        )
        rows.append(CountRow(cells))
    reached = found.steps["reached"]
    title = text(
        "flow.title",
        total=found.total,
        started=int(reached["diagnostic"]),
        completed=int(reached["completed"]),
    )
    after = [
        text("flow.apart", unknown=found.unknown, unplaced=found.stopped_unplaced),
        text("flow.rule"),
    ]
    return CountTable(
        name="flow",
        title=title if found.total else text("flow.empty"),
        note=text("flow.note", passed=int(found.steps["passed"].sum())),
        key=[(f"flow-{name}", text(f"flow.{name}")) for name in BARS],
        columns=[
            column(text("flow.stage"), number=False),
            *(column(text(f"flow.{name}")) for name in COLUMNS),
            column(text("flow.bars"), number=False),
        ],
        rows=rows if found.total else [],
        empty="",
        after=after,
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send how many reached each stage, moved on, stand there or were lost, with its CSV."""
    found = flow(atlas, atlas.clusters.index.get_indexer(selection.clusters.index))
    info = method_link(selection.view, text, "flow")
    table = replace(flow_table(atlas, found, text), info=info)
    panel(linked_tables(selection.view, [table], source_line(atlas, selection.view, text)), "flow")

    def rows() -> tuple[list[str], list[list[str | int]]]:
        names = atlas.stages[f"name_{text.lang}"]
        return [text("flow.stage"), *(text(f"flow.{c}") for c in COLUMNS)], [
            [str(names[s]), *(int(r[c]) for c in COLUMNS)] for s, r in found.steps.iterrows()
        ]

    csv_button(atlas, selection, text, "flow", rows)
