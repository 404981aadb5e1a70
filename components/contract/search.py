"""What a search box must know, and what its address answers."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.contract.links import Action


@dataclass(frozen=True)
class SearchBox:
    """What a search box must know. kind: what alone it finds, empty for all."""

    label: str
    hint: str
    kind: str
    address: str
    lang: str
    version: str
    as_of: str


@dataclass(frozen=True)
class Find:
    """One find, with where it leads. item: what it is in a comparison, None where it is none."""

    label: str
    href: str
    action: Action | None
    note: str
    item: str | None


@dataclass(frozen=True)
class FindGroup:
    """The finds of a kind."""

    kind: str
    label: str
    finds: Sequence[Find]


@dataclass(frozen=True)
class SearchAnswer:
    """What was found, and the same in a sentence for those who do not see it."""

    groups: Sequence[FindGroup]
    say: str
