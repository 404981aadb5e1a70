"""Memory that was freed, handed back to the system."""

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Hand back what this process has freed. glibc keeps it for what may come, and a server would hold for good what its largest file took once, with
    holes that nothing else fits into. Nothing elsewhere."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
