"""Persian words by their sound in Latin letters: what somebody types who has no Persian keyboard, golab for rose water, farsh for carpet.

Persian writes the long vowels and leaves the short ones out, and Latin spellings of one sound differ. Both are brought to one key, a sign a
sound; the vowels that only the Latin spelling has cost next to nothing, those that only the Persian one has are letters that differ.
"""

import re

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from geo.folding import sounds

WHOLE, BEGUN = 0.85, 0.78
"""Score of a word that sounds the same, and of one that begins so: below what is spelt the same."""
_PER_LETTER, _PER_SHORT_VOWEL, _LEAST = 0.25, 0.03, 0.5
_SPELT = (("tch", "ch"), ("sch", "sh"), ("kh", "\1"), ("gh", "q"), ("sh", "\2"), ("ch", "\3"), ("zh", "j"), ("ph", "f"), ("th", "t"), ("ck", "k"), ("x", "ks"))
_LETTERS = str.maketrans({"c": "k", "e": "a", "o": "u", "v": "u", "w": "u", "y": "i", "\1": "x", "\2": "w", "\3": "c"})
_VOWELS = str.maketrans("", "", "aui")


def _key(heard: str) -> str:
    """One sign for a doubled sound, any vowel at the beginning as one, no h at the end."""
    begun = re.sub("^[aui]+", "a", heard)
    return re.sub(r"(.)\1+", r"\1", begun).removesuffix("h")


def key_of_persian(word: str) -> str:
    """The key of a folded Persian word."""
    return _key(sounds(word))


def key_of_latin(word: str) -> str:
    """The key of a folded word in Latin letters, with all its vowels."""
    for written, sound in _SPELT:
        word = word.replace(written, sound)
    return _key(word.replace("ee", "i").replace("oo", "u").translate(_LETTERS))


def consonants(key: str) -> str:
    """What of a key every spelling shares."""
    return re.sub(r"(.)\1+", r"\1", key.translate(_VOWELS))


class Sounds:
    """Persian words, found by Latin letters."""

    def __init__(self, words: list[str]) -> None:
        self._keys = [key_of_persian(w) for w in words]
        self._bones = [consonants(k) for k in self._keys]
        self._lengths = np.array([len(b) for b in self._bones], dtype=int)
        self._begun: dict[int, tuple[np.ndarray, list[str], list[str]]] = {}

    def scores(self, word: str) -> np.ndarray:
        """How well each word sounds like `word`, 0 to 1: the whole of it or, from four letters on, its beginning."""
        key, found = key_of_latin(word), np.zeros(len(self._keys))
        bones = consonants(key)
        if not bones:
            return found
        reach = 0 if len(bones) < 3 else 1 if len(bones) < 6 else 2
        near = np.flatnonzero(abs(self._lengths - len(bones)) <= reach)
        apart = process.cdist([bones], [self._bones[i] for i in near], scorer=OSA.distance, score_cutoff=reach, dtype=np.int32)[0]
        close = apart <= reach
        near = near[close]
        found[near] = self._alike(key, [self._keys[i] for i in near], apart[close], WHOLE)
        if len(word) > 3 and len(bones) > 1:
            longer, keys, beginnings = self._beginnings(len(bones))
            same = np.flatnonzero(np.array([b == bones for b in beginnings], dtype=bool))
            begun = self._alike(key, [keys[i] for i in same], np.zeros(len(same)), BEGUN)
            found[longer[same]] = np.maximum(found[longer[same]], begun)
        return found

    @staticmethod
    def _alike(key: str, keys: list[str], apart: np.ndarray, whole: float) -> np.ndarray:
        """Scores of keys whose consonants differ by `apart`: the vowels they write must be heard in `key`, in order."""
        if not keys:
            return np.zeros(0)
        common = process.cdist([key], keys, scorer=LCSseq.similarity, dtype=np.int32)[0]
        unheard = np.array([len(k) for k in keys]) - common
        scores = whole - _PER_LETTER * np.maximum(unheard, apart) - _PER_SHORT_VOWEL * (len(key) - common)
        return np.where(scores >= _LEAST, scores, 0.0)

    def _beginnings(self, length: int) -> tuple[np.ndarray, list[str], list[str]]:
        """The words with more than `length` consonants, and their keys and consonants up to the last of those."""
        if length not in self._begun:
            longer = np.flatnonzero(self._lengths > length)
            keys = [re.match(f"(?:[aui]*[^aui]){{0,{length}}}", self._keys[i]) for i in longer]
            self._begun[length] = (longer, [k.group() if k else "" for k in keys], [self._bones[i][:length] for i in longer])
        return self._begun[length]
