"""./atlas licences: what the atlas rests on, under which licence, and of when.

Asks no other host: the dates are those of releases.csv.
"""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from components.words.text import Text

RELEASES = Path(__file__).parents[2] / "releases.csv"
OLD = timedelta(days=365)
REPLACED = ("python-pptx", "httpx")
"""Old packages of which the catalogues say what would take their place."""


@dataclass(frozen=True)
class Rested:
    """A package as pinned. licence: empty where it says none, or is not installed here."""

    name: str
    version: str
    licence: str
    released: date


def rested_on() -> list[Rested]:
    """All packages of requirements.lock, by name."""
    with RELEASES.open(encoding="utf-8", newline="") as file:
        return [
            Rested(
                r["package"],
                r["version"],
                _licence(r["package"]),
                date.fromisoformat(r["released"]),
            )
            for r in csv.DictReader(file)
        ]


def run_licences(text: Text, today: date, say: Callable[[str], None]) -> int:
    """A line a package, then what is old and what would take its place."""
    packages = rested_on()
    for one in packages:
        say(
            f"{one.name:32} {one.version:14} {one.released} "
            f" {one.licence or text('licences.unknown')}"
        )
    for one in packages:
        if today - one.released > OLD:
            say(text("licences.old", name=one.name, released=one.released.isoformat()))
            if one.name in REPLACED:
                say(f"  {text(f'licences.instead_of_{one.name}')}")
    return 0


def _licence(name: str) -> str:
    """The licence that an installed package names.

    An SPDX expression, else its classifiers, else the first line of its own words.
    """
    try:
        about = distribution(name).metadata
    except PackageNotFoundError:
        return ""
    classified = [
        c.rpartition(" :: ")[2]
        for c in about.get_all("Classifier") or []
        if c.startswith("License :: ") and c.count(" :: ") > 1
    ]
    own = (about["License"] or "").strip().split("\n")[0] if "License" in about else ""
    return (
        about["License-Expression"]
        if "License-Expression" in about
        else ", ".join(classified) or own[:60]
    )
