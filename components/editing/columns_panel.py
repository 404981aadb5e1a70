"""What the columns of a file are taken for, and its sheets: shown, and corrected by hand."""

import streamlit as st

from components.editing.reading import reading, today
from components.server.reading_turns import reading_turn
from components.server.registry import registry
from components.server.site import data_folder, reference
from components.words.markdown import escape_markdown
from components.words.names import field_labels
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.intake.load import missing_fields
from geo.intake.opening import Opened, columns_of, with_mapping, with_sheets
from geo.intake.terms import Terms
from geo.reference.fields import DERIVED
from geo.registry.rights import Rights

SAMPLE = 24
"""Letters shown of a cell."""


def choose_sheets(opened: Opened, editor: Rights | None, text: Text) -> Opened | None:
    """The sheets to read: all that hold records, unless they are of different times; None until
    some of those are chosen.
    """
    names = list(
        dict.fromkeys(
            [
                *opened.found.choices,
                *(table.sheet.name for table in opened.found.tables),
                *opened.found.unread,
            ]
        )
    )
    if len(names) < 2:
        return opened
    if opened.found.choices:
        st.info(text("load.sheets_of_times"))
    start = [] if opened.found.choices else names
    chosen = st.multiselect(
        text("load.sheet"),
        names,
        default=start,
        key=f"load_sheet_{opened.digest}",
        placeholder=text("load.sheet_placeholder"),
    )
    if not chosen:
        return None
    if set(chosen) == set(start):
        return opened
    with reading_turn(is_editor=editor is not None):
        return with_sheets(opened, chosen, reading(), registry(reference(), data_folder()))


def correct_columns(opened: Opened, text: Text) -> Opened:
    """One choice a column of the file; what was sure stands folded away."""
    labels = {"": text("load.not_taken")} | field_labels(reading().table, text)
    options = list(labels)
    table = columns_of(opened, reading())
    taken = sum(bool(f) and f != DERIVED for f in opened.mapping)
    sure = all(
        opened.heading.certain[i] for i, f in enumerate(opened.mapping) if f
    ) and not missing_fields(opened, reading(), Terms(today()))
    title = text("load.columns", n=taken, total=len(opened.mapping), row=opened.heading.row + 1)
    mapping: list[str] = []
    with st.expander(title, expanded=not sure and not opened.is_remembered):
        st.caption(text("load.columns_remembered" if opened.is_remembered else "load.columns_note"))
        row = iter(st.columns(4))
        for position, (name, field, sample) in enumerate(
            zip(table["name"], table["field"], table["sample"], strict=True)
        ):
            if field == DERIVED:
                mapping.append(field)
                continue
            place = next(row, None)
            if place is None:
                row = iter(st.columns(4))
                place = next(row)
            mapping.append(
                place.selectbox(
                    escape_markdown(text("load.column", number=position + 1, name=name or "—")),
                    options,
                    index=options.index(field) if field in options else 0,
                    format_func=labels.__getitem__,
                    key=f"load_column_{opened.digest}_{opened.sheet.name}_{position}",
                )
            )
            place.caption(
                escape_markdown(text("load.sample", sample=" · ".join(s[:SAMPLE] for s in sample)))
                if sample
                else text("load.sample_none")
            )
    doubles = {f for f in mapping if f and f != DERIVED and mapping.count(f) > 1}
    if doubles:
        raise DataError(
            [
                Problem("field_twice", opened.file, opened.heading.row + 1, value=labels[f])
                for f in sorted(doubles)
            ]
        )
    return with_mapping(opened, mapping)
