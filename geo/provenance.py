"""Provenance: what tells whether a file's rows are those of a version of the records."""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import merge
from typing import IO
from urllib.parse import quote, unquote

import pandas as pd

from geo.basis.csv_text import floats, texts

AT_A_TIME = 10_000
HELD = 16 * 2**20
"""Bytes of lines that are held in memory before they are put into a file."""
_quoted = json.JSONEncoder(ensure_ascii=False).encode


class RowsDigest:
    """SHA-256 of the rows of an export, whatever their order and that of their columns.

    Rows are those of `rows_for_export`, or read back from a file.

    Canonical form: a line of JSON with the names of the columns in alphabetical order, then one a
    row with its cells as texts, sorted; a number has up to 12 significant digits, as many as every
    format keeps, what is missing is empty; UTF-8, each line ends with a line feed.
    """

    def __init__(self) -> None:
        self._names: list[str] = []
        # in UTF-8 they take half the memory, and their order is the same
        self._lines: list[bytes] = []
        self._held, self.count = 0, 0
        self._sorted: list[IO[bytes]] = []

    def add(self, rows: pd.DataFrame) -> None:
        """Add rows, all of the same columns.

        Raises OSError where no temporary file can be written; only the lines of a large registry
        need one.
        """
        self._names = sorted(rows.columns)
        for start in range(0, len(rows), AT_A_TIME):
            few = rows.iloc[start : start + AT_A_TIME]
            lines = [
                _line(cells)
                for cells in zip(*(_cells(few[name]) for name in self._names), strict=True)
            ]
            self._lines += lines
            self._held += sum(map(len, lines))
            self.count += len(lines)
            if self._held > HELD:
                self._put_away()

    def _put_away(self) -> None:
        """Sort the lines that are held and keep them in a file that has no name."""
        self._lines.sort()
        file = tempfile.TemporaryFile()  # noqa: SIM115 - read when the last row was added
        file.writelines(self._lines)
        self._sorted.append(file)
        self._lines, self._held = [], 0

    def hex(self) -> str:
        """The digest of all that was added, 64 hex digits."""
        self._lines.sort()
        digest = hashlib.sha256(_line(map(_quoted, self._names)))
        for file in self._sorted:
            file.seek(0)
        for line in merge(*self._sorted, self._lines):
            digest.update(line)
        return digest.hexdigest()


def rows_digest(rows: pd.DataFrame) -> str:
    """The RowsDigest of these rows alone."""
    digest = RowsDigest()
    digest.add(rows)
    return digest.hex()


def _cells(column: pd.Series) -> list[str]:
    """The cells as texts in JSON."""
    if pd.api.types.is_numeric_dtype(column):
        return ['""' if v != v else f'"{v:.12g}"' for v in floats(column)]
    if isinstance(column.dtype, pd.StringDtype):
        return texts(column, _quoted)
    return [
        _quoted("" if pd.isna(v) else v if isinstance(v, str) else f"{v:.12g}")
        for v in column.tolist()
    ]


def _line(cells: Iterable[str]) -> bytes:
    return f"[{','.join(cells)}]\n".encode()


_STAMP = re.compile(
    r"khoosheh-atlas version:(\d+) data:(\w+) rows:(\d+) sha256:([0-9a-f]{64}) view:(\S*)"
    r" link:(\S*)"
    r"(?: made:(\S*) lang:(\w*) release:([\w.+-]*)((?: (?:title|note|remark|story):[^\s,]+)*))?"
)
_GIVEN = re.compile(r" (title|note|remark|story):([^\s,]+)")


WHOLE = "registry"
"""Stands for a View in the stamp of a file of all that the registry holds."""


@dataclass(frozen=True)
class Stamp:
    """Which rows a file was made of, and of what else it was composed.

    With it the file can be made again and held against itself.

    version: the registry's; data: Atlas.version; view: the View's URL query, or WHOLE; rows: how
    many; digest: `rows_digest`; link: where it shows. made: the ISO day; lang: the language;
    release: what names the program that made it, see components/server/release.py. Those three are
    empty in files made before they were kept. title, note: the presenter's own words for this View,
    where the file shows them; remark: what was said of the View itself; story: the title of all
    Views together.
    """

    version: int
    data: str
    view: str
    rows: int
    digest: str
    link: str
    made: str = ""
    lang: str = ""
    release: str = ""
    title: str = ""
    note: str = ""
    remark: str = ""
    story: str = ""

    @property
    def line(self) -> str:
        """The stamp as a line of text. Inverse: `stamps_in`."""
        view, link = (re.sub(r"\s", "%20", part) for part in (self.view, self.link))
        given = "".join(
            f" {name}:{_one_word(value)}"
            for name in ("title", "note", "remark", "story")
            if (value := getattr(self, name))
        )
        rows = (
            f"khoosheh-atlas version:{self.version} data:{self.data} rows:{self.rows}"
            f" sha256:{self.digest} view:{view} link:{link}"
        )
        return f"{rows} made:{self.made} lang:{self.lang} release:{self.release}{given}"


def _one_word(text: str) -> str:
    """`text` without a space in it or a sign that cannot be seen. Inverse: `unquote`."""
    return "".join(
        c if c.isprintable() and not c.isspace() and c not in "%," else quote(c, errors="replace")
        for c in text
    )


def stamps_in(text: str) -> list[Stamp]:
    """Every stamp in a text, in order, also where one stands twice."""
    found = []
    for m in _STAMP.finditer(text):
        given = {name: unquote(value) for name, value in _GIVEN.findall(m[10] or "")}
        found.append(
            Stamp(
                int(m[1]),
                m[2],
                m[5],
                int(m[3]),
                m[4],
                m[6],
                m[7] or "",
                m[8] or "",
                m[9] or "",
                **given,
            )
        )
    return found
