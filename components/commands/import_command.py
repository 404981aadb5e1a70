"""./atlas import: a file of records into the registry, told line by line."""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from components.commands.command_help import Command
from components.editing.field_words import answer_words, change_lines, province_name
from components.server.registry import now, registry
from components.server.site import data_folder, reference
from components.words.account_words import account_line, left_out_line
from components.words.file_words import annotated_file
from components.words.names import field_labels
from components.words.text import TEHRAN, Text
from geo.basis.whole_file import write_whole
from geo.intake.commit import commit
from geo.intake.examined import Examined
from geo.intake.files.account import row_label, row_of_label
from geo.intake.files.content import read_content
from geo.intake.load import examine
from geo.intake.match import OTHER_PROVINCE, Likely, surely_same
from geo.intake.merge import AS_NEW
from geo.intake.opening import load_import_context, open_file
from geo.intake.terms import Terms
from geo.registry.change import Change
from geo.registry.progress import untold
from geo.registry.questions import Asked, Question, spelling
from geo.registry.rights import Rights

DONE, REFUSED, ROWS_LEFT_OUT = 0, 1, 3
SHOWN = 200
"""Lines printed of one kind; the annotated file has all problems, the page all changes."""
MOST_ROWS = 10
"""Rows named in a line."""
Say = Callable[[str], None]
RightsOf = Callable[[argparse.Namespace], Rights]


def today() -> date:
    """The day in Tehran."""
    return datetime.now(TEHRAN).date()


def add_import(command: Command, words: Text, rights: RightsOf, say: Say) -> None:
    """Put the command into the parser of ./atlas."""
    one = command("import", lambda given, text: run_import(given, text, rights, say))
    one.add_argument("file")
    one.add_argument("--sheet", action="append", default=[], help=words("help.import_sheet"))
    one.add_argument("--dry-run", action="store_true", help=words("help.import_dry_run"))
    one.add_argument("--province", default="", help=words("help.import_province"))
    one.add_argument("--whole", action="store_true", help=words("help.import_whole"))
    one.add_argument(
        "--duplicates",
        choices=("skip", "same", "new"),
        default="skip",
        help=words("help.import_duplicates"),
    )
    one.add_argument(
        "--decide",
        action="append",
        default=[],
        type=decision,
        metavar="ROW=ID",
        help=words("help.import_decide"),
    )
    one.add_argument(
        "--answer",
        action="append",
        default=[],
        type=answer,
        metavar="TEXT=MEANING",
        help=words("help.import_answer"),
    )
    one.add_argument("--report", default="", help=words("help.import_report"))
    one.add_argument("--note", default="", help=words("help.import_note"))


def decision(said: str) -> tuple[int, str]:
    """A row of the file and the record that it is, or AS_NEW. Raises ArgumentTypeError."""
    row, _, record = said.partition("=")
    try:
        number = row_of_label(row.strip())
    except ValueError:
        raise argparse.ArgumentTypeError(said) from None
    if not record.strip():
        raise argparse.ArgumentTypeError(said)
    return number, AS_NEW if record.strip() == "new" else record.strip()


def answer(said: str) -> tuple[str, str]:
    """A text of the file and what it means, spelt alike. Raises ArgumentTypeError."""
    about, _, meant = said.rpartition("=")
    if not about.strip() or not meant.strip():
        raise argparse.ArgumentTypeError(said)
    return spelling(about), spelling(meant)


def run_import(given: argparse.Namespace, text: Text, rights: RightsOf, say: Say) -> int:
    """Say what a file changes, and make it the registry's next version, but for `--dry-run`.

    Raises DataError where the file cannot be read, VersionMovedError where others were faster.
    """
    path = Path(given.file)
    reading = load_import_context(reference(), data_folder())
    province = given.province.upper()
    if province and province not in reference().names.facts.index:
        say(text("command.no_province", code=given.province))
        return REFUSED
    store = registry(reference(), data_folder())
    opened = open_file(read_content(path), path.name, reading, store, given.sheet)
    if opened.found.choices:
        say(text("command.choose_sheet", sheets=text.join(opened.found.choices)))
        return ROWS_LEFT_OUT
    old, terms = store.snapshot(), Terms(today(), is_whole=given.whole, province=province)
    found = examine(opened, old, reading, terms, progress=_bar(text))
    answers = _answers(found.checked.questions, dict(given.answer))
    decisions = _decisions(found, given.duplicates) | dict(given.decide)
    if answers or decisions:
        found = examine(
            opened,
            old,
            reading,
            replace(terms, decisions=decisions, answers=answers),
            found,
            _bar(text),
        )
    _report(found, field_labels(reading.table, text), text, say)
    if _told_in_vain(found, given, answers, text, say):
        return REFUSED
    if given.report:
        write_whole(Path(given.report), annotated_file(found, text))
        say(text("command.report_written", file=given.report))
    if given.dry_run:
        say(text("command.dry_run", number=old.number))
    else:
        version = commit(store, found, rights(given), now(), given.note)
        say(
            text("command.unchanged", number=old.number)
            if version is None
            else text("command.imported", number=version.number)
        )
    return ROWS_LEFT_OUT if found.left_out else DONE


def _decisions(found: Examined, duplicates: str) -> dict[int, str]:
    """What --duplicates says of the rows that may be a record on file."""
    likely = found.matches.likely
    return {"same": surely_same(likely), "new": {pair.row: AS_NEW for pair in likely}}.get(
        duplicates, {}
    )


def _answers(questions: Iterable[Question], given: Mapping[str, str]) -> dict[Asked, str]:
    """The answers to questions of the file.

    Each may be given by its code or its name in either language.
    """
    found = {}
    for question in questions:
        said = given.get(question.asked.text)
        names = {
            spelling(name): option
            for option in question.options
            for name in (
                option,
                *(answer_words(question, option, Text(lang)) for lang in ("fa", "en")),
            )
        }
        if said in names:
            found[question.asked] = names[said]
    return found


def _told_in_vain(
    found: Examined, given: argparse.Namespace, answers: Mapping[Asked, str], text: Text, say: Say
) -> bool:
    """Whether a decision or an answer was given that nothing in the file asks for.

    Then that is told.
    """
    records = found.comparison.records
    rows = [
        row
        for row, record in given.decide
        if row not in records or record not in (AS_NEW, records[row])
    ]
    texts = [about for about, _ in given.answer if about not in {what.text for what in answers}]
    if rows:
        say(text("command.decided_in_vain", rows=text.join(text.row(row) for row in rows)))
    if texts:
        say(text("command.answered_in_vain", texts=text.join(texts)))
    return bool(rows or texts)


def _bar(text: Text) -> Callable[[float], None]:
    """A progress line, on a terminal only."""
    if not sys.stderr.isatty():
        return untold
    return lambda share: print(
        f"\r{text('command.working')} {text.percent(share)}",
        end="\n" if share >= 1 else "",
        file=sys.stderr,
        flush=True,
    )


def _report(found: Examined, labels: dict[str, str], text: Text, say: Say) -> None:
    """How the file was read, every problem, what is to be answered, and what would change."""
    _report_reading(found, labels, text, say)
    for question in found.checked.questions:
        say(_question(question, labels, text))
    for pair in found.comparison.undecided:
        say(_undecided(pair, text))
    _report_changes(found, labels, text, say)


def _report_reading(found: Examined, labels: dict[str, str], text: Text, say: Say) -> None:
    """Tables, the fields that their columns were taken for, problems, and what was left out."""
    opened, left_out = found.opened, found.account.left_out
    taken = [
        f"{name} → {labels[field]}"
        for name, field in zip(opened.heading.names, opened.mapping, strict=True)
        if field in labels
    ]
    for table in opened.tables:
        say(text("command.sheet", sheet=table.sheet.name or opened.file, row=table.heading.row + 1))
    say(text("command.columns", columns=text("list.comma").join(taken)))
    for problem in found.problems[:SHOWN]:
        say(f"{text(f'command.{problem.level}')} {text.problem(problem)}")
    if len(found.problems) > SHOWN:
        say(text("command.more_problems", n=len(found.problems) - SHOWN))
    for left in left_out[:SHOWN]:
        say(left_out_line(left, text))
    if len(left_out) > SHOWN:
        say(text("account.more", n=len(left_out) - SHOWN))


def _report_changes(found: Examined, labels: dict[str, str], text: Text, say: Say) -> None:
    """Rows put together, records added, changed and taken out, and the sums of all this."""
    comparison = found.comparison
    for one in comparison.merged:
        say(
            text(
                "command.merged",
                row=text.row(one.row),
                name=one.name,
                cluster=one.cluster_id,
                on_file=one.on_file,
            )
        )
    for kind, changes in (
        ("added", comparison.added),
        ("changed", comparison.changed),
        ("out", comparison.missing if comparison.removes_missing else ()),
    ):
        _list(kind, changes, labels, text, say)
    say(account_line(found.account, text))
    missing = len(comparison.missing)
    say(
        text(
            "command.counts",
            added=len(comparison.added),
            changed=len(comparison.changed),
            unchanged=comparison.unchanged,
            refused=len(found.left_out),
            missing=missing,
        )
    )
    if missing:
        fate = "missing_out" if comparison.removes_missing else "missing_kept"
        say(text(f"command.{fate}", n=missing))


def _question(question: Question, labels: dict[str, str], text: Text) -> str:
    """What a text of the file is asked about, or was taken for by an earlier answer."""
    words = {"text": question.text, "field": labels.get(question.field, question.field)}
    if question.before:
        meant = answer_words(question, question.answer, text)
        return text(
            "command.answered_before",
            **words,
            answer=meant,
            who=question.before.who,
            at=text.moment(question.before.at),
        )
    if question.answer:
        return text(
            "command.answered", **words, answer=answer_words(question, question.answer, text)
        )
    options = text.join(answer_words(question, option, text) for option in question.options)
    rows = text.join([text.row(row) for row in question.rows[:MOST_ROWS]])
    return text("command.asked", **words, options=options, rows=rows or "—")


def _undecided(pair: Likely, text: Text) -> str:
    """Why a row waits, and what would decide."""
    words = {
        "row": row_label(pair.row),
        "name": pair.name,
        "cluster": pair.cluster_id,
        "on_file": pair.on_file,
        "percent": text.percent(pair.likeness / 100),
    }
    if pair.taken_by:
        return text("command.likely_taken", **words, other=row_label(pair.taken_by))
    where = (
        {"province": province_name(pair.province_iso, text)} if pair.why == OTHER_PROVINCE else {}
    )
    return text(f"command.likely_{pair.why}", **words, **where)


def _list(
    kind: str, changes: tuple[Change, ...], labels: dict[str, str], text: Text, say: Say
) -> None:
    """Records by name, each with what changes in it."""
    for change in changes[:SHOWN]:
        say(
            text(
                f"command.is_{kind}",
                cluster=change.cluster_id,
                name=change.name,
                province=province_name(change.province_iso, text),
            )
        )
        lines = change_lines(change, labels, text) or (
            [text("grid.history_only")] if kind == "changed" else []
        )
        for line in lines:
            say(f"    {line}")
    if len(changes) > SHOWN:
        say(text(f"command.more_{kind}", n=len(changes) - SHOWN))
