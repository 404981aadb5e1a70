"""Divisions of ISIC Rev. 4 as people write them: a code of two digits, a longer one that begins
with it, a letter of a section before it, a name.

A code of three digits may be a group or a class that lost its zero (111 is 0111, division 01, or a
group of division 11), and two codes are two
divisions: neither is guessed, both are left out and told.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from geo.basis.folding import latin_digits, name_key
from geo.intake.cell_result import CellResult
from geo.intake.files.phrases import words_of

_ALL = (
    "A01-03 B05-09 C10-33 D35-35 E36-39 F41-43 G45-47 H49-53 I55-56 J58-63 K64-66 L68-68 M69-75"
    " N77-82 O84-84 P85-85 Q86-88 R90-93 S94-96 T97-98 U99-99"
)
SECTIONS = {part[0]: (int(part[1:3]), int(part[4:])) for part in _ALL.split()}
"""The divisions of each section (United Nations, ISIC Rev. 4)."""
SHORTEST_WORD = 4
_SAID = re.compile(r"isic|\bcode\b|\brev(?:ision)?\.?\s*4\b", re.I)
_CODE = re.compile(r"(?<![^\W_])(?:([A-U])[\s-]*)?(\d+)(?:\.(\d+))?(?![^\W_])", re.I)


@dataclass(frozen=True)
class TradeCodes:
    """trades: data/trades.csv, indexed by division. said: words that may stand beside a code and
    change nothing, folded.
    """

    trades: pd.DataFrame
    said: tuple[str, ...] = ()

    @cached_property
    def _by_name(self) -> dict[str, str]:
        return {
            name_key(row[f"name_{lang}"]): str(code)
            for code, row in self.trades.iterrows()
            for lang in ("fa", "en")
        }

    def read(self, text: str) -> CellResult:
        """The division of two digits; empty and told where there is none, or more than one."""
        found = self._by_name.get(name_key(text))
        if found:
            return CellResult(found)
        plain = _SAID.sub(" ", latin_digits(text))
        codes = list(_CODE.finditer(plain))
        if not codes:
            return CellResult("", warning="trade_left_out")
        divisions = {self._division(*match.groups()) for match in codes}
        rest = _CODE.sub(" ", plain)
        if len(divisions) > 1:
            return CellResult("", warning="trade_several")
        code = divisions.pop()
        if code == "":
            return CellResult("", warning="trade_ambiguous")
        if code not in self.trades.index or not self._is_about(rest, str(code)):
            return CellResult("", warning="trade_left_out")
        return CellResult(code)

    def _division(self, section: str | None, digits: str, fraction: str | None) -> str | None:
        """The division that a code begins with; empty where two are possible, None where there is
        none.
        """
        if fraction and fraction.strip("0") and len(digits) != 2:
            return "" if len(digits) == 1 else None
        if len(digits) == 3 and not digits.startswith("0"):
            return ""
        if len(digits) > 4:
            return None
        code = digits.zfill(2)[:2]
        if section:
            first, last = SECTIONS[section.upper()]
            return code if len(digits) > 1 and first <= int(code) <= last else None
        return code

    def _is_about(self, words: str, code: str) -> bool:
        """Whether what stands beside a code is nothing, or begins a word of its division's name."""
        _, folded = words_of(words)
        left = [word for word in folded if word not in self.said]
        names = [
            word
            for lang in ("fa", "en")
            for word in words_of(self.trades.at[code, f"name_{lang}"])[1]
        ]
        return (
            not left
            or name_key(" ".join(left))
            in (name_key(self.trades.at[code, f"name_{lang}"]) for lang in ("fa", "en"))
            or any(
                len(word) >= SHORTEST_WORD and any(name.startswith(word) for name in names)
                for word in left
            )
        )
