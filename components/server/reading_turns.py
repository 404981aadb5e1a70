"""Turns at reading files, which takes a processor and memory.

One at a time, and of readers one at most stands in an editor's way.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

_readers, _all = threading.Lock(), threading.Lock()


@contextmanager
def reading_turn(*, is_editor: bool) -> Iterator[None]:
    """Wait for a turn and hold it."""
    with nullcontext() if is_editor else _readers, _all:
        yield
