"""The compound file: a small file system in a file ([MS-CFB]), in which Excel 97 kept its workbooks and every Excel keeps what is locked."""

import struct

from geo.errors import DataError, Problem

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST_SECTOR = 0xFFFFFFFA
_SMALL = 4096
_SMALL_SECTOR = 64


def packed(name: str, stream: bytes) -> bytes:
    """A compound file of one stream and nothing else, in sectors of 4096 bytes (version 4)."""
    sector, last, free = 4096, 0xFFFFFFFE, 0xFFFFFFFF
    stream = stream.ljust(max(len(stream), _SMALL), b"\0")
    used = -(-len(stream) // sector)
    tables = 1
    while tables * sector // 4 < tables + 2 + used:
        tables += 1
    # calamine wants the root to have a stream of its own: one blank sector
    table = [*[0xFFFFFFFD] * tables, last, last, *range(tables + 3, tables + 2 + used), last]
    table += [free] * (tables * sector // 4 - len(table))
    directory = b""
    for title, kind, child, start, size in (("Root Entry", 5, 1, tables + 1, 64), (name, 2, free, tables + 2, len(stream))):
        written = (title + "\0").encode("utf-16-le")
        directory += written.ljust(64, b"\0") + struct.pack("<HBB3I", len(written), kind, 1, free, free, child) + bytes(36)
        directory += struct.pack("<IQ", start, size)
    header = SIGNATURE + bytes(16) + struct.pack("<5H6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, _SMALL, last, 0, last, 0)
    header += struct.pack("<109I", *range(tables), *[free] * (109 - tables))
    return b"".join(
        part.ljust(-(-len(part) // sector) * sector, b"\0") for part in (header, struct.pack(f"<{len(table)}I", *table), directory, bytes(sector), stream)
    )


class Compound:
    """The streams of a compound file by name. Raises DataError: damaged."""

    def __init__(self, content: bytes, file: str) -> None:
        self.file, self.content = file, content
        try:
            self._open()
        except (struct.error, IndexError, ValueError):
            raise self.damaged() from None

    def damaged(self) -> DataError:
        """The error of a file that is not whole."""
        return DataError([Problem("file_damaged", self.file)])

    def _open(self) -> None:
        header = self.content[:512]
        shift = struct.unpack_from("<H", header, 30)[0]
        if shift not in (9, 12):
            raise ValueError
        self._size = 1 << shift
        first_directory, first_small, first_more = (struct.unpack_from("<I", header, place)[0] for place in (48, 60, 68))
        tables = [at for at in struct.unpack_from("<109I", header, 76) if at < _LAST_SECTOR]
        visited: set[int] = set()
        while first_more < _LAST_SECTOR and first_more not in visited:
            visited.add(first_more)
            *more, next_more = struct.unpack(f"<{self._size // 4}I", self._sector(first_more))
            tables += [at for at in more if at < _LAST_SECTOR]
            first_more = next_more
        if len(tables) > len(self.content) // self._size:
            raise ValueError
        whole = b"".join(self._sector(at) for at in tables)
        self._next = struct.unpack(f"<{len(whole) // 4}I", whole)
        self.entries: dict[str, tuple[int, int]] = {}
        self._small = b""
        directory = self._chain(first_directory)
        for place in range(0, len(directory) - 127, 128):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<IQ" if shift == 12 else "<II", directory, place + 116)
            name = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le")
            if kind == 5:
                self._small = self._chain(start)[:size] if start < _LAST_SECTOR else b""
            elif kind in (1, 2):
                if name in self.entries and kind == 2:
                    raise ValueError
                self.entries.setdefault(name, (start, size))
        small = self._chain(first_small) if first_small < _LAST_SECTOR else b""
        self._next_small = struct.unpack(f"<{len(small) // 4}I", small)

    def _sector(self, at: int) -> bytes:
        sector = self.content[(at + 1) * self._size : (at + 2) * self._size]
        if not sector:
            raise IndexError
        return sector.ljust(self._size, b"\0")

    def _chain(self, at: int) -> bytes:
        sectors = []
        while at < _LAST_SECTOR:
            sectors.append(self._sector(at))
            at = self._next[at]
            if len(sectors) > len(self._next):
                raise ValueError
        return b"".join(sectors)

    def stream(self, name: str) -> bytes:
        """What the stream `name` holds. Raises DataError: damaged."""
        start, size = self.entries[name]
        try:
            if size >= _SMALL:
                whole = self._chain(start)
            else:
                pieces: list[bytes] = []
                while start < _LAST_SECTOR and len(pieces) <= _SMALL // _SMALL_SECTOR:
                    pieces.append(self._small[start * _SMALL_SECTOR : (start + 1) * _SMALL_SECTOR])
                    start = self._next_small[start]
                whole = b"".join(pieces)
        except (struct.error, IndexError, ValueError):
            raise self.damaged() from None
        if len(whole) < size:
            raise self.damaged()
        return whole[:size]
