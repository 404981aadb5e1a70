"""The help of ./atlas is in the reader's language, argparse's own words too."""

import re

import pytest

from components.commands.command_help import language_of
from components.commands.command_line import main, parser

COMMANDS = next(action.choices for action in parser()._actions if isinstance(action.choices, dict))
ENGLISH = re.compile(
    r"\b(?:usage|options|positional|show|the|and|which|argument|required|choice)\b"
)


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[object, str]:
    """The exit code and what was said."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    told = capsys.readouterr()
    return ended.value.code, told.out + told.err


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_the_help_of_each_command_is_persian_where_persian_is_asked_for(
    capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, told = said(capsys, "--lang", "fa", *filter(None, [command]), "--help")
    assert (code, ENGLISH.findall(told)) == (0, [])
    assert told.startswith("شیوه نوشتن: atlas")
    code, told = said(capsys, "--lang=en", *filter(None, [command]), "--help")
    assert (code, re.findall("[\u0600-\u06ff]+", told)) == (0, [])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["import"], "import"),
        (["import", "f", "--duplicates", "x"], "--duplicates"),
        (["export", "f", "--nosuch"], "--nosuch"),
        ([], "atlas"),
    ],
)
def test_wrong_use_is_told_in_persian_and_ends_with_two(
    capsys: pytest.CaptureFixture[str], arguments: list[str], named: str
) -> None:
    code, told = said(capsys, "--lang", "fa", *arguments)
    assert (code, named in told, ENGLISH.findall(told)) == (2, True, [])


def test_the_language_is_known_before_the_arguments_are_parsed() -> None:
    assert [
        language_of(a, "en")
        for a in (["--lang", "fa", "x"], ["--lang=fa"], ["import", "--note", "fa"], ["--lang"])
    ] == ["fa", "fa", "en", "en"]
    assert language_of([], "fa") == "fa"
