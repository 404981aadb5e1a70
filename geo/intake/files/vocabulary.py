"""The headings that are known: those of data/fields.csv and of the atlas's own CSV
(data/columns.csv), in both languages.

A heading is taken where it is the same as a known one when folded, or where each of its words is
understood: a known heading, a unit, a date,
and words of data/heading_words.csv that change nothing. Words for a part (women, active units), a
plan, another time or a share make it another
number, which is not taken; neither is a heading with a word that is not understood. Both are told
with the field that is nearest. Likeness of
letters only ever proposes: it takes a negation for what it denies.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from rapidfuzz import fuzz, process

from geo.basis.folding import fold, latin_digits, name_key
from geo.basis.jalali import read_date
from geo.intake.files.phrases import UNKNOWN_COST, Part, cheapest, phrase_key, words_of
from geo.intake.files.units import Unit, Units, read_units
from geo.reference.csv_tables import column_headings, read_table
from geo.reference.fields import DERIVED, NUMBER_KINDS, field_table, labels_of

LIKE = 80
"""Percent of likeness (rapidfuzz ratio) from which a known heading is proposed for an unknown one;
and from which a row of such may be a heading:
"""
VERY_LIKE = 85
SHORTEST_LIKE = 5
LONGEST = 100
REMEMBERED, MET_LAST = 5_000, 20_000
_MARKUP = re.compile(r"<[^<>]{1,60}>")
_DIGIT = re.compile(r"\d")
_SIGNS = re.compile("[%\u066a$€£\ufdfc]")
"""Signs that say as much as a word does: a key of letters alone would lose them."""
_DATE = re.compile(r"(?<!\d)(?:1[34]\d\d|20\d\d)(?:[/-]\d{1,2}){0,2}(?!\d)")
_COARSER = {"stage_year_jalali": "stage_date"}
"""Columns of the atlas's CSV that say less than a field does, and stand for it where it is not
there.
"""
ALSO_CALLED = 2
"""The rank of a name that is not the atlas's own: of these alone a number has the unit in which it
is kept.
"""
EXACT, UNDERSTOOD, LEFT, NEAR, NONE = 0, 1, 2, 3, 9
CHANGES = ("measure", "time", "plan", "part")
"""Kinds of words that make a heading that of another number."""
OTHER_WORDS, SEVERAL, UNIT, DATE, LOW, DOUBLE = "words", "several", "unit", "date", "low", "double"
"""Further reasons for which a heading is not taken: words not understood, two fields at once, a
unit that cannot be converted or is half named,
a date earlier than that of other columns or of what has none, the low end of a range without the
high one, a field that a better named column has.
"""
DATED = {"stage": "stage_date"} | dict.fromkeys(NUMBER_KINDS, "figures_date")
"""Kinds of fields that a heading may date, and the field of that date."""


@dataclass(frozen=True)
class Meaning:
    """What a heading stands for: `field` is empty where it is not taken. likeness: EXACT or
    UNDERSTOOD where it is; LEFT where its words are known and say
    that it is not to be taken, NEAR where only its letters are alike, NONE. A lower `rank` is the
    better name.

    or_derived: it is also the heading of a column that the atlas derives, and stands for that where
    the field has a better column.
    unit, as_of: the unit and the date that it names, as written; empty for none. nearest, reason:
    of a heading that is not taken, the field it
    may be meant for, and why it is not taken (CHANGES and the constants below it).
    """

    field: str = ""
    likeness: int = NONE
    rank: int = 0
    or_derived: bool = False
    unit: str = ""
    as_of: str = ""
    nearest: str = ""
    reason: str = ""


_NOTHING = Meaning()


@dataclass(frozen=True)
class _Word:
    """What a phrase in a heading is: kind `field`, `unit`, `date`, or one of
    data/heading_words.csv.
    """

    kind: str
    field: str = ""
    rank: int = 0


@dataclass(frozen=True)
class Fields:
    """The known headings by key. kinds: of the fields, by name. phrases: known headings by
    `phrase_key`, each the fields it may stand for. words: those of
    data/heading_words.csv by `phrase_key`, with the kinds of fields that each is known beside
    (empty: any). own: each number's own unit;
    codes: the word for it.

    required: the fields that must be there; needed: their names in both languages, see `labels_of`.
    rows: folded words, by kind, with which rows begin that are
    no records.
    """

    exact: dict[str, tuple[str, int]]
    derived: frozenset[str]
    kinds: dict[str, str]
    phrases: dict[str, tuple[str, int]]
    words: dict[str, dict[str, frozenset[str]]]
    plurals: tuple[str, ...]
    units: Units
    own: dict[str, Unit]
    codes: dict[str, str]
    required: frozenset[str]
    needed: str
    rows: dict[str, frozenset[str]]

    def known(self, heading: str) -> Meaning:
        """What `heading` stands for, if it is the same as a known one."""
        is_number = not self._have_digits and _DIGIT.search(heading) and "<" not in heading
        return _NOTHING if is_number else self._knowns(heading)

    @cached_property
    def _have_digits(self) -> bool:
        """Whether any known heading has a digit: where none has, a text with one need not be
        folded, and most that is asked about are numbers.
        """
        return any(map(_DIGIT.search, self.exact))

    @cached_property
    def _knowns(self) -> Callable[[str], Meaning]:
        """`_same`, remembered for the texts met last: all cells of a sheet are asked about, and
        most are said many times over.
        """
        return lru_cache(maxsize=MET_LAST)(self._same)

    def _same(self, heading: str) -> Meaning:
        key = (
            name_key(_MARKUP.sub(" ", heading))
            if len(heading) <= LONGEST and not _SIGNS.search(heading)
            else ""
        )
        return (
            Meaning(self.exact[key][0], EXACT, self.exact[key][1], key in self.derived)
            if key in self.exact
            else _NOTHING
        )

    def meaning(self, heading: str) -> Meaning:
        """What `heading` stands for; where it is not taken, what it may be meant for and why."""
        return self._meanings(heading) if len(heading) <= LONGEST else Meaning()

    @cached_property
    def _meanings(self) -> Callable[[str], Meaning]:
        """`_understood`, remembered for the headings met last."""
        return lru_cache(maxsize=REMEMBERED)(self._understood)

    def _understood(self, heading: str) -> Meaning:
        """The field whose heading this is, or the one for which all words of it are understood;
        else why there is none.
        """
        known = self.known(heading)
        if known.field:
            own = self.own.get(known.field)
            unit = self._read(heading, known.field)[0].unit if own else ""
            return replace(
                known,
                unit=unit
                or (
                    self.codes.get(known.field, "")
                    if own and own.factor != 1 and known.rank < ALSO_CALLED
                    else ""
                ),
            )
        found = [self._read(heading, name) for name in self._named(heading)]
        whole = sorted((way for way in found if way[1] < UNKNOWN_COST), key=lambda way: way[1])
        if whole:
            best, cost = whole[0]
            named = {meaning.field or meaning.nearest for meaning, other in whole if other == cost}
            if len(named) > 1:
                return replace(
                    best,
                    field="",
                    likeness=LEFT,
                    nearest=best.field or best.nearest,
                    reason=SEVERAL,
                )
            return best
        near, likeness = self._alike(heading)
        if found:
            best, cost = min(found, key=lambda way: way[1])
            return Meaning(
                likeness=NEAR if likeness >= VERY_LIKE else NONE,
                nearest=best.field or best.nearest,
                reason=OTHER_WORDS,
                unit=best.unit,
            )
        return Meaning(
            likeness=NEAR if likeness >= VERY_LIKE else NONE, nearest=near, reason=OTHER_WORDS
        )

    def _named(self, heading: str) -> list[str]:
        """The fields that a heading names with some of its words."""
        _, folded = words_of(_MARKUP.sub(" ", heading))
        stretches = (
            folded[start:end]
            for start in range(len(folded))
            for end in range(start + 1, min(start + 6, len(folded)) + 1)
        )
        keys = (phrase_key(stretch, self.plurals) for stretch in stretches)
        return list(dict.fromkeys(self.phrases[key][0] for key in keys if key in self.phrases))

    def _read(self, heading: str, name: str) -> tuple[Meaning, float]:
        """What a heading says if it is one of the field `name`; and the cost of the words in it
        that nothing explains.
        """
        bare = latin_digits(_MARKUP.sub(" ", heading))
        dates = _DATE.findall(bare)
        written, folded = words_of(_DATE.sub(" ", bare))
        kind = self.kinds[name]

        def known(stretch: Sequence[str]) -> tuple[_Word, float] | None:
            key = phrase_key(stretch, self.plurals)
            if key in self.phrases and self.phrases[key][0] == name:
                return _Word("field", name, self.phrases[key][1]), 1.5
            for word, kinds in self.words.get(key, {}).items():
                if (not kinds or kind in kinds) and (word != "dated" or dates):
                    return _Word(word), 2.0 if word in CHANGES else 1.0
            unit = self.units.find(stretch) if kind in NUMBER_KINDS else None
            return (_Word("unit"), 1.2) if unit else None

        parts, cost = cheapest(folded, known)
        return self._meaning(name, parts, written, dates), cost

    def _meaning(
        self, name: str, parts: list[Part[_Word]], written: list[str], dates: list[str]
    ) -> Meaning:
        found = {part.meaning.kind: part.meaning for part in reversed(parts) if part.meaning}
        units = [part for part in parts if part.meaning and part.meaning.kind == "unit"]
        named = " ".join(word for part in units for word in written[part.start : part.end])
        as_of, is_date = _as_date(dates)
        kind, said = self.kinds[name], Meaning(likeness=LEFT, nearest=name, unit=named, as_of=as_of)
        reason = next((change for change in CHANGES if change in found), "")
        if not reason and dates and (not is_date or kind not in DATED):
            reason = DATE
        if not reason and units and not self.converts(name, named):
            reason = UNIT
        if reason or "field" not in found:
            return replace(said, reason=reason or OTHER_WORDS)
        field = name
        if "english" in found:
            field = name.removesuffix("_fa") + "_en"
        if "high" in found and not name.endswith("_high"):
            field = f"{name}_high"
        if "low" in found:
            return replace(said, reason=LOW)
        if field not in self.kinds:
            return replace(said, reason=OTHER_WORDS)
        return Meaning(field, UNDERSTOOD, 4 + found["field"].rank, unit=named, as_of=as_of)

    def _alike(self, heading: str) -> tuple[str, float]:
        """The field whose heading is most like this one, and how like it is, 0 to 100; empty where
        none is.
        """
        bare = name_key(_MARKUP.sub(" ", heading))
        if len(bare) < SHORTEST_LIKE or bare.isdecimal():
            return "", 0
        near = process.extractOne(bare, self.exact.keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
        name = self.exact[near[0]][0] if near else ""
        return ("", 0) if not near or name == DERIVED else (name, near[1])

    def converts(self, name: str, unit: str) -> bool:
        """Whether numbers in `unit`, as written, can be turned into the field's own: a multiple
        alone does for what is counted, not for money.
        """
        own, given = self.own.get(name), self.units.read(unit)
        if given is None:
            return False
        if own is None:  # each record names its own
            return bool(given.base) and given.base != "percent"
        return given.base == own.base or (not given.base and own.factor == 1)


def _as_date(dates: list[str]) -> tuple[str, bool]:
    """The one date that a heading names, in the form of the records, and whether it is one."""
    try:
        return (read_date(dates[0]), len(dates) == 1) if dates else ("", False)
    except ValueError:
        return "", False


def read_fields(data: Path) -> Fields:
    """The known headings from fields.csv, columns.csv, heading_words.csv, units.csv, indicators.csv
    and row_words.csv of `data`. Raises DataError.
    """
    table, columns = field_table(data), column_headings(data)
    exact: dict[str, tuple[str, int]] = {}
    named: list[tuple[str, str, int]] = []
    for column, row in columns.iterrows():
        if column in table.index:
            named += [
                (heading, str(column), 0) for heading in (row["heading_fa"], row["heading_en"])
            ]
    for name, row in table.iterrows():
        named += [
            (heading, str(name), 1) for heading in (str(name), row["heading_fa"], row["heading_en"])
        ]
    for name, row in table.iterrows():
        named += [(heading, str(name), ALSO_CALLED) for heading in row["also_called"].split(";")]
    derived: list[str] = []
    for column, row in columns[~columns.index.isin(table.index)].iterrows():
        headings = [str(column), row["heading_fa"], row["heading_en"]]
        named += [(heading, _COARSER.get(str(column), DERIVED), 3) for heading in headings]
        derived += headings
    for heading, name, rank in named:
        if name_key(heading):
            exact.setdefault(name_key(heading), (name, rank))
    words, plurals = _heading_words(data)
    phrases: dict[str, tuple[str, int]] = {}
    for heading, name, rank in named:
        key = phrase_key(words_of(heading)[1], plurals)
        if key and name != DERIVED and not name.endswith("_high") and "(" not in heading:
            phrases.setdefault(key, (name, rank))
    told = read_table(data / "row_words.csv", ["kind", "word"])
    rows = {
        str(kind): frozenset(fold(word.replace("\u200c", " ")) for word in words)
        for kind, words in told.groupby("kind")["word"]
    }
    required = [str(name) for name in table.index[table["required"] == "yes"]]
    units = read_units(data)
    kinds = {str(name): str(row["kind"]) for name, row in table.iterrows()}
    codes = own_units(data)
    own = {
        f"{name}{end}": unit
        for name, code in codes.items()
        if (unit := units.read(code))
        for end in ("", "_high")
    }
    return Fields(
        exact,
        frozenset(map(name_key, derived)),
        kinds,
        phrases,
        words,
        plurals,
        units,
        own,
        codes,
        frozenset(required),
        labels_of(table, required),
        rows,
    )


def own_units(data: Path) -> dict[str, str]:
    """The word for the unit in which each number is kept, by field; those that name their own left
    out.
    """
    table = read_table(data / "indicators.csv", ["indicator", "unit"])
    return {str(row.indicator): str(row.unit) for row in table.itertuples() if row.unit}


def _heading_words(data: Path) -> tuple[dict[str, dict[str, frozenset[str]]], tuple[str, ...]]:
    table = read_table(data / "heading_words.csv", ["kind", "word", "fields"])
    plurals = tuple(fold(str(word)) for word in table[table["kind"] == "plural"]["word"])
    words: dict[str, dict[str, frozenset[str]]] = {}
    for row in table[table["kind"] != "plural"].itertuples():
        beside = words.setdefault(phrase_key(words_of(str(row.word))[1], plurals), {})
        kinds = frozenset(str(row.fields).split())
        known = beside.get(str(row.kind), kinds)
        beside[str(row.kind)] = known | kinds if known and kinds else frozenset()
    return words, plurals
