"""The deck's master.

16:9, one layout with a title, and a theme whose colours and faces a designer changes in one place.
"""

import re
from typing import Any

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.util import Pt

from components.server.palette import ACCENT, AREA, GROUP, INK, PAPER, SOFT

ACROSS, DOWN, MARGIN = 960, 540, 40
"""Points: the slide, and the free space at its edges."""
TITLE_TOP, TITLE_HEIGHT = 16, 66
DECK_TYPEFACE = "Segoe UI"
"""On every Windows, with Persian letters of its own.

Its class (sans serif) is in the theme, for the machine that lacks it.
"""
SANS = 'panose="020B0502040204020203" pitchFamily="34" charset="0"'
SUBSTITUTE_WIDER = 1.15
"""How much wider than our own face another may be, that a machine takes in place of FACE: lines are
broken as if it were so.
"""
THEME_OF_AREA = {4: "accent1", 3: "accent2", 2: "accent3", 1: "accent4", 0: "accent5"}
"""The theme's colour that each class of the map has."""


def new_deck() -> Deck:
    """An empty deck."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(ACROSS), Pt(DOWN)
    for layout in list(deck.slide_layouts):
        if layout.name != "Title Only":
            deck.slide_layouts.remove(layout)
    for holder in (deck.slide_master, deck.slide_layouts[0]):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type in (1, 3):
                shape.left, shape.top, shape.width, shape.height = (
                    Pt(n) for n in (MARGIN, TITLE_TOP, ACROSS - 2 * MARGIN, TITLE_HEIGHT)
                )
            else:
                shape.element.getparent().remove(shape.element)
    theme: Any = next(
        r.target_part for r in deck.slide_master.part.rels.values() if r.reltype.endswith("/theme")
    )
    theme._blob = _theme(theme.blob.decode()).encode()
    return deck


def _theme(xml: str) -> str:
    """`xml` with our colours and faces."""
    colours = {
        "dk1": INK,
        "lt1": PAPER,
        "dk2": ACCENT,
        "lt2": SOFT,
        "accent6": GROUP["waiting"],
        "hlink": ACCENT,
        "folHlink": ACCENT,
    }
    colours |= {name: AREA[klass] for klass, name in THEME_OF_AREA.items()}
    for name, colour in colours.items():
        xml = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>',
            xml,
        )
    latin = f'<a:latin typeface="{DECK_TYPEFACE}" {SANS}/>'
    scripts = f'<a:cs typeface="{DECK_TYPEFACE}" {SANS}/><a:font script="Arab"'
    faces = f'{latin}<a:ea typeface=""/>{scripts} typeface="{DECK_TYPEFACE}"/>'
    return re.sub(r"(<a:m(?:aj|in)orFont>).*?(</a:m(?:aj|in)orFont>)", rf"\g<1>{faces}\g<2>", xml)
