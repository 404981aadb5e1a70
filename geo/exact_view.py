"""A View as a command or the address of a file names it.

What is unknown is refused, where a screen would say what it left out.
"""

from collections.abc import Iterable, Mapping

from geo.atlas import Atlas
from geo.basis.errors import DataError, Problem
from geo.filters import FILTERS, MAX_TEXT, group_token
from geo.indicators import INDICATORS
from geo.settings import SETTINGS
from geo.view import (
    COMPARED,
    KNOWN_PARAMS,
    LANGUAGES,
    MAX_COMPARED,
    SORTS,
    Ignored,
    View,
    read_view,
)

_DATES = frozenset({"as_of", "since"})


def query_of(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The parameters of an address, in order.

    A filter that stands there more than once names all its values.

    Raises DataError for another that stands there with two values.
    """
    several = {f.param for f in FILTERS}
    found: dict[str, str] = {}
    for param, value in pairs:
        if param in found and param in several:
            found[param] = f"{found[param]},{value}"
        elif found.setdefault(param, value) != value:
            raise DataError(
                [
                    Problem(
                        "parameter_twice",
                        "",
                        column=param[:MAX_TEXT],
                        value=value[:MAX_TEXT],
                        allowed=found[param][:MAX_TEXT],
                    )
                ]
            )
    return found


def exact_view(query: Mapping[str, str], atlas: Atlas) -> View:
    """The View that `query` names.

    `atlas` is that of the version it names, or of the newest where that is not there.

    Raises DataError with a Problem for each parameter and value that is unknown: it names both, and
    what is allowed.
    """
    view, ignored = read_view(query, atlas)
    if ignored:
        raise DataError([_problem(i, atlas) for i in ignored])
    return view


def _problem(ignored: Ignored, atlas: Atlas) -> Problem:
    code, allowed = _code_and_allowed(ignored.param, atlas)
    value = ignored.param if code == "parameter_unknown" else ignored.value
    return Problem(code, "", column=ignored.param, value=value, allowed=allowed)


def _code_and_allowed(param: str, atlas: Atlas) -> tuple[str, str]:
    if param not in KNOWN_PARAMS:
        return "parameter_unknown", ", ".join(sorted(KNOWN_PARAMS))
    if param in _DATES:
        return f"parameter_{param}", str(max(atlas.number - 1, 1))
    lists = {f.param: f.values(atlas) for f in FILTERS}
    lists["stage"] = [*lists["stage"], *map(group_token, atlas.stages_by_group)]
    lists |= {
        "lang": list(LANGUAGES),
        "metric": list(INDICATORS),
        "sort": [*SORTS, *(f"-{s}" for s in SORTS)],
    }
    if param in lists:
        return "parameter_value", ", ".join(lists[param])
    if param in SETTINGS:
        return "parameter_value", SETTINGS[param].allowed
    if param == "version":
        return "parameter_version", str(atlas.number)
    if param == "cluster":
        return "parameter_cluster", next(iter(atlas.row_of), "")
    if param == "compare":
        return (
            "parameter_compare",
            f"{MAX_COMPARED} × {', '.join(f'{kind}:…' for kind in COMPARED)}",
        )
    return ("parameter_long", str(MAX_TEXT)) if param == "q" else ("parameter_story", "")
