"""Stages as people write them: a known word for one, alone or among words that change nothing.

A negation is never taken for what it denies.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geo.basis.folding import clean_text, name_key
from geo.intake.cell_result import CellResult, Words
from geo.intake.files.phrases import LONGEST, UNKNOWN_COST, cheapest, phrase_key, words_of
from geo.registry.questions import STAGE
from geo.registry.timeline import UNKNOWN

REACHED = frozenset({"completed", "handed_over", "stopped"})
"""Stages that are events: while they are under way they are not reached."""
SHORTEST_DENIAL = 4
_PLAIN = re.compile(r"[\w\s\u200c.,:;()\[\]«»\"'/\u060c\u061b–—_-]*")
"""A text with other signs says more than its words: a question mark doubts them."""


@dataclass(frozen=True)
class StageWords:
    """Reads stages by the words that are known. stages: data/stages.csv, indexed by stage."""

    words: Words
    stages: pd.DataFrame

    @cached_property
    def _exact(self) -> dict[str, str]:
        named = {name_key(word): stage for word, stage in self.words.of("stage").items()}
        for stage, row in self.stages.iterrows():
            named |= {
                name_key(text): str(stage) for text in (str(stage), row["name_fa"], row["name_en"])
            }
        return named

    @cached_property
    def _phrases(self) -> dict[str, tuple[str, str]]:
        """What each phrase is: `denial`, `plain`, `under way`, or `stage` with which one."""
        found: dict[str, tuple[str, str]] = {}
        for kind, name in (("stage_plain", "plain"), ("stage_under_way", "under way")):
            found |= {phrase_key(words_of(word)[1], ()): (name, "") for word in self.words.of(kind)}
        names = dict(self.words.of("stage"))
        for stage, row in self.stages.iterrows():
            names |= dict.fromkeys((str(stage), row["name_fa"], row["name_en"]), str(stage))
        found |= {
            phrase_key(words_of(word)[1], ()): ("stage", stage)
            for word, stage in names.items()
            if stage != UNKNOWN
        }
        return found | {
            phrase_key(words_of(word)[1], ()): ("denial", "") for word in self.words.of("denial")
        }

    def is_stage(self, text: str) -> bool:
        """Whether a text is a stage's name, or a word that is known for one."""
        return bool(_PLAIN.fullmatch(text)) and name_key(text) in self._exact

    def read(self, text: str) -> CellResult:
        """The stage; of what denies one, or doubts it, that none is known, with the words kept
        beside.
        """
        clean = clean_text(text)
        if self.is_stage(clean):
            return CellResult(self._exact[name_key(clean)])
        _, folded = words_of(clean)
        stretches = [
            folded[start:end]
            for start in range(len(folded))
            for end in range(start + 1, min(start + LONGEST, len(folded)) + 1)
        ]
        named = [self._phrases.get(phrase_key(stretch, ()), ("", "")) for stretch in stretches]
        parts, cost = cheapest(folded, self._known)
        found = {part.meaning[1] for part in parts if part.meaning and part.meaning[0] == "stage"}
        is_under_way = any(part.meaning and part.meaning[0] == "under way" for part in parts)
        if (
            any(kind == "denial" for kind, _ in named)
            or any(map(self._is_joined, folded))
            or (is_under_way and found & REACHED)
        ):
            return CellResult(
                UNKNOWN,
                warning="stage_denied",
                also=(("stage_as_reported", clean),),
                ask=STAGE,
                options=tuple(self.stages.index),
            )
        if len(found) == 1 and cost < UNKNOWN_COST and _PLAIN.fullmatch(clean):
            return CellResult(found.pop())
        return self._asked({stage for kind, stage in named if kind == "stage"})

    def _is_joined(self, word: str) -> bool:
        """Whether a word begins or ends with a denial that was written without a space."""
        return word.startswith(self._denials) or word.endswith(self._denials)

    @cached_property
    def _denials(self) -> tuple[str, ...]:
        return tuple(
            key
            for key, (kind, _) in self._phrases.items()
            if kind == "denial" and len(key) >= SHORTEST_DENIAL
        )

    def _known(self, stretch: Sequence[str]) -> tuple[tuple[str, str], float] | None:
        found = self._phrases.get(phrase_key(stretch, ()))
        return (found, 1.5 if found[0] == "stage" else 1.0) if found else None

    def _asked(self, near: set[str]) -> CellResult:
        """Refused, with the stages that it may mean, or all there are."""
        likely = [stage for stage in self.stages.index if stage in near]
        names = self.stages.loc[likely or list(self.stages.index)]
        allowed = "\n".join(
            joiner.join(names[f"name_{lang}"]) for lang, joiner in (("fa", "\u061b "), ("en", "; "))
        )
        options = (*likely, *(stage for stage in self.stages.index if stage not in near))
        return CellResult(
            error="stage_alike" if likely else "stage_unknown",
            allowed=allowed,
            ask=STAGE,
            options=tuple(options),
        )
