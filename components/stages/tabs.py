"""Which of the rooms of the page of stages is shown: part of the View, so that a link opens it."""

from components.bridge.panel import panel
from components.contract.controls import Choice
from components.contract.stages import Rooms
from components.words.text import Text
from geo.settings import ROOMS
from geo.view import View


def render(view: View, text: Text) -> str:
    """The choice among ROOMS; gives the one chosen."""
    chosen = view.setting("room")
    rooms = [Choice(r, text(f"progress.room_{r}"), r == chosen) for r in ROOMS]
    panel(Rooms(text("progress.rooms"), rooms))
    return chosen
