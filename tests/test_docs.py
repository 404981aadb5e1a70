"""The README keeps up: every command, setting and parameter of a link is in it."""

import re

import pytest

from components.bridge.page_registry import PAGES
from components.briefing.file_request import MEDIA_TYPES
from components.commands.command_line import parser
from components.words.text import catalogue
from geo.filters import FILTERS
from geo.settings import SETTINGS
from geo.view import OWN_PARAMS
from tests.promises import PROMISES, SAYS_HOW
from tests.serving import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
CODE = "\n".join(
    p.read_text(encoding="utf-8")
    for folder in ("components", "geo", "pages")
    for p in (ROOT / folder).rglob("*.py")
)


def commands() -> list[str]:
    return [
        name
        for action in parser()._actions
        if isinstance(action.choices, dict)
        for name in action.choices
    ]


@pytest.mark.parametrize("command", ["run", "test", "check", "bench", *commands()])
def test_every_command_is_explained(command: str) -> None:
    assert f"./atlas {command}" in README


@pytest.mark.parametrize("param", sorted({f.param for f in FILTERS} | OWN_PARAMS | set(SETTINGS)))
def test_every_parameter_of_a_link_is_listed(param: str) -> None:
    assert re.search(rf"`{param}[=`]", README)


@pytest.mark.parametrize(
    "setting",
    sorted(set(re.findall(r"ATLAS_[A-Z_]+", CODE + (ROOT / "atlas").read_text(encoding="utf-8")))),
)
def test_every_setting_is_named(setting: str) -> None:
    assert f"`{setting}`" in README


@pytest.mark.parametrize("extension", MEDIA_TYPES)
def test_every_format_of_a_file_is_named(extension: str) -> None:
    assert f"`.{extension}`" in README


def test_every_page_has_a_file_and_a_name_in_both_languages() -> None:
    for page in PAGES:
        assert (ROOT / "pages" / page.file).is_file()
        assert all(f"nav.{page.name}" in catalogue(lang) for lang in ("fa", "en"))


def sentences() -> list[str]:
    """The sentences for readers: from the tour to the chapter about servers, without headings,
    tables and what is to be typed.
    """
    chapters = README[README.index("## A tour") : README.index("## Speed")]
    prose = re.sub(r"^(    |#|\|).*$", "", chapters, flags=re.MULTILINE)
    paragraphs = re.split(r"\n\s*\n", re.sub(r"^\s*\d+\. ", "\n\n", prose, flags=re.MULTILINE))
    parts = [
        part
        for p in paragraphs
        for part in re.split(r"(?<=[.?!])\s+(?=[A-Z`*(])", " ".join(p.split()))
    ]
    return [part for part in parts if re.search("[a-z]", part) and part != "**Day one.**"]


@pytest.mark.parametrize("sentence", sentences())
def test_every_sentence_for_readers_is_a_promise_with_a_test_or_says_how(sentence: str) -> None:
    assert any(part in sentence for part in (*PROMISES, *SAYS_HOW))


@pytest.mark.parametrize("part", [*PROMISES, *SAYS_HOW])
def test_every_promise_stands_in_the_readme(part: str) -> None:
    assert any(part in sentence for sentence in sentences())


@pytest.mark.parametrize("name", sorted({name for tests in PROMISES.values() for name in tests}))
def test_every_promise_is_held_by_a_test_that_there_is(name: str) -> None:
    file, _, test = name.partition("::")
    assert f"\ndef {test}(" in (ROOT / "tests" / file).read_text(encoding="utf-8")
