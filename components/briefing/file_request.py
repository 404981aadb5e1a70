"""Files made to order: of one View, a story or every province, in any of the formats.

Each is made whole in memory, or not at all.
"""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from components.briefing.one_file import one_file
from components.briefing.rows_file import ROW_TYPES, write_rows
from components.briefing.scene import Scene, make_scene
from components.briefing.story_slide import StorySlide
from components.briefing.writers import WRITERS
from components.server.site import atlas_of, data_folder
from components.words.text import Text
from geo.basis.errors import DataError, Problem
from geo.file_names import Looked, dated_stem, file_stem, slug
from geo.reference.persian_sounds import letter_sounds
from geo.registry.progress import Progress, untold
from geo.selection import select
from geo.view import View

MEDIA_TYPES = {
    **{name: w.media_type for name, w in WRITERS.items()},
    "html": "text/html",
    **ROW_TYPES,
    "zip": "application/zip",
}
"""Every format by its ending, in the order in which they are offered."""
HOLDS_MANY = frozenset({*(name for name, w in WRITERS.items() if w.holds_many), "html", "zip"})
"""Formats whose one file holds several Views."""
MEETING_PACK = ("pdf", "pptx", "html")
READ_ME = "README.txt"


@dataclass(frozen=True)
class FileRequest:
    """What files are made of: Views, their addresses, language and day.

    stops: the Views, with the presenter's words. links: the address of each on a screen. whole:
    that of all of them together. title: of all of them together, empty for the format's own. notes:
    whether the presenter's notes go into the files; else they stand nowhere in them. made_by: the
    release that the files name, if not this one.
    """

    stops: Sequence[StorySlide]
    links: Sequence[str]
    whole: str
    lang: str
    today: date
    data: Path
    title: str = ""
    notes: bool = False
    made_by: str = ""

    @property
    def name(self) -> str:
        """A file's name without its ending, plain ASCII."""
        if len(self.stops) == 1:
            return self.name_of(0)
        title = [slug(self.title, letter_sounds(self.data))] if self.title else []
        numbers = {stop.atlas.number for stop in self.stops}
        looked = Looked(
            numbers.pop() if len(numbers) == 1 else 0,
            any(stop.atlas.is_invented for stop in self.stops),
            self.today,
        )
        return dated_stem("_".join(["khoosheh", f"{len(self.stops)}-views", *title]), looked)

    def name_of(self, at: int) -> str:
        """The name, without its ending, of a file of the View at this position alone."""
        stop = self.stops[at]
        return file_stem(
            "khoosheh",
            stop.view,
            Looked(stop.atlas.number, stop.atlas.is_invented, self.today),
            letter_sounds(self.data),
        )


def make_file(order: FileRequest, extension: str, progress: Progress = untold) -> bytes:
    """The file.

    Raises DataError for several Views in a format that holds one, or for no View at all.
    """
    if not order.stops:
        raise DataError([Problem("story_empty", "")])
    if len(order.stops) > 1 and extension not in HOLDS_MANY:
        raise DataError(
            [Problem("one_view_only", "", value=extension, allowed=", ".join(sorted(HOLDS_MANY)))]
        )
    progress(0.0)
    if not order.notes:
        order = replace(order, stops=[replace(stop, note="") for stop in order.stops])
    if extension == "html":
        return one_file(
            order.stops, order.lang, order.whole, order.today, order.data, made_by=order.made_by
        )
    text = Text(order.lang)
    scenes = scenes_of(order, text, progress)
    if extension == "zip":
        return _pack(order, scenes, text, progress)
    return _write(order, extension, scenes, 0, text)


def scenes_of(order: FileRequest, text: Text, progress: Progress = untold) -> list[Scene]:
    """A Scene for each View."""
    scenes = []
    for at, (stop, link) in enumerate(zip(order.stops, order.links, strict=True), 1):
        scenes.append(
            make_scene(stop, text, link, order.today, story=order.title, made_by=order.made_by)
        )
        progress(0.4 * at / len(order.stops))
    return scenes


def _write(
    order: FileRequest, extension: str, scenes: Sequence[Scene], at: int, text: Text
) -> bytes:
    """One file of the scenes; of rows and pictures, that of the View at position `at`."""
    if extension in ROW_TYPES:
        stop = order.stops[at]
        return write_rows(
            extension, stop.atlas, select(stop.atlas, stop.view), scenes[at], text, order.data
        )
    writer = WRITERS[extension]
    return writer.write(scenes if writer.holds_many else [scenes[at]], text, order.title)


def _pack(order: FileRequest, scenes: Sequence[Scene], text: Text, progress: Progress) -> bytes:
    """The meeting pack: deck, booklet and one file of all Views; pictures and rows of each."""
    names = pack_names(order)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for done, (name, (extension, at)) in enumerate(names.items(), 1):
            pack.writestr(
                _member(name, order.today),
                make_file(order, extension)
                if extension == "html"
                else _write(order, extension, scenes, at, text),
            )
            progress(0.4 + 0.6 * done / len(names))
        pack.writestr(_member(READ_ME, order.today), read_me(scenes, text))
    return out.getvalue()


def pack_names(order: FileRequest) -> dict[str, tuple[str, int]]:
    """The members of a meeting pack besides READ_ME.

    By name, the format and the position of the View, 0 where it holds all.
    """
    alone = [extension for extension in MEDIA_TYPES if extension not in HOLDS_MANY]
    found = {f"{order.name}.{extension}": (extension, 0) for extension in MEETING_PACK}
    for at in range(len(order.stops)):
        folder = f"{at + 1:02d}/" if len(order.stops) > 1 else ""
        found |= {
            f"{folder}{order.name_of(at)}.{extension}": (extension, at) for extension in alone
        }
    return found


def read_me(scenes: Sequence[Scene], text: Text) -> str:
    """What a meeting pack says of itself."""
    return "\r\n".join(
        [
            "\ufeff" + text("briefing.pack"),
            "",
            *(f"{s.title}\r\n{s.sentence}\r\n{s.stamp}\r\n" for s in scenes),
        ]
    )


def _member(name: str, day: date) -> zipfile.ZipInfo:
    """A member of the pack, of the day on which it was made.

    The server's own clock may stand in another time zone.
    """
    member = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def file_request(
    stops: list[StorySlide],
    address: str,
    lang: str,
    today: date,
    whole: str = "",
    title: str = "",
    *,
    notes: bool = False,
) -> FileRequest:
    """An order whose links lead to the atlas at `address`; without one the files have none.

    notes: whether the presenter's notes go in.
    """
    links = [link_to(stop.view, address) for stop in stops]
    return FileRequest(
        stops, links, whole or (links[0] if links else ""), lang, today, data_folder(), title, notes
    )


def link_to(view: View, address: str) -> str:
    """The link to a View on the atlas at `address`."""
    query = urlencode(replace(view, story="").to_query(), safe=",:")
    return f"{address.rstrip('/')}/{'?' if query else ''}{query}" if address else ""


def province_stops(view: View) -> list[StorySlide]:
    """The View, once for each province."""
    atlas = atlas_of(view)
    return [
        StorySlide(atlas, view.changed(atlas, put={"province": str(code)}))
        for code in atlas.provinces.index
    ]
