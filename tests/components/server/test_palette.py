"""Colours of files and charts beside those of the screen."""

import re

import pytest

from components.server.assets import BROWSER
from components.server.palette import AREA, GROUP, HATCH
from geo.class_breaks import ZERO

LIGHT = dict(
    re.findall(
        r"--(\w+): light-dark\((#\w{6}),", (BROWSER / "symbols.css").read_text(encoding="utf-8")
    )
)
ON_SCREEN = GROUP | {f"c{n}": AREA[n] for n in range(5)} | {"zero": AREA[ZERO], "hatch": HATCH}


@pytest.mark.parametrize("name", sorted(ON_SCREEN))
def test_a_colour_is_the_same_in_a_file_as_on_the_screen_in_its_light_theme(name: str) -> None:
    assert ON_SCREEN[name] == LIGHT[name]
