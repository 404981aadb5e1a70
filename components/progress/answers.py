"""The chair's questions, each answered in a sentence."""

import numpy as np

from components.progress.facts import Facts, clock_of, outlook_of
from components.progress.shown import province_name, stage_name
from components.text import Text
from geo.progress.clock import counts


def stuck(base: Facts, text: Text) -> str:
    """What is stuck and why: how many are late or silent, where most of them stand, and what cannot be said."""
    clock = clock_of(base)
    total = counts(clock)
    if not total["under_way"]:
        return text("answers.none_under_way")
    view = base.selection.view
    said = [
        text(
            "answers.stuck",
            n=total["overdue"],
            under_way=total["under_way"],
            years=int(view.setting("overdue_years")),
            silent=total["silent"],
            months=int(view.setting("silent_months")),
            undated=total["undated"],
        )
    ]
    late = clock[clock["overdue"] | clock["silent"]]
    if len(late):
        stages = np.bincount(late["stage"])
        provinces = base.atlas.province_codes[late["row"]]
        most = int(np.bincount(provinces).argmax())
        row = int(late["row"].to_numpy()[provinces == most][0])
        said.append(
            text(
                "answers.stuck_where",
                stage=stage_name(base, int(stages.argmax()), text),
                at_stage=int(stages.max()),
                late=len(late),
                province=province_name(base, row, text),
                in_province=int((provinces == most).sum()),
            )
        )
    return " ".join(said)


def finished_by_next_year(base: Facts, text: Text) -> str:
    """What will be finished by the end of next Jalali year: a range, on what assumptions."""
    facts = outlook_of(base)
    if not len(facts.queue.elapsed) and not facts.queue.waiting:
        return text("answers.none_to_finish")
    following = facts.result.by_year.iloc[1]
    return text(
        "answers.finished",
        year=text.year(facts.result.by_year.index[1]),
        low=int(following["low_total"]),
        high=int(following["high_total"]),
        middle=int(following["middle_total"]),
        starts=text.number(facts.starts),
    ) + " " + text(f"answers.basis_{facts.basis}", spells=facts.spells)  # fmt: skip
