"""An editor of two provinces against the served atlas, sending what no page would: nothing of
another province changes.
"""

from contextlib import AbstractContextManager

import pytest

from geo.registry.rights import Rights
from geo.registry.stories import keep_story, kept_story
from geo.registry.story import Slide, Story
from tests.intake.files.making import csv_of
from tests.rights.conftest import ALL, COOKIE_SECRET, FARS, YAZD, Served
from tests.rights.page_visitor import PageVisitor, account, visiting

AT = "2026-11-25T08:00:00Z"
STORY = Story("نشست یزد", (Slide({"province": "IR-21"}, "یزد", ""),))


def signed_in(
    people: Served, email: str = YAZD, **claims: object
) -> AbstractContextManager[PageVisitor]:
    return visiting(people.address, **account(people.address, email, COOKIE_SECRET, **claims))


def isfahan_but_one(people: Served) -> tuple[bytes, int]:
    """A file with one record of Isfahan, and how many others there are on file."""
    records = people.registry.snapshot().clusters.query("province_iso == 'IR-10'")
    first = records.iloc[0]
    return (
        csv_of([["شناسه", "نام خوشه", "استان"], [first["cluster_id"], first["name_fa"], "اصفهان"]]),
        len(records) - 1,
    )


@pytest.mark.parametrize("crafted", ["IR-10", "Isfahan", "اصفهان", "as each row says", ""])
def test_a_whole_file_of_another_province_takes_nothing_out_whatever_province_is_chosen(
    people: Served, crafted: str
) -> None:
    content, others = isfahan_but_one(people)
    before = people.registry.snapshot()
    with signed_in(people) as visitor:
        visitor.open().upload("load_file", "isfahan.csv", content)
        visitor.set({"load_province": crafted, "load_whole": True})
        assert not visitor.exceptions()
        if "load_confirm" in visitor.widget_keys():
            visitor.press("load_confirm")
        assert f"{others} records" not in visitor.told()
    assert people.registry.snapshot().same_content(before)


def test_another_provinces_record_is_not_changed_by_a_form_that_is_not_offered(
    people: Served,
) -> None:
    before = people.registry.snapshot()
    theirs = before.clusters.query("province_iso == 'IR-10'")["cluster_id"].iloc[0]
    with signed_in(people) as visitor:
        visitor.open(query=f"lang=en&cluster={theirs}").set({"records_room": ["One record"]})
        assert visitor.text("record.not_yours") in visitor.told()
        visitor.press(visitor.text("record.save"), {f"record_{theirs}_": "another name"})
    assert people.registry.snapshot().same_content(before)


def test_an_earlier_version_with_other_records_of_other_provinces_does_not_come_back(
    people: Served,
) -> None:
    gone = "c001"
    with signed_in(people, ALL) as office:
        office.open(query=f"lang=en&cluster={gone}").set({"records_room": ["One record"]}).press(
            "drop_"
        )
    before = people.registry.snapshot()
    assert gone not in set(before.clusters["cluster_id"])
    with signed_in(people) as visitor:
        visitor.open().set({"records_room": ["Versions"]})
        oldest = visitor.options("version_chosen")[-1]
        visitor.set({"version_chosen": oldest}).press("restore_confirm")
        assert visitor.text("rights.provinces", provinces="Fars") in visitor.told()
    assert people.registry.snapshot().same_content(before)


def test_a_story_is_removed_and_replaced_only_by_its_author_or_an_editor_for_all(
    people: Served,
) -> None:
    name = keep_story(people.registry, STORY, Rights(YAZD, frozenset({"IR-21"})), AT)
    with signed_in(people, FARS) as visitor:
        visitor.open("story")
        visitor.set({"story_chosen": next(o for o in visitor.options("story_chosen") if YAZD in o)})
        assert "story_kept_drop" not in visitor.widget_keys()
    assert kept_story(people.registry, name) == STORY
    with signed_in(people, ALL) as visitor:
        visitor.open("story")
        visitor.set(
            {"story_chosen": next(o for o in visitor.options("story_chosen") if YAZD in o)}
        ).press("story_kept_drop")
    assert kept_story(people.registry, name) is None
    with signed_in(people) as visitor:
        visitor.open("story").press("story_bring_back")
    assert kept_story(people.registry, name) == STORY
