"""Fields of records and their values in the reader's words: headings, names for codes, dates and
numbers in the reader's digits.
"""

from collections.abc import Mapping

from components.server.site import reference
from components.words import names
from components.words.text import Text
from geo.registry.change import Change
from geo.registry.questions import STAGE, Question
from geo.registry.records import NUMBERS, TAG_KINDS

field_labels = names.field_labels
DATES = ("stage_date", "figures_date")


def value_words(field: str, value: str, text: Text) -> str:
    """A field's value as its reader calls it, empty for nothing on file."""
    name, here = f"name_{text.lang}", reference()
    if not value:
        return ""
    if field in ("stage", "province_iso", "isic_division"):
        table = {
            "stage": here.stages,
            "province_iso": here.names.facts,
            "isic_division": here.trades,
        }[field]
        return str(table.at[value, name]) if value in table.index else value
    if field in TAG_KINDS:
        names = here.tags.loc[TAG_KINDS[field]][name]
        return text.join(str(names.get(code, code)) for code in value.split("; "))
    if field in DATES:
        return text.date(value)
    return text.digits(value) if field in NUMBERS else value


def answer_words(question: Question, answer: str, text: Text) -> str:
    """An answer to a question about a text of a file, as its reader calls it."""
    return (
        value_words("stage", answer, text)
        if question.kind == STAGE
        else text(f"ask.{question.kind}_{answer}")
    )


def change_lines(change: Change, labels: Mapping[str, str], text: Text) -> list[str]:
    """A line a field: what it is called, its old value and its new one; then a line for each stage
    that joins the history.
    """
    nothing = text("grid.nothing")
    pairs = [
        (f.field, *(value_words(f.field, value, text) or nothing for value in (f.old, f.new)))
        for f in change.fields
    ]
    fields = [
        text("grid.field_change", field=labels.get(field, field), old=_apart(old), new=_apart(new))
        for field, old, new in pairs
    ]
    kept = [
        text(
            "grid.stage_kept",
            stage=_apart(value_words("stage", stage, text)),
            date=_apart(value_words("stage_date", written, text) or nothing),
        )
        for stage, written in change.kept
    ]
    return [*fields, *kept]


def province_name(code: str, text: Text) -> str:
    """A province as its reader calls it."""
    return value_words("province_iso", code, text)


def _apart(value: str) -> str:
    """A value in a line of the other direction, so that old and new keep their places (Unicode's
    isolates).
    """
    return f"\u2068{value}\u2069"
