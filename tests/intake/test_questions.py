"""What a file leaves open is asked once: an answer holds for every row, is kept with the layout,
and is told when it is used again.
"""

import pytest

from geo.intake.commit import commit
from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.opening import ImportContext, open_file
from geo.intake.terms import Terms
from geo.registry.memory import forget_answers, memory_of
from geo.registry.questions import STAGE, Asked, asked
from geo.registry.records import widen
from geo.registry.rights import Rights
from geo.registry.store import Registry
from tests.intake.files.making import csv_of
from tests.registry.contents import AT, TODAY

NAME, PROVINCE, STAGE_HEADING = "نام خوشه", "استان", "مرحله"
ODD = "نیم‌بند و گم"
TABLE = [
    [NAME, PROVINCE, STAGE_HEADING],
    ["خوشه گز", "اصفهان", ODD],
    ["خوشه سوهان", "قم", "شناسایی"],
    ["خوشه ترمه", "یزد", "نيم بند و گم"],
]
WHAT = asked(STAGE, "stage", ODD)


def look(
    registry: Registry,
    reading: ImportContext,
    rows: list[list[str]],
    answers: dict[Asked, str] | None = None,
) -> Examined:
    opened = open_file(csv_of(rows), "گزارش.csv", reading, registry)
    return examine(opened, registry.snapshot(), reading, Terms(TODAY, answers=answers or {}))


def test_a_text_is_asked_about_once_however_it_is_spelt_with_the_rows_where_it_stands(
    registry: Registry, reading: ImportContext
) -> None:
    (question,) = look(registry, reading, TABLE).checked.questions
    assert (question.kind, question.field, question.text, question.rows, question.answer) == (
        STAGE,
        "stage",
        ODD,
        (2, 4),
        "",
    )
    assert set(question.options) == set(reading.reference.stages.index)


def test_an_answer_holds_for_every_row(registry: Registry, reading: ImportContext) -> None:
    found = look(registry, reading, TABLE, {WHAT: "stopped"})
    assert (found.left_out, len(found.comparison.added)) == (frozenset(), 3)
    stages = widen(found.comparison.new, reading.reference.stages.index).set_index("name_fa")[
        "stage"
    ]
    assert stages.to_dict() == {
        "خوشه گز": "stopped",
        "خوشه سوهان": "identified",
        "خوشه ترمه": "stopped",
    }


def test_it_is_kept_with_the_layout_and_told_when_it_is_used_again(
    registry: Registry, reading: ImportContext
) -> None:
    commit(registry, look(registry, reading, TABLE, {WHAT: "stopped"}), Rights.to_all("مریم"), AT)
    (question,) = look(registry, reading, [TABLE[0], ["خوشه نو", "فارس", ODD]]).checked.questions
    assert question.before is not None
    assert (question.answer, question.before.who, question.before.at) == ("stopped", "مریم", AT)
    (other,) = look(
        registry, reading, [[*TABLE[0], "محصول"], ["خوشه نو", "فارس", ODD, "نو"]]
    ).checked.questions
    assert other.answer == ""


def test_an_answer_of_now_takes_the_place_of_the_one_before(
    registry: Registry, reading: ImportContext
) -> None:
    commit(registry, look(registry, reading, TABLE, {WHAT: "stopped"}), Rights.to_all("مریم"), AT)
    again = look(registry, reading, TABLE, {WHAT: "identified"})
    assert [
        f.new for change in again.comparison.changed for f in change.fields if f.field == "stage"
    ] == ["identified", "identified"]
    commit(registry, again, Rights.to_all("علی"), AT)
    kept = memory_of(registry, again.opened.layout).answers
    assert {what.text: (answer.answer, answer.who) for what, answer in kept.items()} == {
        WHAT.text: ("identified", "علی")
    }


def test_an_answer_is_kept_though_nothing_changes(
    registry: Registry, reading: ImportContext
) -> None:
    found = look(registry, reading, [TABLE[0], ["", "قم", ODD]], {WHAT: "stopped"})
    assert commit(registry, found, Rights.to_all("مریم"), AT) is None
    assert memory_of(registry, found.opened.layout).answers[WHAT].answer == "stopped"


def test_an_answer_can_be_forgotten(registry: Registry, reading: ImportContext) -> None:
    found = look(registry, reading, TABLE, {WHAT: "stopped"})
    commit(registry, found, Rights.to_all("مریم"), AT)
    forget_answers(registry, found.opened.layout, [WHAT], "علی", AT)
    assert memory_of(registry, found.opened.layout).answers == {}
    assert [(line.who, line.action) for line in registry.log()[:2]] == [
        ("علی", "answers forgotten"),
        ("مریم", "load"),
    ]


@pytest.mark.parametrize("nonsense", ["", "nothing", "no such stage"])
def test_what_is_no_answer_leaves_the_rows_out(
    registry: Registry, reading: ImportContext, nonsense: str
) -> None:
    assert look(registry, reading, TABLE, {WHAT: nonsense}).left_out == {2, 4}
