"""Settings: what a reader sets besides filters. Each knows its default, how it is read from a URL and how it stands there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.jalali import read_jalali

ROOMS = ("news", "flow", "where", "years")
"""What the page of stages can show, one at a time."""


@dataclass(frozen=True)
class Setting:
    """param: its name in the URL. default: its value there, left out of links. read: a value in its one form, or None for what is none."""

    param: str
    default: str
    read: Callable[[str], str | None]


def one_of(*values: str) -> Callable[[str], str | None]:
    """Reads one of these."""
    return lambda value: value if value in values else None


def jalali_date(value: str) -> str | None:
    """Reads a Jalali year, month or day, or nothing at all."""
    try:
        return read_jalali(value)
    except ValueError:
        return None


SETTINGS: dict[str, Setting] = {s.param: s for s in (Setting("room", "news", one_of(*ROOMS)),)}


def read_settings(query: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The settings of a URL that are not at their default, and those (name, value) that are none."""
    found, wrong = {}, []
    for param, setting in SETTINGS.items():
        value = query.get(param, "")
        read = setting.read(value) if value else setting.default
        if read is None:
            wrong.append((param, value))
        elif read != setting.default:
            found[param] = read
    return found, wrong
