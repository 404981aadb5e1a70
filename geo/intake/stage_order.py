"""Which of the stages that a file tells of a cluster is the present one, and which of the others
are kept.
"""

from collections.abc import Mapping, Sequence

from geo.basis.jalali import span
from geo.registry.timeline import UNKNOWN

Told = tuple[str, str]
"""A stage and its date, empty for none."""


def present(told: Sequence[Told], place: Mapping[str, int]) -> tuple[str, str, list[Told]]:
    """The present stage and its date, and all that is kept: what has a date, and the furthest where
    it has none.

    Of dated stages it is the last that they tell by the rule of geo/registry/timeline.py. place: of
    each stage in the order of the procedure.
    """
    named = [one for one in dict.fromkeys(told) if one[0] not in ("", UNKNOWN)]
    if not named:
        return "", "", []
    dated = [one for one in named if one[1]]
    furthest = max(named, key=lambda one: (place[one[0]], one[1] != ""))
    if not furthest[1]:
        return *furthest, [*dated, furthest]
    now, until = None, 0
    for stage, written in sorted(dated, key=lambda one: (span(one[1])[1], place[one[0]])):
        first, last = (day.toordinal() for day in span(written))
        if now is None or place[stage] >= place[now[0]] or first > until:
            until = last if now is None or first > until else max(until, last)
            now = (stage, written)
    assert now is not None
    return *now, dated
