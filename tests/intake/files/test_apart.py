"""A file that is no plain text is read in a process of its own: what it does there costs that
process alone, and is told.
"""

import os
import signal
import subprocess
import sys
import threading
from typing import Any

import pytest

from geo.basis.errors import DataError
from geo.intake.files import apart
from geo.intake.files.apart import read_sheets_apart
from geo.intake.files.sheet import read_sheets
from tests.intake.files.making import (
    TABLE,
    csv_of,
    html_of,
    ods_of,
    ods_row,
    refused,
    table_xlsx,
    xlsb_of,
    xml_2003_of,
)

FILES = {
    "xlsx": table_xlsx(TABLE),
    "ods": ods_of(f"<table:table>{ods_row('x', 'y')}</table:table>"),
    "html": html_of(TABLE).encode(),
    "xml": xml_2003_of(TABLE).encode(),
    "xlsb": xlsb_of(TABLE, merged=[(1, 0, 2, 0)]),
    "csv": csv_of(TABLE),
}
LARGE = b"<table>" + b"<tr><td>x<td>y" * 600_000 + b"</table>"


def told(content: bytes, **limits: float) -> tuple[str, str]:
    with pytest.raises(DataError) as caught:
        read_sheets_apart(content, "گزارش.xls", **limits)  # type: ignore[arg-type]
    return caught.value.problems[0].code, caught.value.problems[0].file


@pytest.mark.parametrize("kind", FILES)
def test_it_gives_what_reading_here_gives(kind: str) -> None:
    assert read_sheets_apart(FILES[kind], "f") == read_sheets(FILES[kind], "f")


def test_the_problem_of_a_file_that_is_refused_comes_back_with_the_file_s_name() -> None:
    content = table_xlsx(TABLE)
    assert told(content[: len(content) // 2]) == (
        refused(content[: len(content) // 2]).code,
        "گزارش.xls",
    )


def test_plain_text_needs_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, "Popen", None)
    assert read_sheets_apart(FILES["csv"], "f")[0].rows == TABLE


def test_a_file_that_takes_too_long_is_told() -> None:
    assert told(LARGE, seconds=0.2)[0] == "file_too_slow"


@pytest.mark.skipif(
    sys.platform not in ("linux",), reason="only Linux holds a process to its memory"
)
def test_a_file_that_takes_too_much_memory_is_told() -> None:
    assert told(LARGE, memory=100 * 1024**2)[0] == "file_too_heavy"


@pytest.mark.parametrize(
    "end", ["os.abort()", "os._exit(0)", "os.kill(os.getpid(), 9)", "sys.stdout.write('{')"]
)
def test_a_reader_that_ends_unexpectedly_is_told(monkeypatch: pytest.MonkeyPatch, end: str) -> None:
    monkeypatch.setattr(apart, "_START", f"import os, sys; {end}")
    assert told(FILES["xlsx"])[0] == "file_crashed"


def test_a_reader_that_is_killed_from_outside_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            threading.Timer(0.1, os.kill, (self.pid, signal.SIGKILL)).start()

    monkeypatch.setattr(subprocess, "Popen", Killed)
    assert told(LARGE)[0] == "file_crashed"


def test_starting_the_other_process_is_quick() -> None:
    """It imports what it needs and no more: none of the large libraries."""
    code = (
        "import sys, geo.intake.files.apart, geo.intake.files.workbook, geo.intake.files.xlsx;"
        " print(*sorted(sys.modules))"
    )
    modules = set(
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            cwd=apart._ROOT,
        ).stdout.split()
    )
    assert not modules & {
        "pandas",
        "numpy",
        "geopandas",
        "streamlit",
        "lxml",
        "xlrd",
        "python_calamine",
        "sqlite3",
    }
