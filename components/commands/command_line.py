"""The registry from the command line.

./atlas import, export, backup, restore, template, demo, brief, verify, passphrase.

Exit codes: 0 done, or nothing to do; 1 refused, nothing was changed; 2 wrong use; 3 a choice is
needed: rows were left out, the rest is done; 4 the registry cannot be had.
"""

import argparse
import gc
import getpass
import io
import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from components.briefing.file_request import MEDIA_TYPES
from components.briefing.registry_file import write_registry_file
from components.commands.briefing_command import add_commands
from components.commands.command_help import language_of, parser_in
from components.commands.import_command import SHOWN, add_import, today
from components.commands.licences_command import run_licences
from components.editing.passphrase import hash_of
from components.editing.secrets_file import SECRETS, put_passphrase
from components.server.registry import now, open_registry, registry
from components.server.site import data_folder, reference
from components.words.file_words import template_words
from components.words.text import Text, in_tehran
from geo.basis.errors import DataError, Problem
from geo.basis.whole_file import whole_file, write_whole, written_whole
from geo.exports.formats import FORMATS
from geo.exports.template import template
from geo.invented.registry import invented_snapshot
from geo.registry.backup import as_one_file, backup, open_backup, restore
from geo.registry.errors import RegistryError, VersionMovedError
from geo.registry.records import READ_BY_RECORDS
from geo.registry.rights import Rights
from geo.registry.store import Entry

DONE, REFUSED, NO_REGISTRY = 0, 1, 4


def _account() -> str:
    """The name of the account that runs the command.

    Empty where it has none, as in some containers.
    """
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def _rights(given: argparse.Namespace) -> Rights:
    """Whoever may run a command has the database itself, and with it all rights."""
    return Rights.to_all(given.author or _account())


def spare_collecting() -> None:
    """Look for what is unused less often.

    Reading many rows makes many objects, all of them used, and the modules stay.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def say(line: str) -> None:
    """A line of result, at once, so that a long command's reader sees where it stands."""
    print(line, flush=True)


def complain(line: str) -> None:
    """A line of error, apart from results that may be piped elsewhere."""
    print(line, file=sys.stderr, flush=True)


def run_export(given: argparse.Namespace, text: Text) -> int:
    """Write all records of a version into one file, whose ending says its format."""
    path = Path(given.file)
    extension = path.suffix.lower().removeprefix(".")
    if extension not in FORMATS:
        complain(text("command.no_format", formats=", ".join(f".{f}" for f in FORMATS)))
        return REFUSED
    store = registry(reference(), data_folder())
    with ExitStack() as open_files:
        try:
            parts = open_files.enter_context(store.parts(given.version, READ_BY_RECORDS))
        except KeyError:
            complain(text("command.no_version", number=given.version))
            return REFUSED
        made = write_registry_file(
            open_files.enter_context(written_whole(path)), parts, extension, text, today()
        )
    say(text("command.exported", number=made.version, n=made.rows, file=path.name))
    return DONE


def run_backup(given: argparse.Namespace, text: Text) -> int:
    """Write the whole registry, every version of it, into one SQLite file."""
    number = backup(registry(reference(), data_folder()), Path(given.file))
    say(text("command.backed_up", number=number, file=Path(given.file).name))
    return DONE


def run_restore(given: argparse.Namespace, text: Text) -> int:
    """Put a backup in the registry's place; what was there is saved beside the backup first.

    REFUSED where the registry has changes of its own, unless `--replace` was said.
    """
    path = Path(given.file)
    if not path.is_file():
        complain(text.problem(Problem("file_missing", path.name)))
        return REFUSED
    store = registry(reference(), data_folder())
    if not given.replace and any(v.kind != "shipped" for v in store.versions()):
        complain(text("command.restore_needs_replace", number=store.head()[0]))
        return REFUSED
    with tempfile.TemporaryDirectory() as folder:
        saved = open_backup(path, Path(folder))
        before = path.with_name(
            f"{path.stem}.before-restore-{in_tehran(now()):%Y-%m-%dT%H%M%S}.sqlite"
        )
        backup(store, before)
        number = restore(store, saved, now(), _rights(given), path.name)
        saved.engine.dispose()
    say(text("command.restored", number=number, file=path.name, before=before.name))
    return DONE


def run_template(given: argparse.Namespace, text: Text) -> int:
    """Write an empty workbook with the headings that an import understands."""
    write_whole(Path(given.file), template(data_folder(), template_words(text)))
    say(text("command.template_written", file=Path(given.file).name))
    return DONE


def run_demo(given: argparse.Namespace, text: Text) -> int:
    """Write a new registry of invented records, marked as such; REFUSED where the file exists."""
    path = Path(given.database)
    if path.exists():
        complain(text("command.demo_exists", file=path.name))
        return REFUSED
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path) as made:
        store = open_registry(f"sqlite:///{made}")
        invented = invented_snapshot(reference(), data_folder(), given.count, given.seed, today())
        store.commit(store.snapshot(), invented, Entry("demo", _rights(given), now()))
        as_one_file(store)
    say(text("command.demo_written", n=given.count, address=f"sqlite:///{path.absolute()}"))
    return DONE


def run_passphrase(given: argparse.Namespace, text: Text) -> int:
    """Show the hash of a passphrase as the settings want it, or save it among them.

    Read without echo from a terminal, else from standard input; REFUSED below 12 characters.
    """
    first = (
        getpass.getpass(text("command.passphrase"))
        if sys.stdin.isatty()
        else sys.stdin.readline().rstrip("\n")
    )
    if len(first) < 12:
        complain(text("command.passphrase_short"))
        return REFUSED
    kept = hash_of(first)
    if not given.save:
        say(f'[editors]\npassphrase = "{kept}"')
        return DONE
    if not put_passphrase(SECRETS, kept):
        complain(text("command.passphrase_by_hand", file=SECRETS))
        return REFUSED
    say(text("command.passphrase_saved", file=SECRETS))
    return DONE


def parser(lang: str = "en") -> argparse.ArgumentParser:
    """The commands and what they take, explained in a language."""
    words = Text(lang)
    made = parser_in(words)(prog="atlas", description=words("help.all"))
    made.add_argument(
        "--lang",
        choices=("fa", "en"),
        default=os.environ.get("ATLAS_LANG", "en"),
        help=words("help.all_lang"),
    )
    made.add_argument("--author", default="", help=words("help.all_author"))
    commands = made.add_subparsers(dest="command", required=True, parser_class=parser_in(words))

    def command(
        name: str, run: Callable[[argparse.Namespace, Text], int]
    ) -> argparse.ArgumentParser:
        said = words(f"help.{name}", kinds=", ".join(MEDIA_TYPES))
        sub: argparse.ArgumentParser = commands.add_parser(name, help=said, description=said)
        sub.set_defaults(run=run)
        return sub

    add_import(command, words, _rights, say)
    one = command("export", run_export)
    one.add_argument("file")
    one.add_argument("--version", type=int, default=None, help=words("help.export_version"))
    command("backup", run_backup).add_argument("file")
    one = command("restore", run_restore)
    one.add_argument("file")
    one.add_argument("--replace", action="store_true", help=words("help.restore_replace"))
    command("licences", lambda _given, text: run_licences(text, today(), say))
    command("template", run_template).add_argument("file")
    one = command("demo", run_demo)
    one.add_argument("count", type=int)
    one.add_argument("--seed", type=int, default=1)
    one.add_argument("--database", default="registry/demo.sqlite", help=words("help.demo_database"))
    add_commands(command, words, say)
    one = command("passphrase", run_passphrase)
    one.add_argument("--save", action="store_true", help=words("help.passphrase_save"))
    return made


def main(arguments: list[str] | None = None) -> int:
    """Run the command in `arguments`, or those of the shell, and give its exit code.

    What can go wrong is told in the reader's language on standard error.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # names of files may hold what no letter is
    said = sys.argv[1:] if arguments is None else arguments
    given = parser(language_of(said, os.environ.get("ATLAS_LANG", "en"))).parse_args(said)
    text = Text(given.lang)
    try:
        return int(given.run(given, text))
    except DataError as error:
        for problem in error.problems[:SHOWN]:
            complain(text.problem(problem))
        return REFUSED
    except VersionMovedError as moved:
        complain(text("registry.moved", number=moved.head))
        return REFUSED
    except RegistryError as error:
        complain(text.registry_fault(error))
        return NO_REGISTRY
    except OSError as error:
        complain(text.file_trouble(error))
        return REFUSED


if __name__ == "__main__":
    spare_collecting()
    sys.exit(main())
