"""Provenance: what tells whether a file's rows are those of a version of the records."""

import hashlib
import json
import re
from dataclasses import dataclass

import pandas as pd


def rows_digest(rows: pd.DataFrame) -> str:
    """SHA-256, hex, of the rows of an export (`rows_for_export`, or read back from a file), whatever their order and that of their columns.

    Canonical form: a line of JSON with the names of the columns in alphabetical order, then one a row with its cells as texts, sorted; a
    number has up to 12 significant digits, as many as every format keeps, what is missing is empty; UTF-8, each line ends with a line feed.
    """
    names = sorted(rows.columns)
    columns = [["" if pd.isna(v) else v if isinstance(v, str) else f"{v:.12g}" for v in rows[name].tolist()] for name in names]
    lines = sorted(_line(list(cells)) for cells in zip(*columns, strict=True))
    return hashlib.sha256("".join([_line(names), *lines]).encode()).hexdigest()


def _line(cells: list[str]) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"


_STAMP = re.compile(r"khoosheh-atlas version:(\d+) data:(\w+) rows:(\d+) sha256:([0-9a-f]{64}) view:(\S*) link:(\S*)")


@dataclass(frozen=True)
class Stamp:
    """Which rows a file was made of. version: the registry's; data: Atlas.version; view: the View's URL query; digest: `rows_digest`."""

    version: int
    data: str
    view: str
    rows: int
    digest: str
    link: str

    @property
    def line(self) -> str:
        """The stamp as a line of text. Inverse: `stamps_in`."""
        spaceless = (re.sub(r"\s", "%20", part) for part in (self.view, self.link))
        view, link = spaceless
        return f"khoosheh-atlas version:{self.version} data:{self.data} rows:{self.rows} sha256:{self.digest} view:{view} link:{link}"


def stamps_in(text: str) -> list[Stamp]:
    """Every stamp in a text, in order, each once."""
    found = [Stamp(int(m[1]), m[2], m[5], int(m[3]), m[4], m[6]) for m in _STAMP.finditer(text)]
    return list(dict.fromkeys(found))
