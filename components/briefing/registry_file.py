"""The whole registry as a file to take away, at any of its versions."""

import io
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import geopandas as gpd

from components.briefing.plain_text import one_line
from components.briefing.scene import made_on, version_in_words
from components.server.release import release
from components.server.site import data_folder, reference
from components.words.names import attribution
from components.words.text import Text
from geo.atlas import Atlas
from geo.exports.formats import FORMATS, About
from geo.exports.registry_rows import all_rows, atlas_and_rows, registry_headings
from geo.provenance import WHOLE, RowsDigest, Stamp
from geo.registry.snapshot import Snapshot


def marks(is_invented: bool, text: Text) -> tuple[str, str]:
    """What `Format.write` puts before every row that is invented, and that column's heading.

    Nothing where no row is.
    """
    return text("invented.mark") if is_invented else "", text("invented.mark_heading")


def registry_file_name(number: int, is_invented: bool, extension: str) -> str:
    """A file name that says which version it is, and whether it is invented."""
    return f"khoosheh-{'INVENTED-' if is_invented else ''}registry-v{number}.{extension}"


def write_registry_file(
    out: BinaryIO, parts: Iterable[Snapshot], extension: str, text: Text, today: date
) -> Stamp:
    """Write all of a version (`Registry.parts`) in one of FORMATS into `out`.

    The file says which version it is, whose its places are, and of what is invented so in every
    row.
    """
    return _write(
        out,
        (atlas_and_rows(reference(), part) for part in parts),
        extension,
        text,
        today,
        data_folder(),
        release(),
    )


def whole_file_of(
    atlas: Atlas, extension: str, text: Text, today: date, data: Path, made_by: str
) -> bytes:
    """The same of the Atlas at a version. made_by: the release that it names."""
    out = io.BytesIO()
    _write(out, [(atlas, all_rows(atlas))], extension, text, today, data, made_by)
    return out.getvalue()


def _write(
    out: BinaryIO,
    parts: Iterable[tuple[Atlas, gpd.GeoDataFrame]],
    extension: str,
    text: Text,
    today: date,
    data: Path,
    made_by: str,
) -> Stamp:
    coming = iter(parts)
    first = next(coming)
    atlas, headings, digest = first[0], registry_headings(data), RowsDigest()
    stamps: list[Stamp] = []

    def rows() -> Iterator[gpd.GeoDataFrame]:
        for _, part in chain([first], coming):
            digest.add(part[headings.index])
            yield part

    def about() -> About:
        stamps.append(
            Stamp(
                atlas.number,
                atlas.version,
                WHOLE,
                digest.count,
                digest.hex(),
                "",
                today.isoformat(),
                text.lang,
                made_by,
            )
        )
        return _about(atlas, stamps[0], text, today)

    mark, mark_heading = marks(atlas.is_invented, text)
    FORMATS[extension].write_parts(
        out, rows(), headings, text.lang, mark=mark, mark_heading=mark_heading, about=about
    )
    return stamps[0]


def _about(atlas: Atlas, stamp: Stamp, text: Text, today: date) -> About:
    version, owed, made = (
        version_in_words(atlas, text),
        attribution(text, one_line(atlas.boundaries.own_file)),
        made_on(today, text),
    )
    invented = text("app.invented") if atlas.is_invented else ""
    lines = [
        (text("briefing.version"), version),
        (text("briefing.rows"), text.number(stamp.rows)),
        (text("briefing.digest"), stamp.digest),
        (text("briefing.made_on"), made),
        ("", owed),
        *([(text("invented.mark_heading"), invented)] if invented else []),
        ("", stamp.line),
    ]
    fields = {
        "version": str(atlas.number),
        "data": atlas.version,
        "rows": str(stamp.rows),
        "sha256": stamp.digest,
        "made": today.isoformat(),
        "language": text.lang,
        "attribution": owed,
        "invented": invented,
        "stamp": stamp.line,
    }
    said = " ".join(filter(None, (version, invented, owed, made, stamp.line)))
    return About(
        text("briefing.provenance"),
        said,
        text("briefing.about_rows"),
        tuple(lines),
        {k: v for k, v in fields.items() if v},
    )
