"""Memory that was freed, handed back to the system."""

import ctypes
import sys
from contextlib import suppress

import pyarrow as pa  # type: ignore[import-untyped]


def give_back() -> None:
    """Hand back what this process has freed.

    Arrow and glibc keep it for what may come, and a server would hold for good what its largest
    file took once, with holes that nothing else fits into.
    """
    pa.default_memory_pool().release_unused()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
