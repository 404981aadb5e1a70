"""Folding: the form of a text in which spellings that mean the same are equal.

Arabic letters become Persian ones, any digit a Latin one, diacritics and case go. A folded text is
for comparing, never for showing.
"""

import re
import unicodedata
from functools import lru_cache

_LETTERS = {
    "ي": "ی",
    "ى": "ی",
    "ئ": "ی",
    "ك": "ک",
    "ة": "ه",
    "ۀ": "ه",
    "ؤ": "و",
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ـ": "",
}
_ARABIC = str.maketrans(_LETTERS)
_PERSIAN_ORDER = str.maketrans(
    {letter: chr(0x600 + place) for place, letter in enumerate("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")}
)
_JOINERS = re.compile("[\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_A_LETTER = re.compile(r"[\W_]+")
LONGEST_NAME = 80
"""Letters of a text up to which it may be a name, and its key is kept."""
_USUAL = re.compile(
    "[\\x00-\\x7f«»،؛؟٪٫٬\u0621-\u064a\u0660-\u0669\u06a9\u06af\u06cc\u067e\u0686\u0698\u06c0\u06f0-\u06f9\u200c–—]*"
)
_AT_ONCE = str.maketrans(
    _LETTERS
    | {chr(zero + n): str(n) for zero in (0x660, 0x6F0) for n in range(10)}
    | {"\u200c": ""}
)
"""What `fold` does to a usual text in one pass."""
_KEPT = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ـ": ""})
_USUAL_LETTERS = (
    "\u060c\u061b\u061f\u0621-\u063f\u0641\u0642\u0644-\u0648\u064b-\u0652\u066a-\u066c\u067e\u0686"
    "\u0698\u06a9\u06af\u06cc\u06f0-\u06f9\u200c«»–"
)
_ALREADY_CLEAN = re.compile(f"(?:[!-~{_USUAL_LETTERS}]| (?! |$))*")


def latin_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def fold(text: str) -> str:
    """`text` folded; words stay apart, half-spaces and direction marks vanish."""
    if _USUAL.fullmatch(text):
        return " ".join(text.translate(_AT_ONCE).casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_ARABIC))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_ARABIC)
    return " ".join(_JOINERS.sub("", latin_digits(bare)).casefold().split())


def clean_text(text: str) -> str:
    """`text` as the records keep it.

    Persian letters for Arabic ones, composed, without control characters or doubled spaces.
    """
    if _ALREADY_CLEAN.fullmatch(text) and not text.startswith(" "):
        return text
    composed = unicodedata.normalize("NFC", text).translate(_KEPT)
    bare = "".join(
        " " if c.isspace() else c
        for c in composed
        if c.isspace() or c.isprintable() or c in "\u200c\u200d"
    )
    # what was taken out may have stood between a letter and its mark
    return unicodedata.normalize("NFC", " ".join(bare.split()))


def name_key(text: str) -> str:
    """`fold` without anything but letters and digits: for joining names."""
    return _name_key(text) if len(text) <= LONGEST_NAME else _NOT_A_LETTER.sub("", fold(text))


@lru_cache(maxsize=20_000)
def _name_key(name: str) -> str:
    return _NOT_A_LETTER.sub("", fold(name))


def search_text(text: str) -> str:
    """A haystack in which a word is found whether typed with half-space, space or neither."""
    folded = fold(text)
    return f"{folded} {fold(text.replace(chr(0x200C), ' '))}" if "\u200c" in text else folded


def alphabetic(text: str) -> str:
    """A key that sorts Persian letters in their own order, not in that of their code points."""
    return name_key(text).translate(_PERSIAN_ORDER)
