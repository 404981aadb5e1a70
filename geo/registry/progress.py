"""Work that takes a while tells how far it is."""

from collections.abc import Callable

Progress = Callable[[float], None]
"""Told the share of the work that is done, 0 to 1.

Whoever is told may stop the work by raising: it changes nothing before its end.
"""


def untold(share: float) -> None:
    """Nobody is told."""
