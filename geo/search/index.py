"""Search: provinces, trades, clusters and places, by what anyone would call them.

In either language, with a letter or two wrong.

A query is cut into words, each word is looked for among the words of all names: whole, as the
beginning of one, with a few letters changed (optimal string alignment distance), by its Latin key,
and among Persian words by its sound. What is common to many names weighs little (inverse document
frequency).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from geo.atlas import Atlas
from geo.basis.folding import fold, name_key
from geo.reference.persian_sounds import PersianSounds
from geo.reference.reference import ReferenceData
from geo.search.place_names import PlaceName

KINDS = ("province", "trade", "cluster", "place")
MAX_QUERY, MAX_WORDS, MAX_LETTERS = 200, 8, 40
"""Characters and words of a query, and letters of a word, that are read."""
LEAST, BESIDE_BEST = 0.4, 0.7
"""Score from which a find is one, and its share of the best."""
_NAME, _ABOUT, _WHERE = 1.0, 0.8, 0.6
"""Weight of a word in the name, in product and place, in the province."""
_PER_LETTER = 0.25
"""Taken off for each letter that differs."""
_DIGRAPHS = (("kh", "x"), ("gh", "q"), ("sch", "sh"), ("ph", "f"), ("ck", "k"), ("tch", "ch"))
_VOWELS = re.compile("[aeiou][aeiouy]*")


def latin_key(word: str) -> str:
    """The form in which usual Latin spellings of one Persian word are equal.

    Isfahan and Esfahan, Gilan and Guilan, Khuzestan and Khouzestan.
    """
    for written, sound in _DIGRAPHS:
        word = word.replace(written, sound)
    word = re.sub("c(?!h)", "k", word).replace("w", "v")
    word = _VOWELS.sub("a", word)
    return re.sub("(?<=a)h$", "", re.sub(r"(.)\1+", r"\1", word))


@dataclass(frozen=True)
class Entry:
    """Something to find.

    code: province, trade or cluster as in a View, or a GeoNames id; texts: what it is called, with
    weights.
    """

    kind: str
    code: str
    texts: tuple[tuple[str, float], ...]


@dataclass(frozen=True)
class Hit:
    """An entry that answers a search; the higher its score, the better it does."""

    kind: str
    code: str
    score: float


class Words:
    """The words of all entries, and which entries have them."""

    def __init__(self, pairs: Iterable[tuple[str, int, float]], entries: int) -> None:
        best: dict[tuple[str, int], float] = {}
        for word, entry, weight in pairs:
            if word and weight > best.get((word, entry), 0.0):
                best[word, entry] = weight
        places: dict[str, int] = {}
        self._word = np.fromiter(
            (places.setdefault(w, len(places)) for w, _ in best), int, len(best)
        )
        self._entry = np.fromiter((e for _, e in best), int, len(best))
        self._weight = np.fromiter(best.values(), float, len(best))
        self.words = list(places)
        self._lengths = np.array([len(w) for w in self.words], dtype=int)
        self._entries = entries
        alike = {int(n): np.flatnonzero(self._lengths == n) for n in np.unique(self._lengths)}
        self._of_length = {n: (where, [self.words[i] for i in where]) for n, where in alike.items()}
        self._beginnings: dict[int, tuple[np.ndarray, list[str], np.ndarray]] = {}

    def scores(self, word: str, reach: int) -> np.ndarray:
        """How well each entry has `word`, 0 to 1, with at most `reach` letters changed."""
        found, length = np.zeros(len(self.words)), len(word)
        alike = [
            self._of_length[n]
            for n in range(length - reach, length + reach + 1)
            if n in self._of_length
        ]
        for where, words in alike:
            found[where] = self._close(word, words, reach, 1.0)
        longer, beginnings, which = self._beginnings_of(length)
        if beginnings:
            begun = self._close(word, beginnings, reach if length > 3 else 0, 0.92)
            found[longer] = np.maximum(found[longer], begun[which])
        return self.of_entries(found)

    def of_entries(self, found: np.ndarray) -> np.ndarray:
        """The scores of the entries where `found` are those of the words."""
        has = found[self._word] * self._weight
        scores = np.zeros(self._entries)
        some = np.flatnonzero(has)
        np.maximum.at(scores, self._entry[some], has[some])
        return scores

    @staticmethod
    def _close(word: str, words: list[str], reach: int, whole: float) -> np.ndarray:
        distances = process.cdist(
            [word], words, scorer=OSA.distance, score_cutoff=reach, dtype=np.int32
        )[0]
        return np.where(distances <= reach, whole - _PER_LETTER * distances, 0.0)

    def _beginnings_of(self, length: int) -> tuple[np.ndarray, list[str], np.ndarray]:
        """The words longer than `length`, what they begin with, and which beginning each has."""
        if length not in self._beginnings:
            longer = np.flatnonzero(self._lengths > length)
            places: dict[str, int] = {}
            which = np.array(
                [places.setdefault(self.words[i][:length], len(places)) for i in longer],
                dtype=np.int32,
            )
            self._beginnings[length] = (longer, list(places), which)
        return self._beginnings[length]


class SearchIndex:
    """What can be found of one version. sounds: of the Persian letters.

    Shared: it is never changed.
    """

    def __init__(self, entries: list[Entry], sounds: Mapping[str, str]) -> None:
        self.entries = entries
        self._kinds = np.array([KINDS.index(e.kind) for e in entries], dtype=int)
        words = [
            (word, i, weight)
            for i, e in enumerate(entries)
            for text, weight in e.texts
            for word in words_of(text)
        ]
        self._plain = Words(words, len(entries))
        keys = {w: latin_key(w) for w in {w for w, _, _ in words} if w.isascii() and w.isalpha()}
        self._latin = Words(
            ((keys[w], i, weight) for w, i, weight in words if w in keys), len(entries)
        )
        self._persian = Words(
            ((w, i, weight) for w, i, weight in words if not w.isascii()), len(entries)
        )
        self._sounds = PersianSounds(self._persian.words, sounds)
        self._whole: dict[str, list[int]] = {}
        for i, entry in enumerate(entries):
            for key in {name_key(text) for text, weight in entry.texts if weight == _NAME} - {""}:
                self._whole.setdefault(key, []).append(i)

    def find(self, query: str, *, kind: str = "", limit: int = 6) -> list[Hit]:
        """The best of each kind, or of one kind, best first.

        Any text is a query; none finds nothing.
        """
        words = fold(query[:MAX_QUERY])
        tokens = list(dict.fromkeys(t[:MAX_LETTERS] for t in re.findall(r"\w+", words)))[:MAX_WORDS]
        if not tokens:
            return []
        total, weights = np.zeros(len(self.entries)), 0.0
        for token in tokens:
            scores = self._scores(token)
            hits = int(np.count_nonzero(scores))
            weight = np.log1p(len(self.entries) / hits) if hits else np.log1p(len(self.entries)) / 2
            total += weight * scores
            weights += weight
        total /= weights
        least = max(LEAST, BESIDE_BEST * float(total.max(initial=0.0)))
        total[self._whole.get(name_key(query[:MAX_QUERY]), [])] += 1.0
        found = []
        for place in (
            range(len(KINDS)) if not kind else [KINDS.index(kind)] if kind in KINDS else []
        ):
            mine = np.flatnonzero((self._kinds == place) & (total >= least))
            best = mine[np.lexsort((mine, -total[mine]))][:limit]
            found += [Hit(KINDS[place], self.entries[i].code, float(total[i])) for i in best]
        return found

    def _scores(self, token: str) -> np.ndarray:
        reach = 0 if len(token) < 3 else 1 if len(token) < 6 else 2
        scores = self._plain.scores(token, reach)
        if token.isascii() and token.isalpha():
            if len(token) > 2:
                # a word that some name has as typed is not taken for a misspelt other one
                written = float(scores.max(initial=0.0)) > 1 - _PER_LETTER
                scores = np.maximum(
                    scores,
                    self._persian.of_entries(self._sounds.matches(token, misspelt=not written)),
                )
            key = latin_key(token)
            if len(key) > 2:
                scores = np.maximum(
                    scores, 0.95 * self._latin.scores(key, 1 if len(key) > 3 else 0)
                )
        return scores


@lru_cache(maxsize=50_000)
def words_of(text: str) -> frozenset[str]:
    """The words of a text; those that a half-space joins both ways; each two neighbours as one."""
    found: set[str] = set()
    for variant in {text, text.replace("\u200c", " ")}:
        words = re.findall(r"\w+", fold(variant))
        found |= {*words, *(a + b for a, b in pairwise(words))}
    return frozenset(found)


def search_index(
    atlas: Atlas, reference: ReferenceData, places: Iterable[PlaceName]
) -> SearchIndex:
    """The index of all there is at one version."""
    spellings: dict[str, list[str]] = {}
    for key, code in reference.names.by_key.items():
        spellings.setdefault(code, []).append(key)
    entries = [
        Entry(
            "province",
            str(p.Index),
            _texts(_NAME, p.name_fa, p.name_en, *spellings.get(str(p.Index), [])),
        )
        for p in atlas.provinces.itertuples()
    ]
    used = set(atlas.clusters["isic_division"])
    entries += [
        Entry("trade", str(t.Index), _texts(_NAME, t.name_fa, t.name_en))
        for t in atlas.trades.itertuples()
        if t.Index in used
    ]
    where = {str(p.Index): (str(p.name_fa), str(p.name_en)) for p in atlas.provinces.itertuples()}
    columns = (
        "cluster_id",
        "name_fa",
        "name_en",
        "product_fa",
        "product_en",
        "city_fa",
        "city_en",
        "province_iso",
    )
    for code, fa, en, *about, province in zip(
        *(atlas.clusters[c].tolist() for c in columns), strict=True
    ):
        entries.append(
            Entry(
                "cluster",
                code,
                _texts(_NAME, fa, en)
                + _texts(_ABOUT, code, *about)
                + _texts(_WHERE, *where[province]),
            )
        )
    entries += [Entry("place", p.code, _texts(_NAME, *p.names)) for p in places]
    return SearchIndex(entries, reference.sounds)


def _texts(weight: float, *texts: object) -> tuple[tuple[str, float], ...]:
    return tuple((str(t), weight) for t in texts if t)
