"""An office that uses the commands as its scripts do."""

import io
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from components.commands.command_line import main
from geo.registry.store import Registry
from tests.intake.files.making import csv_of
from tests.serving import ROOT

GOOD = [
    ["نام خوشه", "استان", "مرحله"],
    ["خوشه بادبادک", "اصفهان", "پیاده‌سازی"],
    ["خوشه قایق بادی", "قم", "شناسایی"],
]
BAD = [*GOOD, ["خوشه ترمه", "آتلانتیس", "شناسایی"]]


class Office:
    """A registry of its own, a folder of files, and the commands."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.address = f"sqlite:///{folder / 'registry.sqlite'}"

    def start(self, *arguments: str, **extra: str) -> "subprocess.Popen[str]":
        settings = (
            os.environ | {"ATLAS_DATABASE_URL": self.address, "PYTHONPATH": str(ROOT)} | extra
        )
        command = [sys.executable, "-m", "components.commands.command_line", *arguments]
        return subprocess.Popen(
            command,
            cwd=self.folder,
            env=settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str, said: str = "", **extra: str) -> tuple[int, str]:
        """A process's exit code, and all that it printed."""
        process = self.start(*arguments, **extra)
        out, errors = process.communicate(said, timeout=120)
        assert "Traceback" not in errors, errors
        return process.returncode, out + errors

    def soon(self, *arguments: str, said: str = "", address: str = "") -> tuple[int, str]:
        """The same within the tests' own process, which has been started already."""
        printed = io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            redirect_stdout(printed),
            redirect_stderr(printed),
        ):
            patch.chdir(self.folder)
            patch.setattr(sys, "stdin", io.StringIO(said))
            patch.setenv("ATLAS_DATABASE_URL", address or self.address)
            return main(list(arguments)), printed.getvalue()

    def put(self, rows: Sequence[Sequence[str]], name: str = "file.csv") -> str:
        (self.folder / name).write_bytes(csv_of(rows))
        return name

    @property
    def registry(self) -> Registry:
        return Registry.open(self.address)

    @property
    def head(self) -> int:
        return self.registry.head()[0]
