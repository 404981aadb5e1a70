"""The bytes of a file on disk."""

import os
from pathlib import Path

from geo.basis.errors import DataError, Problem
from geo.intake.files.grid import MAX_BYTES


def read_content(path: Path) -> bytes:
    """The bytes of a file, all of one state of it.

    Raises DataError: not there, too large, changed while it was read.
    """
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > MAX_BYTES:
                raise DataError(
                    [Problem("file_too_large", path.name, allowed=str(MAX_BYTES // 1024**2))]
                )
            content = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except OSError:
        raise DataError([Problem("file_missing", path.name)]) from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise DataError([Problem("file_changed", path.name)])
    return content
