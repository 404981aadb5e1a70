"""A story: an ordered list of Views with the presenter's words.

As a file, and as a text short enough for a link.

A slide's View is kept as its URL query, so a story outlives changes of the records: what a View
names and is gone is left out when it is read.
"""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass, field

from geo.basis.errors import DataError, Problem

MOST_SLIDES, LONGEST_TITLE, LONGEST_NOTE, LONGEST_QUERY = 60, 300, 4000, 6000
MOST_BYTES = 1_000_000
"""Of a story's file, and of what a link may unpack to."""
LONGEST_LINK = 6000
PACKED = "~"
"""What a story that stands in the link itself begins with; a story of the registry is named by its
id.
"""
KIND = "khoosheh-story"


@dataclass(frozen=True)
class Slide:
    """A View in a story, with the presenter's words.

    query: the View's URL parameters. title: the finding, empty for the one proposed from the data.
    note: what the presenter says.
    """

    query: dict[str, str] = field(default_factory=dict)
    title: str = ""
    note: str = ""


@dataclass(frozen=True)
class Story:
    """Slides in order, under a title."""

    title: str = ""
    slides: tuple[Slide, ...] = ()


def write_story(story: Story) -> bytes:
    """The story as a file: JSON, UTF-8. Inverse: `read_story`."""
    slides = [{"view": dict(s.query), "title": s.title, "note": s.note} for s in story.slides]
    return json.dumps(
        {"kind": KIND, "title": story.title, "slides": slides}, ensure_ascii=False, indent=1
    ).encode()


def read_story(content: bytes, file: str = "") -> Story:
    """The story in a file, long texts cut.

    Raises DataError: too large, no story, too many slides.
    """
    if len(content) > MOST_BYTES:
        raise DataError(
            [Problem("story_too_large", file, value=str(len(content)), allowed=str(MOST_BYTES))]
        )
    try:
        found = json.loads(content.decode("utf-8-sig"))
        if found["kind"] != KIND:
            raise ValueError(found["kind"])
        slides = tuple(_slide(s) for s in found["slides"])
        title = _text(found["title"], LONGEST_TITLE)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise DataError([Problem("story_unreadable", file)]) from None
    if len(slides) > MOST_SLIDES:
        raise DataError(
            [Problem("story_too_long", file, value=str(len(slides)), allowed=str(MOST_SLIDES))]
        )
    return Story(title, slides)


def _slide(found: dict[str, object]) -> Slide:
    view = found["view"]
    if not isinstance(view, dict):
        raise TypeError(view)
    query = {_text(k, 40): _text(v, LONGEST_QUERY) for k, v in list(view.items())[:40]}
    return Slide(
        query,
        _text(found.get("title", ""), LONGEST_TITLE),
        _text(found.get("note", ""), LONGEST_NOTE),
    )


def _text(value: object, most: int) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    # half of a pair is no letter, and no file could hold it
    return value.encode("utf-8", "replace").decode()[:most]


def pack_story(story: Story) -> str:
    """The story as a part of a link; empty where it is too long for one.

    Inverse: `unpack_story`.
    """
    plain = json.dumps(
        [story.title, [[s.query, s.title, s.note] for s in story.slides]],
        ensure_ascii=False,
        separators=(",", ":"),
    )
    packed = PACKED + base64.urlsafe_b64encode(zlib.compress(plain.encode(), 9)).decode().rstrip(
        "="
    )
    return packed if len(packed) <= LONGEST_LINK else ""


def unpack_story(packed: str) -> Story:
    """The story in a link. Raises DataError when there is none."""
    try:
        code = packed.removeprefix(PACKED)
        pressed = base64.b64decode(code + "=" * (-len(code) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        plain = opened.decompress(pressed, MOST_BYTES)
        if opened.unconsumed_tail or not opened.eof:
            raise ValueError(packed)
        title, slides = json.loads(plain)
        made = {
            "kind": KIND,
            "title": title,
            "slides": [{"view": q, "title": t, "note": n} for q, t, n in slides],
        }
    except (ValueError, TypeError, binascii.Error, zlib.error, RecursionError):
        raise DataError([Problem("story_unreadable", "")]) from None
    return read_story(json.dumps(made).encode())
