"""The help of ./atlas in the reader's language: argparse's own words too."""

import argparse
import re
from collections.abc import Callable
from typing import Any, NoReturn

from components.words.text import Text

_NAMED = re.compile(r"--?[a-z][\w-]*|'[^']*'")
"""What a message of argparse names: options, and what was written."""
WRONG_USE = 2


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """Help with its own word for `usage`."""

    usage_word = ""

    def add_usage(
        self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None
    ) -> None:
        super().add_usage(
            usage, actions, groups, f"{self.usage_word}: " if prefix is None else prefix
        )


class CommandParser(argparse.ArgumentParser):
    """A parser that speaks the language of `text`."""

    def __init__(self, text: Text, **options: Any) -> None:
        self.text = text

        class Formatter(_Formatter):
            usage_word = text("help.usage")

        super().__init__(add_help=False, formatter_class=Formatter, **options)
        self.add_argument(
            "-h", "--help", action="help", default=argparse.SUPPRESS, help=text("help.help")
        )
        self._positionals.title, self._optionals.title = (
            text("help.positionals"),
            text("help.options"),
        )

    def error(self, message: str) -> NoReturn:
        """Say what is wrong, and end with WRONG_USE.

        In Persian without argparse's English: only what its message names.
        """
        named = (
            self.text.join(dict.fromkeys(_NAMED.findall(message))) if self.text.is_rtl else message
        )
        self.print_usage()
        self.exit(WRONG_USE, f"{self.text('help.wrong', what=named, command=self.prog)}\n")


def parser_in(text: Text) -> type[argparse.ArgumentParser]:
    """A class of parsers that speak the language of `text`.

    A class, as argparse itself makes a parser for each command.
    """

    class Parser(CommandParser):
        def __init__(self, **options: Any) -> None:
            super().__init__(text, **options)

    return Parser


Command = Callable[[str, Callable[[argparse.Namespace, Text], int]], argparse.ArgumentParser]
"""Adds a command, whose help stands in the catalogues as `help.<name>`, and gives its parser."""


def language_of(arguments: list[str], otherwise: str) -> str:
    """The language that the arguments name, before they are parsed: the help is in it too."""
    for one, following in zip(arguments, [*arguments[1:], ""], strict=False):
        said = (
            following
            if one == "--lang"
            else one.removeprefix("--lang=")
            if one.startswith("--lang=")
            else ""
        )
        if said in ("fa", "en"):
            return said
    return otherwise if otherwise in ("fa", "en") else "en"
