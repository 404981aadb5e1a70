"""What a file holds and would change, before anybody confirms it."""

import streamlit as st

from components.editing import grid
from components.editing.reading import reading
from components.words.account_words import account_line, reason, rows_of
from components.words.file_words import annotated_file
from components.words.markdown import escape_markdown
from components.words.names import field_labels
from components.words.text import Text
from geo.intake.examined import Examined
from geo.intake.files.account import Account
from geo.intake.files.grid import letters
from geo.registry.change import Change

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def render(found: Examined, text: Text) -> None:
    """What is wrong, and what would change."""
    comparison, labels = found.comparison, field_labels(reading().table, text)
    errors = [p for p in found.problems if p.level == "error"]
    missing = _missing(found)
    groups: dict[str, tuple[int, tuple[Change, ...]]] = {
        "added": (len(comparison.added), comparison.added),
        "changed": (len(comparison.changed), comparison.changed),
        "unchanged": (comparison.unchanged, ()),
        "missing": (len(missing), missing),
        "left_out": (len(found.left_out), ()),
    }
    st.subheader(escape_markdown(text("load.compared", file=found.opened.file)))
    heads = {
        name: text(
            "load.out" if name == "missing" and comparison.removes_missing else f"load.{name}"
        )
        for name in groups
    }
    grid.counts([(heads[name], n) for name, (n, _) in groups.items()], text, "load")
    _account(found.account, text)
    for problem in found.problems:
        if problem.code == "whole_kept":
            st.warning(escape_markdown(text.remedy(problem)))
    if comparison.older:
        st.warning(text("load.older", n=len(comparison.older)))
    if found.problems:
        with st.expander(
            text("load.problems", errors=len(errors), warnings=len(found.problems) - len(errors)),
            expanded=bool(errors),
        ):
            grid.render_problems("problems", found.problems, text)
            name = f"{found.opened.file.rsplit('.', 1)[0]}-atlas.xlsx"
            st.download_button(
                text("load.annotated"),
                lambda: annotated_file(found, text),
                name,
                SHEET_TYPE,
                on_click="ignore",
            )
    if comparison.merged:
        with st.expander(text("load.merged_title", n=len(comparison.merged)), expanded=True):
            cells = [
                [text.number(m.row), m.name, m.cluster_id, m.on_file] for m in comparison.merged
            ]
            grid.render(
                "merged",
                [
                    text("grid.row"),
                    text("load.merged_name"),
                    text("grid.id"),
                    text("load.merged_on_file"),
                ],
                cells,
                text,
            )
    for name in ("added", "changed", "missing"):
        n, changes = groups[name]
        if n:
            title = (
                "load.missing_out"
                if name == "missing" and comparison.removes_missing
                else f"load.{name}_title"
            )
            with st.expander(text(title, n=n), expanded=name == "changed"):
                grid.render_changes(name, changes, labels, text)


def _account(account: Account, text: Text) -> None:
    """What became of every cell, and which were not taken."""
    st.caption(escape_markdown(account_line(account, text)), help=text("account.note"))
    if not account.left_out:
        return
    with st.expander(text("account.listed", n=sum(left.cells for left in account.left_out))):
        heads = [
            text(f"account.{name}")
            for name in ("sheet", "row", "column", "count", "value", "reason")
        ]
        rows = [
            [
                left.sheet,
                rows_of(left, text),
                "" if left.column is None else letters(left.column),
                text.number(left.cells),
                left.value,
                reason(left, text),
            ]
            for left in account.left_out
        ]
        grid.render("left_out", heads, rows, text, sentences=True)


def _missing(found: Examined) -> tuple[Change, ...]:
    """Records that the file lacks: where they stay as they are, only those of the provinces it
    speaks of.
    """
    comparison = found.comparison
    named = set(found.checked.records["province_iso"])
    return tuple(
        c for c in comparison.missing if comparison.removes_missing or c.province_iso in named
    )
