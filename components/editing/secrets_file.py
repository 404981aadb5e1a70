"""The passphrase's line in secrets.toml, which the command puts there; all else in the file stays
as it is, and no other account may read it.
"""

import os
import re
import tomllib
from pathlib import Path

from geo.basis.whole_file import whole_file

SECRETS = Path(__file__).parent.parent / ".streamlit" / "secrets.toml"
_SECTION = re.compile(r"^\[editors\][^\n]*\n?", re.MULTILINE)
_LINE = re.compile(r"^passphrase\s*=[^\n]*\n?", re.MULTILINE)


def put_passphrase(path: Path, kept: str) -> bool:
    """Keep `kept` as the editors' passphrase; False, and nothing is changed, where the file is
    written in a way that only a person can mend.
    """
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    after = _with_line(before, f'passphrase = "{kept}"\n')
    try:
        was, now = tomllib.loads(before), tomllib.loads(after)
    except tomllib.TOMLDecodeError:
        return False
    if not isinstance(was.get("editors", {}), dict) or now != was | {
        "editors": was.get("editors", {}) | {"passphrase": kept}
    }:
        return False
    path.parent.mkdir(exist_ok=True)
    with (
        whole_file(path) as made,
        os.fdopen(os.open(made, os.O_CREAT | os.O_WRONLY, 0o600), "w", encoding="utf-8") as file,
    ):
        file.write(after)
    return True


def _with_line(text: str, line: str) -> str:
    section = _SECTION.search(text)
    if section is None:
        return text + ("\n" if text and not text.endswith("\n\n") else "") + "[editors]\n" + line
    end = text.find("\n[", section.end() - 1)
    head, inside, rest = (
        text[: section.end()],
        text[section.end() : end + 1 or None],
        text[end + 1 :] if end >= 0 else "",
    )
    return (
        head + ("" if head.endswith("\n") else "\n") + line + _LINE.sub("", inside, count=1) + rest
    )
