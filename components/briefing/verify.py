"""Whether a file is what it says it is.

It is made anew from its own stamps and the registry's version that they name, and what a reader
sees is held against that.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl

from components.briefing.file_request import (
    HOLDS_MANY,
    READ_ME,
    FileRequest,
    make_file,
    pack_names,
    read_me,
    scenes_of,
)
from components.briefing.proof.booklet import unlike_booklets
from components.briefing.proof.deck import unlike_decks
from components.briefing.proof.differences import CHANGED, Difference, added, changed, missing
from components.briefing.proof.page import unlike_pages
from components.briefing.proof.picture import unlike_drawings, unlike_pixels
from components.briefing.proof.tables import (
    Table,
    csv_table,
    geojson_table,
    gpkg_table,
    unlike_tables,
    xlsx_table,
)
from components.briefing.registry_file import whole_file_of
from components.briefing.rows_file import ROW_TYPES
from components.briefing.stamps import READERS, stamps_of
from components.briefing.story_slide import StorySlide
from components.server.release import release
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.errors import DataError, Problem
from geo.exact_view import exact_view, query_of
from geo.exports.registry_rows import all_rows, registry_headings
from geo.exports.rows import rows_for_export
from geo.intake.files.package import Package
from geo.provenance import WHOLE, Stamp, rows_digest, stamps_in
from geo.reference.csv_tables import column_headings
from geo.registry.story import MOST_SLIDES
from geo.selection import select
from geo.view import LANGUAGES, View

RIGHT, ROWS, BESIDE, STATED, RELEASE = "right", "rows", "beside", "stated", "release"
OTHER, GONE, UNSTAMPED, STAMPS, FORGED, UNREADABLE = (
    "other",
    "gone",
    "unstamped",
    "stamps",
    "forged",
    "unreadable",
)
"""RIGHT: all that a reader sees is what the version gives.

ROWS: rows were changed; BESIDE: the rows are right, and what is said or drawn beside them was
changed. STATED: the rows that a picture names are the version's, but that it shows them is not
proved. RELEASE: the rows are right, and the rest cannot be proved, for another release of the atlas
made the file. OTHER: the registry holds other rows under that version, or the stamp was changed.
GONE: there is no such version. UNSTAMPED: nothing says what it was made of. STAMPS: not one stamp
for each View. FORGED: a stamp names what cannot be. UNREADABLE.
"""
DOUBTFUL = frozenset({STATED, RELEASE})
"""Nothing wrong was found, and not everything could be proved."""
TABLES: dict[str, Callable[[bytes], Table]] = {
    "csv": csv_table,
    "xlsx": xlsx_table,
    "gpkg": gpkg_table,
    "geojson": geojson_table,
}
DRAWN = {"pptx": unlike_decks, "pdf": unlike_booklets, "html": unlike_pages, "svg": unlike_drawings}
VERIFIED = (*READERS, "zip")
AtlasAt = Callable[[Stamp], Atlas | None]
"""The Atlas that a stamp's version and View look at; None where there is none."""


@dataclass(frozen=True)
class Verdict:
    """What is true of one file, or of one member of a pack.

    own: where words of people stand, which no registry proves: number of the View, what.
    """

    name: str
    code: str
    stamp: Stamp | None = None
    differences: tuple[Difference, ...] = ()
    problem: Problem | None = None
    own: tuple[tuple[int, str], ...] = ()
    count: int = 0


@dataclass(frozen=True)
class _ExpectedFile:
    """What a file should be: stamps as they should stand in it, and how it is made."""

    stamps: list[Stamp]
    order: FileRequest
    content: Callable[[], bytes]


def verify(name: str, content: bytes, data: Path, atlas_at: AtlasAt) -> list[Verdict]:
    """A verdict on a file, or on each member of a pack.

    Never raises for what a file holds. data: the folder of data.
    """
    try:
        return (
            _pack(name, content, data, atlas_at)
            if name.lower().endswith(".zip")
            else [_member(name, content, data, atlas_at)]
        )
    except DataError as error:
        return [Verdict(name, UNREADABLE, problem=error.problems[0])]


def _single(name: str, content: bytes, data: Path, atlas_at: AtlasAt) -> Verdict:
    extension = Path(name).suffix.lower().removeprefix(".")
    stamps = stamps_of(content, extension)
    if not stamps:
        return Verdict(name, UNSTAMPED)
    if len(stamps) > (MOST_SLIDES if extension in HOLDS_MANY else 1):
        return Verdict(name, STAMPS, stamps[0], count=len(stamps))
    atlases = []
    for stamp in stamps:
        atlas = atlas_at(stamp)
        if atlas is None:
            return Verdict(name, GONE, stamp)
        atlases.append(atlas)
    try:
        made = _expected_file(stamps, atlases, extension, data)
    except DataError as error:
        return Verdict(name, FORGED, stamps[0], problem=error.problems[0])
    verdict = Verdict(name, RIGHT, stamps[0], own=_own_words(stamps))
    for stamp, right in zip(stamps, made.stamps, strict=True):
        if (stamp.rows, stamp.digest) != (right.rows, right.digest):
            return replace(
                verdict,
                code=OTHER,
                stamp=stamp,
                differences=tuple(_of_table(content, extension, made, data))
                if extension in TABLES
                else (),
            )
    is_of_this_data = all(
        stamp.data == atlas.version for stamp, atlas in zip(stamps, atlases, strict=True)
    )
    if is_of_this_data and stamps != made.stamps:
        return replace(verdict, code=FORGED, problem=Problem("stamp_forged", extension))
    compared = _compared(verdict, content, extension, made, data)
    if is_of_this_data and (compared.code == RIGHT or stamps[0].release == release()):
        return compared
    return _of_another_release(compared, compared.differences)


def _compared(
    verdict: Verdict, content: bytes, extension: str, made: _ExpectedFile, data: Path
) -> Verdict:
    if extension == "png":
        share = unlike_pixels(content, made.content())
        return (
            verdict
            if share == 0
            else replace(
                verdict,
                code=STATED,
                differences=() if share is None else (changed("pixels", f"{share:.1%}", "0%"),),
            )
        )
    found = (
        _of_table(content, extension, made, data)
        if extension in TABLES
        else DRAWN[extension](content, made.content())
    )
    return replace(verdict, code=_code(found), differences=tuple(found))


def _code(differences: list[Difference]) -> str:
    return RIGHT if not differences else ROWS if any(d.is_of_rows for d in differences) else BESIDE


def _of_table(content: bytes, extension: str, made: _ExpectedFile, data: Path) -> list[Difference]:
    read, lang = TABLES[extension], made.order.lang
    key = (
        column_headings(data).at["cluster_id", f"heading_{lang}"]
        if extension in ("csv", "xlsx")
        else "cluster_id"
    )
    return unlike_tables(read(content), read(made.content()), str(key))


def _of_another_release(verdict: Verdict, differences: tuple[Difference, ...]) -> Verdict:
    """The verdict on what another release made, or with other reference data.

    There, what is beside the rows may differ without anybody having changed it.
    """
    wrong = tuple(d for d in differences if d.is_of_rows)
    return replace(verdict, code=ROWS if wrong else RELEASE, differences=wrong or differences)


def _own_words(stamps: list[Stamp]) -> tuple[tuple[int, str], ...]:
    return tuple(
        (n, what)
        for n, stamp in enumerate(stamps, 1)
        for what in ("title", "note", "remark", "story")
        if getattr(stamp, what)
    )


def _expected_file(
    stamps: list[Stamp], atlases: list[Atlas], extension: str, data: Path
) -> _ExpectedFile:
    """The file that the stamps name. Raises DataError for a stamp of what cannot be."""
    first = stamps[0]
    lang = first.lang if first.lang in LANGUAGES else "en" if "lang=en" in first.view else "fa"
    try:
        today = date.fromisoformat(first.made or "2000-01-01")
    except ValueError:
        raise DataError([Problem("stamp_forged", extension)]) from None
    if first.view == WHOLE:
        return _expected_registry(first, atlases[0], extension, lang, today, data)
    views = [_view(stamp, atlas) for stamp, atlas in zip(stamps, atlases, strict=True)]
    stops = [
        StorySlide(a, v, s.title, s.note, s.remark)
        for a, v, s in zip(atlases, views, stamps, strict=True)
    ]
    order = FileRequest(
        stops,
        [s.link for s in stamps],
        first.link,
        lang,
        today,
        data,
        first.story,
        notes=True,
        made_by=first.release,
    )
    right = [
        _expected_stamp(stamp, atlas, view)
        for stamp, atlas, view in zip(stamps, atlases, views, strict=True)
    ]
    return _ExpectedFile(
        [
            replace(r, made=first.made, lang=first.lang, release=first.release, story=first.story)
            for r in right
        ],
        order,
        lambda: make_file(order, extension),
    )


def _view(stamp: Stamp, atlas: Atlas) -> View:
    return exact_view(
        query_of(parse_qsl(stamp.view, keep_blank_values=True)), atlas.present or atlas
    )


def _expected_stamp(stamp: Stamp, atlas: Atlas, view: View) -> Stamp:
    """The stamp as it should be."""
    rows = rows_for_export(atlas, select(atlas, view).clusters)
    return replace(
        stamp, version=atlas.number, data=atlas.version, rows=len(rows), digest=rows_digest(rows)
    )


def _expected_registry(
    stamp: Stamp, atlas: Atlas, extension: str, lang: str, today: date, data: Path
) -> _ExpectedFile:
    if extension not in ROW_TYPES:
        raise DataError([Problem("stamp_forged", extension)])
    rows = all_rows(atlas)[registry_headings(data).index]
    right = replace(
        stamp, version=atlas.number, data=atlas.version, rows=len(rows), digest=rows_digest(rows)
    )
    order = FileRequest([], [], "", lang, today, data)
    return _ExpectedFile(
        [right],
        order,
        lambda: whole_file_of(atlas, extension, Text(lang), today, data, stamp.release),
    )


def _pack(name: str, content: bytes, data: Path, atlas_at: AtlasAt) -> list[Verdict]:
    """A verdict on each member of a pack, and one on the pack where that is not as it was made.

    Something may be missing, added or say other things.
    """
    if not content.strip():
        raise DataError([Problem("file_empty", name)])
    Package(content, name)
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        try:
            members = {n: pack.read(n) for n in pack.namelist() if not n.endswith("/")}
        except (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError):
            raise DataError([Problem("file_damaged", name)]) from None
    if READ_ME not in members:
        return [Verdict(name, UNSTAMPED)]
    whole = _read_me(
        name, members[READ_ME].decode("utf-8", "replace"), list(members), data, atlas_at
    )
    known = [n for n in members if Path(n).suffix.lower().removeprefix(".") in READERS]
    return [
        *([whole] if whole.code != RIGHT else []),
        *(_member(n, members[n], data, atlas_at) for n in known),
    ]


def _member(name: str, content: bytes, data: Path, atlas_at: AtlasAt) -> Verdict:
    try:
        return _single(name, content, data, atlas_at)
    except DataError as error:
        return Verdict(name, UNREADABLE, problem=error.problems[0])


def _read_me(name: str, said: str, members: list[str], data: Path, atlas_at: AtlasAt) -> Verdict:
    """What the pack says of itself, and which members it should have."""
    stamps = stamps_in(said)
    if not stamps or len(stamps) > MOST_SLIDES:
        return Verdict(name, STAMPS, count=len(stamps))
    atlases = [atlas_at(stamp) for stamp in stamps]
    if any(atlas is None for atlas in atlases):
        return Verdict(name, GONE, stamps[0])
    try:
        made = _expected_file(stamps, [a for a in atlases if a], "zip", data)
    except DataError as error:
        return Verdict(name, FORGED, stamps[0], problem=error.problems[0])
    wanted = [*pack_names(made.order), READ_ME]
    differences = [missing("member", name=n) for n in wanted if n not in members] + [
        added("member", name=n) for n in members if n not in wanted
    ]
    text = Text(made.order.lang)
    if said != read_me(scenes_of(made.order, text), text):
        differences.append(changed("member", name=READ_ME))
    other = (
        differences
        and all(d.kind == CHANGED for d in differences)
        and stamps[0].release != release()
    )
    return Verdict(
        name, RELEASE if other else BESIDE if differences else RIGHT, stamps[0], tuple(differences)
    )
