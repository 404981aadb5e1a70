"""The stamps of a file that the writers here wrote: which rows of which version it shows."""

import io
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pikepdf
from PIL import Image
from pptx import Presentation

from geo.provenance import Stamp, stamps_in


def _of_pdf(content: bytes) -> str:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        # the list of key words is separated by commas, which no stamp's end may be
        return str(pdf.docinfo.get("/Keywords", "")).replace(", khoosheh-atlas", " khoosheh-atlas")


def _of_pptx(content: bytes) -> str:
    return str(Presentation(io.BytesIO(content)).core_properties.comments)


def _of_svg(content: bytes) -> str:
    return str(ET.fromstring(content).findtext("{http://www.w3.org/2000/svg}metadata"))


def _of_png(content: bytes) -> str:
    with Image.open(io.BytesIO(content)) as picture:
        return str(picture.info.get("Comment", ""))


READERS: dict[str, Callable[[bytes], str]] = {"pdf": _of_pdf, "pptx": _of_pptx, "svg": _of_svg, "png": _of_png}


def stamps_of(content: bytes, extension: str) -> list[Stamp]:
    """The stamps in a file, one a scene; none where the file is not one of ours. Raises KeyError for an unknown ending."""
    return stamps_in(READERS[extension](content))
