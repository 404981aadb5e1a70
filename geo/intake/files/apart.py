"""Reading a file in a process of its own, so that a crash or a bomb costs that process and not the
server.

Delimited text is read here: its reader takes no more memory than its rows. All else goes to a
child, which may take MOST_MEMORY of address space,
where the system can hold it to that (not on Windows, and macOS does not keep its word), and
MOST_SECONDS. The child answers in lines of JSON: nothing
that it says is run.
"""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import IO, Any

from geo.basis.errors import DataError, Problem
from geo.intake.files.grid import FileSheet
from geo.intake.files.sheet import Kind, kind_of, read_sheets

MOST_MEMORY = 2 * 1024**3
MOST_SECONDS = 180.0
_ROOT = str(Path(__file__).parents[3])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from geo.intake.files.apart import answer;"
    " answer(int(sys.argv[2]))"
)
_ROWS_A_LINE = 500


def read_sheets_apart(
    content: bytes, file: str, *, memory: int | None = None, seconds: float | None = None
) -> list[FileSheet]:
    """What `read_sheets` gives.

    Raises DataError: as it does, or too much memory or time was needed, or the reader ended
    unexpectedly.

    memory: bytes, MOST_MEMORY where not given. seconds: MOST_SECONDS where not given.
    """
    if kind_of(content, file) is Kind.TEXT:
        return read_sheets(content, file)
    memory, seconds = memory or MOST_MEMORY, seconds or MOST_SECONDS
    child = subprocess.Popen(
        [sys.executable, "-I", "-c", _START, _ROOT, str(memory)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        child.kill()

    clock = threading.Timer(seconds, stop)
    assert child.stdin
    assert child.stdout
    writer = threading.Thread(target=_hand_over, args=(child.stdin, content), daemon=True)
    try:
        clock.start()
        writer.start()
        sheets = _sheets(child.stdout, file)
    finally:
        clock.cancel()
        child.kill()
        child.wait()
        child.stdout.close()
        writer.join()
    if sheets is None:
        code, allowed = (
            ("file_too_slow", f"{seconds:.0f}") if is_late.is_set() else ("file_crashed", "")
        )
        raise DataError([Problem(code, file, allowed=allowed or None)])
    return sheets


def _hand_over(pipe: IO[bytes], content: bytes) -> None:
    try:
        with pipe:
            pipe.write(content)
    except OSError:
        return  # the child has ended; what became of it is told by what it answered


def _sheets(answers: IO[bytes], file: str) -> list[FileSheet] | None:
    """The sheets that the child tells of; None where it ended before it had told all.

    Raises the child's DataError.
    """
    sheets: list[FileSheet] = []
    known: dict[str, str] = {}
    for said in _lines(answers):
        if "problems" in said:
            raise DataError(_problems(said["problems"], file))
        if "end" in said:
            return sheets
        if "rows" in said:
            sheets[-1].rows.extend(
                [known.setdefault(cell, cell) for cell in row] for row in said["rows"]
            )
        else:
            notes, merged = (
                tuple(_problems(said["notes"], file)),
                tuple((top, left, bottom, right) for top, left, bottom, right in said["merged"]),
            )
            sheets.append(
                FileSheet(
                    said["name"],
                    [],
                    notes,
                    file,
                    merged,
                    said["is_text"],
                    is_hidden=said["is_hidden"],
                )
            )
    return None


def _lines(answers: IO[bytes]) -> Iterator[dict[str, Any]]:
    for line in answers:
        try:
            said = json.loads(line)
        except ValueError:
            return  # cut short
        yield said


def _problems(said: list[dict[str, Any]], file: str) -> list[Problem]:
    return [replace(Problem(**problem), file=file) for problem in said]


def answer(memory: int) -> None:
    """What the child does: read the file that stands on its input, and tell of its sheets."""
    _limit(memory)
    try:
        sheets = read_sheets(sys.stdin.buffer.read(), "")
    except DataError as error:
        _say({"problems": [asdict(problem) for problem in error.problems]})
        return
    except MemoryError:
        _say({"problems": [asdict(Problem("file_too_heavy", "", allowed=str(memory // 1024**2)))]})
        return
    for sheet in sheets:
        notes = [asdict(problem) for problem in sheet.notes]
        _say(
            {
                "name": sheet.name,
                "notes": notes,
                "merged": sheet.merged,
                "is_text": sheet.is_text,
                "is_hidden": sheet.is_hidden,
            }
        )
        for start in range(0, len(sheet.rows), _ROWS_A_LINE):
            _say({"rows": sheet.rows[start : start + _ROWS_A_LINE]})
    _say({"end": True})


def _limit(memory: int) -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    try:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return


def _say(said: dict[str, Any]) -> None:
    sys.stdout.buffer.write(
        json.dumps(said, ensure_ascii=False).encode("utf-8", errors="replace") + b"\n"
    )
    sys.stdout.buffer.flush()
