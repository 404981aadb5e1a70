"""What is stuck and why, and what will be finished by next year: two of the chair's questions, above the third, what finished."""

from components.links import page_link
from components.panel import panel
from components.progress.answers import finished_by_next_year, stuck
from components.progress.facts import facts
from components.text import Text
from geo.atlas import Atlas
from geo.selection import Selection


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Both answers, each with the way to the room that shows where it comes from."""
    base, view = facts(atlas, selection), selection.view
    what, why = stuck(base, text)
    asked = {"clock": f"{what} {why}".strip(), "outlook": finished_by_next_year(base, text)}
    answers = [
        {
            "asked": text(f"answers.asked_{room}"),
            "said": said,
            "more": page_link(atlas, "stages", view, text(f"progress.room_{room}"), {"room": room}),
        }
        for room, said in asked.items()
    ]
    panel("answers", {"answers": answers})
