"""What is looked at, as a sentence: each active filter, the words looked for, the date."""

from components.words.finding_words import no_record
from components.words.names import chosen_names
from components.words.text import Text
from geo.atlas import Atlas
from geo.filters import FILTERS
from geo.selection import Selection
from geo.view import View


def filter_clauses(atlas: Atlas, view: View, text: Text) -> dict[str, str]:
    """Each active filter, and the words looked for, as a clause of a sentence.

    By parameter, in order.
    """
    said = {
        f.param: text(
            f"sentence.{f.param}",
            values=text.join(
                name for _, name in chosen_names(atlas, text, f.param, view.chosen(f.param))
            ),
        )
        for f in FILTERS
        if view.chosen(f.param)
    }
    if view.text:
        said["q"] = text("sentence.text", values=view.text)
    return said


def clauses(atlas: Atlas, view: View, text: Text) -> dict[str, str]:
    """What is looked at, as clauses of a sentence.

    Each active filter, and the date where it is not the present.
    """
    said = filter_clauses(atlas, view, text)
    return (
        said | {"as_of": text("sentence.as_of", date=text.date(view.as_of))} if view.as_of else said
    )


def sentence(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The whole filter, read back."""
    said = clauses(atlas, selection.view, text).values()
    if not said:
        return text("sentence.all", n=selection.total_on_file)
    if selection.is_unknown:
        return text(
            "sentence.unknown",
            names=no_record(atlas, selection, text),
            total=selection.total_on_file,
        )
    counted = text(
        "sentence.some",
        n=selection.count,
        total=selection.total_on_file,
        clauses=text("list.comma").join(said),
    )
    return (
        text("sentence.without_record", said=counted, names=no_record(atlas, selection, text))
        if selection.unrecorded
        else counted
    )
