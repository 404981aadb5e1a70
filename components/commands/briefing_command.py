"""Files for a meeting from the command line.

./atlas brief makes them, ./atlas verify says whether a file shows what its version gives.
"""

import argparse
import os
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qsl

from components.bridge.panel import site_of
from components.briefing.file_request import (
    MEDIA_TYPES,
    FileRequest,
    file_request,
    make_file,
    province_stops,
)
from components.briefing.story_slide import StorySlide
from components.briefing.verdict_words import verdict_lines
from components.briefing.verify import DOUBTFUL, RIGHT, VERIFIED, verify
from components.commands.command_help import Command
from components.server.registry import registry
from components.server.site import atlas_of, data_folder, reference, site
from components.story.current import stops_of, story_of
from components.words.address_problems import words_of
from components.words.text import TEHRAN, Text
from geo.atlas import Atlas
from geo.basis.errors import DataError, Problem
from geo.basis.whole_file import write_whole
from geo.exact_view import exact_view, query_of
from geo.provenance import Stamp
from geo.registry.stories import kept_stories
from geo.registry.story import PACKED, Story, read_story
from geo.view import LANGUAGES, read_view

DONE, REFUSED, NOT_ALL = 0, 1, 3
MOST_BYTES = 300 * 1024 * 1024
"""Of a file that is verified."""
Say = Callable[[str], None]


def add_commands(command: Command, words: Text, say: Say) -> None:
    """Put both into the parser of ./atlas."""
    one = command("brief", lambda given, text: run_brief(given, text, say))
    one.add_argument("file")
    one.add_argument("--view", default="", help=words("help.brief_view"))
    one.add_argument("--story", default="", help=words("help.brief_story"))
    one.add_argument("--provinces", action="store_true", help=words("help.brief_provinces"))
    one.add_argument("--notes", action="store_true", help=words("help.brief_notes"))
    one.add_argument(
        "--address", default=os.environ.get("ATLAS_ADDRESS", ""), help=words("help.brief_address")
    )
    command("verify", lambda given, text: run_verify(given, text, say)).add_argument("file")


def run_brief(given: argparse.Namespace, text: Text, say: Say) -> int:
    """Write the View or story that was asked for into a file, whose ending says its format.

    REFUSED for an ending that no format has; DataError where the address or story cannot be shown.
    """
    path = Path(given.file)
    extension = path.suffix.lower().removeprefix(".")
    if extension not in MEDIA_TYPES:
        say(text("command.no_format", formats=", ".join(f".{f}" for f in MEDIA_TYPES)))
        return REFUSED
    order = order_of(given, text.lang, datetime.now(TEHRAN).date())
    content = make_file(order, extension)
    write_whole(path, content)
    say(text("command.briefed", n=len(order.stops), file=path.name))
    return DONE


def order_of(given: argparse.Namespace, lang: str, today: date) -> FileRequest:
    """What the command asks for.

    Raises DataError for a story that is not there, and for whatever a view or a slide names that is
    unknown.
    """
    if given.address and not re.fullmatch(r"https?://\S+", given.address):
        raise DataError([Problem("address_not_web", "", value=given.address)])
    if given.story:
        others = [
            option
            for option, value in (("--view", given.view), ("--provinces", given.provinces))
            if value
        ]
        if others:
            raise DataError([Problem("story_alone", "", value=", ".join(others))])
        story = _story(given.story)
        _check_slides(story, lang)
        return file_request(
            stops_of(story, lang), given.address, lang, today, title=story.title, notes=given.notes
        )
    query = query_of(parse_qsl(given.view.rpartition("?")[2], keep_blank_values=True)) | {
        "lang": lang
    }
    view = exact_view(query, site_of(query).atlas)
    if given.provinces and view.chosen("province"):
        raise DataError([Problem("provinces_twice", "")])
    return file_request(
        province_stops(view) if given.provinces else [StorySlide(atlas_of(view), view)],
        given.address,
        lang,
        today,
    )


def _check_slides(story: Story, lang: str) -> None:
    """Raises DataError for the first slide that names what is unknown, or gone.

    An office's script is to notice.
    """
    for number, slide in enumerate(story.slides, 1):
        query = slide.query | {"lang": lang}
        try:
            exact_view(query, site_of(query).atlas)
        except DataError as error:
            said = "\n".join(" ".join(words_of(error, Text(each))) for each in LANGUAGES)
            raise DataError(
                [Problem("slide_unknown", "", value=str(number), allowed=said)]
            ) from None


def _story(name: str) -> Story:
    if _is_file(name):
        return read_story(Path(name).read_bytes(), Path(name).name)
    name = dict(parse_qsl(name.rpartition("?")[2])).get("story", name)
    if not name.startswith(PACKED):
        titled = [
            k.story_id
            for k in kept_stories(registry(reference(), data_folder()))
            if k.title == name
        ]
        name = titled[0] if titled else name
    return story_of(name)


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):
        # longer than the name of a file may be, as what stands in a link is
        return False


def run_verify(given: argparse.Namespace, text: Text, say: Say) -> int:
    """Say of a file, and of each file in a pack, whether it shows what the registry holds.

    DONE where all is right, NOT_ALL where something is in doubt, else REFUSED. Raises DataError for
    a file that is missing or too large.
    """
    path = Path(given.file)
    if not path.is_file():
        raise DataError([Problem("file_missing", path.name)])
    if path.suffix.lower().removeprefix(".") not in VERIFIED:
        say(text("command.no_format", formats=", ".join(f".{f}" for f in VERIFIED)))
        return REFUSED
    if path.stat().st_size > MOST_BYTES:
        raise DataError([Problem("file_too_large", path.name, allowed=str(MOST_BYTES // 1024**2))])
    verdicts = verify(path.name, path.read_bytes(), data_folder(), _atlas_at)
    for verdict in verdicts:
        for line in verdict_lines(verdict, text):
            say(line)
    codes = {verdict.code for verdict in verdicts}
    return (
        DONE if codes == {RIGHT} else NOT_ALL if codes and codes <= DOUBTFUL | {RIGHT} else REFUSED
    )


def _atlas_at(stamp: Stamp) -> Atlas | None:
    try:
        there = site(stamp.version).atlas
    except KeyError:
        return None
    return atlas_of(
        read_view(dict(parse_qsl(stamp.view)) | {"version": str(stamp.version)}, there)[0]
    )
