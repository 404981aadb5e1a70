"""Sheets of different times, by their names: years, months, seasons, quarters and other parts of a
year.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from geo.basis.folding import fold, latin_digits

LONGEST_PHRASE = 3
"""Words of the longest phrase for a part of a year."""
SHORT_YEAR_AMONG = 2
"""So many words has a sheet's name in which two digits are a year."""
_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?!\d)(?:[-/. _]+\d{1,2}(?!\d))?")
_SHORT_YEAR = re.compile(r"[5-9]\d")
_QUARTER = re.compile(r"(?<![a-z0-9])[qh][1-4](?!\d)")
_FEW = re.compile(r"\d{1,2}")


@dataclass(frozen=True)
class Times:
    """What names of sheets tell of times. phrases: folded words for parts of a year. endings: what
    stands at the end of a month's name. months: words for
    so many months.
    """

    phrases: Collection[str] = ()
    endings: Collection[str] = ()
    months: Collection[str] = ()

    def differ(self, names: Sequence[str]) -> bool:
        """Whether these sheets are of different times."""
        return len(names) > 1 and len({told for name in names if (told := self._told(name))}) > 1

    def _told(self, name: str) -> frozenset[str]:
        plain = fold(latin_digits(name.replace("\u200c", " ")))
        words = [self._bare(word) for word in re.split(r"[\W_]+", plain) if word]
        stretches = [
            words[start:end]
            for start in range(len(words))
            for end in range(start + 1, min(start + LONGEST_PHRASE, len(words)) + 1)
        ]
        counted = [
            " ".join(two)
            for two in stretches
            if len(two) == 2 and _FEW.fullmatch(two[0]) and two[1] in self.months
        ]
        short = (
            [word for word in words if _SHORT_YEAR.fullmatch(word)]
            if len(words) <= SHORT_YEAR_AMONG
            else []
        )
        phrases = [phrase for phrase in map(" ".join, stretches) if phrase in self.phrases]
        return frozenset(
            [*_YEAR.findall(plain), *_QUARTER.findall(plain), *counted, *phrases, *short]
        )

    def _bare(self, word: str) -> str:
        """A month's name without what stands at its end."""
        return next(
            (bare for end in self.endings if (bare := word.removesuffix(end)) in self.phrases), word
        )
