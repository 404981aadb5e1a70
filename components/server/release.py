"""Which program makes the files.

With another one the same records may be worded, set or drawn in another way.
"""

import hashlib
import tomllib
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
    """The version of pyproject.toml, a plus sign, and twelve hex digits.

    These change with the program's files and with the packages that write.
    """
    digest = hashlib.sha256(" ".join(version(package) for package in MAKERS).encode())
    for path in sorted(
        p for folder in PROGRAM for p in (ROOT / folder).rglob("*") if p.suffix in ENDINGS
    ):
        digest.update(
            path.relative_to(ROOT).as_posix().encode()
            + b"\0"
            + path.read_bytes().replace(b"\r\n", b"\n")
            + b"\0"
        )
    return f"{_version()}+{digest.hexdigest()[:12]}"


def _version() -> str:
    with (ROOT / "pyproject.toml").open("rb") as file:
        return str(tomllib.load(file)["project"]["version"])
