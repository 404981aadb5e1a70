"""Reading a file that a person chose.

What kind of file it is comes from its content; its name only says which file a problem is in.

Read: workbooks of Excel (.xlsx, .xlsm, .xlsb, .xls, and what web systems save under that name:
HTML, web archives, XML of 2003) and of LibreOffice
(.ods, .fods), delimited text (.csv, .txt, .tsv), and layers of points (.geojson, .gpkg).

Which reader reads what was tried on the tests' files, the acceptance files and files of
LibreOffice. xlrd and calamine are kept where nothing is
lost by them: XLS, and with a second look XLSB. XLSX and ODS are read by our own, since calamine
gives an error, a formula that was never
calculated and a day before 1900 as a blank cell or a nought, without a word, and nothing of ODS's
merged cells and of days as they are shown;
it takes a third of the time for XLSX (4 s instead of 14 s for 100,000 rows of 15 columns) and the
same memory.
"""

import re
from enum import StrEnum
from importlib import import_module

from geo.basis.errors import DataError, Problem
from geo.intake.files.encoding import decode
from geo.intake.files.grid import MAX_BYTES, FileSheet

__all__ = ["FileSheet", "Kind", "kind_of", "read_sheets"]

_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!",
    b"{\\rtf", b"II*\0", b"MM\0*", b"MZ",
    b"\x7fELF", b"PAR1", b"<?xml", b"<svg", b"[{",
)  # fmt: skip
_XML_2003 = "urn:schemas-microsoft-com:office:spreadsheet"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Of a compound file ([MS-CFB]), in which Excel 97 kept its workbooks and every Excel keeps what is
locked.
"""
_HEAD = 100_000
_BEFORE = re.compile(r"(?:\s+|<!--.*?-->|<\?xml[^>]*\?>|<\?mso[^>]*\?>)*", re.DOTALL)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|style|title|table|div|center|form)\b")
_TABLE = re.compile(r"<table[\s>].*?<t[dhr][\s>]", re.DOTALL)
_JSON = re.compile(r"\{\s*\"")


class Kind(StrEnum):
    """What the bytes of a file are."""

    TEXT = "text"
    PACKAGE = "package"
    COMPOUND = "compound"
    PAGE = "page"
    ARCHIVE = "archive"
    XML_2003 = "xml_2003"
    FLAT_ODS = "flat_ods"
    GEOJSON = "geojson"
    GEOPACKAGE = "geopackage"
    OTHER = "other"


def kind_of(content: bytes, file: str) -> Kind:
    """What a file is. Raises DataError: empty, too large, not text in one encoding."""
    if len(content) > MAX_BYTES:
        raise DataError([Problem("file_too_large", file, allowed=str(MAX_BYTES // 1024**2))])
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise DataError([Problem("file_empty", file)])
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        return Kind.PACKAGE
    if content.startswith(_COMPOUND):
        return Kind.COMPOUND
    if content.startswith(b"SQLite format 3"):
        return Kind.GEOPACKAGE
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    head = (
        decode(content[:_HEAD], file)
        if content[:2] in (b"\xff\xfe", b"\xfe\xff")
        else bare[:_HEAD].decode("latin-1")
    )
    kind = _kind_of_text(head.casefold())
    if kind is None:
        kind = Kind.OTHER if bare.startswith(_OTHERS) else Kind.TEXT
    return kind


def _kind_of_text(head: str) -> Kind | None:
    """What a file is that begins with this text, in small letters; None for a table, and for what
    is no text.
    """
    first = head[len(_before(head)) :]
    if head.lstrip().startswith("mime-version:"):
        return Kind.ARCHIVE
    if first.startswith("<"):
        if _XML_2003 in first[:5_000] and not _PAGE.match(first):
            return Kind.XML_2003
        if re.match(r"<office:document\b", first):
            return Kind.FLAT_ODS
        if _PAGE.match(first) or _TABLE.search(first):
            return Kind.PAGE
    if _JSON.match(first):
        return Kind.GEOJSON
    return None


def _before(head: str) -> str:
    match = _BEFORE.match(head)
    return match[0] if match else ""


def read_sheets(content: bytes, file_name: str) -> list[FileSheet]:
    """The sheets that hold anything, in order, hidden ones too; at least one that is seen.

    Raises DataError: empty, too large, locked, damaged, a web page without a table, no table at
    all, too many rows, columns or cells, encodings
    mixed.
    """
    sheets = _read(kind_of(content, file_name), content, file_name)
    if not any(sheet.rows and not sheet.is_hidden for sheet in sheets):
        raise DataError([Problem("file_empty", file_name)])
    return sheets


_READERS = {
    Kind.TEXT: ("delimited", "read_delimited"),
    Kind.PACKAGE: ("workbook", "read_package"),
    Kind.COMPOUND: ("xls", "read_compound"),
    Kind.PAGE: ("web_page", "read_page"),
    Kind.ARCHIVE: ("web_page", "read_archive"),
    Kind.XML_2003: ("xml_2003", "read_xml_2003"),
    Kind.FLAT_ODS: ("ods", "read_flat_ods"),
    Kind.GEOJSON: ("geo_layers", "read_geojson"),
    Kind.GEOPACKAGE: ("geo_layers", "read_geopackage"),
}
"""Module and function of each kind.

Imported when it is needed: a process that reads one file starts in half the time.
"""


def _read(kind: Kind, content: bytes, file: str) -> list[FileSheet]:
    if kind not in _READERS:
        raise DataError([Problem("file_kind_unknown", file)])
    module, function = _READERS[kind]
    sheets: list[FileSheet] = getattr(import_module(f"geo.intake.files.{module}"), function)(
        content, file
    )
    return sheets
