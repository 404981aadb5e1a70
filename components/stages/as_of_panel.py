"""The date control: stages as known at the end of a year, a month or a day.

Step by step, or playing through the years.
"""

from datetime import date, datetime

from components.bridge.links import method_link
from components.bridge.panel import panel
from components.contract.controls import Option
from components.contract.stages import AsOf, AsOfWords
from components.words.text import TEHRAN, Text
from geo.as_of import known_counts, last_day_of, year_steps
from geo.atlas import Atlas
from geo.selection import Selection


def today() -> date:
    """The day in Tehran."""
    return datetime.now(TEHRAN).date()


def as_of_panel(atlas: Atlas, selection: Selection, text: Text, now: date) -> AsOf:
    """The years that can be stepped through, where we are, and what is and is not known there."""
    as_of = selection.view.as_of
    years = year_steps(atlas, now)
    steps = [Option(year, text("as_of.end_of", year=text.year(year))) for year in years]
    steps.append(Option("", text("as_of.today")))
    values = [step.value for step in steps]
    if as_of and as_of not in values:
        # between two steps: the slider stands at the year before it ends
        place = sum(year < as_of[:4] for year in years)
        label = (
            text("as_of.end_of", year=text.year(as_of))
            if len(as_of) == 4
            else text("as_of.on", date=text.date(as_of))
        )
        steps.insert(place, Option(as_of, label))
        values.insert(place, as_of)
    counts = known_counts(atlas, atlas.clusters.index.get_indexer(selection.clusters.index))
    total = len(selection.clusters)
    if selection.is_unknown:
        said = text("stages.title_unknown")
    elif not as_of:
        said = text(
            "as_of.say_today", total=total, known=counts["known"], undated=counts["never_dated"]
        )
    else:
        said = text(
            "as_of.say",
            total=total,
            known=counts["known"],
            later=counts["later"],
            undated=counts["undated"],
        )
        if last_day_of(as_of) > now:
            said = f"{text('as_of.future')} {said}"
    return AsOf(
        as_of=as_of,
        shown=text.digits(as_of),
        steps=steps,
        at=values.index(as_of),
        say=said,
        convention=text("as_of.convention"),
        info=method_link(selection.view, text, "as_of"),
        words=text.fill(AsOfWords, "as_of"),
    )


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Send the choice of the date as of which stages are told."""
    panel(as_of_panel(atlas, selection, text, today()))
