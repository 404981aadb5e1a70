"""A file on its way into the registry: opened, its columns mapped, its rows checked, compared with
what is on file. Only `commit` writes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from sqlalchemy import Connection

from geo.basis.errors import DataError, Problem
from geo.basis.freed_memory import give_back
from geo.intake.check import Checked
from geo.intake.contradictions import order_problems
from geo.intake.files.account import Account, LeftOut, account, filled, row_number
from geo.intake.gather import Gathered, Layouts, gather
from geo.intake.guarded import without_guards
from geo.intake.invented import refuse_invented
from geo.intake.match import OTHER_PROVINCE, Matches, match_rows
from geo.intake.merge import Comparison, compare
from geo.intake.opening import (
    Opened,
    Reading,
    columns_of,
    open_file,
    read_reading,
    with_mapping,
    with_sheets,
)
from geo.intake.whole import names_missing, sheets_with
from geo.reference.fields import labels_of
from geo.reference.reference import Ground
from geo.registry.engine import writing
from geo.registry.errors import NotAllowed
from geo.registry.memory import keep_answers, keep_codes
from geo.registry.progress import Progress, untold
from geo.registry.questions import Answers, Asked
from geo.registry.rights import Rights
from geo.registry.snapshot import Snapshot
from geo.registry.store import Entry, Registry, Version

__all__ = [
    "Examined", "Opened", "Reading", "Terms", "columns_of", "commit", "examine", "missing_fields",
    "open_file", "read_reading", "with_mapping", "with_sheets",
]  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """How a file is to be taken. provinces: those it may change, all when None. province: the one
    of every row, where rows name none,
    and then the only one of `provinces` that it may change.

    decisions: by row, the record that a likely double is, or AS_NEW. is_whole: records that the
    file lacks are taken out, unless rows
    of it were refused: one of these might be any of them. answers: to questions about texts of the
    file (geo/registry/questions.py).
    """

    today: date
    is_whole: bool = False
    province: str = ""
    provinces: frozenset[str] | None = None
    decisions: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[Asked, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises NotAllowed where `province` is not among `provinces`."""
        if self.province and self.provinces is not None and self.province not in self.provinces:
            raise NotAllowed("provinces", frozenset({self.province}))

    @property
    def allowed(self) -> frozenset[str] | None:
        """The provinces whose records the file may change, all when None."""
        return frozenset({self.province}) if self.province else self.provinces


@dataclass(frozen=True)
class Examined:
    """What a file holds and what it would change. notes: what was noticed while reading it.
    not_taken: what of it was not taken, by its reason.

    gathered: its records as they were checked, before any was compared with what is on file.
    """

    opened: Opened
    terms: Terms
    checked: Checked
    notes: tuple[Problem, ...]
    matches: Matches
    comparison: Comparison
    not_taken: tuple[LeftOut, ...]
    gathered: Gathered

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Notes and problems, all that there is to tell."""
        return (*self.notes, *self.checked.problems)

    @property
    def left_out(self) -> frozenset[int]:
        """Rows of the file that hold a record and do not go in: those with an error, and those that
        wait for a decision.
        """
        return frozenset({*self.checked.refused, *(pair.row for pair in self.comparison.undecided)})

    @property
    def no_records(self) -> tuple[LeftOut, ...]:
        """Rows, tables and sheets that are no records."""
        return tuple(left for left in self.not_taken if left.column is None)

    @cached_property
    def account(self) -> Account:
        """What became of every cell of the file."""
        errors = Counter(
            p.row for p in self.checked.problems if p.level == "error" and p.row is not None
        )
        wrong = {row: max(errors[row], 1) for row in self.checked.refused}
        waiting = {pair.row for pair in self.comparison.undecided}
        for (
            row,
            first,
        ) in self.checked.together.items():  # the rows of one record go in together or not at all
            if first in wrong:
                wrong.setdefault(row, 1)
            if first in waiting:
                waiting.add(row)
        cells = sum(filled(sheet.rows) for sheet in self.opened.sheets)
        return account(cells, self.gathered.fates, self.not_taken, wrong, waiting)

    @property
    def codes(self) -> dict[tuple[str, str], str]:
        """The record that each code of the sender's own stands for in this file, by province and
        code.
        """
        records, provinces = self.comparison.records, self.checked.records["province_iso"]
        return {
            (str(provinces[row]), code): records[row]
            for row, code in self.matches.codes.items()
            if row in records
        }


def missing_fields(opened: Opened, reading: Reading, terms: Terms) -> list[str]:
    """Required fields that no column is taken for, and nothing else says."""
    required = [f.name for f in reading.fields.values() if f.is_required]
    lacking = [
        name for name in required if any(name not in table.mapping for table in opened.tables)
    ]
    return [
        name
        for name in lacking
        if not (name == "province_iso" and (terms.province or opened.says_province))
    ]


def examine(
    opened: Opened,
    old: Snapshot,
    reading: Reading,
    terms: Terms,
    before: Examined | None = None,
    progress: Progress = untold,
) -> Examined:
    """Check all rows and compare them with the content `old`.

    Raises DataError: a required field has no column, no row is left,
    or rows are invented and the registry is not.

    before: what was found in it under other terms; where only decisions are other, its rows are not
    checked again.
    """
    if not old.is_invented:
        refuse_invented(opened.tables, reading.headings.rows["invented"], opened.file)
    if opened.found.choices:
        raise DataError(
            [Problem("sheet_choose", opened.file, value="; ".join(opened.found.choices))]
        )
    missing = missing_fields(opened, reading, terms)
    if missing:
        codes, row = {"province_iso": "province_unmapped"}, opened.heading.row + 1
        raise DataError(
            [
                Problem(
                    codes.get(n, "field_unmapped"),
                    opened.file,
                    row,
                    allowed=labels_of(reading.table, [n]),
                )
                for n in missing
            ]
        )
    progress(0.1)
    gathered = (
        before.gathered
        if before and _asks_alike(before, opened, terms)
        else _gathered(opened, reading, terms, lambda share: progress(0.1 + 0.5 * share))
    )
    give_back()
    checked, layout, notes = (
        gathered.checked,
        gathered.layouts,
        (*opened.found.notes, *gathered.notes),
    )
    progress(0.6)
    matches = match_rows(checked.records, old.clusters, reading.words, opened.memory.codes)
    checked, matches = _only_own(checked, matches, old, layout, terms, reading.ground)
    if not opened.sheet.is_text:
        checked = replace(
            checked,
            records=without_guards(checked.records, matches.ids, old, reading.ground.stages.index),
        )
    give_back()
    progress(0.7)
    unread = _unread(opened, gathered, matches, old, terms)
    if terms.is_whole and unread:
        notes = (
            *notes,
            Problem("whole_unread", opened.file, value="; ".join(unread), level="warning"),
        )
    if terms.is_whole and checked.refused:
        notes = (
            *notes,
            Problem("whole_kept", opened.file, value=str(len(checked.refused)), level="warning"),
        )
    comparison = compare(
        old,
        checked.records,
        checked.given,
        matches,
        reading.ground.stages.index,
        reading.ground.units,
        today=terms.today,
        file_source=(opened.file, ""),
        decisions=terms.decisions,
        is_whole=terms.is_whole and not checked.refused and not unread,
        provinces=terms.allowed,
        dated=checked.dated,
        progress=lambda share: progress(0.75 + 0.2 * share),
    )
    odd = order_problems(
        (*comparison.added, *comparison.changed),
        checked.records,
        comparison.new,
        reading.ground.stages,
        layout,
    )
    checked = replace(
        checked, problems=tuple(sorted((*checked.problems, *odd), key=lambda p: p.row or 0))
    )
    give_back()
    progress(1.0)
    return Examined(
        opened,
        terms,
        checked,
        (*_of_sheets(opened), *notes),
        matches,
        comparison,
        (*opened.found.left_out, *gathered.left_out),
        gathered,
    )


def _of_sheets(opened: Opened) -> tuple[Problem, ...]:
    """What was noted while the sheets were read, each with the number of its row."""
    first = {table.sheet.name: number for number, table in reversed(list(enumerate(opened.tables)))}
    placed = [
        (
            replace(found, row=row_number(number, found.row), sheet=name if len(first) > 1 else "")
            if found.row
            else found
        )
        for name, number in sorted(first.items(), key=lambda item: item[1])
        for found in opened.tables[number].sheet.notes
        if found.level != "error"
    ]
    return tuple(dict.fromkeys(placed))


def _unread(
    opened: Opened, gathered: Gathered, matches: Matches, old: Snapshot, terms: Terms
) -> list[str]:
    """The sheets in which records may stand that were not read; looked for only where records that
    the file lacks would be taken out.
    """
    if not terms.is_whole:
        return []
    there = {*matches.ids.values(), *(pair.cluster_id for pair in matches.likely)}
    missing = names_missing(old.clusters, there, terms.allowed)
    left = (*opened.found.left_out, *gathered.left_out)
    return list(
        dict.fromkeys(
            [*opened.found.unread, *sheets_with(missing, left, opened.sheets, opened.file)]
        )
    )


def _gathered(opened: Opened, reading: Reading, terms: Terms, progress: Progress) -> Gathered:
    answers = Answers(terms.answers, opened.memory.answers)
    return gather(
        opened.tables,
        reading.headings,
        reading.table,
        reading.fields,
        reading.ground,
        reading.words,
        terms.today,
        terms.province,
        opened.file,
        answers,
        progress,
    )


def _asks_alike(before: Examined, opened: Opened, terms: Terms) -> bool:
    """Whether the rows of a file are checked by the same terms as before."""
    same = [(t.today, t.province, t.answers) for t in (before.terms, terms)]
    return before.opened == opened and same[0] == same[1]


def _only_own(
    checked: Checked, matches: Matches, old: Snapshot, layout: Layouts, terms: Terms, ground: Ground
) -> tuple[Checked, Matches]:
    """Refuse rows that would change a record of a province this load may not touch."""
    allowed = terms.allowed
    if allowed is None:
        return checked, matches
    province_of = dict(
        zip(old.clusters["cluster_id"].tolist(), old.clusters["province_iso"].tolist(), strict=True)
    )
    moved = {
        pair.row: pair.province_iso
        for pair in matches.likely
        if pair.why == OTHER_PROVINCE and pair.province_iso not in allowed
    }
    refused: list[Problem] = []
    for row, province in zip(
        checked.records.index.tolist(), checked.records["province_iso"].tolist(), strict=True
    ):
        theirs = moved.get(row) or province_of.get(matches.ids.get(row, ""), province)
        if province not in allowed or theirs not in allowed:
            wrong = theirs if theirs not in allowed else province
            refused.append(
                layout.problem(
                    "province_other", row, "province_iso", wrong, allowed=_names(ground, allowed)
                )
            )
    gone = {p.row for p in refused}
    kept = replace(
        checked,
        records=checked.records[~checked.records.index.isin(gone)],
        refused=tuple(sorted({*checked.refused, *(r for r in gone if r is not None)})),
        problems=(*checked.problems, *refused),
    )
    return kept, matches.without({row for row in gone if row is not None})


def _names(ground: Ground, provinces: Iterable[str]) -> str:
    """The names of provinces, a line in each language."""
    facts = ground.names.facts.loc[sorted(provinces)]
    return "\n".join("; ".join(facts[f"name_{lang}"]) for lang in ("fa", "en"))


def commit(
    registry: Registry,
    examined: Examined,
    by: Rights,
    at: str,
    note: str = "",
    progress: Progress = untold,
) -> Version | None:
    """Make the examined file a version, and keep how its layout is read.

    None when it changes nothing.

    Raises NotAllowed, VersionMoved, RegistryError, and whatever `progress` raises; nothing is kept
    then.
    """
    opened, compared, version = examined.opened, examined.comparison, None

    def keep(connection: Connection) -> None:
        keep_answers(connection, opened.layout, examined.terms.answers, by.who, at)
        keep_codes(connection, opened.layout, examined.codes)

    if not compared.is_empty:
        version = registry.commit(
            compared.old,
            compared.new,
            Entry("load", by, at, opened.file, opened.digest, note),
            keep,
            progress,
        )
    elif examined.terms.answers or examined.codes != {
        key: opened.memory.codes.get(key) for key in examined.codes
    }:
        with writing(registry.engine) as connection:
            keep(connection)
    if opened.mapping != tuple(opened.heading.fields):
        registry.remember_mapping(opened.layout, opened.mapping)
    return version
