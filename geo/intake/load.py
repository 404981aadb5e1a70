"""A file on its way into the registry: opened, its columns mapped, its rows checked, compared with
what is on file. Nothing is written
(geo/intake/commit.py).
"""

from dataclasses import replace

from geo.basis.errors import DataError, Problem
from geo.basis.freed_memory import give_back
from geo.intake.contradictions import order_problems
from geo.intake.examined import Examined
from geo.intake.files.account import row_number
from geo.intake.foreign_rows import without_foreign_rows
from geo.intake.gather import Gathered, gather
from geo.intake.guarded import without_guards
from geo.intake.invented import refuse_invented
from geo.intake.match import Matches, match_rows
from geo.intake.merge import plan_import
from geo.intake.opening import (
    ImportContext,
    Opened,
)
from geo.intake.terms import Terms
from geo.intake.whole import names_missing, sheets_with
from geo.reference.fields import labels_of
from geo.registry.progress import Progress, untold
from geo.registry.questions import Answers
from geo.registry.snapshot import Snapshot


def missing_fields(opened: Opened, reading: ImportContext, terms: Terms) -> list[str]:
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
    reading: ImportContext,
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
    checked, matches = without_foreign_rows(checked, matches, old, layout, terms, reading.reference)
    if not opened.sheet.is_text:
        checked = replace(
            checked,
            records=without_guards(
                checked.records, matches.ids, old, reading.reference.stages.index
            ),
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
    comparison = plan_import(
        old,
        checked,
        matches,
        reading.reference,
        terms,
        file=opened.file,
        is_whole=terms.is_whole and not checked.refused and not unread,
        progress=lambda share: progress(0.75 + 0.2 * share),
    )
    odd = order_problems(
        (*comparison.added, *comparison.changed),
        checked.records,
        comparison.new,
        reading.reference.stages,
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


def _gathered(opened: Opened, reading: ImportContext, terms: Terms, progress: Progress) -> Gathered:
    answers = Answers(terms.answers, opened.memory.answers)
    return gather(opened.tables, opened.file, reading, terms, answers, progress)


def _asks_alike(before: Examined, opened: Opened, terms: Terms) -> bool:
    """Whether the rows of a file are checked by the same terms as before."""
    same = [(t.today, t.province, t.answers) for t in (before.terms, terms)]
    return before.opened == opened and same[0] == same[1]
