"""Which program makes the files: with another one the same records may be worded, set or drawn in another way."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PROGRAM = ("geo", "components", "pages")
ENDINGS = frozenset({".py", ".toml", ".js", ".css", ".typ"})
MAKERS = ("typst", "python-pptx", "XlsxWriter", "pyogrio")
"""Packages that write the files."""


@cache
def release() -> str:
    """Twelve hex digits that change with the program's own files and with the packages that write."""
    digest = hashlib.sha256(" ".join(version(package) for package in MAKERS).encode())
    for path in sorted(p for folder in PROGRAM for p in (ROOT / folder).rglob("*") if p.suffix in ENDINGS):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]
