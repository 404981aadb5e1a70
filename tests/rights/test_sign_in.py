"""A sign-in is bound to the browser it was made in, and ends in all its screens: when signed out,
when its time is over, when the secrets change.
"""

import time
import urllib.error
from contextlib import AbstractContextManager, ExitStack, suppress
from typing import Any

import pytest

from tests.intake.files.making import csv_of
from tests.passphrase import EARLIER_HASH, PASSPHRASE, earlier_hash
from tests.rights.conftest import ALL, AUTH, COOKIE_SECRET, LEAVING, PEOPLE, Served
from tests.rights.page_visitor import PageVisitor, account, visiting

NEW_RECORD = csv_of([["نام خوشه", "استان"], ["خوشه آزمون نشست", "یزد"]])


def cookie_of(set_cookie: str) -> str:
    return set_cookie.partition(";")[0]


def put_in(visitor: PageVisitor) -> str:
    """Try to put a file into the registry; what the page says meanwhile."""
    told = visitor.upload("load_file", "new.csv", NEW_RECORD).told()
    with suppress(LookupError):  # whose sign-in has ended is offered nothing to press
        told += visitor.press("load_confirm").told()
    return told


def test_a_stolen_session_id_carries_no_right(office: Served) -> None:
    head = office.registry.head()
    with visiting(office.address) as editor, ExitStack() as thieves:
        editor.open().sign_in("Zahra", PASSPHRASE)
        assert editor.is_editor
        cookie = cookie_of(editor.fetch_cookie())
        thief = thieves.enter_context(visiting(office.address, session=editor.session))
        thief.open()
        assert thief.session == editor.session
        assert not thief.is_editor
        put_in(thief)
        back = thieves.enter_context(
            visiting(office.address, session=editor.session, cookie=cookie)
        )
        assert back.open().is_editor
    with visiting(
        office.address, session=editor.session, cookie="khoosheh_editor=guessed"
    ) as thief:
        assert not thief.open().is_editor
    assert office.registry.head() == head


def test_the_cookie_is_for_this_browser_alone_and_no_script_reads_it(office: Served) -> None:
    with visiting(office.address) as editor:
        editor.open().sign_in("Zahra", PASSPHRASE)
        said = editor.fetch_cookie()
    assert {"HttpOnly", "Path=/", "SameSite=strict", f"Max-Age={8 * 3600}"} <= {
        part.strip() for part in said.split(";")[1:]
    }
    assert len(cookie_of(said).partition("=")[2]) >= 43
    with visiting(office.address, cookie=cookie_of(said)) as again:
        assert again.open("story", "lang=en").open("records").is_editor


def test_a_ticket_for_the_cookie_is_taken_once(office: Served) -> None:
    with visiting(office.address) as editor:
        editor.open().sign_in("Zahra", PASSPHRASE)
        editor.fetch_cookie()
        for _ in range(2):
            with pytest.raises(urllib.error.HTTPError) as refused:
                editor.fetch_cookie()
            assert refused.value.code == 403
        assert "sign_in" not in editor.open().panels()


def test_signed_out_in_one_screen_is_signed_out_in_all(office: Served) -> None:
    with visiting(office.address) as first:
        cookie = cookie_of(first.open().sign_in("Zahra", PASSPHRASE).fetch_cookie())
        with (
            visiting(office.address, cookie=cookie) as second,
            visiting(office.address) as other_browser,
        ):
            assert second.open().is_editor
            other_browser.open().sign_in("Ali", PASSPHRASE)
            first.press(first.text("editors.out"))
            assert not first.is_editor
            assert second.text("editors.gone") in put_in(second)
            assert not second.open().is_editor
            assert other_browser.open().is_editor


def test_two_screens_of_one_browser_that_signed_in_one_after_the_other_end_together(
    office: Served,
) -> None:
    with visiting(office.address) as first, visiting(office.address) as second:
        cookie = cookie_of(first.open().sign_in("Zahra", PASSPHRASE).fetch_cookie())
        second.open().sign_in("Zahra", PASSPHRASE).fetch_cookie(cookie)
        second.press(second.text("editors.out"))
        assert not first.open().is_editor


def test_a_changed_passphrase_ends_every_sign_in(office: Served) -> None:
    head = office.registry.head()
    with visiting(office.address) as editor:
        editor.open().sign_in("Zahra", PASSPHRASE)
        editor.upload("load_file", "new.csv", NEW_RECORD)
        office.write({"editors": {"passphrase": earlier_hash("another passphrase")}})
        editor.press("load_confirm")
        assert editor.text("editors.gone") in editor.told()
        assert not editor.open().is_editor
    assert office.registry.head() == head


def test_a_sign_in_ends_after_the_time_that_the_setting_gives(office: Served) -> None:
    head = office.registry.head()
    with visiting(office.address) as editor:
        cookie = cookie_of(editor.open().sign_in("Zahra", PASSPHRASE).fetch_cookie())
        assert editor.open().is_editor
        office.write({"editors": {"passphrase": EARLIER_HASH, "sign_in_hours": 0.4 / 3600}})
        assert editor.text("editors.gone") in put_in(editor)
        with visiting(office.address, cookie=cookie) as again:
            assert not again.open().is_editor
    assert office.registry.head() == head


def signed_in(people: Served, email: str, **claims: Any) -> AbstractContextManager[PageVisitor]:
    return visiting(people.address, **account(people.address, email, COOKIE_SECRET, **claims))


@pytest.mark.parametrize("said", [False, None, "true", "false", "", 1, 0, ["true"]], ids=repr)
def test_only_a_verified_address_makes_an_editor(people: Served, said: object) -> None:
    head = people.registry.head()
    with signed_in(people, ALL, email_verified=said) as visitor:
        assert "has not verified" in visitor.open().told()
        put_in(visitor)
        assert not visitor.is_editor
    assert people.registry.head() == head


def test_a_verified_address_makes_an_editor_in_whatever_capitals_of_ascii(people: Served) -> None:
    with signed_in(people, "ALL@Example.org") as visitor:
        assert visitor.open().is_editor
    with signed_in(people, "far\u017f@example.org") as visitor:  # a long s, which folds to an s
        assert "not among the editors" in visitor.open().told()


def test_a_setting_lets_unverified_addresses_in(people: Served) -> None:
    people.write({"auth": AUTH, "editors": {"people": PEOPLE, "accept_unverified_email": True}})
    with signed_in(people, ALL, email_verified=None) as visitor:
        assert visitor.open().is_editor
    people.write({"auth": AUTH, "editors": {"people": PEOPLE, "accept_unverified_email": "true"}})
    with signed_in(people, ALL, email_verified=None) as visitor:
        assert "has not verified" in visitor.open().told()


def test_a_person_who_is_taken_out_of_the_people_may_change_nothing_any_more(
    people: Served,
) -> None:
    head = people.registry.head()
    with signed_in(people, LEAVING) as visitor:
        visitor.open().upload("load_file", "new.csv", NEW_RECORD)
        people.write(
            {"auth": AUTH, "editors": {"people": {k: v for k, v in PEOPLE.items() if k != LEAVING}}}
        )
        visitor.press("load_confirm")
        assert visitor.text("editors.gone") in visitor.told()
    assert people.registry.head() == head


def test_an_account_signed_out_in_one_screen_is_signed_out_in_all_and_others_of_that_person_are_not(
    people: Served,
) -> None:
    now = int(time.time())
    shown = account(people.address, ALL, COOKIE_SECRET, iat=now, nonce="a")
    with (
        visiting(people.address, **shown) as first,
        visiting(people.address, **shown) as second,
        signed_in(people, ALL, iat=now, nonce="b") as elsewhere,
    ):
        assert all(v.open().is_editor for v in (first, second, elsewhere))
        first.press(first.text("editors.out"))
        assert second.text("editors.gone") in put_in(second)
        assert elsewhere.open().is_editor


@pytest.mark.parametrize(
    "iat",
    [int(time.time()) - 9 * 3600, None, "now", True, int(time.time()) + 3600],
    ids=["nine hours", "none", "text", "truth", "ahead"],
)
def test_an_account_signed_in_too_long_ago_or_nobody_knows_when_must_sign_in_again(
    people: Served, iat: object
) -> None:
    with signed_in(people, ALL, iat=iat) as visitor:
        assert visitor.text("editors.ended") in visitor.open().told()
