"""The parts of an Excel workbook (ECMA-376) beside its sheets: the list of sheets, the shared
texts, and which formats show a date.
"""

import posixpath
import re
from dataclasses import dataclass, field
from xml.parsers import expat

from geo.intake.files.package import Package
from geo.intake.files.xml_stream import Locals

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
_NOT_PATTERN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
"""Formats that every workbook has without naming them (18.8.30), those of East Asia included."""
_DURATION = 46


def unescaped(text: str) -> str:
    """`_x000A_` stands for the character 000A (22.4.2.4)."""
    return (
        _ESCAPE.sub(
            lambda m: m[0] if 0xD800 <= int(m[1], 16) < 0xE000 else chr(int(m[1], 16)), text
        )
        if "_x" in text
        else text
    )


@dataclass
class SheetPart:
    """A sheet as the workbook lists it: its name, the part that holds it, and whether people see
    it.
    """

    name: str
    part: str
    is_visible: bool


@dataclass
class Book:
    """What the sheets of a workbook need: `dates` and `durations` are the numbers of cell formats
    that show one.
    """

    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    dates: set[str] = field(default_factory=set)
    durations: set[str] = field(default_factory=set)
    since_1904: bool = False


class _Relations:
    """Targets by id and by the last word of their type."""

    def __init__(self, _: expat.XMLParserType) -> None:
        self.targets: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("|Relationship") and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.targets[attributes.get("Id", "")] = (kind, attributes.get("Target", ""))


class _Workbook:
    def __init__(self, _: expat.XMLParserType) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("|sheet"):
            relation = next((value for key, value in attributes.items() if key.endswith("|id")), "")
            self.sheets.append(
                (
                    attributes.get("name", ""),
                    relation,
                    attributes.get("state", "visible") == "visible",
                )
            )
        elif tag.endswith("|workbookPr"):
            self.since_1904 = attributes.get("date1904", "0") in ("1", "true", "on")


class _Texts:
    """The shared texts; of a text in several runs all of them, without the readings above its
    signs.
    """

    def __init__(self, parser: expat.XMLParserType) -> None:
        self.parser = parser
        parser.EndElementHandler = self.end
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._names = Locals()
        self._is_reading = False

    def start(self, tag: str, _: dict[str, str]) -> None:
        name = self._names[tag]
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._is_reading = True
        elif name == "t" and not self._is_reading:
            self.parser.CharacterDataHandler = self._pieces.append

    def end(self, tag: str) -> None:
        name = self._names[tag]
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._is_reading = False
        elif name == "si":
            self.texts.append(unescaped("".join(self._pieces)))


class _Styles:
    def __init__(self, parser: expat.XMLParserType) -> None:
        parser.EndElementHandler = self.end
        self.patterns: dict[int, str] = {}
        self.formats: list[int] = []
        self._is_cells = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag.endswith("|numFmt"):
            self.patterns[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif tag.endswith("|cellXfs"):
            self._is_cells = True
        elif self._is_cells and tag.endswith("|xf"):
            self.formats.append(int(attributes.get("numFmtId", 0)))

    def end(self, tag: str) -> None:
        if tag.endswith("|cellXfs"):
            self._is_cells = False


def shows(pattern: str) -> tuple[bool, bool]:
    """Whether a pattern shows a date or time, and whether as a duration."""
    bare = _NOT_PATTERN.sub("", pattern).split(";")[0].casefold()
    is_duration = bool(re.search(r"\[(h+|m+|s+)\]", bare))
    return is_duration or (bare != "general" and bool(re.search("[dmyhs]", bare))), is_duration


def related(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """Kind and full name of the parts that `part` refers to, by id."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    targets = package.parse(path, _Relations).targets if path in package.names else {}
    return {
        key: (kind, posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        for key, (kind, target) in targets.items()
    }


def workbook_part(package: Package) -> str:
    """The name of the part that lists the sheets; empty where the package is no Excel workbook in
    XML.
    """
    named = next(
        (target for kind, target in related(package, "").values() if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    return (
        named
        if named in package.names and named.startswith("xl/") and named.endswith(".xml")
        else ""
    )


def read_book(package: Package) -> Book:
    """The workbook without its cells.

    Sheets that hold no cells (charts, dialogues) are left out.
    """
    part = workbook_part(package)
    parts = related(package, part)
    listed = package.parse(part, _Workbook)
    book = Book(since_1904=listed.since_1904)
    book.sheets = [
        SheetPart(name, parts[at][1], seen)
        for name, at, seen in listed.sheets
        if parts.get(at, ("",))[0] == "worksheet"
    ]
    for kind, target in parts.values():
        if kind == "sharedStrings" and target in package.names:
            book.texts = package.parse(target, _Texts).texts
        elif kind == "styles" and target in package.names:
            styles = package.parse(target, _Styles)
            for number, shown in enumerate(styles.formats):
                pattern = styles.patterns.get(shown)
                is_date, is_duration = (
                    (shown in _DATES, shown == _DURATION) if pattern is None else shows(pattern)
                )
                book.dates |= {str(number)} if is_date else set()
                book.durations |= {str(number)} if is_duration else set()
    return book
