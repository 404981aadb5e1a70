"""What a server process keeps for its visitors."""

import pytest

from components import site
from geo.view import View


def test_selections_kept_hold_no_more_rows_together_than_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_selections", {})
    monkeypatch.setattr(site, "ROWS_KEPT", 400)
    for sort in ("name", "-name", "firms", "-firms"):
        assert site.selection(View(sort=sort)).count == 153
        assert sum(s.count for s in site._selections.values()) <= 400


def test_a_selection_larger_than_all_that_may_be_kept_is_still_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "_selections", {})
    monkeypatch.setattr(site, "ROWS_KEPT", 10)
    assert site.selection(View()).count == 153
    assert site.selection(View(sort="name")).count == 153


def test_a_selection_asked_for_again_is_the_one_that_was_kept() -> None:
    assert site.selection(View(text="فرش")) is site.selection(View(text="فرش"))
