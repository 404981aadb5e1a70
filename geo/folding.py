"""Folding: the form of a text in which spellings that mean the same are equal.

Arabic letters become Persian ones, any digit a Latin one, diacritics and case go. A folded text is for comparing, never for showing.
"""

import re
import unicodedata

_LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ـ": ""})
_PERSIAN_ORDER = str.maketrans({letter: chr(0x600 + place) for place, letter in enumerate("ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی")})
_JOINERS = re.compile("[\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_NOT_A_LETTER = re.compile(r"[\W_]+")


def latin_digits(text: str) -> str:
    """`text` with every decimal digit of any script as 0 to 9."""
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def fold(text: str) -> str:
    """`text` folded; words stay apart, half-spaces and direction marks vanish."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)
    return " ".join(_JOINERS.sub("", latin_digits(bare)).casefold().split())


def name_key(text: str) -> str:
    """`fold` without anything but letters and digits: for joining names."""
    return _NOT_A_LETTER.sub("", fold(text))


def search_text(*texts: str) -> str:
    """One haystack in which a word is found whether typed with half-space, space or neither."""
    joined = " ".join(texts)
    return f"{fold(joined)} {fold(joined.replace(chr(0x200C), ' '))}"


def alphabetic(text: str) -> str:
    """A key that sorts Persian letters in their own order, which is not that of their code points."""
    return name_key(text).translate(_PERSIAN_ORDER)
