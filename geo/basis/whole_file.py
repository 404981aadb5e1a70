"""Files that appear whole or not at all.

Whoever reads one meanwhile finds the old one or the new one, never a part.
"""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A place to write what then appears at `path`, in place of what is there.

    Nothing is left of it where writing fails.

    Who may read it is as for any new file, by the umask. Raises OSError where it cannot be written.
    """
    target = path.resolve()  # a link stays a link
    try:
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            made = Path(folder) / "made"
            yield made
            made.replace(target)
    except OSError as error:
        if error.errno and (
            error.filename is None or Path(str(error.filename)).is_relative_to(target.parent)
        ):
            raise OSError(
                error.errno, error.strerror, str(path)
            ) from error  # by the name that was asked for
        raise


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which then is the file `path`, see `whole_file`.

    Raises OSError where it cannot be written.
    """
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as file:  # a pipe or a device cannot be put in another's place
            yield file
        return
    with whole_file(path) as made, made.open("wb") as file:
        yield file


def write_whole(path: Path, content: bytes) -> None:
    """`content` as the file `path`, see `whole_file`. Raises OSError where it cannot be written."""
    with written_whole(path) as file:
        file.write(content)
