"""A file opened: its sheets, its tables, and what each column is taken for."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import pandas as pd

from geo.basis.freed_memory import give_back
from geo.intake.cell_result import Words, read_words
from geo.intake.fields import Field, fields_of
from geo.intake.files.apart import read_sheets_apart
from geo.intake.files.heading import Fields, Heading, layout_key, read_fields
from geo.intake.files.sheet import FileSheet
from geo.intake.files.sheet_tables import Table
from geo.intake.files.sheet_times import Times
from geo.intake.files.tables import Tables, find_tables, province_in
from geo.intake.files.units import read_units
from geo.intake.values import CellParsers
from geo.reference.fields import DERIVED, field_table
from geo.reference.reference import ReferenceData
from geo.registry.memory import Memory, memory_of
from geo.registry.progress import Progress, untold
from geo.registry.store import Registry


@dataclass(frozen=True)
class ImportContext:
    """All that reading files needs to know, read once for a folder of data. table: data/fields.csv,
    indexed by field.
    """

    reference: ReferenceData
    headings: Fields
    words: Words
    readers: CellParsers
    table: pd.DataFrame
    fields: dict[str, Field]

    @cached_property
    def times(self) -> Times:
        """What names of sheets tell of times."""
        phrases = {
            word
            for kind in ("month", "gregorian_month", "part_of_year", "period")
            for word in self.words.of(kind)
        }
        return Times(
            frozenset(phrases), tuple(self.words.of("month_suffix")), tuple(self.words.of("months"))
        )

    def is_province(self, text: str) -> bool:
        """Whether a text is the name of a province and nothing else."""
        return bool(self.reference.names.find(text))

    def province_of(self, text: str) -> str:
        """The code of the one province that a title or the name of a sheet names; empty for
        none.
        """
        return province_in(text, self.reference.names.find, set(self.words.of("province")))


def load_import_context(reference: ReferenceData, data: Path) -> ImportContext:
    """What the folder `data` says of fields and words."""
    words = read_words(data)
    readers, table = CellParsers(reference, words, read_units(data)), field_table(data)
    return ImportContext(
        reference, read_fields(data), words, readers, table, fields_of(table, readers)
    )


@dataclass(frozen=True)
class Opened:
    """A file as it was read: its tables, of the first of them the sheet and where its headings
    stand, and what each column is taken for.

    mapping: of the first table and of all that have its headings; a field per column, empty for a
    column that is not taken. digest: SHA-256 of the
    file, hex. memory: what is kept of the layout.
    """

    file: str
    digest: str
    sheets: tuple[FileSheet, ...]
    sheet: FileSheet
    heading: Heading
    mapping: tuple[str, ...]
    found: Tables
    is_remembered: bool = False
    memory: Memory = field(default_factory=Memory)

    @property
    def layout(self) -> str:
        """What names this layout of columns."""
        return layout_key(self.heading.names)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, each with what its columns are taken for."""
        return tuple(
            (
                replace(table, mapping=self.mapping)
                if table.heading.names == self.heading.names
                else table
            )
            for table in self.found.tables
        )

    @property
    def says_province(self) -> bool:
        """Whether each table says of which province its rows are, in a column or otherwise."""
        return all(table.province or "province_iso" in table.mapping for table in self.tables)


def open_file(
    content: bytes,
    file: str,
    reading: ImportContext,
    registry: Registry | None = None,
    sheets: Sequence[str] = (),
    progress: Progress = untold,
) -> Opened:
    """Read a file and find its records; a mapping that an editor made for its layout comes from
    `registry`.

    sheets: names of those to read; all where none is named. Raises DataError.
    """
    file = file.encode(errors="replace").decode()  # a name may hold bytes that are no letters
    progress(0.0)
    read = tuple(read_sheets_apart(content, file))
    give_back()
    progress(0.6)
    opened = _opened(file, hashlib.sha256(content).hexdigest(), read, reading, registry, sheets)
    progress(1.0)
    return opened


def with_sheets(
    opened: Opened, names: Sequence[str], reading: ImportContext, registry: Registry | None = None
) -> Opened:
    """The same file, some of its sheets. Raises DataError when these hold no headings."""
    return _opened(opened.file, opened.digest, opened.sheets, reading, registry, names)


def _opened(
    file: str,
    digest: str,
    sheets: tuple[FileSheet, ...],
    reading: ImportContext,
    registry: Registry | None,
    names: Sequence[str],
) -> Opened:
    found = find_tables(
        sheets, reading.headings, reading.province_of, reading.times, names, reading.is_province
    )
    first = found.tables[0]
    return _remembered(
        Opened(file, digest, sheets, first.sheet, first.heading, first.mapping, found),
        reading,
        registry,
    )


def with_mapping(opened: Opened, mapping: Sequence[str]) -> Opened:
    """The same file with its columns taken for these fields."""
    return replace(opened, mapping=tuple(mapping))


def _remembered(opened: Opened, reading: ImportContext, registry: Registry | None) -> Opened:
    if registry is None:
        return opened
    kept = registry.mapping(opened.layout)
    opened = replace(opened, memory=memory_of(registry, opened.layout))
    known = {"", DERIVED, *reading.fields}
    if kept and len(kept) == len(opened.mapping) and set(kept) <= known:
        return replace(opened, mapping=tuple(kept), is_remembered=tuple(kept) != opened.mapping)
    return opened


def columns_of(opened: Opened, reading: ImportContext, samples: int = 3) -> pd.DataFrame:
    """The columns of the first table: name as written, field, and the first few different cells,
    for a person who corrects the mapping.
    """
    cells = opened.tables[0].rows(reading.headings).cells
    shown = [
        [c for c in dict.fromkeys(cells[i].head(200).tolist()) if c][:samples]
        for i in range(len(opened.mapping))
    ]
    return pd.DataFrame({"name": opened.heading.names, "field": opened.mapping, "sample": shown})
