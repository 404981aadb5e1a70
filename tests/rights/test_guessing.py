"""Guessing is slowed by address; whoever knows the passphrase is let in at once, however much
others guess.
"""

import threading
import time

from hypothesis import given
from hypothesis import strategies as st

from components.editing import guesses as limits
from components.editing.guesses import Guesses
from tests.passphrase import PASSPHRASE
from tests.rights.conftest import Served
from tests.rights.page_visitor import visiting

GUESSER, OTHER, EDITOR = "198.51.100.7", "198.51.100.8", "203.0.113.5"


def test_an_editor_gets_in_at_once_while_somebody_elsewhere_guesses_four_times_a_second(
    office: Served,
) -> None:
    stop, started = threading.Event(), threading.Event()
    told: list[str] = []

    def guess() -> None:
        with visiting(office.address, **{"X-Forwarded-For": GUESSER}) as visitor:
            visitor.open()
            while not stop.wait(0.25):
                told.append(visitor.sign_in("Mallory", f"guess {len(told)}").told())
                if len(told) > 4:
                    started.set()

    guesser = threading.Thread(target=guess)
    guesser.start()
    try:
        assert started.wait(30)
        for attempt in range(4):
            with visiting(office.address, **{"X-Forwarded-For": f"203.0.113.{attempt}"}) as editor:
                assert editor.open().sign_in("Zahra", PASSPHRASE).is_editor
    finally:
        stop.set()
        guesser.join(30)
    assert "Wait" in told[-1]
    failures = [
        entry
        for entry in office.registry.log(actions=["sign-in failed"])
        if entry.detail == GUESSER
    ]
    assert 2 <= len(failures) <= 5


def test_a_failure_makes_its_address_wait_longer_each_time_and_no_other() -> None:
    guesses = Guesses()
    waits = []
    now = 0.0
    for _ in range(8):
        assert guesses.begin(GUESSER, now) == 0
        waits.append(guesses.begin(GUESSER, now))
        assert guesses.begin(OTHER, now) in (0, guesses.begin(OTHER, now))
        now += waits[-1]
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert guesses.begin(EDITOR, now) == 0


def test_the_right_passphrase_forgets_the_failures_of_its_address() -> None:
    guesses = Guesses()
    for at in (0.0, 2.0, 5.0):
        assert guesses.begin(EDITOR, at) == 0
    guesses.succeeded(EDITOR)
    assert (guesses.count(EDITOR), guesses.begin(EDITOR, 5.0)) == (0, 0)


def test_attempts_side_by_side_from_one_address_are_slowed_as_those_one_after_another() -> None:
    guesses = Guesses()
    assert [guesses.begin(GUESSER, 0.0) > 0 for _ in range(5)] == [False, True, True, True, True]


def test_the_limit_for_all_is_looser_and_never_holds_an_address_from_which_an_editor_came() -> None:
    guesses = Guesses()
    guesses.begin(EDITOR, 0.0)
    guesses.succeeded(EDITOR)
    many = [f"192.0.2.{n}" for n in range(100)]
    let_in = [address for address in many if guesses.begin(address, 1.0) == 0]
    assert len(let_in) == limits.ALL_MOST
    assert guesses.begin("192.0.2.200", 30.0) > 0
    assert guesses.begin(EDITOR, 30.0) == 0
    assert guesses.begin("192.0.2.200", 61.0) == 0


def test_one_subscribers_ipv6_addresses_count_as_one() -> None:
    guesses = Guesses()
    assert guesses.begin("2001:db8:1:2::1", 0.0) == 0
    assert guesses.begin("2001:db8:1:2:ffff::9", 0.0) > 0
    assert guesses.begin("2001:db8:1:3::1", 0.0) == 0
    assert guesses.begin("192.0.2.1", 0.0) == 0
    assert guesses.begin("::ffff:192.0.2.1", 0.0) > 0


@given(st.lists(st.tuples(st.text(max_size=200), st.floats(0, 5)), max_size=30))
def test_whatever_an_address_is_said_to_be_it_waits_a_bounded_time(
    attempts: list[tuple[str, float]],
) -> None:
    guesses, now = Guesses(), 0.0
    for address, later in attempts:
        now += later
        assert 0 <= guesses.begin(address, now) <= limits.ALL_WITHIN


def test_what_is_kept_of_addresses_is_bounded() -> None:
    guesses = Guesses()
    for n in range(limits.ADDRESSES_MOST + 500):
        guesses.begin(f"10.{n >> 16}.{n >> 8 & 255}.{n & 255}", n * limits.ALL_WITHIN)
        guesses.succeeded(f"172.{n >> 16}.{n >> 8 & 255}.{n & 255}")
    assert len(guesses._failures) == limits.ADDRESSES_MOST
    assert len(guesses._known) == limits.KNOWN_MOST
    assert len(guesses._recent) <= limits.ALL_MOST
    started = time.process_time()
    guesses.begin(EDITOR, 1e9)
    assert time.process_time() - started < 0.1
