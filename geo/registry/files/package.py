"""A package: the zip of XML parts that a workbook of Excel or LibreOffice is.

Nothing the zip says of itself is believed: before anything is read, every part is inflated to nowhere and its bytes are counted. XML is read as
a stream; a document type, and with it entities of its own, is refused.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Protocol, TypeVar
from xml.parsers import expat

from geo.errors import DataError, Problem

MAX_INFLATED = 400 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 20 * 1024 * 1024
MAX_PARTS = 5_000
_CHUNK = 1 << 20
_NOT_WHOLE = (zipfile.BadZipFile, zlib.error, struct.error, expat.ExpatError, LookupError, ValueError, EOFError, OverflowError, OSError, RuntimeError)
"""What zipfile and expat raise on what is no whole zip or XML (NotImplementedError is a RuntimeError)."""


class Handler(Protocol):
    """What is told of a part's XML. Made with its parser, on which it may set what else it listens for: texts, ends of elements."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins; `tag` is `namespace|name`."""


H = TypeVar("H", bound=Handler)


class Locals(dict[str, str]):
    """`namespace|name` to its name."""

    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag.rpartition("|")[2]
        return name


class Package:
    """The parts of a zip by name. Raises DataError: damaged, locked, or larger inside than may be."""

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
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_INFLATED:
            raise self._bomb()
        if len({name.casefold() for name in self.names}) < len(parts):
            raise self.damaged()
        total = 0
        for part in parts:
            total += self._inflated(content, part, MAX_INFLATED - total)

    def damaged(self) -> DataError:
        """The error of a file that is not whole."""
        return DataError([Problem("file_damaged", self.file)])

    def _bomb(self) -> DataError:
        return DataError([Problem("file_zip_bomb", self.file, allowed=str(MAX_INFLATED // 1024**2))])

    def _inflated(self, content: bytes, part: zipfile.ZipInfo, left: int) -> int:
        """Bytes the part really holds; raises DataError past `left`, or past the ratio."""
        header = content[part.header_offset : part.header_offset + 30]
        if len(header) < 30 or header[:4] != b"PK\3\4":
            raise self.damaged()
        start = part.header_offset + 30 + sum(struct.unpack("<HH", header[26:]))
        packed = memoryview(content)[start : start + part.compress_size]
        if part.compress_type == zipfile.ZIP_STORED:
            return len(packed)
        if part.compress_type != zipfile.ZIP_DEFLATED:
            raise self.damaged()
        most = min(left, max(RATIO_FROM, MAX_RATIO * len(packed)))
        unpack, size = zlib.decompressobj(-15), 0
        try:
            for place in range(0, len(packed), _CHUNK):
                rest: bytes | memoryview = packed[place : place + _CHUNK]
                while rest and not unpack.eof:
                    size += len(unpack.decompress(rest, _CHUNK))
                    rest = unpack.unconsumed_tail
                    if size > most:
                        raise self._bomb()
        except zlib.error:
            raise self.damaged() from None
        return size

    def text(self, name: str) -> str:
        """The first 100,000 bytes of a part as text; empty where there is none."""
        if name not in self.names:
            return ""
        try:
            with self._zip.open(name) as part:
                return part.read(100_000).decode("utf-8", errors="replace")
        except _NOT_WHOLE:
            raise self.damaged() from None

    def parse(self, name: str, handler_of: Callable[[expat.XMLParserType], H]) -> H:
        """Stream the XML of a part to a handler, and give it back. Raises DataError: no such part, not well-formed."""
        parser = expat.ParserCreate(namespace_separator="|")
        parser.buffer_text = True
        handler = handler_of(parser)

        def refuse(*_: object) -> None:
            raise self.damaged()

        parser.StartElementHandler, parser.StartDoctypeDeclHandler = handler.start, refuse
        try:
            with self._zip.open(name) as part:
                while chunk := part.read(_CHUNK):
                    parser.Parse(chunk)
            parser.Parse(b"", True)
        except _NOT_WHOLE:
            raise self.damaged() from None
        return handler
