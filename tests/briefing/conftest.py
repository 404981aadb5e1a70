"""Scenes of the shipped records, and of records made to break files."""

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pandas as pd
import pytest

from components.briefing.scene import Scene, make_scene
from components.briefing.story_slide import StorySlide
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import read_view

DAY = date(2026, 11, 24)
MakeScene = Callable[..., Scene]


def scene_of(atlas: Atlas, title: str = "", note: str = "", **query: str) -> Scene:
    view, _ = read_view(query, atlas)
    link = f"https://atlas.example/?{urlencode(view.to_query(), safe=',')}"
    return make_scene(StorySlide(atlas, view, title, note), Text(view.lang), link, DAY)


@pytest.fixture
def scene(atlas: Atlas) -> MakeScene:
    """Makes the Scene of a View's URL parameters."""

    def make(title: str = "", note: str = "", **query: str) -> Scene:
        return scene_of(atlas, title, note, **query)

    return make


def run(program: str, *arguments: object, folder: Path) -> str:
    """What a reader of files prints.

    A reader that is missing fails the test: ./atlas test sees to it that all are there.
    """
    path = shutil.which(program)
    assert path, f"{program} is not installed"
    done = subprocess.run(
        [path, *map(str, arguments)], cwd=folder, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout.decode("utf-8")


def opened_in_libreoffice(file: Path, kind: str = "pdf") -> Path:
    """What LibreOffice makes of `file`, as PDF or, with its shapes' names, as `fodp`: proof that it
    can open it whole.
    """
    home = file.parent / "libreoffice"
    run(
        "soffice",
        f"-env:UserInstallation={home.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        file.parent,
        file,
        folder=file.parent,
    )
    return file.with_suffix(f".{kind}")


HOSTILE = (
    '\u202e<script>alert(1)</script> #import "x" $x$ *b* _i_ `r` \\u{41} &amp; ]]> {{7*7}} =1+1'
    " \u2066\x07\x00 " + "\u062e\u0648\u0634\u0647\u200c\u0647\u0627 " * 700
)
"""Markup of every format written here, controls, overrides; over 5,000 characters."""


@pytest.fixture(scope="session")
def hostile(atlas: Atlas) -> Atlas:
    """An Atlas with 400 clusters in one province, whose texts are made to break files."""
    texts = dict.fromkeys(
        ("name_fa", "name_en", "product_fa", "city_fa", "city_en", "note_fa", "source_title"),
        HOSTILE,
    )
    many = pd.concat([atlas.clusters] * 3, ignore_index=True).iloc[:400]
    ids = [f"<{n}>&\"'" for n in range(400)]
    many = many.assign(
        province_iso="IR-10",
        cluster_id=ids,
        source_url=[f"javascript:alert({n})" for n in range(400)],
        **texts,
    )
    return replace(atlas, version="hostile", clusters=many)
