"""What is installed is pinned by version and hash, and listed with its licence and the date of its
release.
"""

import csv
import re
import subprocess
import sys
from datetime import date

import pytest

from components.commands.licences_command import rested_on, run_licences
from components.server.release import release
from components.words.text import Text
from tests.serving import ROOT

PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;#]+)", re.MULTILINE)


def pins(file: str) -> dict[str, str]:
    """Version by name, names as pip compares them."""
    return {
        re.sub(r"[-_.]+", "-", name).lower(): version
        for name, version in PIN.findall((ROOT / file).read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize(
    ("asked", "lock"),
    [("requirements.txt", "requirements.lock"), ("requirements-dev.txt", "requirements-dev.lock")],
)
def test_every_package_is_locked_at_its_pinned_version_with_hashes(asked: str, lock: str) -> None:
    locked, known = pins(lock), pins("constraints.txt")
    assert pins(asked).items() <= locked.items()
    assert {name: v for name, v in locked.items() if name in known and known[name] != v} == {}
    blocks = re.split(r"\n(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(blocks) == len(locked)
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in (ROOT / lock).read_text(encoding="utf-8")


def test_atlas_installs_nothing_without_a_hash() -> None:
    source = (ROOT / "atlas").read_text(encoding="utf-8")
    assert source.count('"pip", "install"') == source.count('"--require-hashes"') == 1
    assert 'prepare("requirements.txt")' not in source


def test_the_list_names_each_locked_package_with_the_date_of_its_release() -> None:
    with (ROOT / "releases.csv").open(encoding="utf-8", newline="") as file:
        assert {row["package"]: row["version"] for row in csv.DictReader(file)} == pins(
            "requirements.lock"
        )
    assert [
        one.name for one in rested_on() if one.name in pins("requirements.txt") and not one.licence
    ] == ["streamlit-folium"]  # its own files say none


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_command_says_what_is_old_and_what_would_take_its_place(lang: str) -> None:
    said: list[str] = []
    assert run_licences(Text(lang), date(2026, 11, 25), said.append) == 0
    told = "\n".join(said)
    for name, released in (("python-pptx", "2024-08-07"), ("httpx", "2024-12-06")):
        assert Text(lang)("licences.old", name=name, released=released) in told
        assert Text(lang)(f"licences.instead_of_{name}") in told


def test_the_version_is_told_by_the_command_and_by_every_file() -> None:
    told = subprocess.run(
        [sys.executable, ROOT / "atlas", "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    assert re.fullmatch(r"\d+\.\d+\.\d+", told)
    assert release().startswith(f"{told}+")
