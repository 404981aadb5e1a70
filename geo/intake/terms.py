"""By which terms a file is taken."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from geo.registry.errors import NotAllowedError
from geo.registry.questions import Asked


@dataclass(frozen=True)
class Terms:
    """How a file is to be taken. provinces: those it may change, all when None. province: the one
    of every row, where rows name none,
    and then the only one of `provinces` that it may change.

    decisions: by row, the record that a likely double is, or AS_NEW. is_whole: records that the
    file lacks are taken out, unless rows
    of it were refused: one of these might be any of them. answers: to questions about texts of the
    file (geo/registry/questions.py).
    """

    today: date
    is_whole: bool = False
    province: str = ""
    provinces: frozenset[str] | None = None
    decisions: Mapping[int, str] = field(default_factory=dict)
    answers: Mapping[Asked, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises NotAllowedError where `province` is not among `provinces`."""
        if self.province and self.provinces is not None and self.province not in self.provinces:
            raise NotAllowedError("provinces", frozenset({self.province}))

    @property
    def allowed(self) -> frozenset[str] | None:
        """The provinces whose records the file may change, all when None."""
        return frozenset({self.province}) if self.province else self.provinces
