"""A PDF: everything that is drawn on its pages, their links and bookmarks.

It may have been saved anew by another program, as long as it draws the same.
"""

import hashlib
import io
import zlib
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pikepdf

from components.briefing.proof.differences import Difference, added, changed
from geo.basis.errors import DataError, Problem

_NOT_SEEN = frozenset(
    {
        "/Parent",
        "/P",
        "/StructParent",
        "/StructParents",
        "/Metadata",
        "/PieceInfo",
        "/LastModified",
        "/NM",
        "/M",
    }
)
_PACKED = frozenset({"/Length", "/Filter", "/DecodeParms"})
_OVER_PAGES = ("/AcroForm", "/OCProperties", "/OpenAction", "/AA", "/Names")
"""What of a document, besides its pages, shows or does something."""
ROOM = 1024 * 1024
DEEPEST = 60


def unlike_booklets(found: bytes, expected: bytes) -> list[Difference]:
    """Where the PDF `found` differs. Raises DataError where it is none."""
    most = len(expected) * 20 + ROOM
    try:
        with pikepdf.open(io.BytesIO(found)) as pdf, pikepdf.open(io.BytesIO(expected)) as right:
            if len(pdf.pages) != len(right.pages):
                return [changed("pages", str(len(pdf.pages)), str(len(right.pages)))]
            one, other = _Seen(pdf, most), _Seen(right, most)
            pages = zip(pdf.pages, right.pages, strict=True)
            differences = [
                changed("page", page=n)
                for n, (p, q) in enumerate(pages, 1)
                if one.of(p.obj) != other.of(q.obj)
            ]
            differences += [changed("bookmarks")] if _titles(pdf) != _titles(right) else []
            titles = [str(document.docinfo.get("/Title", "")) for document in (pdf, right)]
            differences += [changed("title", *titles)] if titles[0] != titles[1] else []
            return differences + [
                added("over_pages", key.removeprefix("/"))
                for key in _OVER_PAGES
                if key in pdf.Root and key not in right.Root
            ]
    except (
        pikepdf.PdfError,
        ValueError,
        TypeError,
        KeyError,
        AttributeError,
        NotImplementedError,
        RuntimeError,
    ):
        raise DataError([Problem("file_damaged", "pdf")]) from None


def _titles(pdf: pikepdf.Pdf) -> list[tuple[int, str]]:
    """The bookmarks, each with how deep it stands."""
    found: list[tuple[int, str]] = []

    def walk(items: list[pikepdf.OutlineItem], depth: int) -> None:
        for item in items[: 1000 if depth < DEEPEST else 0]:
            found.append((depth, item.title))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 0)
    return found


class _Seen:
    """What of a document's objects is seen, as values that can be compared.

    most: so many bytes may come out of a stream.
    """

    def __init__(self, pdf: pikepdf.Pdf, most: int) -> None:
        self.most = most
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.known: dict[tuple[int, int], str] = {}

    def of(self, thing: Any, *, inside: tuple[tuple[int, int], ...] = ()) -> str:
        """The thing with all that it refers to, as hex digits."""
        at = thing.objgen if isinstance(thing, pikepdf.Object) else (0, 0)
        if inside and at in self.pages:
            return f"page {self.pages[at]}"
        if at in inside or len(inside) > DEEPEST:
            return "again"
        if at != (0, 0) and at in self.known:
            return self.known[at]
        within = (*inside, at if at != (0, 0) else (-len(inside), -1))
        told = hashlib.sha256(
            self._told(thing, lambda part: self.of(part, inside=within)).encode()
        ).hexdigest()
        if at != (0, 0):
            self.known[at] = told
        return told

    def _told(self, thing: Any, of: Callable[[Any], str]) -> str:
        if isinstance(thing, pikepdf.Stream):
            return f"stream {self._stream(thing)} {self._dictionary(thing, of)}"
        if isinstance(thing, pikepdf.Dictionary):
            return self._dictionary(thing, of)
        if isinstance(thing, pikepdf.Array):
            return f"[{' '.join(of(part) for part in thing)}]"
        if isinstance(thing, pikepdf.String):
            return f"({bytes(thing).hex()})"
        return f"{float(thing):.4f}" if isinstance(thing, (int, float, Decimal)) else str(thing)

    def _dictionary(self, thing: Any, of: Callable[[Any], str]) -> str:
        return " ".join(
            f"{key} {of(thing[key])}"
            for key in sorted(thing.keys())
            if key not in _NOT_SEEN | _PACKED
        )

    def _stream(self, thing: pikepdf.Stream) -> str:
        """What a stream holds.

        One that holds more than it may, or is packed in another way, is told by its packed bytes.
        """
        raw = thing.read_raw_bytes()
        filters = thing.get("/Filter")
        names = (
            [str(f) for f in filters]
            if isinstance(filters, pikepdf.Array)
            else [str(filters)]
            if filters is not None
            else []
        )
        if names == ["/FlateDecode"] and "/DecodeParms" not in thing:
            unpack = zlib.decompressobj()
            try:
                content = unpack.decompress(raw, self.most)
            except zlib.error:
                return f"damaged {hashlib.sha256(raw).hexdigest()}"
            return (
                hashlib.sha256(content).hexdigest()
                if not unpack.unconsumed_tail
                else f"too large {len(raw)}"
            )
        return (
            f"{' '.join(names)} {hashlib.sha256(raw).hexdigest()}"
            if names
            else hashlib.sha256(raw).hexdigest()
        )
