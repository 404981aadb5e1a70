"""Provenance: what tells whether a file's rows are those of a version of the records."""

import hashlib
import json
import re
from dataclasses import dataclass

import pandas as pd

_WRITTEN = re.compile(r"version:(\S*) rows:(\d+) sha256:([0-9a-f]{64}) link:(\S*)")


@dataclass(frozen=True)
class Stamp:
    """Which rows a page shows. version: of the Atlas; digest: `rows_digest` of the rows; link: what shows the same on a screen, empty for none."""

    version: str
    rows: int
    digest: str
    link: str

    def __str__(self) -> str:
        """The stamp as it stands in a file's own properties; `find_stamps` reads it."""
        return f"version:{self.version} rows:{self.rows} sha256:{self.digest} link:{self.link}"


def find_stamps(text: str) -> list[Stamp]:
    """The stamps that stand in a text, in order."""
    return [Stamp(version, int(rows), digest, link) for version, rows, digest, link in _WRITTEN.findall(text)]


def rows_digest(rows: pd.DataFrame) -> str:
    """SHA-256, hex, of the rows of an export (`rows_for_export`, or read back from a file), whatever their order and that of their columns.

    Canonical form: a line of JSON with the names of the columns in alphabetical order, then one a row with its cells as texts, sorted; a
    number has up to 15 significant digits, what is missing is empty; UTF-8, each line ends with a line feed.
    """
    names = sorted(rows.columns)
    columns = [["" if pd.isna(v) else v if isinstance(v, str) else f"{v:.15g}" for v in rows[name].tolist()] for name in names]
    lines = sorted(_line(list(cells)) for cells in zip(*columns, strict=True))
    return hashlib.sha256("".join([_line(names), *lines]).encode()).hexdigest()


def _line(cells: list[str]) -> str:
    return json.dumps(cells, ensure_ascii=False, separators=(",", ":")) + "\n"
