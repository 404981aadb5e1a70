"""The stamps of a file that the writers here wrote.

Which rows of which version it shows, one a View, in their order.
"""

import io
import json
import re
import zipfile
from collections.abc import Callable
from html import unescape
from xml.etree import ElementTree as ET

import pikepdf
from PIL import Image, UnidentifiedImageError

from components.briefing.proof.tables import csv_table, geojson_table, gpkg_table, xlsx_table
from geo.basis.errors import DataError, Problem
from geo.intake.files.package import Package
from geo.provenance import Stamp, stamps_in

CORE = "docProps/core.xml"
MOST = 1024 * 1024
"""Bytes of a deck's properties that are read."""


def _of_pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        # the list of key words is separated by commas, which no stamp's end may be
        return str(pdf.docinfo.get("/Keywords", "")).replace(", khoosheh-atlas", " khoosheh-atlas")


def _of_pptx(content: bytes) -> str:
    Package(content, "pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        # not by its relations, which LibreOffice names in its own way
        if CORE not in package.namelist():
            return ""
        with package.open(CORE) as part:
            core = part.read(MOST)
    return str(_parsed(core).findtext("{http://purl.org/dc/elements/1.1/}description") or "")


def _of_svg(content: bytes) -> str:
    return str(_parsed(content).findtext("{http://www.w3.org/2000/svg}metadata"))


def _parsed(xml: bytes) -> ET.Element:
    if re.search(rb"<!DOCTYPE|<!ENTITY", xml):
        raise ValueError("a document type")
    return ET.fromstring(xml)


def _of_png(content: bytes) -> str:
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        return str(picture.info.get("Comment", ""))


def _of_html(content: bytes) -> str:
    told = re.search(
        r'<meta name="khoosheh-atlas" content="([^"]*)"', content.decode("utf-8", "replace")
    )
    return unescape(told[1]) if told else ""


def _of_xlsx(content: bytes) -> str:
    return "\n".join(
        cell for rows in xlsx_table(content).sheets.values() for row in rows for cell in row
    )


READERS: dict[str, Callable[[bytes], str]] = {
    "pdf": _of_pdf,
    "pptx": _of_pptx,
    "html": _of_html,
    "svg": _of_svg,
    "png": _of_png,
    "csv": lambda content: "\n".join(csv_table(content).said.values()),
    "xlsx": _of_xlsx,
    "gpkg": lambda content: "\n".join(gpkg_table(content).said.values()),
    "geojson": lambda content: "\n".join(geojson_table(content).said.values()),
}
"""What says it, by the file's ending."""
_DAMAGED = (
    pikepdf.PdfError,
    ET.ParseError,
    zipfile.BadZipFile,
    UnidentifiedImageError,
    Image.DecompressionBombError,
    json.JSONDecodeError,
)
_DAMAGED_TOO = (
    OSError,
    ValueError,
    SyntaxError,
    TypeError,
    KeyError,
    RuntimeError,
    RecursionError,
    EOFError,
)


def stamps_of(content: bytes, extension: str) -> list[Stamp]:
    """The stamps in a file; none where it is not one of ours.

    Raises DataError for a file that cannot be read, KeyError for an unknown ending.
    """
    read = READERS[extension]
    if not content.strip():
        raise DataError([Problem("file_empty", extension)])
    try:
        return stamps_in(read(content))
    except DataError:
        raise
    except (*_DAMAGED, *_DAMAGED_TOO):
        raise DataError([Problem("file_damaged", extension)]) from None
