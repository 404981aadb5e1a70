"""Which characters the bytes of a text file stand for: UTF-8, UTF-16, or Windows-1256 (Persian and
Arabic).
"""

import codecs
import re

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import CONTROLS

_SAMPLE = 100_000
_MARKS = re.compile("[\n\r,;\t| 0-9]")
_UTF_8_WORD = re.compile(rb"(?:[\xd8-\xdb][\x80-\xbf]){4}")
"""Four letters of Persian in UTF-8; as Windows-1256 a row of letters and signs in turn, which no
word is.
"""


def decode(content: bytes, file: str) -> str:
    """The text of a file.

    Raises DataError: encodings mixed (with the row of the first byte that does not fit), or not
    text at all.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if content.startswith(mark):
            return _strict(content[len(mark) :], name, file)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        wide = _utf_16(content)
        if wide is not None:
            return wide
        if _is_mostly_utf_8(content):
            raise DataError(
                [_mixed(content[: error.start].count(b"\n"), content[error.start], file)]
            ) from None
        other = _UTF_8_WORD.search(content)
        if other:
            raise DataError(
                [_mixed(content[: other.start()].count(b"\n"), content[other.start()], file)]
            ) from None
        text, limit = content.decode("cp1256"), 0.05
    else:
        # Each Persian letter of UTF-16 holds the byte 6, each Latin one the byte 0: as UTF-8 they
        # are half control characters
        limit = 0.3
        if _control_share(text) > limit:
            text = _utf_16(content) or text
    if _control_share(text) > limit:
        raise DataError([Problem("file_kind_unknown", file)])
    return text


def _strict(content: bytes, name: str, file: str) -> str:
    try:
        return content.decode(name)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(name, errors="ignore")
        raise DataError([_mixed(before.count("\n"), content[error.start], file)]) from None


def _mixed(row: int, byte: int, file: str) -> Problem:
    return Problem("encoding_mixed", file, row + 1, value=f"0x{byte:02X}")


def _control_share(text: str) -> float:
    sample = text[:_SAMPLE]
    return len(CONTROLS.findall(sample)) / max(1, len(sample))


def _utf_16(content: bytes) -> str | None:
    """The text, if the bytes are UTF-16 without a mark: then the upper byte of commas, digits and
    line ends is nought.
    """
    even, odd = content[:_SAMPLE:2].count(0), content[1:_SAMPLE:2].count(0)
    if even == odd or len(content) % 2:
        return None
    try:
        text = content.decode("utf-16-le" if odd > even else "utf-16-be")
    except UnicodeDecodeError:
        return None
    return text if _MARKS.search(text[:_SAMPLE]) and _control_share(text) < 0.05 else None


def _is_mostly_utf_8(content: bytes) -> bool:
    text = content.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    return len(text) - wrong - sum(map(text.count, map(chr, range(128)))) > wrong
