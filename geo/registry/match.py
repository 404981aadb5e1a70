"""Which record a row of a file is: by id where there is one, else by folded name and province. What is only alike is proposed, never merged."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd
from rapidfuzz import fuzz

from geo.folding import fold, name_key
from geo.registry.values import Words

ALIKE = 84.0
"""From this likeness of two names in a province on (0 to 100, words in any order) they may be one cluster."""
CROWD = 60
"""A word that so many names of a province share says nothing about any of them."""


@dataclass(frozen=True)
class Likely:
    """A row that may be a record on file, but is not surely. likeness: 0 to 100."""

    row: int
    name: str
    cluster_id: str
    on_file: str
    likeness: float


@dataclass(frozen=True)
class Matches:
    """ids: the record that each row is, by row of the file. new: rows that are none. likely: pairs for a person to decide, best first a row."""

    ids: dict[int, str]
    new: tuple[int, ...]
    likely: tuple[Likely, ...]


def match_rows(rows: pd.DataFrame, on_file: pd.DataFrame, words: Words) -> Matches:
    """Match the checked `rows` with the records `on_file`: cluster_id, name_fa, province_iso."""
    known = set(on_file["cluster_id"])
    by_name = {(p, name_key(n)): c for c, n, p in _columns(on_file, "cluster_id", "name_fa", "province_iso")}
    ids: dict[int, str] = {}
    left: list[int] = []
    taken = {c for c in rows["cluster_id"] if c in known}
    for n, cluster_id, name, province in zip(rows.index, rows["cluster_id"].tolist(), rows["name_fa"].tolist(), rows["province_iso"].tolist(), strict=True):
        same = by_name.get((province, name_key(name)))
        if cluster_id in known:
            ids[int(n)] = cluster_id
        elif not cluster_id and same and same not in taken:
            ids[int(n)] = same
            taken.add(same)
        else:
            left.append(int(n))
    likely = _alike(rows.loc[left], on_file[~on_file["cluster_id"].isin(taken)], words)
    doubtful = {pair.row for pair in likely}
    return Matches(ids, tuple(n for n in left if n not in doubtful), tuple(likely))


def surest(likely: Iterable[Likely]) -> dict[int, str]:
    """By row, the record it is most like; of several rows most like one record the most alike, for two would write over each other."""
    best: dict[int, Likely] = {}
    for pair in likely:
        if pair.row not in best or pair.likeness > best[pair.row].likeness:
            best[pair.row] = pair
    of_record = {pair.cluster_id: pair for pair in sorted(best.values(), key=lambda pair: pair.likeness)}
    return {pair.row: pair.cluster_id for pair in of_record.values()}


def _alike(rows: pd.DataFrame, others: pd.DataFrame, words: Words) -> list[Likely]:
    generic = set(words.of("cluster"))
    index: dict[tuple[str, str], list[tuple[str, str, str]]] = defaultdict(list)
    for cluster_id, name, province in _columns(others, "cluster_id", "name_fa", "province_iso"):
        bare = _bare(name, generic)
        for word in set(bare.split()):
            index[province, word].append((cluster_id, name, bare))
    found = []
    for n, name, province in zip(rows.index, rows["name_fa"].tolist(), rows["province_iso"].tolist(), strict=True):
        bare = _bare(name, generic)
        near: dict[str, Likely] = {}
        for word in set(bare.split()):
            crowd = index.get((province, word), [])
            for cluster_id, other, other_bare in crowd if len(crowd) <= CROWD else []:
                score = fuzz.token_sort_ratio(bare, other_bare)
                if score >= ALIKE and cluster_id not in near:
                    near[cluster_id] = Likely(int(n), name, cluster_id, other, round(score, 1))
        found += sorted(near.values(), key=lambda pair: -pair.likeness)[:3]
    return found


def _columns(frame: pd.DataFrame, *names: str) -> Iterator[tuple[str, ...]]:
    return zip(*(frame[name].tolist() for name in names), strict=True)


def _bare(name: str, generic: set[str]) -> str:
    """A folded name without the words that every cluster's name may have."""
    folded = fold(name.replace("\u200c", " "))
    for word in sorted(generic, key=len, reverse=True):
        folded = folded.removeprefix(f"{word} ").removesuffix(f" {word}")
    return folded
