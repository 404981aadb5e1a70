"""What an address that names something unknown is answered with.

A status and plain words, instead of a file about something else.
"""

from collections.abc import Mapping

from components.words.text import Text
from geo.basis.errors import DataError

_NOT_THERE = frozenset(
    {"sheet_unknown", "parameter_version", "parameter_cluster", "story_gone", "story_empty"}
)
"""Codes of problems with an address that is well formed and leads to nothing."""


def text_of(query: Mapping[str, str]) -> Text:
    """The reader's language, as the address names it; Persian where it names none."""
    return Text("en" if query.get("lang") == "en" else "fa")


def status_of(error: DataError) -> int:
    """404 where what the address names is not there, 400 where it cannot be understood."""
    return 404 if all(p.code in _NOT_THERE for p in error.problems) else 400


def words_of(error: DataError, text: Text) -> list[str]:
    """A line for each problem."""
    return [text.remedy(problem) for problem in error.problems]
