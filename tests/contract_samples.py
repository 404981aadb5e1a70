"""Samples of the contract's dataclasses, made from their own types: all there is, none, the least.

Every text names its class and field, so that a test can say which of them a script shows.
"""

import types
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from itertools import count
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from components.contract.browse import CardField, Table, TableHeading
from components.contract.compare import CompareOffer, ComparisonCell, FoundChanges
from components.contract.controls import NumberField, Pager
from components.contract.place_blocks import LabelledValue, LedgerBlock, MixBlock
from components.contract.stage_times import ClockFlag, SpanRow, WeightSlider
from components.contract.stages import AsOf, CountTable, News, StageTable

UNIONS = (Union, types.UnionType)
NUMBERS = {int: 1, float: 0.5}
KEY = "key"
"""The one key of a sampled mapping, but of KEYS."""
KEYS = {(ClockFlag, "put"): "flag", (StageTable, "query"): "other", (News, "query"): "other"}
LENGTHS = {
    (Table, "columns"): 5,
    (CountTable, "columns"): 12,
    (LedgerBlock, "columns"): 12,
    (MixBlock, "columns"): 12,
}
"""Of which lists there are more than four: headings of cells of three kinds, or of one more."""
NEVER_EMPTY = {
    (AsOf, "steps"),
    (ClockFlag, "put"),
    (WeightSlider, "steps"),
    (WeightSlider, "puts"),
}
GIVEN = {
    (Table, "pages"): 2,
    (TableHeading, "name"): "name",
    (CardField, "name"): "province",
    (CompareOffer, "why"): "",
    (ComparisonCell, "link"): None,
    (FoundChanges, "none"): "",
    (NumberField, "shown"): "1",
    (Pager, "pages"): 2,
    (SpanRow, "few"): "",
    (LabelledValue, "url_label"): "",
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


@dataclass(frozen=True)
class Where:
    """The field that a value is of, how long a list there is, and the key of a mapping."""

    name: str
    length: int
    key: str


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
            key = (of, field.name)
            if not field.init or (fill is Fill.LEAST and field.default is not MISSING):
                continue
            if key in GIVEN and fill is Fill.CHOSEN:
                made[field.name] = GIVEN[key]
                continue
            its_fill = Fill.HOLLOW if key in NEVER_EMPTY and fill is Fill.LEAST else fill
            where = Where(
                f"{of.__name__}.{field.name}", LENGTHS.get(key, len(Fill)), KEYS.get(key, KEY)
            )
            made[field.name] = self._value(hints[field.name], its_fill, where)
        return of(**made)

    def _value(self, hint: Any, fill: Fill, where: Where) -> Any:
        if is_dataclass(hint):
            return self.sample(hint, fill)
        if hint is str:
            return self._text(where)
        if hint is bool:
            return fill.is_full
        if hint is type(None):
            return None
        return NUMBERS[hint] if hint in NUMBERS else self._composed(hint, fill, where)

    def _composed(self, hint: Any, fill: Fill, where: Where) -> Any:
        origin, inside = get_origin(hint), get_args(hint)
        if origin is Literal:
            return inside[min(fill.value, len(inside) - 1)]
        if origin in UNIONS:
            if type(None) in inside and not fill.is_full:
                return None
            return self._value(inside[0 if fill.is_full else -1], fill, where)
        if origin is tuple and inside[-1] is not ...:
            return tuple(self._value(part, fill, where) for part in inside)
        if issubclass(origin, Mapping):
            return {} if fill is Fill.LEAST else {where.key: self._value(inside[1], fill, where)}
        assert issubclass(origin, Sequence), hint
        return [] if fill is Fill.LEAST else [*self._items(inside[0], where)]

    def _items(self, hint: Any, where: Where) -> Iterator[Any]:
        """Of each kind that a list may hold, one of each fill, or more where so many are due."""
        kinds = get_args(hint) if get_origin(hint) in UNIONS else ()
        if any(is_dataclass(kind) for kind in kinds):
            for kind in kinds:
                yield from (self._value(kind, fill, where) for fill in Fill)
            return
        for n in range(where.length):
            yield self._value(hint, Fill(min(n, len(Fill) - 1)), where)

    def _text(self, where: Where) -> str:
        text = f"{where.name} {next(self._next)} <b>&"
        if where.name.endswith("url"):
            text = f"https://atlas.invalid/{text}"
        self.texts.setdefault(where.name, []).append(text)
        return text
