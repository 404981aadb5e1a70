"""The chair's questions, each answered in a sentence."""

from collections.abc import Callable

import pandas as pd

from components.stages.dates import since, until
from components.stages.stage_context import StageContext, clock_of, outlook_of
from components.stages.wording import stage_name
from components.words.finding_words import named
from components.words.text import Text
from geo.as_of import last_day_of
from geo.findings import leaders
from geo.stages.clock import counts
from geo.view import View


def finished_since(moved: pd.DataFrame, view: View, text: Text) -> str:
    """What finished between the View's two dates, and what no date tells of.

    `moved`: columns of geo/stage_news.py.
    """
    if last_day_of(since(view)) >= until(view):
        return text("news.empty_period")
    mine, undated = moved[moved["kind"] == "finished"], int((moved["kind"] == "undated").sum())
    said = [text("answers.finished_since", n=len(mine))]
    if unsure := int((~mine["is_sure"]).sum()):
        said.append(text("answers.finished_unsure", n=unsure))
    if undated:
        said.append(text("answers.finished_undated", n=undated))
    return " ".join(said)


def stuck(context: StageContext, text: Text) -> tuple[str, str]:
    """What is stuck, and why.

    How many are late or silent and what cannot be said; and where most of them stand, empty where
    none is.
    """
    clock = clock_of(context)
    total = counts(clock)
    if not total["under_way"]:
        return text("answers.none_under_way"), ""
    view = context.selection.view
    what = text(
        "answers.stuck",
        n=total["overdue"],
        under_way=total["under_way"],
        years=int(view.setting("overdue_years")),
        silent=total["silent"],
        months=int(view.setting("silent_months")),
        undated=total["undated"],
    )
    late = clock[clock["overdue"] | clock["silent"]]
    provinces = pd.Series(context.atlas.province_codes[late["row"]], dtype=int)
    where = [
        _most(text, "stage", late["stage"], lambda stage: stage_name(context, int(stage), text)),
        _most(
            text,
            "province",
            provinces,
            lambda code: context.atlas.names["province", text.lang][
                context.atlas.provinces.index[int(code)]
            ],
        ),
    ]
    said = [part for part in where if part]
    return what, text("answers.stuck_where", late=len(late), where=text.join(said)) if said else ""


def _most(text: Text, kind: str, values: pd.Series, name: Callable[[str], str]) -> str:
    """Where most of the late ones stand, with all that tie; empty where nothing stands out."""
    found = leaders(values.value_counts().sort_index())
    if found is None or (found.is_level and found.compared > 1) or found.value < 2:
        return ""
    each = "_each" if len(found.keys) > 1 else ""
    return text(
        f"answers.stuck_{kind}{each}", names=named(text, found.keys, name, kind), n=int(found.value)
    )


def finished_by_next_year(context: StageContext, text: Text) -> str:
    """What will be finished by the end of next Jalali year: a range, on what assumptions."""
    facts = outlook_of(context)
    if not len(facts.queue.elapsed) and not facts.queue.waiting:
        return text("answers.none_to_finish")
    following = facts.result.by_year.iloc[1]
    year, low, middle, high = (
        text.year(facts.result.by_year.index[1]),
        *(int(following[f"{c}_total"]) for c in ("low", "middle", "high")),
    )
    if facts.starts:
        said = text(
            "answers.finished",
            year=year,
            low=low,
            middle=middle,
            high=high,
            starts=text.number(facts.starts),
        )
    else:
        said = text("answers.finished_no_start", year=year, low=low, middle=middle, high=high)
    basis = "none" if facts.basis == "procedure" and not facts.spells else facts.basis
    return f"{said} {text(f'answers.basis_{basis}', spells=facts.spells)}"
