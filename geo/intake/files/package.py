"""A package: the zip of parts that a workbook of Excel or LibreOffice is."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from geo.basis.errors import DataError, Problem
from geo.intake.files.xml_stream import H, stream_xml

MAX_INFLATED = 400 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 20 * 1024 * 1024
MAX_PARTS = 5_000
_CHUNK = 1 << 20
_NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    LookupError,
    ValueError,
    EOFError,
    OverflowError,
    OSError,
    RuntimeError,
)
"""What zipfile and expat raise on what is no whole zip or XML (NotImplementedError is a
RuntimeError).
"""


class Package:
    """The parts of a zip by name. Raises DataError: damaged, locked, or larger inside than may be.

    The sizes that the zip gives of its parts can be gone by: a part that holds more is cut there by
    zipfile, and then its checksum is wrong.
    """

    def __init__(self, content: bytes, file: str) -> None:
        self.file = file
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except _NOT_WHOLE:
            raise self.damaged() from None
        parts = self._zip.infolist()
        self.names = {part.filename for part in parts}
        if any(part.flag_bits & 1 for part in parts):
            raise DataError([Problem("file_password", file)])
        if (
            len(parts) > MAX_PARTS
            or sum(part.file_size for part in parts) > MAX_INFLATED
            or any(map(_is_bomb, parts))
        ):
            raise DataError([Problem("file_zip_bomb", file, allowed=str(MAX_INFLATED // 1024**2))])
        if len({name.casefold() for name in self.names}) < len(parts):
            raise self.damaged()

    def damaged(self) -> DataError:
        """The error of a file that is not whole."""
        return DataError([Problem("file_damaged", self.file)])

    def text(self, name: str) -> str:
        """The first 100,000 bytes of a part as text; empty where there is none."""
        return (
            self.read(name, 100_000).decode("utf-8", errors="replace") if name in self.names else ""
        )

    def read(self, name: str, most: int = MAX_INFLATED) -> bytes:
        """The first `most` bytes of a part. Raises DataError: no such part, or damaged."""
        try:
            with self._zip.open(name) as part:
                return part.read(most)
        except _NOT_WHOLE:
            raise self.damaged() from None

    def parse(self, name: str, handler_of: Callable[[expat.XMLParserType], H]) -> H:
        """Stream the XML of a part to a handler, and give it back.

        Raises DataError: no such part, not well-formed.
        """
        try:
            return stream_xml(self._chunks(name), handler_of)
        except _NOT_WHOLE:
            raise self.damaged() from None

    def _chunks(self, name: str) -> Iterator[bytes]:
        with self._zip.open(name) as part:
            while chunk := part.read(_CHUNK):
                yield chunk


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(RATIO_FROM, MAX_RATIO * part.compress_size)
