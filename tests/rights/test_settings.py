"""What secrets.toml says of editors is read strictly: what is wrong is told at start and gives
nobody a right.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.editing.editor_settings import read_editor_settings
from components.words.text import Text
from tests.passphrase import EARLIER_HASH
from tests.rights.conftest import AUTH, toml_of
from tests.serving import ROOT

CODES = [f"IR-{n:02}" for n in range(31)]


def people(table: Any, **more: Any) -> tuple[dict[str, Any], list[str]]:
    """The provinces of each address, and the codes of what is wrong."""
    settings, problems = read_editor_settings(
        {"auth": AUTH, "editors": {"people": table} | more}, CODES
    )
    return {address: rights.provinces for address, rights in settings.people.items()}, [
        p.code for p in problems
    ]


def test_people_have_the_rights_that_the_table_gives() -> None:
    table = {
        "Office@Example.org": "all",
        "yazd@example.org": ["IR-21", "IR-22"],
        "fars@example.org": "IR-07",
    }
    assert people(table) == (
        {
            "office@example.org": None,
            "yazd@example.org": {"IR-21", "IR-22"},
            "fars@example.org": {"IR-07"},
        },
        [],
    )


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"a@b": ["IR-99"]}, "setting_province"),
        ({"a@b": ["all"], "A@B": "IR-07"}, "setting_person_twice"),
        ({"a@b": ["IR-21", "all"]}, "setting_province"),
        ({"a@b": "ALL"}, "setting_province"),
        ({"a@b": []}, "setting_person"),
        ({"a@b": 7}, "setting_person"),
        ({"a@b": True}, "setting_person"),
        ({"a@b": ["IR-21", 7]}, "setting_person"),
        ({"a@b": {"provinces": ["IR-21"]}}, "setting_person"),
        ({"somebody": "all"}, "setting_address"),
        (["a@b"], "setting_table"),
        ("a@b", "setting_table"),
    ],
    ids=str,
)
def test_a_wrong_value_of_the_people_gives_nobody_a_right_and_is_told(
    table: Any, code: str
) -> None:
    assert people(table) == ({}, [code])


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ({"sign_in_hours": 0}, "setting_hours"),
        ({"sign_in_hours": "8"}, "setting_hours"),
        ({"sign_in_hours": True}, "setting_hours"),
        ({"sign_in_hours": float("nan")}, "setting_hours"),
        ({"sign_in_hours": 10_000}, "setting_hours"),
        ({"accept_unverified_email": "true"}, "setting_yes_no"),
        ({"accept_unverified_email": 1}, "setting_yes_no"),
        ({"passphrase": "a long office passphrase"}, "setting_passphrase"),
        ({"passphrase": 12}, "setting_passphrase"),
        ({"peoples": {}}, "setting_unknown"),
    ],
    ids=str,
)
def test_a_wrong_setting_is_told_and_the_stricter_default_holds(
    setting: dict[str, Any], code: str
) -> None:
    settings, problems = read_editor_settings({"editors": setting}, CODES)
    assert [p.code for p in problems] == [code]
    assert (settings.hours, settings.accepts_unverified, settings.passphrase, settings.way) == (
        8,
        False,
        "",
        "",
    )


def test_an_easily_guessed_secret_of_the_cookies_is_told() -> None:
    _, problems = read_editor_settings(
        {"auth": AUTH | {"cookie_secret": "a long random text"}, "editors": {"people": {}}}, CODES
    )
    assert [p.code for p in problems] == ["setting_cookie_secret"]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text()
    | st.sampled_from(["all", "IR-21"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("a@b"), inner),
    max_leaves=12,
)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "auth": VALUES,
            "editors": VALUES | st.fixed_dictionaries({"people": VALUES, "sign_in_hours": VALUES}),
        },
    )
)
def test_whatever_the_secrets_hold_they_are_read_and_each_problem_has_words(
    secrets: dict[str, Any],
) -> None:
    settings, problems = read_editor_settings(secrets, CODES)
    assert all(
        rights.provinces is None or rights.provinces <= set(CODES)
        for rights in settings.people.values()
    )
    for lang in ("fa", "en"):
        assert all(Text(lang).problem(p) for p in problems)


@pytest.fixture
def started(tmp_path: Path) -> Callable[[str], str]:
    """What the check before a start says, with these secrets and with files that others may read;
    whatever they are, it lets readers be served.
    """

    def run(secrets: str) -> str:
        (tmp_path / ".streamlit").mkdir()
        (tmp_path / ".streamlit" / "secrets.toml").write_text(secrets, encoding="utf-8")
        (tmp_path / "registry.sqlite").touch()
        for name in (".streamlit/secrets.toml", "registry.sqlite"):
            (tmp_path / name).chmod(0o640)
        settings = {
            "PYTHONPATH": str(ROOT),
            "ATLAS_DATABASE_URL": f"sqlite:///{tmp_path / 'registry.sqlite'}",
        }
        command = [sys.executable, "-m", "components.commands.start_check"]
        done = subprocess.run(
            command,
            cwd=tmp_path,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0
        return done.stderr

    return run


def test_mistakes_and_files_that_others_may_read_are_told_at_start_in_both_languages(
    started: Callable[[str], str], tmp_path: Path
) -> None:
    said = started(
        toml_of(
            {
                "auth": AUTH,
                "editors": {"passphrase": EARLIER_HASH, "people": {"yazd@example.org": ["IR-99"]}},
            }
        )
    )
    for text in (Text("fa"), Text("en")):
        assert (
            text(
                "problem.setting_province",
                value='editors.people."yazd@example.org"',
                allowed="IR-99",
            ).split("(")[0]
            in said
        )
        assert text("start.old_hash") in said
        for path in (tmp_path / ".streamlit" / "secrets.toml", tmp_path / "registry.sqlite"):
            assert text("start.modes", file=path, mode="640", command=f"chmod 600 {path}") in said


def test_secrets_that_are_no_toml_are_told_at_start(started: Callable[[str], str]) -> None:
    assert "cannot be read as TOML" in started("[editors\n")
