"""Numbers as people write them in a cell: digits and grouping of any script, ranges, units, words
for `about` and `more than`.

A number is taken where one reading alone is possible. What has two (`1.000`, `12 30`), says only
one end of a range, or is in a unit that cannot be
converted is not guessed: it is refused, and the error says which it was.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from geo.basis.folding import clean_text, fold, latin_digits
from geo.intake.cell_result import CellResult, Words
from geo.intake.files.phrases import cheapest, phrase_key, words_of
from geo.intake.files.units import CHOICES, Unit, Units
from geo.registry.questions import UNIT

TOO_MUCH = Decimal(10) ** 15
"""From here on a number has more digits than the 15 that a spreadsheet keeps; of a smaller one so
many are kept.
"""
_TOKEN = re.compile(
    r"(?P<number>\d(?:[\d,\u066c\u066b.’'/]*\d)?(?:e[+-]?\d{1,2})?)|(?P<word>[^\W\d_]+(?:\u200c+[^\W\d_]+)*|[%\u066a$€£\ufdfc])|(?P<dash>[-–—\u2212\u2010-\u2012])|(?P<sign>\S)",
    re.IGNORECASE,
)
_SPACED = re.compile("(?<=\\d)[\u00a0\u202f\u2009](?=\\d{3}(?!\\d))")
"""The spaces that programs set between groups of digits; a plain one may as well part two numbers.
"""
_WHOLE, _GROUPED = re.compile(r"\d+"), re.compile(r"\d{1,3}(?:[,\u066c’']\d{3})+(?:[.\u066b]\d+)?")
_POINTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")
_DECIMAL = re.compile(r"(\d+)[.\u066b](\d+)(?:e[+-]?\d{1,2})?|\d+e[+-]?\d{1,2}")
_DAY = re.compile(r"\d{4}[-/]\d\d?[-/]\d\d?(?:[ T].*)?|\d\d?[-/]\d\d?[-/]\d{4}")
_PARTING = ",;\u060c\u061b"
_FORMS = (
    ("one", re.compile("a?U?nU*a?")),
    ("range", re.compile("a?b?U?nU*[th]nU*a?")),
    ("range", re.compile("a?bU?nU*dnU*")),
    ("range", re.compile("onU*d?unU*")),
    ("below zero", re.compile("h+n.*")),
    ("one end", re.compile("[aU]*[outb]+U?nU*|a?U?nU*[out]+U*")),
)
"""A cell by the kinds of its parts: n number, U unit, a about, o over, u under, t to, h dash, b
between, d and, s a mark between parts.
"""
_LETTER = {"about": "a", "over": "o", "under": "u", "range": "t", "between": "b", "and": "d"}


@dataclass(frozen=True)
class _Part:
    """A part of a cell. kind: a letter of _FORMS, `?` for what is not understood. unit, written: of
    a unit.
    """

    kind: str
    value: Decimal = Decimal(0)
    unit: Unit | None = None
    written: str = ""
    is_odd: bool = False


@dataclass(frozen=True)
class Measure:
    """How a field's numbers are kept. own: their unit, None where each record names its own. names:
    of that unit, Persian and English.
    """

    own: Unit | None
    names: tuple[str, str] = ("", "")
    is_whole: bool = False

    @property
    def is_money(self) -> bool:
        """Whether the unit is so many of a currency: a number alone does not say how many of it."""
        return self.own is not None and self.own.base in CHOICES


@dataclass(frozen=True)
class Quantities:
    """Reads numbers by the words and units that are known."""

    words: Words
    units: Units

    @cached_property
    def _phrases(self) -> dict[str, str]:
        found = {
            phrase_key(words_of(word)[1], ()): letter
            for kind, letter in _LETTER.items()
            for word in self.words.of(kind)
        }
        return found | {phrase_key(words_of(word)[1], ()): "" for word in self.words.of("counted")}

    @cached_property
    def _signs(self) -> dict[str, str]:
        return {
            word: letter
            for kind, letter in _LETTER.items()
            for word in self.words.of(kind)
            if len(word) == 1 and not word.isalnum()
        }

    def read(self, text: str, measure: Measure, column: str = "") -> CellResult:
        """A number or a range as (low, high), in the field's own unit. column: the unit that the
        column is in, as written; empty for none named.
        """
        if text.isdecimal() and not column and len(text) < 15 and not measure.is_money:
            value = float(int(text))
            return CellResult((value, value))
        if any(
            c.isnumeric() and not c.isdecimal() for c in text
        ):  # a small 2 beside a number is a footnote's
            return CellResult(error="number_unreadable")
        clean = latin_digits(clean_text(_SPACED.sub(",", text)))
        if _DAY.fullmatch(clean):
            return CellResult(error="number_is_date")
        parts = self._parts(clean, measure, column)
        if isinstance(parts, str):
            return CellResult(error=parts)
        return self._whole(parts, measure, column)

    def _parts(self, clean: str, measure: Measure, column: str) -> list[_Part] | str:
        """The parts of a cell, or the code of the error that one of them is."""
        tokens = [(str(match.lastgroup), match[0]) for match in _TOKEN.finditer(clean)]
        parts: list[_Part] = []
        run: list[str] = []
        for place, (kind, token) in enumerate([*tokens, ("end", "")]):
            if kind == "word":
                run.append(token)
                continue
            parts += self._of_words(run)
            run = []
            if kind == "number":
                is_free = (
                    measure.own is None
                    or not measure.is_whole
                    or bool(column)
                    or any(k == "word" for k, _ in tokens)
                )
                number = _number(token.casefold(), can_have_parts=is_free)
                if isinstance(number, str):
                    return number
                parts.append(number)
            elif kind == "dash":
                parts.append(_Part("h"))
            elif kind == "sign":
                is_alone = token == "(" and [k for k, _ in tokens[place + 1 : place + 3]] == [
                    "number",
                    "sign",
                ]  # less than nothing, in accounts
                is_end = token == "." and place == len(tokens) - 1
                parts.append(
                    _Part(
                        "?"
                        if is_alone
                        else ""
                        if token in "():\u200c\u200d" or is_end
                        else "s"
                        if token in _PARTING
                        else self._signs.get(token, "?")
                    )
                )
        return [part for part in parts if part.kind]

    def _of_words(self, run: list[str]) -> list[_Part]:
        """What a run of words is: units, words about the number, or not understood."""
        if not run:
            return []
        folded = [fold(word) for word in run]

        def known(stretch: Sequence[str]) -> tuple[tuple[str, Unit | None], float] | None:
            key = phrase_key(stretch, ())
            if key in self._phrases:
                return (self._phrases[key], None), 1.0
            unit = self.units.by_key.get(key)
            if key in self._zeros:
                return ("n", None), 1.0
            return (("U", unit), 1.2) if unit else None

        found, _ = cheapest(folded, known)
        return [
            _Part("?")
            if part.meaning is None
            else _Part(
                part.meaning[0], unit=part.meaning[1], written=" ".join(run[part.start : part.end])
            )
            for part in found
        ]

    @cached_property
    def _zeros(self) -> frozenset[str]:
        return frozenset(phrase_key(words_of(word)[1], ()) for word in self.words.of("zero"))

    def _whole(self, parts: list[_Part], measure: Measure, column: str) -> CellResult:
        """What the parts say together."""
        kinds = "".join(part.kind for part in parts)
        form = next((name for name, pattern in _FORMS if pattern.fullmatch(kinds)), "")
        if form == "below zero":
            return CellResult(error="value_out_of_range")
        if form == "one end":
            return CellResult(error="number_bound")
        if not form:
            return CellResult(
                error="number_several"
                if kinds.count("n") > 1 and "?" not in kinds
                else "number_unreadable"
            )
        numbers = [place for place, part in enumerate(parts) if part.kind == "n"]
        cuts = [0, *(numbers[1:]), len(parts)]
        ends: list[tuple[Decimal, list[_Part]]] = []
        for start, end in itertools.pairwise(cuts):
            mine = parts[start:end]
            ends.append(
                (next(p.value for p in mine if p.kind == "n"), [p for p in mine if p.kind == "U"])
            )
        if len(ends) == 2 and not ends[0][1]:
            shared = ends[1][1]
            if any(p.unit and not p.unit.base for p in shared) and ends[0][0] >= ends[1][0]:
                return CellResult(
                    error="number_ambiguous"
                )  # of `500 to 1 thousand` the first may be thousands or not
            ends[0] = (ends[0][0], shared)
        elif len(ends) == 2 and ends[1][1] and not any(p.unit and p.unit.base for p in ends[0][1]):
            ends[0] = (
                ends[0][0],
                [*ends[0][1], *(p for p in ends[1][1] if p.unit and p.unit.base)],
            )
        read = self._converted(ends, measure, column)
        if read.error or not isinstance(read.value, tuple):
            return read
        if read.value[0] > read.value[1]:
            return CellResult(error="range_backwards")
        about = (
            "number_approximate"
            if "a" in kinds
            else "number_decimal"
            if any(p.is_odd for p in parts)
            else ""
        )
        return replace(read, warning=read.warning or about)

    def _converted(
        self, ends: list[tuple[Decimal, list[_Part]]], measure: Measure, column: str
    ) -> CellResult:
        """The ends of a range, or the one number, in the field's own unit."""
        own = measure.own
        if own is None:
            return _in_its_own_unit(ends, column)
        given = self.units.read(column) if column else None
        values, was_named = [], False
        for number, units in ends:
            unit: Unit | None = Unit()
            for part in units:
                unit = unit.times(part.unit) if unit and part.unit else None
            if unit is None:
                return CellResult(error="number_unreadable")
            found = _unit_of(unit, own, given, has_words=bool(units))
            if isinstance(found, str):
                return CellResult(error=found, allowed="\n".join(measure.names))
            if measure.is_money and not units and not given:
                return CellResult(
                    warning="unit_unknown",
                    allowed="\n".join(measure.names),
                    ask=UNIT,
                    options=CHOICES[own.base],
                )
            was_named |= bool(units) and found != own
            values.append(number * found.factor / own.factor)
        if any(v >= TOO_MUCH for v in values) or (measure.is_whole and any(v % 1 for v in values)):
            return CellResult(error="number_unreadable")
        low, high = (float(f"{float(v):.15g}") for v in (values[0], values[-1]))
        is_converted = was_named or bool(given and given.factor != own.factor)
        shown = "–".join(dict.fromkeys(f"{v:.15g}" for v in (low, high)))
        became = "\n".join(f"{shown} {name}" for name in measure.names) if is_converted else ""
        return CellResult((low, high), became=became, by_column=is_converted and not was_named)


def _unit_of(unit: Unit, own: Unit, given: Unit | None, *, has_words: bool) -> Unit | str:
    """The unit of a number: what stands beside it, else that of its column, else the field's own;
    or the code of an error.
    """
    if given and given.base not in ("", own.base):
        return "unit_other"
    of_column = replace(given, base=own.base) if given else None
    if not has_words:
        return of_column or own
    if unit.base:
        return unit if unit.base == own.base else "unit_other"
    is_plain = own.factor == 1 and (not of_column or of_column.factor == 1)
    return (
        replace(unit, base=own.base)
        if is_plain or (of_column and unit.factor == of_column.factor)
        else "unit_unclear"
    )


def _in_its_own_unit(ends: list[tuple[Decimal, list[_Part]]], column: str) -> CellResult:
    """Numbers that keep the unit in which they are written, which is told beside them."""
    named = {" ".join(part.written for part in units) for _, units in ends}
    mine = next(iter(named)) if len(named) == 1 else None
    if mine is None or (mine and column and fold(mine) != fold(column)):
        return CellResult(error="unit_unclear")
    low, high = (float(f"{float(v):.15g}") for v in (ends[0][0], ends[-1][0]))
    if max(low, high) >= TOO_MUCH:
        return CellResult(error="number_unreadable")
    unit = mine or column
    return CellResult((low, high), also=(("output_unit", unit),) if unit else ())


def _number(written: str, *, can_have_parts: bool) -> _Part | str:
    """A number with or without grouping, or the code of an error. can_have_parts: it need not be
    whole.
    """
    if "/" in written:
        return "number_slash"
    if _WHOLE.fullmatch(written):
        return _Part("n", Decimal(written))
    if _GROUPED.fullmatch(written):
        return _Part("n", Decimal(re.sub("[,\u066c’']", "", written).replace("\u066b", ".")))
    if _POINTED.fullmatch(written):
        return _Part("n", Decimal(written.replace(".", "")))
    decimal = _DECIMAL.fullmatch(written)
    if not decimal:
        return "number_unreadable"
    value = Decimal(written.replace("\u066b", "."))
    whole, fraction = decimal[1] or "", decimal[2] or ""
    if len(fraction) == 3 and len(whole) <= 3 and whole.strip("0") and "e" not in written:
        if not can_have_parts or fraction.endswith("0"):
            return "number_ambiguous"
        return _Part("n", value, is_odd=True)
    return _Part("n", value)
