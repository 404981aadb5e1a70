"""The chair's three questions.

What finished since we last met, what is stuck and why, what will be finished by next year.
"""

from components.bridge.links import page_link
from components.bridge.panel import panel
from components.contract.controls import Option
from components.contract.links import PageLink
from components.contract.stages import Answer, Answers, SinceForm
from components.stages.answers import finished_by_next_year, finished_since, stuck
from components.stages.dates import months_before, since, until
from components.stages.news_panel import moved_since
from components.stages.stage_context import stage_context
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection
from geo.view import View

PERIODS = (3, 6, 12)


def questions(atlas: Atlas, selection: Selection, text: Text) -> Answers:
    """What browser/answers.js shows.

    Each answer with the way to where it comes from, and the date that the first is asked from.
    """
    context, view = stage_context(atlas, selection), selection.view
    what, why = stuck(context, text)
    answers = [
        Answer(
            text("answers.asked_news", date=text.date(since(view))),
            finished_since(moved_since(atlas, selection), view, text),
            page_link("map", view, text("news.finished_on_map"), {"stage": "group:completed"}),
        ),
        Answer(text("answers.asked_clock"), f"{what} {why}".strip(), _to_room(view, text, "clock")),
        Answer(
            text("answers.asked_outlook"),
            finished_by_next_year(context, text),
            _to_room(view, text, "outlook"),
        ),
    ]
    return Answers(_since_form(view, text), answers)


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the chair's three questions, each with its answer and where it is told in full."""
    panel(questions(atlas, selection, text))


def _to_room(view: View, text: Text, room: str) -> PageLink:
    return page_link("stages", view, text(f"progress.room_{room}"), {"room": room})


def _since_form(view: View, text: Text) -> SinceForm:
    """What browser/since_form.js shows."""
    return SinceForm(
        since=since(view),
        shown=text.digits(since(view)),
        label=text("news.since"),
        go=text("as_of.go"),
        hint=text("as_of.exact_hint"),
        wrong=text("as_of.exact_wrong"),
        periods=[Option(months_before(until(view), m), text("news.period", n=m)) for m in PERIODS],
    )
