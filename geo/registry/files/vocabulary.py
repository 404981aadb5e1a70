"""The headings that are known: those of data/fields.csv and of the atlas's own CSV (data/columns.csv), in both languages.

A heading is alike a known one in three ways: the same when folded; the same without what stands in brackets (a unit, as a rule); or nearly the
same, by the share of letters that would have to change. Only the first is certain.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from geo.exports import column_headings
from geo.folding import fold, name_key
from geo.registry.fields import DERIVED, field_table
from geo.tables import read_table

LIKE = 85
"""Percent of likeness (rapidfuzz ratio) from which a heading is taken for a known one; of at least so many letters:"""
SHORTEST_LIKE = 5
LONGEST = 100
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|（[^（）]*）")
_MARKUP = re.compile(r"<[^<>]{1,60}>")
_COARSER = {"stage_year_jalali": "stage_date"}
"""Columns of the atlas's CSV that say less than a field does, and stand for it where it is not there."""
EXACT, BARE, NEAR, NONE = 0, 1, 2, 9


@dataclass(frozen=True)
class Meaning:
    """What a heading stands for: `field` is empty for nothing known; `likeness` is EXACT, BARE, NEAR or NONE; a lower `rank` is the better name.

    or_derived: it is also the heading of a column that the atlas derives, and stands for that where the field has a better column.
    """

    field: str = ""
    likeness: int = NONE
    rank: int = 0
    or_derived: bool = False


@dataclass(frozen=True)
class Fields:
    """The known headings by key; `bare` without their brackets. totals: folded words.

    required: the headings that must be there, by field, each in both languages.
    """

    exact: dict[str, tuple[str, int]]
    bare: dict[str, tuple[str, int]]
    derived: frozenset[str]
    required: dict[str, str]
    totals: frozenset[str]

    def known(self, heading: str) -> Meaning:
        """What `heading` stands for, if it is the same as a known one."""
        key = name_key(_MARKUP.sub(" ", heading)) if len(heading) <= LONGEST else ""
        return Meaning(self.exact[key][0], EXACT, self.exact[key][1], key in self.derived) if key in self.exact else Meaning()

    def meaning(self, heading: str) -> Meaning:
        """What `heading` stands for, alike ones too."""
        known = self.known(heading)
        if known.field or len(heading) > LONGEST:
            return known
        bare = name_key(_BRACKETS.sub(" ", _MARKUP.sub(" ", heading)))
        if bare in self.bare:
            return Meaning(self.bare[bare][0], BARE, self.bare[bare][1], bare in self.derived)
        near = process.extractOne(bare, self.bare.keys(), scorer=fuzz.ratio, score_cutoff=LIKE) if len(bare) >= SHORTEST_LIKE and not bare.isdecimal() else None
        if near:
            return Meaning(self.bare[near[0]][0], NEAR, 100 - int(near[1]))
        return Meaning()


def read_fields(data: Path) -> Fields:
    """The known headings from fields.csv, columns.csv and total_words.csv of `data`. Raises DataError."""
    table, columns = field_table(data), column_headings(data)
    exact: dict[str, tuple[str, int]] = {}
    named: list[tuple[str, str, int]] = []
    for column, row in columns.iterrows():
        if column in table.index:
            named += [(heading, str(column), 0) for heading in (row["heading_fa"], row["heading_en"])]
    for field, row in table.iterrows():
        named += [(heading, str(field), 1) for heading in (str(field), row["heading_fa"], row["heading_en"])]
    for field, row in table.iterrows():
        named += [(heading, str(field), 2) for heading in row["also_called"].split(";")]
    derived: list[str] = []
    for column, row in columns[~columns.index.isin(table.index)].iterrows():
        headings = [str(column), row["heading_fa"], row["heading_en"]]
        named += [(heading, _COARSER.get(str(column), DERIVED), 3) for heading in headings]
        derived += headings
    for heading, field, rank in named:
        if name_key(heading):
            exact.setdefault(name_key(heading), (field, rank))
    bare = dict(exact)
    for heading, field, rank in named:
        key = name_key(_BRACKETS.sub(" ", heading))
        if key:
            bare.setdefault(key, (field, rank))
    totals = frozenset(fold(word) for word in read_table(data / "total_words.csv", ["word"])["word"])
    required = {str(field): f"{row['heading_fa']} ({row['heading_en']})" for field, row in table[table["required"] == "yes"].iterrows()}
    return Fields(exact, bare, frozenset(map(name_key, derived)), required, totals)
