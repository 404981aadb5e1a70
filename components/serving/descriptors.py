"""How many readers one process can serve at once, by the file descriptors it may have."""

import sys

EACH = 5
"""Descriptors of a reader: the socket, an event loop of three that Streamlit keeps for each
session, and one for what is fetched besides.
"""
OURS = 550
"""Descriptors of the process itself, and of the 128 sessions that Streamlit keeps for a while for
readers who were cut off.
"""
WANTED = 16_384
"""Descriptors asked for: thrice what one process can serve."""
UNKNOWN = 2_000
"""Readers where the system does not say."""


def readers_at_once() -> int:
    """Raise the process's limit as far as may be; gives how many readers it is enough for."""
    if sys.platform == "win32":
        return UNKNOWN
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        soft = wanted
    return max(10, (min(soft, WANTED) if soft != resource.RLIM_INFINITY else WANTED) - OURS) // EACH
