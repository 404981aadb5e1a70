"""What these panels share.

A cluster's link, a pager, fields to set, the line that says where the figures come from.
"""

from collections.abc import Callable
from urllib.parse import urlencode

import numpy as np

from components.bridge.page_registry import PAGES
from components.contract.controls import NumberField, Pager
from components.contract.links import Action, PageLink
from components.server.site import base_path
from components.stages.stage_context import StageContext
from components.words.text import Text
from geo.basis.jalali import GREGORIAN_FROM, jalali
from geo.stages.clock import DAYS_A_MONTH
from geo.view import View

Link = Callable[[int], PageLink]
ROWS = 25


def cluster_links(context: StageContext, text: Text) -> Link:
    """What gives a link to a cluster by its position in the Atlas."""
    clusters, view = context.atlas.clusters, context.selection.view
    first, second = (
        clusters[f"name_{lang}"] for lang in (("fa", "en") if text.is_rtl else ("en", "fa"))
    )
    ids = clusters["cluster_id"]
    path = f"{base_path()}/{next(p.path for p in PAGES if p.name == 'cluster')}"
    query = {k: v for k, v in view.to_query().items() if k != "cluster"}

    def link(row: int) -> PageLink:
        put = {"cluster": str(ids.iat[row])}
        return PageLink(
            first.iat[row] or second.iat[row],
            f"{path}?{urlencode(query | put, safe=',:')}",
            Action(go="cluster", put=put),
        )

    return link


def province_name(context: StageContext, row: int, text: Text) -> str:
    """The province of a cluster, by its row in the Atlas, in the reader's language."""
    return context.atlas.names["province", text.lang][
        context.atlas.provinces.index[context.atlas.province_codes[row]]
    ]


def stage_name(context: StageContext, stage: int, text: Text) -> str:
    """A stage, by its position in the Atlas, in the reader's language."""
    return context.atlas.names["stage", text.lang][context.atlas.stages.index[stage]]


def number_field(
    view: View, text: Text, param: str, low: int, high: int, value: str = "", **also: str
) -> NumberField:
    """A number that the reader sets; `also` are parameters set at the same time."""
    shown = value or view.setting(param)
    return NumberField(
        param=param,
        label=text(f"stages.set_{param}"),
        value=shown,
        shown=text.digits(shown),
        min=low,
        max=high,
        also=also,
    )


def pager(text: Text, param: str, page: int, total: int) -> Pager:
    """Where a table of so many rows stands. A page past the end is the last."""
    pages = max(-(-total // ROWS), 1)
    page = min(max(page, 1), pages)
    first, last = (page - 1) * ROWS + 1, min(page * ROWS, total)
    return Pager(
        param=param,
        page=page,
        pages=pages,
        label=text("stages.pager"),
        previous=text("stages.previous"),
        next=text("stages.next"),
        page_of=text("stages.page_of", first=first, last=last, total=total),
    )


def months_text(text: Text, months: float) -> str:
    """A duration: in months, and in years where it is longer than two of them."""
    if not np.isfinite(months):
        return ""
    if months < 24:
        return text(
            "stages.months",
            months=text.number(months, 1 if months < 10 else 0),
            n=1 if round(months, 1) == 1 else 2,
        )
    return text("stages.years", years=text.number(months / 12, 1))


def range_text(text: Text, low: float, high: float) -> str:
    """A range of durations, both ends in the unit of the longer."""
    if high < 24:
        return text(
            "stages.months_range",
            low=text.number(low, 1 if high < 10 else 0),
            high=text.number(high, 1 if high < 10 else 0),
        )
    return text("stages.years_range", low=text.number(low / 12, 1), high=text.number(high / 12, 1))


def days_text(text: Text, days: float) -> str:
    """A duration in days, told in months or years as `months_text` does."""
    return months_text(text, days / DAYS_A_MONTH)


def source_line(context: StageContext, text: Text) -> str:
    """Which records, how many of them dated, as known when."""
    found, day = context.found, jalali(context.day)
    parts = [
        text(
            "stages.source",
            dated=found.dated,
            sources=found.steps.sources,
            version=context.atlas.number,
            day=text.date(day),
        ),
        text("stages.undated_events", n=found.undated),
    ]
    if found.later:
        parts.append(text("stages.later_events", n=found.later))
    return " ".join(parts)


def short_date(text: Text, written: str) -> str:
    """A date under a heading that names the Jalali calendar.

    One of the other calendar names its own.
    """
    return (
        text.date(written)
        if int(written[:4]) >= GREGORIAN_FROM
        else text.digits(written.replace("-", "/"))
    )
