"""Imports run one way: between which rooms, is drawn here; whatever is not drawn is not allowed."""

import pytest

from tests.rooms import PICTURE, arrows, circle, picture

BASE = {"geo.basis"}
RECORDS = BASE | {"geo.reference", "geo.registry"}
IDEA = RECORDS | {"geo", "geo.stages"}
FILES = RECORDS | {"geo.exports", "geo.intake", "geo.intake.files"}
PANELS = {
    "components.contract",
    "components.words",
    "components.server",
    "components.bridge",
}
ALLOWED = {
    "geo.basis": set(),
    "geo.reference": BASE,
    "geo.stages": BASE | {"geo.reference"},
    "geo.registry": BASE | {"geo.reference"},
    "geo.invented": RECORDS,
    "geo": RECORDS | {"geo.stages"},
    "geo.drawing": IDEA,
    "geo.search": IDEA,
    "geo.intake.files": BASE | {"geo.reference"},
    "geo.intake": RECORDS | {"geo.intake.files"},
    "geo.exports": IDEA | {"geo.intake", "geo.intake.files"},
    "components.contract": set(),
    "components.words": IDEA | FILES | {"components.contract"},
    "components.server": IDEA | {"components.contract", "components.words"},
    "components.bridge": IDEA | PANELS - {"components.bridge"},
    "components.browse": IDEA | PANELS,
    "components.briefing.proof": FILES | {"components.words"},
    "components.briefing": IDEA
    | FILES
    | {
        "geo.drawing",
        "components.contract",
        "components.words",
        "components.server",
        "components.browse",
        "components.briefing.proof",
    },
    "components.editing": FILES | PANELS | {"components.briefing"},
    "components.compare": IDEA | PANELS | {"components.editing"},
    "components.story": IDEA | PANELS | {"components.briefing", "components.editing"},
    "components.places": IDEA
    | PANELS
    | {"geo.drawing", "geo.search", "components.browse", "components.compare", "components.story"},
    "components.stages": IDEA | PANELS | {"components.places"},
    "components.serving": IDEA
    | PANELS
    | {
        "geo.search",
        "components.browse",
        "components.briefing",
        "components.places",
        "components.story",
    },
    "components.commands": IDEA
    | FILES
    | PANELS
    | {"geo.invented", "components.briefing", "components.editing", "components.story"},
    "pages": IDEA
    | PANELS
    | {
        f"components.{room}"
        for room in ("browse", "compare", "editing", "places", "stages", "story")
    },
}
"""By room, the rooms that it may import."""


def test_every_room_imports_only_what_is_drawn_for_it() -> None:
    wrong = {
        room: found
        for room, theirs in arrows().items()
        if (found := theirs - ALLOWED.get(room, set()))
    }
    assert wrong == {}


def test_no_rooms_import_each_other_in_a_circle() -> None:
    assert circle(arrows()) == []


@pytest.mark.parametrize("room", ALLOWED)
def test_a_room_that_is_drawn_is_there(room: str) -> None:
    assert room in arrows()


def test_the_picture_of_the_rooms_is_that_of_the_code() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(arrows()), (
        "python -m tests.rooms draws it anew"
    )
