"""Which record a row of a file is.

An id of the atlas's own counts where name and province do not contradict it; where there is none,
the folded name in the same province says it.
Any other id is the sender's own code: it is kept for that sender, counts for rows of the same
province alone, and never against the name.
What is only alike, or contradicts itself, is asked about and never merged.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

import pandas as pd
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from geo.basis.folding import fold, name_key
from geo.intake.cell_result import Words

ALIKE = 84.0
"""From this likeness of two names in a province on (0 to 100, words in any order) they may be one
cluster.
"""
CROWD = 60
"""A word that so many names of a province share says nothing about any of them."""
LONG = 5
"""A word of so many letters may have one of them wrong and still be the same word; of a shorter one
another letter makes another word.
"""
OWN_ID = re.compile(r"c\d{3,}|demo\d+", re.ASCII)
"""Ids that the atlas gives."""
_WORDS = re.compile(r"[^\W_]+")

ALIKE_NAME, OTHER_NAME, OTHER_PROVINCE, KNOWN_CODE = "alike", "name", "province", "code"
"""Why a row may be a record: its name is like that of one; it gives the id of one with another
name; the id of one in another province; a code
that its sender gave a record of another name.
"""


@dataclass(frozen=True)
class Likely:
    """A row that may be a record on file, but is not surely.

    likeness: 0 to 100. province_iso: of the record. why: ALIKE_NAME, OTHER_NAME, OTHER_PROVINCE or
    KNOWN_CODE. is_same: both names have the same
    words. taken_by: the row of the file that is the record already, 0 for none.
    """

    row: int
    name: str
    cluster_id: str
    on_file: str
    likeness: float
    province_iso: str = ""
    why: str = ALIKE_NAME
    is_same: bool = False
    taken_by: int = 0


@dataclass(frozen=True)
class Matches:
    """ids: the record that each row is, by row of the file. new: rows that are none. likely: pairs
    for a person to decide, best first a row.

    codes: the sender's own code of each row that has one.
    """

    ids: dict[int, str]
    new: tuple[int, ...]
    likely: tuple[Likely, ...]
    codes: dict[int, str] = field(default_factory=dict)

    def without(self, rows: set[int]) -> "Matches":
        """The same but for some rows."""
        return Matches(
            {n: cluster for n, cluster in self.ids.items() if n not in rows},
            tuple(n for n in self.new if n not in rows),
            tuple(pair for pair in self.likely if pair.row not in rows),
            {n: code for n, code in self.codes.items() if n not in rows},
        )


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    given_id: str
    name: str
    province: str
    key: str


@dataclass(frozen=True, slots=True)
class _Record:
    cluster_id: str
    name: str
    province: str
    key: str


def is_own(cluster_id: str) -> bool:
    """Whether the atlas gives ids of this form."""
    return bool(OWN_ID.fullmatch(cluster_id))


def match_rows(
    rows: pd.DataFrame,
    on_file: pd.DataFrame,
    words: Words,
    codes: Mapping[tuple[str, str], str] | None = None,
) -> Matches:
    """Match the checked `rows` with the records `on_file`: cluster_id, name_fa, province_iso.

    codes: the record to which the file's sender gave a code before, by province and code.
    """
    return _Matching(on_file, words, codes or {}).match(
        [
            _Row(int(n), given_id, name, province, name_key(name))
            for n, (given_id, name, province) in zip(
                rows.index, _columns(rows, "cluster_id", "name_fa", "province_iso"), strict=True
            )
        ]
    )


def surely_same(likely: Iterable[Likely]) -> dict[int, str]:
    """By row, the record that it is for all that can be told without asking: one that no other row
    is, whose name has the same words, or whose
    id of the atlas's own the row gives in the record's own province. A row that could so be two
    records is none; of several rows that one
    record would be, only the most alike is.
    """
    sure: dict[int, list[Likely]] = defaultdict(list)
    for pair in likely:
        if (pair.is_same and pair.why == ALIKE_NAME) or pair.why == OTHER_NAME:
            sure[pair.row].append(pair)
    single = [pairs[0] for pairs in sure.values() if len(pairs) == 1 and not pairs[0].taken_by]
    of_record = {
        pair.cluster_id: pair
        for pair in sorted(single, key=lambda pair: (pair.likeness, -pair.row))
    }
    return {pair.row: pair.cluster_id for pair in of_record.values()}


class _Matching:
    """The records on file, and which row took which."""

    def __init__(
        self, on_file: pd.DataFrame, words: Words, codes: Mapping[tuple[str, str], str]
    ) -> None:
        self.records = {
            c: _Record(c, name, province, name_key(name))
            for c, name, province in _columns(on_file, "cluster_id", "name_fa", "province_iso")
        }
        self.by_name = {(r.province, r.key): r.cluster_id for r in self.records.values()}
        self.codes = codes
        self.joining = frozenset(words.of("and"))
        generic = sorted(words.of("cluster"), key=len, reverse=True)
        self.bare = lru_cache(maxsize=1 << 17)(
            partial(_bare, generic)
        )  # no method: it would keep itself and all records
        self.ids: dict[int, str] = {}
        self.taken: dict[str, int] = {}

    def match(self, rows: list[_Row]) -> Matches:
        left = [row for row in rows if not self._take_named(row)]
        left = [row for row in left if not self._take_respelt(row)]
        near = self._near(left)
        likely: list[Likely] = []
        new: list[int] = []
        for row in left:
            pairs = {
                pair.cluster_id: pair for pair in (*self._claims(row), *near.get(row.number, ()))
            }
            likely += pairs.values()
            new += [] if pairs else [row.number]
        found = {
            row.number: row.given_id for row in rows if row.given_id and not is_own(row.given_id)
        }
        return Matches(self.ids, tuple(new), tuple(likely), found)

    def _take(self, row: _Row, cluster_id: str) -> bool:
        if not cluster_id or cluster_id in self.taken:
            return False
        self.ids[row.number], self.taken[cluster_id] = cluster_id, row.number
        return True

    def _take_named(self, row: _Row) -> bool:
        """Take the record of that very name in that province, unless the row gives another id of
        the atlas's own.
        """
        claimed = self.records.get(row.given_id)
        if claimed and (claimed.province, claimed.key) == (row.province, row.key):
            return self._take(row, claimed.cluster_id)
        return not is_own(row.given_id) and self._take(
            row, self.by_name.get((row.province, row.key), "")
        )

    def _take_respelt(self, row: _Row) -> bool:
        """Take the record whose id or code the row gives, where the name is the same but for its
        spelling.
        """
        record = self._claimed(row)
        fits = (
            record is not None
            and record.province == row.province
            and self._is_respelt(row.name, record.name)
        )
        return record is not None and fits and self._take(row, record.cluster_id)

    def _claimed(self, row: _Row) -> _Record | None:
        """The record whose id the row gives, or to which its sender gave its code."""
        return self.records.get(row.given_id) or self.records.get(
            self.codes.get((row.province, row.given_id), "")
        )

    def _claims(self, row: _Row) -> Iterator[Likely]:
        """The record that the row's id names though name or province speak against it, and one of
        its very name that it might be instead.
        """
        record = self._claimed(row)
        if record is None:
            return
        if record.cluster_id != row.given_id:
            why = (
                KNOWN_CODE
                if record.province == row.province and record.cluster_id not in self.taken
                else ""
            )
        elif is_own(row.given_id):
            why = OTHER_NAME if record.province == row.province else OTHER_PROVINCE
        else:
            why = OTHER_PROVINCE if record.key == row.key else ""
        if why:
            yield self._pair(
                row, record, fuzz.token_sort_ratio(self.bare(row.name), self.bare(record.name)), why
            )
        same = self.records.get(self.by_name.get((row.province, row.key), ""))
        if same and same is not record:
            yield self._pair(row, same, 100.0)

    def _pair(self, row: _Row, record: _Record, likeness: float, why: str = ALIKE_NAME) -> Likely:
        is_same = record.key == row.key or self._words(row.name) == self._words(record.name)
        taken = self.taken.get(record.cluster_id, 0)
        return Likely(
            row.number,
            row.name,
            record.cluster_id,
            record.name,
            round(likeness, 1),
            record.province,
            why,
            is_same,
            taken,
        )

    def _near(self, rows: list[_Row]) -> dict[int, list[Likely]]:
        """The records of the same province whose names are like a row's, the three most alike
        first.
        """
        index: dict[tuple[str, str], list[_Record]] = defaultdict(list)
        asked = {row.province for row in rows}
        for record in self.records.values() if rows else ():
            for word in set(self.bare(record.name).split()) if record.province in asked else ():
                index[record.province, word].append(record)
        found: dict[int, list[Likely]] = {}
        for row in rows if index else ():
            near: dict[str, Likely] = {}
            bare = self.bare(row.name)
            for word in set(bare.split()):
                crowd = index.get((row.province, word), [])
                for record in crowd if len(crowd) <= CROWD else []:
                    score = (
                        fuzz.token_sort_ratio(bare, self.bare(record.name))
                        if record.cluster_id not in near
                        else 0.0
                    )
                    if score >= ALIKE:
                        near[record.cluster_id] = self._pair(row, record, score)
            if near:
                found[row.number] = sorted(near.values(), key=lambda pair: -pair.likeness)[:3]
        return found

    def _words(self, name: str) -> list[str]:
        """The words that make a name, in an order of their own."""
        return sorted(word for word in _WORDS.findall(self.bare(name)) if word not in self.joining)

    def _is_respelt(self, one: str, other: str) -> bool:
        """Whether two names have the same words, but for a letter in a long one."""
        mine, theirs = self._words(one), self._words(other)
        if len(mine) != len(theirs) or not mine:
            return False
        mine, theirs = [w for w in mine if w not in theirs], [w for w in theirs if w not in mine]
        return len(mine) == len(theirs) and all(
            min(len(a), len(b)) >= LONG and OSA.distance(a, b) <= 1
            for a, b in zip(mine, theirs, strict=True)
        )


def _bare(generic: Sequence[str], name: str) -> str:
    """A folded name without the words that every cluster's name may have."""
    folded = fold(name.replace("\u200c", " "))
    for word in generic:
        folded = folded.removeprefix(f"{word} ").removesuffix(f" {word}")
    return folded


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[tuple[str, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)
