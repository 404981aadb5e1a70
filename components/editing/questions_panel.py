"""Questions that a file leaves open: what a text in it means, and which rows are records on file.

Answers about texts are kept with the layout.
"""

import hashlib

import streamlit as st

from components.editing.field_words import answer_words, province_name
from components.editing.reading import reading
from components.words.markdown import escape_markdown
from components.words.names import field_labels
from components.words.text import Text
from geo.intake.examined import Examined
from geo.intake.match import OTHER_PROVINCE, Likely
from geo.intake.merge import AS_NEW
from geo.intake.opening import Opened
from geo.registry.questions import Asked, Question

MOST_DECISIONS = 50
"""Likely doubles asked about at a time."""
MOST_ROWS = 10
"""Rows named beside a question."""
WAITING = "?"


def decisions(opened: Opened) -> dict[int, str]:
    """What was chosen so far for rows that may be a record on file, by row."""
    start = _row_key(opened, "")
    chosen = {
        str(key).removeprefix(start): value
        for key, value in st.session_state.items()
        if str(key).startswith(start)
    }
    return {
        int(row): str(answer)
        for row, answer in sorted(chosen.items())
        if answer not in (None, WAITING)
    }


def answers(opened: Opened, questions: tuple[Question, ...]) -> dict[Asked, str]:
    """What was chosen so far for these questions; an answer kept before is no choice of now."""
    given = [(q, st.session_state.get(_text_key(opened, q))) for q in questions]
    chosen = {
        q.asked: answer for q, answer in given if answer in q.options
    }  # what a browser sends may be anything
    kept = opened.memory.answers
    return {
        what: str(answer)
        for what, answer in chosen.items()
        if answer and (what not in kept or kept[what].answer != answer)
    }


def render(found: Examined, text: Text) -> None:
    """All questions, the open ones first; an answer counts at the next run."""
    questions = found.checked.questions
    kept = [q for q in questions if q.before]
    waiting = [q for q in questions if not q.before]
    labels = field_labels(reading().table, text)
    if waiting:
        st.subheader(text("ask.title", n=len(waiting)))
        st.caption(text("ask.note"))
        _choices(found.opened, waiting, labels, text)
    if kept:
        with st.expander(text("ask.kept_title", n=len(kept))):
            st.caption(text("ask.kept_note"))
            _choices(found.opened, kept, labels, text)
    _likely_doubles(found, text)


def _choices(opened: Opened, questions: list[Question], labels: dict[str, str], text: Text) -> None:
    for start in range(0, len(questions), 2):
        for place, question in zip(st.columns(2), questions[start : start + 2], strict=False):
            options = list(question.options)
            place.selectbox(
                escape_markdown(
                    text(
                        f"ask.of_{question.kind}",
                        text=question.text,
                        field=labels.get(question.field, question.field),
                    )
                ),
                options,
                index=options.index(question.answer) if question.answer in options else None,
                format_func=lambda answer, question=question: answer_words(question, answer, text),
                placeholder=text("ask.open"),
                key=_text_key(opened, question),
            )
            said = [text("ask.rows", rows=_rows(question.rows, text))] if question.rows else []
            said += (
                [text("ask.before", who=question.before.who, at=text.moment(question.before.at))]
                if question.before and question.before.at
                else []
            )
            place.caption(escape_markdown(" · ".join(said)))


def _likely_doubles(found: Examined, text: Text) -> None:
    """Rows that may be a record on file, side by side."""
    likely = found.matches.likely
    rows = list(dict.fromkeys(pair.row for pair in likely))
    if not rows:
        return
    st.subheader(text("load.likely_title", n=len(rows)))
    st.caption(text("load.likely_note"))
    for row in rows[:MOST_DECISIONS]:
        pairs = [pair for pair in likely if pair.row == row]
        free = [pair for pair in pairs if not pair.taken_by]
        words = {WAITING: text("load.likely_later"), AS_NEW: text("load.likely_new")}
        words |= {
            pair.cluster_id: escape_markdown(
                text("load.likely_same", cluster=pair.cluster_id, name=pair.on_file)
            )
            for pair in free
        }
        order = [WAITING, *(pair.cluster_id for pair in free), AS_NEW]
        title = escape_markdown(text("load.likely", row=text.row(row), name=pairs[0].name))
        st.radio(title, order, format_func=words.__getitem__, key=_row_key(found.opened, str(row)))
        for pair in pairs:
            st.caption(escape_markdown(_match_reason(pair, text)))
    decided, records = found.terms.decisions, found.comparison.records
    twice = [
        row for row, record in decided.items() if record != AS_NEW and records.get(row) != record
    ]
    if twice:
        st.warning(text("load.likely_twice", rows=_rows(tuple(twice), text)))


def _match_reason(pair: Likely, text: Text) -> str:
    """Why the row may be the record, or may not."""
    words = {
        "cluster": pair.cluster_id,
        "name": pair.on_file,
        "percent": text.percent(pair.likeness / 100),
    }
    if pair.taken_by:
        return text("load.why_taken", **words, row=text.row(pair.taken_by))
    where = (
        {"province": province_name(pair.province_iso, text)} if pair.why == OTHER_PROVINCE else {}
    )
    return text(f"load.why_{pair.why}", **words, **where)


def _rows(rows: tuple[int, ...], text: Text) -> str:
    named = [text.row(row) for row in rows[:MOST_ROWS]]
    return (
        text.join(named)
        if len(rows) <= MOST_ROWS
        else text("ask.rows_more", rows=text("list.comma").join(named), n=len(rows) - MOST_ROWS)
    )


def _row_key(opened: Opened, row: str) -> str:
    return f"load_likely_{opened.digest}_{row}"


def _text_key(opened: Opened, question: Question) -> str:
    asked = "\0".join((question.asked.kind, question.asked.field, question.asked.text))
    return f"load_answer_{opened.digest}_{hashlib.sha256(asked.encode()).hexdigest()[:16]}"
