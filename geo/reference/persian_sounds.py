"""Persian words by what is typed of them in Latin letters: farsh, kashi, sanaye dasti.

Persian writes no short vowels and Latin spellings write them as they please, so a word is looked
for by its consonants alone, and how near it is is told by its sound, which has the long vowels too.
The letters and their sounds stand in data/letter_sounds.csv.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA, Indel

from geo.reference.csv_tables import read_table

SPOKEN = 0.9
"""What a word is worth that sounds as typed: less than one that is written so."""
LONG = 5
"""Letters from which on one may be wrong."""
_ALIKE, _LONG_ALIKE = 0.85, 0.55
"""Likeness from which a word is a find, and a long one that may have a wrong letter."""
_BEGUN = 0.9
"""What the beginning of a word is worth beside a whole one."""
_SPELLINGS = (
    ("tch", "ch"),
    ("sch", "sh"),
    ("ck", "k"),
    ("zh", "j"),
    ("x", "kh"),
    ("q", "gh"),
    ("ee", "i"),
)
_LATIN_VOWELS = str.maketrans({"w": "v", "u": "v", "o": "v", "y": "i"})
_SOFT_C, _HARD_C = re.compile("c(?=[eiy])"), re.compile("c(?!h)")
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS, _BREATH = re.compile("[aevi]"), re.compile("(?<![cgks])h")
_WEAK = frozenset({"", "a", "v", "i", "h"})
"""Sounds that are a vowel, or are left out or put in as one pleases."""


def letter_sounds(data: Path) -> dict[str, str]:
    """The sound of each Persian letter, in Latin letters, from the folder of data."""
    return dict(
        read_table(data / "letter_sounds.csv", ["letter", "sound"]).itertuples(
            index=False, name=None
        )
    )


class Typed:
    """A folded word in Latin letters.

    sound: as Persian would write it, without e; skeletons: its consonants, without and with every
    h.
    """

    def __init__(self, word: str) -> None:
        for written, sound in _SPELLINGS:
            word = word.replace(written, sound)
        word = _HARD_C.sub("k", _SOFT_C.sub("s", word)).translate(_LATIN_VOWELS)
        self.sound = _once(word.replace("e", ""))
        self.skeletons = [
            _once(_VOWELS.sub("", _BREATH.sub("", word))),
            _once(_VOWELS.sub("", word)),
        ]


def _once(sound: str) -> str:
    return _DOUBLED.sub(r"\1", sound)


class PersianSounds:
    """Words by their sound.

    words: folded; those with another than a Persian letter are not heard. sounds: of the letters.
    """

    def __init__(self, words: Sequence[str], sounds: Mapping[str, str]) -> None:
        heard = [
            (i, [sounds[c] for c in word])
            for i, word in enumerate(words)
            if all(c in sounds for c in word)
        ]
        self._count = len(words)
        self._where = np.array([i for i, _ in heard], dtype=int)
        self._sounds = [_once("".join(letters)) for _, letters in heard]
        places: dict[str, int] = {}
        bones = [_once("".join(s for s in letters if s not in _WEAK)) for _, letters in heard]
        self._which = np.array([places.setdefault(b, len(places)) for b in bones], dtype=int)
        self._skeletons = list(places)

    def matches(self, typed: str, *, misspelt: bool = True) -> np.ndarray:
        """How much each word sounds like `typed`, a folded word in Latin letters, or begins so.

        0 to SPOKEN. misspelt: a letter may be wrong.
        """
        likeness, asked = np.zeros(self._count), Typed(typed)
        sound, skeleton = asked.sound, asked.skeletons[0]
        if not skeleton or not self._skeletons:
            return likeness
        reach, alike = (1, _LONG_ALIKE) if misspelt and len(typed) >= LONG else (0, _ALIKE)
        # a wrong letter may part an h from the one that it is read with
        queries = asked.skeletons if reach else [skeleton]
        near = (
            process.cdist(
                queries, self._skeletons, scorer=OSA.distance, score_cutoff=reach, dtype=np.int32
            ).min(axis=0)
            <= reach
        )
        if len(skeleton) > 1:
            near |= np.fromiter((s.startswith(skeleton) for s in self._skeletons), bool, len(near))
        few = np.flatnonzero(near[self._which])
        if len(few):
            sounds, bones = (
                [self._sounds[i] for i in few],
                [self._skeletons[i] for i in self._which[few]],
            )
            whole = _likeness(sound, sounds) + _likeness(skeleton, bones)
            begun = _likeness(sound, [s[: len(sound)] for s in sounds]) + _likeness(
                skeleton, [s[: len(skeleton)] for s in bones]
            )
            best = np.maximum(whole, _BEGUN * begun) / 2
            likeness[self._where[few]] = np.where(best >= alike, SPOKEN * best, 0.0)
        return likeness


def _likeness(one: str, others: list[str]) -> np.ndarray:
    return process.cdist([one], others, scorer=Indel.normalized_similarity, dtype=np.float64)[0]
