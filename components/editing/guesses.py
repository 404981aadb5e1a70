"""Slows down those who guess a passphrase, without locking out those who know it: counted by
address, with a looser limit for all together.

Kept in memory and bounded. Times are seconds of a clock that only runs forward.
"""

import ipaddress
import threading
from collections import OrderedDict, deque
from contextlib import suppress
from dataclasses import dataclass, field

REMEMBERED, LONGEST_WAIT = 600.0, 30.0
"""Seconds after which an address's failures are forgotten, and that it waits at most: whoever
shares it is never locked out for long.
"""
ALL_MOST, ALL_WITHIN = 30, 60.0
"""Failures of all addresses together in so many seconds; then only addresses wait from which nobody
ever signed in here.
"""
ADDRESSES_MOST, KNOWN_MOST = 10_000, 1_000


@dataclass
class Guesses:
    """Attempts to sign in, by the address they come from."""

    _failures: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=ALL_MOST))
    _known: OrderedDict[str, None] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin(self, address: str, now: float) -> float:
        """Seconds that `address` must wait; 0 lets this attempt be looked at.

        It counts as failed until `succeeded`, as do others beside it.
        """
        place = _place_of(address)
        with self._lock:
            count, last = self._failures.get(place, (0, now))
            if now - last > REMEMBERED:
                count = 0
            own = last + min(2.0 ** (count - 1), LONGEST_WAIT) - now if count else 0.0
            is_full = len(self._recent) == ALL_MOST and place not in self._known
            wait = max(own, self._recent[0] + ALL_WITHIN - now if is_full else 0.0)
            if wait > 0:
                return wait
            self._failures[place] = (count + 1, now)
            self._failures.move_to_end(place)
            self._recent.append(now)
            _keep(self._failures, ADDRESSES_MOST)
            return 0.0

    def succeeded(self, address: str) -> None:
        """The attempt that began last from `address` was right: its failures are forgotten, it is
        none for all either, and the address is known.
        """
        place = _place_of(address)
        with self._lock:
            _, at = self._failures.pop(place, (0, 0.0))
            with suppress(ValueError):
                self._recent.remove(at)
            self._known[place] = None
            self._known.move_to_end(place)
            _keep(self._known, KNOWN_MOST)

    def count(self, address: str) -> int:
        """Failures in a row from `address`."""
        return self._failures.get(_place_of(address), (0, 0.0))[0]


def _keep(
    of: OrderedDict[str, object] | OrderedDict[str, tuple[int, float]] | OrderedDict[str, None],
    most: int,
) -> None:
    while len(of) > most:
        of.popitem(last=False)


def _place_of(address: str) -> str:
    """What counts as one address: of IPv6 the network of 64 bits, which one subscriber has to
    himself.
    """
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address[:64]
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.ip_network((found, 64), strict=False))
    return str(found)
