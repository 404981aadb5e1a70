"""A verdict on a file in words.

What is true of it, where it differs, and what no registry can prove.
"""

from collections.abc import Iterator

from components.briefing.plain_text import one_line
from components.briefing.proof.differences import ADDED, CHANGED, Difference
from components.briefing.verify import Verdict
from components.words.text import Text
from geo.basis.errors import Problem

SHOWN, LONGEST = 20, 120
"""Differences that are told one by one, and characters of a text in them."""


def verdict_lines(verdict: Verdict, text: Text) -> Iterator[str]:
    """The verdict, and below it the differences and whose words it cannot be about."""
    stamp = verdict.stamp
    number, rows, view = (stamp.version, stamp.rows, stamp.view or "-") if stamp else (0, 0, "-")
    problem = _problem(verdict.problem, text) if verdict.problem else ""
    yield text(
        f"verify.{verdict.code}",
        file=verdict.name,
        number=number,
        rows=rows,
        view=one_line(view),
        problem=problem,
        count=verdict.count,
    )
    yield from (_line(difference, text) for difference in verdict.differences[:SHOWN])
    if len(verdict.differences) > SHOWN:
        yield text("verify.more", n=len(verdict.differences) - SHOWN)
    if verdict.own and stamp and verdict.code in ("right", "release", "stated"):
        yield text(
            "verify.own",
            words=text.join(
                dict.fromkeys(text(f"verify.own_{what}", n=n) for n, what in verdict.own)
            ),
        )


def _problem(problem: Problem, text: Text) -> str:
    """Why a file could not be read; how to mend a file of records would not help here."""
    return (
        text("verify.damaged")
        if problem.code in ("file_damaged", "file_kind_unknown", "file_is_html")
        else text.remedy(problem)
    )


def _line(difference: Difference, text: Text) -> str:
    where = {
        name: value if isinstance(value, int) else one_line(str(value), LONGEST)
        for name, value in difference.where.items()
    }
    found, expected = one_line(difference.found, LONGEST), one_line(difference.expected, LONGEST)
    told = {CHANGED: found or expected, ADDED: found}.get(difference.kind, expected)
    return text(
        f"verify.{difference.kind}{'' if told else '_only'}",
        place=text(f"verify.at_{difference.place}", **where),
        found=found,
        expected=expected,
    )
