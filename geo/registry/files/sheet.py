"""Reading a file that a person chose. What kind of file it is comes from its content; its name only says which file a problem is in.

Read: Excel workbooks (.xlsx, .xlsm, .xls), OpenDocument spreadsheets (.ods), delimited text (.csv, .txt, .tsv).
"""

from geo.errors import DataError, Problem
from geo.registry.files.compound import SIGNATURE, Compound
from geo.registry.files.delimited import read_delimited
from geo.registry.files.encoding import decode
from geo.registry.files.grid import MAX_BYTES, Sheet
from geo.registry.files.ods import read_ods
from geo.registry.files.package import Package
from geo.registry.files.xls import read_xls
from geo.registry.files.xlsx import read_xlsx
from geo.registry.files.xlsx_parts import workbook_part

__all__ = ["Sheet", "read_sheets"]

_OTHERS = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"{\\rtf", b"II*\0", b"MM\0*", b"MZ",
    b"\x7fELF", b"SQLite format 3", b"PAR1", b"<?xml", b"<svg", b'{"', b"[{",
)  # fmt: skip
_PAGES = ("<!doctype html", "<html", "<head", "<body", "<meta", "<style", "<table", "<div", "mime-version:")
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_HEAD = 1000


def read_sheets(content: bytes, file_name: str) -> list[Sheet]:
    """The visible sheets that hold anything, in order; at least one.

    Raises DataError: empty, too large, locked, damaged, a web page, no table at all, too many rows, columns or cells, encodings mixed.
    """
    if len(content) > MAX_BYTES:
        raise DataError([Problem("file_too_large", file_name, allowed=str(MAX_BYTES // 1024**2))])
    if not content.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise DataError([Problem("file_empty", file_name)])
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        sheets = _package(Package(content, file_name))
    elif content.startswith(SIGNATURE):
        sheets = _compound(Compound(content, file_name))
    else:
        sheets = _text(content, file_name)
    if not any(sheet.rows for sheet in sheets):
        raise DataError([Problem("file_empty", file_name)])
    return sheets


def _package(package: Package) -> list[Sheet]:
    if workbook_part(package):
        return read_xlsx(package)
    kind = package.text("mimetype").strip()
    if kind.startswith("application/vnd.oasis.opendocument"):
        if "encryption-data" in package.text("META-INF/manifest.xml") or "encrypted-package" in package.names:
            raise DataError([Problem("file_password", package.file)])
        if kind.startswith(_ODS):
            return read_ods(package)
    raise DataError([Problem("file_kind_unknown", package.file)])


def _compound(compound: Compound) -> list[Sheet]:
    if "EncryptedPackage" in compound.entries:
        raise DataError([Problem("file_password", compound.file)])
    if "Workbook" in compound.entries or "Book" in compound.entries:
        return read_xls(compound)
    raise DataError([Problem("file_kind_unknown", compound.file)])


def _text(content: bytes, file: str) -> list[Sheet]:
    bare = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    head = decode(content[:_HEAD], file).lstrip().casefold() if content[:2] in (b"\xff\xfe", b"\xfe\xff") else bare[:_HEAD].decode("latin-1").casefold()
    if head.startswith(_PAGES) or (head.startswith("<?xml") and "<html" in head):
        raise DataError([Problem("file_is_html", file)])
    if bare.startswith(_OTHERS):
        raise DataError([Problem("file_kind_unknown", file)])
    return read_delimited(content, file)
