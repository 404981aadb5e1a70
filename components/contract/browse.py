"""What the panels of the map page receive."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.contract.links import Action
from components.contract.wire import Panel


@dataclass(frozen=True)
class FilterOption:
    """A value of a filter, with its count under the other filters.

    partly: a group of which some stages are chosen. zero: no cluster has it. inside: of the group
    above it.
    """

    value: str
    label: str
    count: str
    on: bool = False
    partly: bool = False
    zero: bool = False
    group: bool = False
    inside: bool = False


@dataclass(frozen=True)
class Filter:
    """One fold of the filter panel. chosen: how many of its values are, None for none."""

    param: str
    title: str
    open: bool
    chosen: str | None
    options: Sequence[FilterOption]


@dataclass(frozen=True)
class Filters(Panel):
    """The filter panel."""

    title: str
    search_label: str
    search_hint: str
    text: str
    filters: Sequence[Filter]


@dataclass(frozen=True)
class Chip:
    """One chosen value, with what takes it off, and that in words."""

    label: str
    remove: str
    action: Action


@dataclass(frozen=True)
class Sentence(Panel):
    """What is filtered. clear: the words of the button that takes all of it off."""

    sentence: str
    chips: Sequence[Chip]
    clear: str
