"""What whoever runs the atlas must hear at its start about editors and secrets; none of it keeps
readers out.
"""

import os
import stat
import tomllib
from pathlib import Path

import streamlit as st

from components.editing.editor_settings import FILE, editor_problems, editor_settings
from components.editing.passphrase import COST, cost_of
from components.server.registry import registry_address
from components.words.text import Text
from geo.basis.errors import Problem
from geo.registry.engine import sqlite_files


def start_remarks(text: Text) -> list[str]:
    """A line each."""
    problems = _unreadable() or editor_problems()
    lines = [text("start.settings"), *(text.problem(p) for p in problems)] if problems else []
    settings = editor_settings()
    if settings.passphrase and cost_of(settings.passphrase) < COST:
        lines.append(text("start.old_hash"))
    for path in [*_secrets_files(), *sqlite_files(registry_address())]:
        mode = stat.S_IMODE(path.stat().st_mode) if path.is_file() else 0
        if os.name == "posix" and mode & 0o077:
            lines.append(
                text("start.modes", file=path, mode=f"{mode:o}", command=f"chmod 600 {path}")
            )
    return lines


def _secrets_files() -> list[Path]:
    return [path for name in st.get_option("secrets.files") if (path := Path(name)).is_file()]


def _unreadable() -> list[Problem]:
    """Files of secrets that are no TOML."""
    found = []
    for path in _secrets_files():
        try:
            tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
            found.append(Problem("setting_unreadable", FILE, value=str(error)))
    return found
