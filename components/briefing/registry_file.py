"""The whole registry as a file to take away, at any of its versions."""

from datetime import date
from pathlib import Path

import pandas as pd

from components.briefing.scene import attribution, made_on, version_in_words
from components.server.release import release
from components.server.site import data_folder, ground
from components.words.text import Text
from geo.atlas import Atlas, make_atlas
from geo.exports.formats import FORMATS, About
from geo.exports.registry_rows import all_rows, registry_headings
from geo.provenance import WHOLE, Stamp, rows_digest
from geo.registry.snapshot import Snapshot


def marks(is_invented: bool, text: Text) -> tuple[str, str]:
    """What `Format.write` puts before every row that is invented, nothing otherwise; and its heading."""
    return text("invented.mark") if is_invented else "", text("invented.mark_heading")


def registry_file_name(number: int, is_invented: bool, extension: str) -> str:
    """A file name that says which version it is, and whether it is invented."""
    return f"khoosheh-{'INVENTED-' if is_invented else ''}registry-v{number}.{extension}"


def registry_file(snapshot: Snapshot, extension: str, text: Text, today: date) -> bytes:
    """`snapshot` in one of FORMATS; it says which version it is, whose its places are, and of what is invented so in every row."""
    return whole_file_of(make_atlas(ground(), snapshot), extension, text, today, data_folder())


def whole_file_of(atlas: Atlas, extension: str, text: Text, today: date, data: Path, made_by: str = "") -> bytes:
    """The same of the Atlas at a version. made_by: the release that it names, if not this one."""
    headings, rows = registry_headings(data), all_rows(atlas)
    about = _about(atlas, rows[headings.index], text, today, made_by or release())
    mark, mark_heading = marks(atlas.is_invented, text)
    return FORMATS[extension].write(rows, headings, text.lang, mark=mark, mark_heading=mark_heading, about=about)


def _about(atlas: Atlas, rows: pd.DataFrame, text: Text, today: date, made_by: str) -> About:
    digest, version = rows_digest(rows), version_in_words(atlas, text)
    stamp = Stamp(atlas.number, atlas.version, WHOLE, len(rows), digest, "", today.isoformat(), text.lang, made_by).line
    owed, made = attribution(atlas.boundaries, text), made_on(today, text)
    invented = text("app.invented") if atlas.is_invented else ""
    lines = [
        (text("briefing.version"), version),
        (text("briefing.rows"), text.number(len(rows))),
        (text("briefing.digest"), digest),
        (text("briefing.made_on"), made),
        ("", owed),
        *([(text("invented.mark_heading"), invented)] if invented else []),
        ("", stamp),
    ]
    fields = {
        "version": str(atlas.number),
        "data": atlas.version,
        "rows": str(len(rows)),
        "sha256": digest,
        "made": today.isoformat(),
        "language": text.lang,
        "attribution": owed,
        "invented": invented,
        "stamp": stamp,
    }
    said = " ".join(filter(None, (version, invented, owed, made, stamp)))
    return About(text("briefing.provenance"), said, text("briefing.about_rows"), tuple(lines), {k: v for k, v in fields.items() if v})
