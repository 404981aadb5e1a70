"""What changed, as a fold on any page with a Selection.

Since when, how much, which clusters, and all of it as a file.
"""

from collections.abc import Callable

import pandas as pd
import streamlit as st

from components.bridge.links import method_link, page_link
from components.bridge.marked_csv import csv_name, marked_csv
from components.bridge.panel import panel
from components.compare.changed import changed, changed_in_each, today, versions_until
from components.contract.compare import (
    ChangeCounts,
    ChangeCountsRow,
    ChangedCluster,
    ChangedGroup,
    FoundChanges,
)
from components.contract.compare import Changes as ChangesPanel
from components.contract.controls import Choice
from components.server.site import data_folder
from components.words.names import field_labels, in_language, item_name, option_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.jalali import jalali
from geo.changes import Changes, Move, together
from geo.reference.fields import field_table
from geo.registry.change import FieldChange
from geo.registry.errors import RegistryError
from geo.selection import Selection
from geo.view import View

MOST, VERSIONS = 60, 12
"""Clusters shown of each kind, versions offered; the file has all clusters, a date leads to any
version.
"""
COLUMNS = (
    "kind",
    "cluster_id",
    "name_fa",
    "name_en",
    "province",
    "before",
    "after",
    "date",
    "source",
)


def since_name(since: str, text: Text) -> str:
    """The beginning, in words."""
    return (
        text("changes.version", number=int(since[1:]))
        if since.startswith("v")
        else text.date(since)
    )


def choices(atlas: Atlas, view: View, text: Text) -> list[Choice]:
    """What can be asked for at once.

    A year ago, the year's beginning, the latest versions; and what is asked for now.
    """
    now = jalali(today().date())
    year = int(now[:4])
    # the last day of a leap year's last month has no fellow a year before
    ago = f"{year - 1}{now[4:]}" if now[5:] != "12-30" else f"{year - 1}-12-29"
    offered = {
        ago: text("changes.year_ago", date=text.date(ago)),
        str(year): text("changes.this_year", date=text.date(str(year))),
    }
    offered |= {
        f"v{v.number}": text("changes.version_of", number=v.number, date=text.moment(v.at))
        for v in versions_until(atlas)[1 : VERSIONS + 1]
    }
    if view.since and view.since not in offered:
        offered[view.since] = since_name(view.since, text)
    return [Choice(value, label, value == view.since) for value, label in offered.items()]


def _stage_name(atlas: Atlas, stage: str, text: Text) -> str:
    return option_name(atlas, text, "stage", stage) if stage else text("changes.no_stage")


def _moved(atlas: Atlas, move: Move, text: Text) -> str:
    date = text.date(move.date) if move.date else text("changes.undated")
    after = _stage_name(atlas, move.after, text)
    said = (
        text("changes.move", before=_stage_name(atlas, move.before, text), after=after, date=date)
        if move.before
        else ""
    )
    said = said or text("changes.reached", after=after, date=date)
    return said if move.is_certain else text("changes.perhaps", move=said)


def _fields(fields: tuple[FieldChange, ...], labels: dict[str, str], text: Text) -> str:
    nothing = text("grid.nothing")
    said = [
        text(
            "grid.field_change",
            field=labels.get(f.field, f.field),
            old=f.old or nothing,
            new=f.new or nothing,
        )
        for f in fields
    ]
    return "\n".join(said) or text("grid.history_only")


def found_data(atlas: Atlas, view: View, found: Changes, text: Text) -> FoundChanges:
    """Counts, and the clusters of each kind with what happened to them."""
    labels = field_labels(field_table(data_folder()), text)

    def line(cluster: str, say: str, source: tuple[str, str] = ("", "")) -> ChangedCluster:
        record = atlas.clusters.iloc[atlas.row_of[cluster]]
        name = in_language(text, str(record["name_fa"]), str(record["name_en"]))
        province = str(atlas.provinces.at[record["province_iso"], f"name_{text.lang}"])
        return ChangedCluster(
            link=page_link("cluster", view, name, {"cluster": cluster}),
            where=province,
            say=say,
            source=source if source[0] else None,
        )

    moved = [line(m.cluster_id, _moved(atlas, m, text), m.source) for m in found.moved[:MOST]]
    added = [line(c, "") for c in found.added[:MOST]]
    corrected = [
        line(c.cluster_id, _fields(c.fields, labels, text)) for c in found.corrected[:MOST]
    ]
    removed = [
        ChangedCluster(
            name=c.name,
            where=str(atlas.provinces.at[c.province_iso, f"name_{text.lang}"]),
            say="",
        )
        for c in found.removed[:MOST]
    ]
    kinds = {
        "moved": (moved, found.moved),
        "added": (added, found.added),
        "corrected": (corrected, found.corrected),
        "removed": (removed, found.removed),
    }
    return FoundChanges(
        groups=[
            ChangedGroup(
                kind,
                text(f"changes.{kind}", n=len(every)),
                lines,
                text("changes.more", n=len(every) - MOST) if len(every) > MOST else "",
            )
            for kind, (lines, every) in kinds.items()
            if found.compared or kind == "moved"
        ],
        how=text("changes.compared", number=found.compared)
        if found.compared
        else text("changes.young"),
        none=text(
            "changes.none" if found.compared else "changes.none_dated",
            since=since_name(view.since, text),
        )
        if found.is_empty
        else "",
    )


def changes_csv(atlas: Atlas, found: Changes, text: Text) -> bytes:
    """Every change on a line.

    Its kind, the cluster, what was and what is, the date and source of a step.
    """
    labels = field_labels(field_table(data_folder()), text)
    lines: list[tuple[str, ...]] = []

    def add(
        kind: str,
        cluster: str,
        before: str = "",
        after: str = "",
        date: str = "",
        source: tuple[str, str] = ("", ""),
    ) -> None:
        record = atlas.clusters.iloc[atlas.row_of[cluster]]
        province = str(atlas.provinces.at[record["province_iso"], f"name_{text.lang}"])
        names = (str(record["name_fa"]), str(record["name_en"]), province)
        lines.append(
            (
                text(f"changes.kind_{kind}"),
                cluster,
                *names,
                before,
                after,
                date,
                " ".join(filter(None, source)),
            )
        )

    for move in found.moved:
        add(
            "moved",
            move.cluster_id,
            _stage_name(atlas, move.before, text),
            _stage_name(atlas, move.after, text),
            move.date,
            move.source,
        )
    for cluster in found.added:
        add("added", cluster)
    for correction in found.corrected:
        for f in correction.fields or (FieldChange("", "", ""),):
            label = labels.get(f.field, f.field)
            add(
                "corrected",
                correction.cluster_id,
                *(
                    (f"{label}: {f.old}", f"{label}: {f.new}")
                    if f.field
                    else ("", text("grid.history_only"))
                ),
            )
    for gone in found.removed:
        province = str(atlas.provinces.at[gone.province_iso, f"name_{text.lang}"])
        lines.append(
            (text("changes.kind_removed"), gone.cluster_id, gone.name, "", province, "", "", "", "")
        )
    headings = pd.DataFrame(
        {"kind": "text", f"heading_{text.lang}": [text(f"changes.column_{c}") for c in COLUMNS]},
        index=list(COLUMNS),
    )
    return marked_csv(
        pd.DataFrame(lines, columns=list(COLUMNS)), headings, text, is_invented=atlas.is_invented
    )


def compared_counts(atlas: Atlas, view: View, parts: list[Changes], text: Text) -> ChangeCounts:
    """How many changes of each kind in each of the things compared.

    None where the registry is younger than the day.
    """
    rows = []
    for item, part in zip(view.compare, parts, strict=True):
        registered = [
            text.number(len(c)) if part.compared else None
            for c in (part.added, part.corrected, part.removed)
        ]
        cells = (
            [text.number(len(part.moved)), *registered]
            if part.removed or _has_record(atlas, item)
            else [None] * 4
        )
        rows.append(ChangeCountsRow(item_name(atlas, text, item), cells))
    kinds = [text(f"changes.counts_{kind}") for kind in ("moved", "added", "corrected", "removed")]
    caption = text("changes.counts_title", since=since_name(view.since, text))
    return ChangeCounts(
        caption, text("changes.counts_of"), kinds, text("changes.counts_unknown"), rows
    )


def _has_record(atlas: Atlas, item: str) -> bool:
    """Whether anything is on file of a thing compared.

    Of a province without a record nothing is known to have changed, or not.
    """
    kind, _, code = item.partition(":")
    return kind != "province" or bool(
        (atlas.province_codes == atlas.provinces.index.get_loc(code)).any()
    )


def render(atlas: Atlas, selection: Selection, text: Text, cluster: str = "") -> None:
    """The fold, of one cluster alone where one is named.

    Nothing is worked out until a beginning is chosen.
    """
    _render(atlas, selection.view, text, lambda: [changed(atlas, selection.view, cluster)])


def render_compared(atlas: Atlas, view: View, text: Text) -> None:
    """The fold for what is held side by side: how much changed in each, and all of it together."""
    _render(atlas, view, text, lambda: changed_in_each(atlas, view), side_by_side=True)


def _render(
    atlas: Atlas,
    view: View,
    text: Text,
    work_out: Callable[[], list[Changes]],
    *,
    side_by_side: bool = False,
) -> None:
    found, counts, trouble = None, None, ""
    try:
        offered = choices(atlas, view, text)
        if view.since:
            parts = work_out()
            found = together(parts)
            counts = compared_counts(atlas, view, parts, text) if side_by_side else None
    except RegistryError as error:
        offered, trouble = [], text.registry_trouble(error)
    panel(
        ChangesPanel(
            title=text("changes.title_compared" if side_by_side else "changes.title"),
            since_label=text("changes.since"),
            choose=text("changes.choose"),
            offered=offered,
            date_label=text("changes.date"),
            date_hint=text("changes.date_hint"),
            wrong=text("changes.wrong_date"),
            off=text("changes.off") if view.since else None,
            trouble=trouble,
            counts=counts,
            found=found_data(atlas, view, found, text) if found else None,
            info=method_link(view, text, "history"),
        )
    )
    if found and not found.is_empty:
        name = csv_name(f"changes_since-{view.since}", atlas, view)
        st.download_button(
            text("changes.csv"),
            lambda: changes_csv(atlas, found, text),
            name,
            mime="text/csv",
            on_click="ignore",
            key="changes_csv",
        )
