"""Tables of web pages, as web systems and Excel save them under the name .xls: one page, or a web
archive (.mht) of several.

A page is read as Excel opens it: one sheet, a row for each line of text above a table, and then the
table's own rows. A cell over several rows
or columns is a merged range. A table that only arranges others is none.
"""

import codecs
import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage

from lxml import etree, html

from geo.basis.errors import DataError, Problem
from geo.intake.files.cells import finished
from geo.intake.files.encoding import decode
from geo.intake.files.grid import MAX_COLUMNS, Budget, FileSheet, Grid, Range

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>\s*([^<]+?)\s*</x:Name>")
_MARKED = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_DECLARED_WITHIN = 4_000
_UNSEEN = {"script", "style", "title", "head", "template", "noscript", "xml", "o", "x"}
_LINES = {
    "br",
    "p",
    "div",
    "li",
    "tr",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "center",
    "caption",
    "ul",
    "ol",
    "form",
    "section",
    "header",
    "footer",
}
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LINE_END = "\x00"
_MOST_SPAN = 10_000


def page_text(content: bytes, file: str) -> str:
    """The text of a page, by the encoding that it names unless its bytes are plainly UTF-8.

    Raises DataError: encodings mixed.
    """
    named = _CHARSET.search(content[:_DECLARED_WITHIN])
    if not content.startswith(_MARKED) and named:
        try:
            content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                return content.decode(named[1].decode("ascii"))
            except (LookupError, UnicodeDecodeError):
                pass
    return decode(content, file)


def read_page(content: bytes, file: str) -> list[FileSheet]:
    """The sheet of a web page.

    Raises DataError: no table in it, encodings mixed, or too many rows, columns or cells.
    """
    text = page_text(content, file)
    names = _SHEET_NAME.findall(text)
    return [_sheet(text, names[0] if len(names) == 1 else "", file, Budget(file))]


def read_archive(content: bytes, file: str) -> list[FileSheet]:
    """The sheets of a web archive, one for each page with a table.

    Raises DataError as `read_page`.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    pages = []
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            held = part.get_payload(decode=True)
            pages.append(page_text(held, file) if isinstance(held, bytes) else "")
    names = [name for page in pages for name in _SHEET_NAME.findall(page)]
    with_tables = [page for page in pages if re.search(r"<table[\s>]", page, re.IGNORECASE)]
    if not with_tables:
        raise DataError([Problem("file_is_html", file)])
    budget = Budget(file)
    names = names if len(names) == len(with_tables) else [""] * len(with_tables)
    return [
        sheet
        for page, name in zip(with_tables, names, strict=True)
        if (sheet := _sheet(page, name, file, budget)).rows
    ]


def _sheet(text: str, name: str, file: str, budget: Budget) -> FileSheet:
    parser = html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = html.document_fromstring(text.encode("utf-8", errors="replace"), parser=parser)
    except (
        etree.XMLSyntaxError
    ):  # a page is read whatever is wrong with it: only want of memory ends it
        raise MemoryError from None
    except etree.LxmlError:
        raise DataError([Problem("file_damaged", file)]) from None
    if any(
        entry.level_name == "FATAL" for entry in parser.error_log
    ):  # the rest of the page, from there on, is not in the tree
        raise DataError([Problem("file_damaged", file)])
    page = _Page(budget)
    page.read(root)
    if not page.has_table:
        raise DataError([Problem("file_is_html", file)])
    return finished(name, page.grid.table(), file, (), page.merged)


class _Page:
    """A page while it is read, from its first element to its last."""

    def __init__(self, budget: Budget) -> None:
        self.grid = Grid(budget)
        self.merged: list[Range] = []
        self.has_table = False
        self._row = 0
        self._line: list[str] = []

    def read(self, root: html.HtmlElement) -> None:
        """Put the lines of text and the tables in the order of the page."""
        opened: list[html.HtmlElement] = []
        inside: html.HtmlElement | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if inside is not None:
                if element is inside and event == "end":
                    inside = None
                    self._say(element.tail)
                continue
            if event == "end":
                if opened and opened[-1] is element:
                    opened.pop()
                    if tag in _LINES:
                        self._end_line()
                    self._say(element.tail)
                continue
            if tag in _UNSEEN or (tag == "table" and element.find(".//table") is None):
                self._end_line()
                if tag == "table":
                    self._table(element)
                inside = element
                continue
            if tag in _LINES:
                self._end_line()
            opened.append(element)
            self._say(element.text)
        self._end_line()

    def _say(self, text: str | None) -> None:
        if text:
            self._line.append(text)

    def _end_line(self) -> None:
        text = _SPACE.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        if text:
            self.grid.put(self._row, 0, text)
            self._row += 1

    def _table(self, table: html.HtmlElement) -> None:
        self.has_table = True
        for caption in table.iterfind("caption"):
            self._say(_visible(caption))
            self._end_line()
        busy: dict[int, int] = {}
        for row in table.iter("tr"):
            column = 0
            for cell in row.iterchildren("td", "th"):
                while busy.get(column, 0) > self._row and column <= MAX_COLUMNS:
                    column += 1
                down, across = _span(cell, "rowspan"), _span(cell, "colspan")
                self.grid.put(self._row, column, _visible(cell))
                if down > 1 or across > 1:
                    self.merged.append(
                        (self._row, column, self._row + down - 1, column + across - 1)
                    )
                for place in range(column, min(column + across, MAX_COLUMNS + 1)):
                    busy[place] = self._row + down
                column += across
            self._row += 1


def _span(cell: html.HtmlElement, name: str) -> int:
    written = (cell.get(name) or "").strip()
    return (
        min(max(int(written), 1), _MOST_SPAN)
        if written.isascii() and written.isdigit() and len(written) < 9
        else 1
    )


def _visible(cell: html.HtmlElement) -> str:
    """The text of a cell, lines as the page breaks them."""
    lines = "".join(_texts(cell)).split(_LINE_END)
    return "\n".join(filter(None, (_SPACE.sub(" ", line).strip(" ") for line in lines)))


def _texts(element: html.HtmlElement) -> Iterator[str]:
    yield (element.text or "").replace(_LINE_END, "")
    for child in element:
        if child.tag not in _UNSEEN:
            yield from ([_LINE_END] if child.tag in _LINES else [])
            yield from _texts(child)
            yield from ([_LINE_END] if child.tag in _LINES else [])
        yield (child.tail or "").replace(_LINE_END, "")
