"""Which of the rooms of the page of stages is shown: part of the View, so that a link opens it."""

from components.bridge.panel import untyped_panel
from components.words.text import Text
from geo.settings import ROOMS
from geo.view import View


def render(view: View, text: Text) -> str:
    """The choice among ROOMS; gives the one chosen."""
    chosen = view.setting("room")
    untyped_panel(
        "rooms",
        {
            "label": text("progress.rooms"),
            "rooms": [
                {"value": r, "label": text(f"progress.room_{r}"), "on": r == chosen} for r in ROOMS
            ],
        },
    )
    return chosen
