"""A picture as its reader sees it.

Of a drawing every word and stroke counts; of pixels whether they are the very same, which proves
it, while another size or program proves nothing.
"""

import io
import re
from xml.etree import ElementTree as ET

import numpy as np
from PIL import Image, UnidentifiedImageError

from components.briefing.proof.differences import Difference, added, changed, missing, paired
from geo.basis.errors import DataError, Problem

_TEXTS = frozenset(f"{{http://www.w3.org/2000/svg}}{name}" for name in ("text", "title", "desc"))


def unlike_drawings(found: bytes, expected: bytes) -> list[Difference]:
    """Where the SVG `found` differs. Raises DataError where it is none."""
    one, right = _texts(found), _texts(expected)
    differences = [
        changed("words", a, b)
        if a is not None and b is not None
        else missing("words", b or "")
        if a is None
        else added("words", a)
        for a, b in paired(one, right, (one, right))
        if a != b
    ]
    return differences or (
        [] if _canonical(found) == _canonical(expected) else [changed("drawing")]
    )


def _texts(content: bytes) -> list[str]:
    if re.search(rb"<!DOCTYPE|<!ENTITY", content):
        raise DataError([Problem("file_damaged", "svg")])
    try:
        return [
            "".join(element.itertext())
            for element in ET.fromstring(content).iter()
            if element.tag in _TEXTS
        ]
    except (ET.ParseError, ValueError, RecursionError):
        raise DataError([Problem("file_damaged", "svg")]) from None


def _canonical(content: bytes) -> str:
    return ET.canonicalize(content.decode("utf-8", "replace"), strip_text=True)


def unlike_pixels(found: bytes, expected: bytes) -> float | None:
    """The share of pixels that differ; None where the sizes do, so that nothing can be said.

    Raises DataError where `found` is no picture.
    """
    try:
        with (
            Image.open(io.BytesIO(found), formats=["PNG"]) as one,
            Image.open(io.BytesIO(expected), formats=["PNG"]) as right,
        ):
            if one.size != right.size:
                return None
            return float(
                (np.asarray(one.convert("RGBA")) != np.asarray(right.convert("RGBA")))
                .any(axis=2)
                .mean()
            )
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise DataError([Problem("file_damaged", "png")]) from None
