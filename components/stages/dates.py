"""The two dates of these rooms: until when, and since when."""

from datetime import date

from components.stages.as_of_panel import today
from components.words.text import Text
from geo.as_of import last_day_of
from geo.atlas import Atlas
from geo.basis.jalali import FIRST_JALALI, jalali
from geo.view import View


def until(view: View) -> date:
    """The last day that counts: the View's date, but not after today."""
    now = today()
    return min(last_day_of(view.as_of), now) if view.as_of else now


def months_before(day: date, months: int) -> str:
    """The Jalali day so many months before `day`; the last of its month where that is shorter."""
    year, month, of_month = (int(part) for part in jalali(day).split("-"))
    year, month = divmod(12 * year + month - 1 - months, 12)
    if year < FIRST_JALALI:
        return str(FIRST_JALALI)
    return (
        f"{year}-{month + 1:02d}-{min(of_month, 31 if month < 6 else 30 if month < 11 else 29):02d}"
    )


def since(view: View) -> str:
    """The date after which something is news.

    The View's, where it names one and not a version; else a year before the last day that counts.
    """
    return (
        view.since
        if view.since and not view.since.startswith("v")
        else months_before(until(view), 12)
    )


def source_line(atlas: Atlas, view: View, text: Text) -> str:
    """What the figures of these rooms rest on."""
    at = (
        text("progress.at_date", date=text.date(view.as_of))
        if view.as_of
        else text("progress.at_today", date=text.date(jalali(today())))
    )
    return text("progress.source", at=at, version=atlas.number)
