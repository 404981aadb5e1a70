"""What the server puts away by itself every few seconds.

Sessions whose readers have left, and the memory that they leave behind.

Streamlit forgets a session that is over only when another ends, and would collect garbage after
each run of a page, while its reader waits.
"""

import asyncio
import ctypes
import gc
import logging
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from streamlit import runtime

EVERY = 10
"""Seconds."""


def forget_sessions() -> int:
    """Drop the sessions whose time is over; how many there still are."""
    if not runtime.exists():
        return 0
    manager: Any = runtime.get_instance()._session_mgr
    manager._session_storage._cache.expire()
    return len(manager.list_sessions())


def give_back() -> None:
    """Give the system the memory that is free; where its library can (glibc) and otherwise not."""
    trim = _trimmer()
    if trim:
        trim(0)


def _trimmer() -> Callable[[int], int] | None:
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found


async def keep_house() -> None:
    """Put away, for ever.

    What is collected is small each time, for Python collects what is young by itself.
    """
    before = 0
    while True:
        await asyncio.sleep(EVERY)
        try:
            sessions = forget_sessions()
            if sessions or before:
                gc.collect()
                await asyncio.to_thread(give_back)
            before = sessions
        except Exception:  # the next time it may go well
            logging.getLogger("khoosheh").exception("housekeeping")


@asynccontextmanager
async def housekeeping(_app: object) -> AsyncIterator[None]:
    """For as long as the server runs."""
    task = asyncio.create_task(keep_house())
    try:
        yield
    finally:
        task.cancel()
