"""Samples of the contract's dataclasses, made from their own types: all there is, none, the least.

Every text names its class and field, so that a test can say which of them a script shows.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from itertools import count
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from components.contract.browse import CardField, Table, TableHeading
from components.contract.compare import CompareOffer, ComparisonCell, FoundChanges

NUMBERS = {int: 1, float: 0.5}
KEY = "key"
"""The one key of a sampled mapping."""
LENGTHS = {(Table, "columns"): 5}
"""Of which lists there are more than four: a table's last heading is of the source, no cell."""
GIVEN = {
    (Table, "pages"): 2,
    (TableHeading, "name"): "name",
    (CardField, "name"): "province",
    (CompareOffer, "why"): "",
    (ComparisonCell, "link"): None,
    (FoundChanges, "none"): "",
}
"""What a field must be in one of the samples for the script to show something else."""


class Fill(Enum):
    """How much a sample holds.

    FULL, all; CHOSEN, all, with the fields of GIVEN as they stand there; HOLLOW, None and False
    where they may be; LEAST, that, and neither what has a default nor items of lists.
    """

    FULL = 0
    CHOSEN = 1
    HOLLOW = 2
    LEAST = 3

    @property
    def is_full(self) -> bool:
        """Whether nothing is missing."""
        return self in (Fill.FULL, Fill.CHOSEN)


class Sampler:
    """Makes samples, and notes the texts in them by class and field."""

    def __init__(self) -> None:
        self.texts: dict[str, list[str]] = {}
        self._next = count(1)

    def sample(self, of: Any, fill: Fill) -> Any:
        """An instance of a dataclass."""
        hints = get_type_hints(of)
        made = {}
        for field in fields(of):
            if fill is Fill.LEAST and field.default is not MISSING:
                continue
            if (of, field.name) in GIVEN and fill is Fill.CHOSEN:
                made[field.name] = GIVEN[of, field.name]
                continue
            length = LENGTHS.get((of, field.name), len(Fill))
            where = f"{of.__name__}.{field.name}"
            made[field.name] = self._value(hints[field.name], fill, where, length)
        return of(**made)

    def _value(self, hint: Any, fill: Fill, where: str, length: int = len(Fill)) -> Any:
        if is_dataclass(hint):
            return self.sample(hint, fill)
        if hint is str:
            return self._text(where)
        if hint is bool:
            return fill.is_full
        return NUMBERS[hint] if hint in NUMBERS else self._composed(hint, fill, where, length)

    def _composed(self, hint: Any, fill: Fill, where: str, length: int) -> Any:
        origin, inside = get_origin(hint), get_args(hint)
        if origin is Literal:
            return inside[min(fill.value, len(inside) - 1)]
        if origin in (Union, types.UnionType):
            if type(None) in inside and not fill.is_full:
                return None
            return self._value(inside[0 if fill.is_full else -1], fill, where)
        if origin is tuple and inside[-1] is not ...:
            return tuple(self._value(part, fill, where) for part in inside)
        if issubclass(origin, Mapping):
            return {} if fill is Fill.LEAST else {KEY: self._value(inside[1], fill, where)}
        assert issubclass(origin, Sequence), hint
        return [] if fill is Fill.LEAST else [*self._items(inside[0], where, length)]

    def _items(self, hint: Any, where: str, length: int) -> Iterator[Any]:
        """Of each kind that a list may hold, one of each fill, or more where so many are due."""
        kinds = [kind for kind in get_args(hint) if is_dataclass(kind)]
        for kind in kinds if len(kinds) > 1 else [hint]:
            for n in range(length):
                yield self._value(kind, Fill(min(n, len(Fill) - 1)), where)

    def _text(self, where: str) -> str:
        text = f"{where} {next(self._next)} <b>&"
        if where.endswith("url"):
            text = f"https://atlas.invalid/{text}"
        self.texts.setdefault(where, []).append(text)
        return text
