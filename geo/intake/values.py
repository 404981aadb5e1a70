"""Reading the cells of a file: what a person wrote becomes what the records keep, or says why not.

A reader takes the text of a cell and gives a Read; the words it knows besides numbers stand in
data/words.csv.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property

from rapidfuzz import process

from geo.basis.folding import clean_text, fold, latin_digits, name_key
from geo.intake.cell_result import CellResult, Words
from geo.intake.files.units import Units
from geo.intake.quantities import Measure, Quantities
from geo.intake.stage_words import StageWords
from geo.intake.trade_codes import TradeCodes
from geo.intake.written_dates import WrittenDates
from geo.reference.reference import ReferenceData
from geo.registry.questions import STAGE

MAX_NAME, MAX_TEXT, MAX_ID, MAX_URL = 200, 5_000, 64, 2_000
_ERROR_CELL = re.compile(
    r"#(?:N/?A|REF|VALUE|DIV/0|NAME|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|CONNECT|UNKNOWN|BUSY|GETTING_DATA|ERROR)[!?]?|#{3,}|Err:5\d\d",
    re.I,
)
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|\$\{|\{\{|&#?\w+;|]\(")
_DIGIT = re.compile(r"\d")
_LETTER = re.compile("[A-Za-z\u0627-\u063a\u0641-\u064a\u06a9\u06af\u06cc]")
"""A usual one, which folding leaves a letter."""
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_DEGREES = re.compile(
    r"""(\d{1,3})\s*[°º]\s*(?:([0-5]?\d(?:\.\d+)?)\s*['′’]?\s*(?:([0-5]?\d(?:\.\d+)?)\s*(?:["″”]|''))?)?\s*[NE]?""",
    re.I,
)
_DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+)?")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\s]*")
DEGREE_DECIMALS = 7
"""About a centimetre."""


class CellParsers:
    """Parsers by the kind of a field (data/fields.csv)."""

    def __init__(self, reference: ReferenceData, words: Words, units: Units) -> None:
        self.reference, self.words, self.units = reference, words, units
        self.stages = StageWords(words, reference.stages)
        self.trades = TradeCodes(reference.trades, tuple(words.of("trade")))
        self.dates = WrittenDates(words)
        self.quantities = Quantities(words, units)
        self.tag_by_key = {
            (kind, name_key(t)): tag
            for (kind, tag), row in reference.tags.iterrows()
            for t in (str(tag), row["name_fa"], row["name_en"])
        }

    def is_blank(self, text: str) -> bool:
        """Whether the cell says that nothing is known, or holds nothing that is seen."""
        if not text or _UNSEEN.fullmatch(text):
            return True
        return bool(self._blank_has_digits or not _DIGIT.search(text)) and fold(
            text
        ) in self.words.of("blank")

    @cached_property
    def _blank_has_digits(self) -> bool:
        """Whether any word for nothing has a digit: where none has, a text with one need not be
        folded.
        """
        return any(map(_DIGIT.search, self.words.of("blank")))

    def text(self, text: str, limit: int = MAX_TEXT) -> CellResult:
        """A text of at most `limit` letters; what looks like markup or a formula is told."""
        clean = clean_text(text)
        if len(clean) > limit:
            return CellResult(error="text_too_long", allowed=str(limit))
        if _MARKUP.search(clean):
            return CellResult(clean, warning="text_markup")
        if clean.startswith(("=", "@", "+", "|")):
            return CellResult(clean, warning="text_formula")
        return CellResult(clean)

    def name(self, text: str) -> CellResult:
        """A name has a letter at least: stars, dashes or a number alone are none."""
        is_name = _LETTER.search(text) or any(c.isalpha() for c in fold(text))
        return self.text(text, MAX_NAME) if is_name else CellResult(error="name_unreadable")

    def id(self, text: str) -> CellResult:
        """An id of the atlas's own, or whatever the sender calls its records by."""
        plain = latin_digits(clean_text(text))
        whole = _WHOLE.fullmatch(plain)  # a number that a program stored with a point
        return (
            CellResult(whole[1] if whole else plain)
            if 0 < len(plain) <= MAX_ID
            else CellResult(error="text_too_long", allowed=str(MAX_ID))
        )

    def province(self, text: str) -> CellResult:
        """The code of the province that is named, by its code or in any usual spelling."""
        names = self.reference.names
        bare = fold(text.replace("&", " and "))
        code = latin_digits(text).strip().upper()
        if code in names.facts.index:
            return CellResult(code)
        for word in ("", *self.words.of("province")):
            found = names.find(
                bare.removeprefix(f"{word} ").removesuffix(f" {word}") if word else bare
            )
            if found:
                return CellResult(found)
        parts = [
            self.province(part)
            for part in self._and.split(text.strip())
            if part and part != text.strip()
        ]
        if len({part.value for part in parts if part.value}) > 1:
            return CellResult(error="province_several")
        near = process.extract(name_key(text), list(names.by_key), limit=1, score_cutoff=75)
        if not near:
            return CellResult(error="province_unknown")
        facts = names.facts.loc[names.by_key[near[0][0]]]
        return CellResult(error="province_alike", allowed=f"{facts['name_fa']}\n{facts['name_en']}")

    @cached_property
    def _and(self) -> re.Pattern[str]:
        """What may stand between two names."""
        joiners = "|".join(rf"\s{re.escape(word)}\s" for word in self.words.of("and"))
        return re.compile(rf"\s*[;\u061b,\u060c/|+&\n]\s*|\s[-–—]\s|{joiners}")

    def places(self, text: str) -> CellResult:
        """Towns, without the word for what kind of place each is."""
        parts = [clean_text(p) for p in re.split("[;\u061b,\u060c/|\n]", text)]
        joiner = "; " if text.isascii() else "\u061b "
        if any(map(is_error_cell, parts)):
            return CellResult(error="cell_error")
        said = [p for p in parts if not self.is_blank(p)]
        bare = [name for part in said for name in self._towns(part)]
        read = self.text(joiner.join(bare), MAX_NAME)
        return (
            replace(read, became=str(read.value), by_column=True)
            if bare != said and not read.error
            else read
        )

    def _towns(self, text: str) -> list[str]:
        """The towns that a text names: it alone where it is known or nothing in it is; without
        `town of`; two with `and` between them.
        """
        if self._is_place(text):
            return [text]
        parts = [part for part in self._and.split(text) if part]
        stem, _, rest = text.partition(" ")
        if len(parts) > 1 and all(
            self._is_place(town) for part in parts for town in self._towns(part)
        ):
            return [town for part in parts for town in self._towns(part)]
        return [rest] if fold(stem) in self.words.of("place") and self._is_place(rest) else [text]

    def _is_place(self, name: str) -> bool:
        return name_key(name) in self._places

    @cached_property
    def _places(self) -> frozenset[str]:
        """The names of all places of the gazetteer."""
        return frozenset(key for _, key in self.reference.gazetteer.by_name)

    def stage(self, text: str) -> CellResult:
        """The stage that a text means (geo/intake/stage_words.py)."""
        return self.stages.read(text)

    def answered(self, kind: str, _text: str, answer: str) -> CellResult:
        """What a cell says by the answer that was given about its text."""
        return (
            CellResult(answer)
            if kind == STAGE and answer in self.reference.stages.index
            else CellResult(error="answer_unknown", allowed=answer)
        )

    def trade(self, text: str) -> CellResult:
        """The ISIC division that a text names (geo/intake/trade_codes.py)."""
        return self.trades.read(text)

    def date(self, text: str) -> CellResult:
        """A Jalali year, month or day (geo/intake/written_dates.py)."""
        return self.dates.read(text)

    def number(self, measure: Measure) -> Callable[..., CellResult]:
        """The reader of numbers that are kept so; it takes the unit of the column too."""
        return lambda text, unit="": self.quantities.read(text, measure, unit)

    def coordinate(self, text: str) -> CellResult:
        """Decimal degrees, converted where degrees, minutes and seconds are written."""
        plain = latin_digits(text).strip().replace("\u066b", ".").replace("/", ".")
        if _DECIMAL.fullmatch(plain):
            return CellResult(round(float(plain), DEGREE_DECIMALS))
        match = _DEGREES.fullmatch(plain)
        if not match:
            return CellResult(error="coordinate_unreadable")
        degrees, minutes, seconds = (float(g or 0) for g in match.groups())
        return CellResult(
            round(degrees + minutes / 60 + seconds / 3600, DEGREE_DECIMALS),
            warning="coordinate_converted",
        )

    def url(self, text: str) -> CellResult:
        """An address; one that no browser opens is told."""
        clean = clean_url(text)
        return CellResult(clean, warning="" if re.match(r"https?://\S+$", clean) else "url_not_web")

    def tags(self, kind: str, text: str) -> CellResult:
        """The codes of the tags that a list names; what is unknown is left out and told."""
        parts = [p for p in re.split("[;\u061b,\u060c\n]", text) if p.strip()]
        found = [self.tag_by_key.get((kind, name_key(p))) for p in parts]
        unknown = [p.strip() for p, tag in zip(parts, found, strict=True) if tag is None]
        value = "; ".join(sorted({t for t in found if t}))
        return CellResult(
            value, warning="tag_unknown" if unknown else "", allowed="; ".join(unknown)
        )


def clean_url(text: str) -> str:
    """An address without what nobody sees; its letters stay as they are, for another letter is
    another address.
    """
    if text.isascii() and text.isprintable():
        return text.strip()[:MAX_URL].strip()
    return (
        "".join(c for c in text if c.isprintable() or c in "\u200c\u200d").strip()[:MAX_URL].strip()
    )


def is_error_cell(text: str) -> bool:
    """Whether a text is what a spreadsheet shows of a formula that failed."""
    return bool(_ERROR_CELL.fullmatch(text))
