"""A pace: so many a second in the long run, and some at once (a token bucket)."""

from collections import OrderedDict
from dataclasses import dataclass


@dataclass(frozen=True)
class Pace:
    """rate: a second. burst: how many may come at once."""

    rate: float
    burst: float


class Bucket:
    """What one sender has left of a pace. Times are seconds of any steady clock."""

    def __init__(self, pace: Pace, now: float) -> None:
        self.pace, self.left, self.at = pace, pace.burst, now

    def take(self, now: float) -> float:
        """Take one; the seconds to wait until it is due."""
        self._fill(now)
        self.left -= 1
        return max(0.0, -self.left / self.pace.rate)

    def give_back(self) -> None:
        """Undo `take` for what was refused."""
        self.left += 1

    def is_full(self, now: float) -> bool:
        """Whether nothing was taken lately."""
        self._fill(now)
        return self.left >= self.pace.burst

    def _fill(self, now: float) -> None:
        self.left = min(self.pace.burst, self.left + (now - self.at) * self.pace.rate)
        self.at = now


class Buckets:
    """A bucket for each sender, by name.

    Those that are full again are forgotten, the oldest first.
    """

    MOST = 10_000

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self._of: OrderedDict[str, Bucket] = OrderedDict()

    def of(self, name: str, now: float) -> Bucket:
        """The sender's bucket."""
        found = self._of.get(name)
        if found is None:
            found = self._of[name] = Bucket(self.pace, now)
        self._of.move_to_end(name)
        while (
            self._of
            and (len(self._of) > self.MOST or next(iter(self._of.values())).is_full(now))
            and len(self._of) > 1
        ):
            self._of.popitem(last=False)
        return found
