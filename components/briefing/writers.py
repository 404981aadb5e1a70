"""The files a story can become: each with its ending, its media type and what writes it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from components.briefing.booklet import write_pdf
from components.briefing.deck import write_pptx
from components.briefing.picture import write_png, write_svg
from components.briefing.scene import Scene
from components.words.text import Text


@dataclass(frozen=True)
class Writer:
    """How a story becomes a file of one kind.

    write: from the scenes of one language, and the title of all, to the file's content. holds_many:
    whether one file may hold more than one scene.
    """

    extension: str
    media_type: str
    holds_many: bool
    write: Callable[[Sequence[Scene], Text, str], bytes]


def _picture(draw: Callable[[Scene], bytes]) -> Callable[[Sequence[Scene], Text, str], bytes]:
    def write(scenes: Sequence[Scene], _text: Text, _title: str = "") -> bytes:
        """Raises ValueError unless there is one scene."""
        (scene,) = scenes
        return draw(scene)

    return write


WRITERS: dict[str, Writer] = {
    w.extension: w
    for w in (
        Writer(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            True,
            write_pptx,
        ),
        Writer("pdf", "application/pdf", True, write_pdf),
        Writer("svg", "image/svg+xml", False, _picture(write_svg)),
        Writer("png", "image/png", False, _picture(write_png)),
    )
}
