"""Settings: what a reader sets besides filters.

Each knows its default, how it is read from a URL and how it stands there.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from geo.basis.jalali import read_jalali
from geo.stages.clock import FLAGS
from geo.stages.duration import SPANS
from geo.stages.ranking import CRITERIA, MISSING_RULES, MOST, WEIGHTS

CLOCK_SORTS = ("overdue", "start", "due", "province")
ROOMS = ("news", "clock", "flow", "where", "years", "durations", "outlook", "next")
"""What the page of stages can show, one at a time."""


@dataclass(frozen=True)
class Values:
    """The values of a setting.

    read: a value in its one form, or None for what is none. allowed: which there are, for people.
    """

    read: Callable[[str], str | None]
    allowed: str


@dataclass(frozen=True)
class Setting:
    """param: its name in the URL. default: its value there, left out of links."""

    param: str
    default: str
    values: Values

    def read(self, value: str) -> str | None:
        """`value` in its one form, or None for what is none."""
        return self.values.read(value)

    @property
    def allowed(self) -> str:
        """The values there are, for people."""
        return self.values.allowed


def whole(low: int, high: int) -> Values:
    """Whole numbers of a range."""

    def read(value: str) -> str | None:
        return (
            str(int(value))
            if value.isascii() and value.isdigit() and len(value) < 10 and low <= int(value) <= high
            else None
        )

    return Values(read, f"{low}–{high}")


def one_of(*values: str) -> Values:
    """One of these."""
    return Values(lambda value: value if value in values else None, ", ".join(filter(None, values)))


def jalali_date(value: str) -> str | None:
    """Reads a Jalali year, month or day, or nothing at all."""
    try:
        return read_jalali(value)
    except ValueError:
        return None


def write_weights(weights: Mapping[str, int]) -> str:
    """Weights as they stand in a URL.

    `jobs:3,output:1`; what is 0 is left out, and `none` stands for all.
    """
    return ",".join(f"{c}:{weights[c]}" for c in CRITERIA if weights.get(c)) or "none"


def read_weights(value: str) -> dict[str, int] | None:
    """The weight of each of CRITERIA; None where the text says none."""
    found = dict.fromkeys(CRITERIA, 0)
    if value == "none":
        return found
    for part in value.split(","):
        name, _, number = part.partition(":")
        if name not in found or whole(0, MOST).read(number) is None:
            return None
        found[name] = int(number)
    return found


def _weights(value: str) -> str | None:
    found = read_weights(value)
    return None if found is None else write_weights(found)


SETTINGS: dict[str, Setting] = {
    s.param: s
    for s in (
        Setting("room", "news", one_of(*ROOMS)),
        Setting("overdue_years", "3", whole(1, 10)),
        Setting("silent_months", "12", whole(1, 120)),
        Setting("flag", "", one_of("", *FLAGS)),
        Setting("clock_sort", "overdue", one_of(*CLOCK_SORTS, *(f"-{s}" for s in CLOCK_SORTS))),
        Setting("clock_page", "1", whole(1, 100_000)),
        Setting("span", "project", one_of(*(s.name for s in SPANS))),
        Setting("starts", "", whole(0, 10_000)),
        Setting("seed", "1", whole(0, 999_999)),
        Setting(
            "weights",
            write_weights(WEIGHTS),
            Values(_weights, ", ".join(f"{c}:0–{MOST}" for c in CRITERIA)),
        ),
        Setting("missing", "middle", one_of(*MISSING_RULES)),
        Setting("next_page", "1", whole(1, 100_000)),
    )
}


def read_settings(query: Mapping[str, str]) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """A URL's settings that are not at their default, and those (name, value) that are none."""
    found, wrong = {}, []
    for param, setting in SETTINGS.items():
        value = query.get(param, "")
        read = setting.read(value) if value else setting.default
        if read is None:
            wrong.append((param, value))
        elif read != setting.default:
            found[param] = read
    return found, wrong
