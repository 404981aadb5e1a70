"""Files made to order: of one View, a story or every province, in any of the formats. Each is made whole in memory, or not at all."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from components.briefing.one_file import Stop, one_file
from components.briefing.rows_file import ROW_TYPES, ROW_WRITERS, rows_of
from components.briefing.scene import Scene, make_scene
from components.briefing.writers import WRITERS
from components.text import Text
from geo.errors import DataError, Problem
from geo.selection import select

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1. What it raises ends the work, and nothing is left of it."""
MEDIA_TYPES = {**{name: w.media_type for name, w in WRITERS.items()}, "html": "text/html", **ROW_TYPES, "zip": "application/zip"}
"""Every format by its ending, in the order in which they are offered."""
HOLDS_MANY = frozenset({*(name for name, w in WRITERS.items() if w.holds_many), "html", "zip"})
"""Formats whose one file holds several Views."""
DOSE = ("pdf", "pptx", "html")


@dataclass(frozen=True)
class Order:
    """stops: the Views, with the presenter's words. links: the address of each on a screen. whole: that of all of them together.

    title: of all of them together, empty for the format's own.
    """

    stops: Sequence[Stop]
    links: Sequence[str]
    whole: str
    lang: str
    today: date
    data: Path
    title: str = ""

    @property
    def name(self) -> str:
        """A file's name without its ending, plain ASCII."""
        first = self.stops[0]
        chosen = "-".join((*first.view.chosen("province")[:3], *first.view.chosen("stage")[:2])) if len(self.stops) == 1 else f"{len(self.stops)}-views"
        mark = "INVENTED_" if first.atlas.is_invented else ""
        return f"{mark}khoosheh_{chosen or 'all'}_{self.today.isoformat()}"


def fill(order: Order, extension: str, progress: Progress = lambda share: None) -> bytes:
    """The file. Raises DataError for several Views in a format that holds one, or for no View at all."""
    if not order.stops:
        raise DataError([Problem("story_empty", "")])
    if len(order.stops) > 1 and extension not in HOLDS_MANY:
        raise DataError([Problem("one_view_only", "", value=extension, allowed=", ".join(sorted(HOLDS_MANY)))])
    progress(0.0)
    if extension == "html":
        return one_file(order.stops, order.lang, order.whole, order.today, order.data)
    text, scenes = Text(order.lang), []
    for at, (stop, link) in enumerate(zip(order.stops, order.links, strict=True), 1):
        scenes.append(make_scene(stop.atlas, select(stop.atlas, stop.view), text, link, order.today, stop.title, stop.note))
        progress(0.4 * at / len(order.stops))
    if extension == "zip":
        return _pack(order, scenes, text, progress)
    return _write(order, extension, scenes, 0, text)


def _write(order: Order, extension: str, scenes: Sequence[Scene], at: int, text: Text) -> bytes:
    """One file of the scenes; of rows and pictures, that of the View at position `at`."""
    if extension in ROW_WRITERS:
        stop = order.stops[at]
        return ROW_WRITERS[extension](rows_of(stop.atlas, select(stop.atlas, stop.view), scenes[at], text, order.data))
    writer = WRITERS[extension]
    return writer.write(scenes if writer.holds_many else [scenes[at]], text, order.title)


def _pack(order: Order, scenes: Sequence[Scene], text: Text, progress: Progress) -> bytes:
    """The meeting pack: deck, booklet and one file of all Views; pictures and rows of each."""
    single = [name for name in MEDIA_TYPES if name not in HOLDS_MANY]
    parts = [(name, 0) for name in DOSE] + [(name, at) for at in range(len(order.stops)) for name in single]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for done, (name, at) in enumerate(parts, 1):
            folder = f"{at + 1:02d}/" if name in single and len(order.stops) > 1 else ""
            content = fill(order, name) if name == "html" else _write(order, name, scenes, at, text)
            pack.writestr(_member(f"{folder}{order.name}.{name}", order.today), content)
            progress(0.4 + 0.6 * done / len(parts))
        pack.writestr(
            _member("README.txt", order.today),
            "\r\n".join(["\ufeff" + text("briefing.pack"), "", *(f"{s.title}\r\n{s.sentence}\r\n{s.stamp}\r\n" for s in scenes)]),
        )
    return out.getvalue()


def _member(name: str, day: date) -> zipfile.ZipInfo:
    """A member of the pack, of the day on which it was made: the server's own clock may stand in another time zone."""
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member
