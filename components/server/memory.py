"""Memory: what this process worked out of an Atlas, kept for whoever asks for the same again.

Bounded, locked, forgotten as a whole.

A key begins with the Atlas, which stands for its version and its date (geo/atlas.py `Identity`).
Nothing can be kept under a version alone, nor under a View of another date than the Atlas it is
looked at in.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import cached_property, wraps
from threading import Condition
from typing import Any, TypeVar, TypeVarTuple, cast

from components.words.text import Text
from geo.atlas import Atlas, Identity
from geo.view import View

Made = TypeVar("Made")
Asked = TypeVarTuple("Asked")


class Key(tuple[Hashable, ...]):
    """What something is kept under, hashed once: that of a View takes longest of all."""

    @cached_property
    def _hashed(self) -> int:
        return super().__hash__()

    def __hash__(self) -> int:
        """The hash of the tuple, worked out once."""
        return self._hashed


_shelves: list["Shelf"] = []


def key_of(records: Atlas | Identity, *asked: Hashable) -> Key:
    """What something is kept under. A Text stands for its language.

    Raises TypeError for what does not say version and date, or cannot be a key; ValueError for a
    View of another date or version.
    """
    if not isinstance(records, Atlas | Identity):
        raise TypeError(f"kept under an Atlas or its Identity, not under {type(records).__name__}")
    identity = records.identity if isinstance(records, Atlas) else records
    for part in asked:
        if isinstance(part, View) and part.as_of != identity.as_of:
            raise ValueError(
                f"a View of {part.as_of or 'the present'} looked at in an Atlas of"
                f" {identity.as_of or 'the present'}"
            )
        if (
            isinstance(part, View)
            and part.version
            and isinstance(records, Atlas)
            and part.version != records.number
        ):
            raise ValueError(
                f"a View of version {part.version} looked at in an Atlas of version"
                f" {records.number}"
            )
    return Key((identity, *(part.lang if isinstance(part, Text) else part for part in asked)))


class Shelf:
    """Results of one kind, the least recently asked for given up first.

    room: how much they may weigh together; weigh: what one weighs, 1 where nothing else is said. A
    result heavier than all the room is kept alone.
    """

    def __init__(self, room: int, weigh: Callable[[Any], int] = lambda _made: 1) -> None:
        self._room, self._weigh = room, weigh
        self._made: OrderedDict[Key, Any] = OrderedDict()
        self._making: set[Key] = set()
        self._forgotten = 0
        self._turn = Condition()
        _shelves.append(self)

    def recall(self, records: Atlas | Identity, *asked: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave when the same was asked for, or gives now.

        It is shared, so never write to it.

        Who asks for what another reader has just asked for waits for that; nobody waits for
        anything else.
        """
        key = key_of(records, *asked)
        with self._turn:
            while key in self._making:
                self._turn.wait()
            if key in self._made:
                self._made.move_to_end(key)
                return cast(Made, self._made[key])
            self._making.add(key)
            before = self._forgotten
        try:
            made = make()
            with self._turn:
                if before == self._forgotten:
                    self._put(key, made)
            return made
        finally:
            with self._turn:
                self._making.discard(key)
                self._turn.notify_all()

    def _put(self, key: Key, made: Any) -> None:
        free = self._room - self._weigh(made) - sum(map(self._weigh, self._made.values()))
        while self._made and free < 0:
            free += self._weigh(self._made.popitem(last=False)[1])
        self._made[key] = made

    def forget(self) -> None:
        """Keep nothing of what was made so far, nor of what is being made."""
        with self._turn:
            self._made.clear()
            self._forgotten += 1

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._made)


def remembered(
    room: int = 128, weigh: Callable[[Any], int] = lambda _made: 1
) -> Callable[[Callable[[Atlas, *Asked], Made]], Callable[[Atlas, *Asked], Made]]:
    """Makes a function of an Atlas, and of what may be part of a key, work once for each.

    See Shelf. What it gives is shared: never write to it.
    """

    def decorate(make: Callable[[Atlas, *Asked], Made]) -> Callable[[Atlas, *Asked], Made]:
        shelf = Shelf(room, weigh)

        @wraps(make)
        def recalled(atlas: Atlas, *asked: *Asked) -> Made:
            return shelf.recall(atlas, *cast(Key, asked), make=lambda: make(atlas, *asked))

        return recalled

    return decorate


def forget() -> None:
    """Empty every shelf."""
    for shelf in _shelves:
        shelf.forget()
