"""The README keeps up: every command, setting and parameter of a link is in it."""

import re

import pytest

from components.briefing.order import MEDIA_TYPES
from components.command_line import parser
from components.text import catalogue
from geo.filters import FILTERS
from geo.settings import SETTINGS
from geo.view import OWN_PARAMS
from pages.page_registry import PAGES
from tests.serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(p.read_text(encoding="utf-8") for folder in ("components", "geo", "pages") for p in (ROOT / folder).rglob("*.py"))


def commands() -> list[str]:
    return [name for action in parser()._actions if isinstance(action.choices, dict) for name in action.choices]


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", *commands()])
def test_every_command_is_explained(command: str) -> None:
    assert f"./atlas {command}" in README


@pytest.mark.parametrize("param", sorted({f.param for f in FILTERS} | OWN_PARAMS | set(SETTINGS)))
def test_every_parameter_of_a_link_is_listed(param: str) -> None:
    assert re.search(rf"`{param}[=`]", README)


@pytest.mark.parametrize("setting", sorted(set(re.findall(r"ATLAS_[A-Z_]+", CODE + (ROOT / "atlas").read_text(encoding="utf-8")))))
def test_every_setting_is_named(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_every_format_of_a_file_is_named(extension: str) -> None:
    assert f"`.{extension}`" in README


def test_every_page_has_a_file_and_a_name_in_both_languages() -> None:
    for page in PAGES:
        assert (ROOT / "pages" / page.file).is_file()
        assert all(f"nav.{page.name}" in catalogue(lang) for lang in ("fa", "en"))
