"""Reading the cells of a file: what a person wrote becomes what the records keep, or says why not.

A reader takes the text of a cell and gives a Read; the words it knows besides numbers stand in data/words.csv.
"""

import re
from collections.abc import Iterable

from rapidfuzz import process

from geo.folding import clean_text, fold, latin_digits, name_key
from geo.ground import Ground
from geo.jalali import read_date
from geo.registry.questions import STAGE
from geo.registry.read import Read, Words

MAX_NAME, MAX_TEXT, MAX_ID, MAX_URL = 200, 5_000, 64, 2_000
ERROR_CELLS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "Err:502", "Err:504", "Err:508"})
_MARKUP = re.compile(r"<[a-zA-Z/!][^>]*>|\$\{|\{\{|&#?\w+;|]\(")
_WHOLE = re.compile(r"(\d+)\.0+", re.ASCII)
_DEGREES = re.compile(r"""(\d{1,3})\s*[°º]\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:["″”]|''))?)?\s*[NSEW]?""", re.I)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e[+-]?\d\d?)?")
_DECIMAL = re.compile(r"[+-]?\d+(?:\.\d+)?")
TOO_MUCH = 1e15
"""From here on a number has more digits than the 15 that a spreadsheet keeps; of a smaller one so many are kept."""
DEGREE_DECIMALS = 7
"""About a centimetre."""
_GROUPED = re.compile(r"\d{1,3}(?:[,\u066c’']\d{3})+(?:[.\u066b]\d+)?")


class Readers:
    """Readers by the kind of a field (data/fields.csv)."""

    def __init__(self, ground: Ground, words: Words) -> None:
        self.ground, self.words = ground, words
        self.stage_by_key = {name_key(word): stage for word, stage in words.of("stage").items()}
        for stage, row in ground.stages.iterrows():
            self.stage_by_key |= {name_key(t): str(stage) for t in (str(stage), row["name_fa"], row["name_en"])}
        self.trade_by_key = {name_key(row[f"name_{lang}"]): str(code) for code, row in ground.trades.iterrows() for lang in ("fa", "en")}
        self.tag_by_key = {(kind, name_key(t)): tag for (kind, tag), row in ground.tags.iterrows() for t in (str(tag), row["name_fa"], row["name_en"])}
        self._approximate = re.compile("|".join(sorted((re.escape(w) for w in words.of("about")), key=len, reverse=True)))
        self._units = re.compile("|".join(sorted((re.escape(w) for w in words.of("unit")), key=len, reverse=True)))
        self._of_dates = re.compile("|".join(map(re.escape, words.of("date"))))
        self._range = re.compile(rf"\s*(?:(?<!e)[-–—]|\s(?:{'|'.join(map(re.escape, words.of('range')))})\s)\s*")

    def is_blank(self, text: str) -> bool:
        """Whether the cell says that nothing is known."""
        return not text or fold(text) in self.words.of("blank")

    def is_stage(self, text: str) -> bool:
        """Whether the cell names a stage, in words known for it."""
        return name_key(text) in self.stage_by_key

    def text(self, text: str, limit: int = MAX_TEXT) -> Read:
        clean = clean_text(text)
        if len(clean) > limit:
            return Read(error="text_too_long", allowed=str(limit))
        if _MARKUP.search(clean):
            return Read(clean, warning="text_markup")
        if clean.startswith(("=", "@", "+", "|")):
            return Read(clean, warning="text_formula")
        return Read(clean)

    def name(self, text: str) -> Read:
        return self.text(text, MAX_NAME)

    def id(self, text: str) -> Read:
        """An id of the atlas's own, or whatever the sender calls its records by."""
        plain = latin_digits(clean_text(text))
        whole = _WHOLE.fullmatch(plain)  # a number that a program stored with a point
        return Read(whole[1] if whole else plain) if 0 < len(plain) <= MAX_ID else Read(error="text_too_long", allowed=str(MAX_ID))

    def province(self, text: str) -> Read:
        names = self.ground.names
        bare = fold(text.replace("&", " and "))
        code = latin_digits(text).strip().upper()
        if code in names.facts.index:
            return Read(code)
        for word in ("", *self.words.of("province")):
            found = names.find(bare.removeprefix(f"{word} ").removesuffix(f" {word}") if word else bare)
            if found:
                return Read(found)
        near = process.extract(name_key(text), list(names.by_key), limit=1, score_cutoff=75)
        if not near:
            return Read(error="province_unknown")
        facts = names.facts.loc[names.by_key[near[0][0]]]
        return Read(error="province_alike", allowed=f"{facts['name_fa']}\n{facts['name_en']}")

    def places(self, text: str) -> Read:
        parts = [clean_text(p) for p in re.split("[;\u061b,\u060c/|\n]", text)]
        joiner = "; " if text.isascii() else "\u061b "
        if ERROR_CELLS.intersection(parts):
            return Read(error="cell_error")
        return self.text(joiner.join(p for p in parts if not self.is_blank(p)), MAX_NAME)

    def stage(self, text: str) -> Read:
        key = name_key(text)
        if key in self.stage_by_key:
            return Read(self.stage_by_key[key])
        near = process.extract(key, list(self.stage_by_key), limit=1, score_cutoff=88)
        if near:
            return Read(self.stage_by_key[near[0][0]], warning="stage_guessed", allowed=self._stage_names([self.stage_by_key[near[0][0]]]))
        stages = self.ground.stages.index
        return Read(error="stage_unknown", allowed=self._stage_names(stages), ask=STAGE, options=tuple(stages))

    def answered(self, kind: str, text: str, answer: str) -> Read:
        """What a cell says by the answer that was given about its text."""
        return Read(answer) if kind == STAGE and answer in self.ground.stages.index else Read(error="answer_unknown", allowed=answer)

    def _stage_names(self, stages: Iterable[str]) -> str:
        rows = self.ground.stages.loc[list(stages)]
        return "\n".join(joiner.join(rows[f"name_{lang}"]) for lang, joiner in (("fa", "\u061b "), ("en", "; ")))

    def trade(self, text: str) -> Read:
        plain = latin_digits(text).strip()
        digits = re.fullmatch(r"(?:isic\D{0,8})?(\d{1,4})(?:\.0)?", plain, re.I)
        if digits:
            code = digits[1].zfill(2)[:2]
            return Read(code) if code in self.ground.trades.index else Read("", warning="trade_left_out")
        leading = re.match(r"(\d\d)\b", plain)
        if leading and leading[1] in self.ground.trades.index:
            return Read(leading[1])
        found = self.trade_by_key.get(name_key(text))
        return Read(found) if found else Read("", warning="trade_left_out")

    def date(self, text: str) -> Read:
        try:
            return Read(read_date(text if text.isascii() else self._of_dates.sub(" ", fold(text)), self.words.months))
        except ValueError:
            return Read(error="date_unreadable")

    def amount(self, text: str) -> Read:
        """A number or a range as (low, high)."""
        plain = latin_digits(fold(text)).strip()
        bare = self._units.sub(" ", self._approximate.sub(" ", plain)).strip()
        warning = "number_approximate" if self._approximate.search(plain) else ""
        if bare.startswith("-"):
            return Read(error="value_out_of_range")
        ends = [_plain_number(end) for end in self._range.split(bare)]
        if len(ends) > 2 or any(e is None for e in ends):
            return Read(error="number_unreadable")
        low, high = float(ends[0] or 0), float(ends[-1] or 0)
        return Read(error="range_backwards") if low > high else Read((low, high), warning=warning)

    def count(self, text: str) -> Read:
        read = self.amount(text)
        if isinstance(read.value, tuple) and any(v % 1 for v in read.value):
            return Read(error="number_unreadable")
        return read

    def coordinate(self, text: str) -> Read:
        plain = latin_digits(text).strip().replace("\u066b", ".").replace("/", ".")
        if _DECIMAL.fullmatch(plain):
            return Read(round(float(plain), DEGREE_DECIMALS))
        match = _DEGREES.fullmatch(plain)
        if not match:
            return Read(error="coordinate_unreadable")
        degrees, minutes, seconds = (float(g or 0) for g in match.groups())
        return Read(round(degrees + minutes / 60 + seconds / 3600, DEGREE_DECIMALS), warning="coordinate_converted")

    def url(self, text: str) -> Read:
        clean = clean_url(text)
        return Read(clean, warning="" if re.match(r"https?://\S+$", clean) else "url_not_web")

    def tags(self, kind: str, text: str) -> Read:
        parts = [p for p in re.split("[;\u061b,\u060c\n]", text) if p.strip()]
        found = [self.tag_by_key.get((kind, name_key(p))) for p in parts]
        unknown = [p.strip() for p, tag in zip(parts, found, strict=True) if tag is None]
        value = "; ".join(sorted({t for t in found if t}))
        return Read(value, warning="tag_unknown" if unknown else "", allowed="; ".join(unknown))


def clean_url(text: str) -> str:
    """An address without what nobody sees; its letters stay as they are, for another letter is another address."""
    return "".join(c for c in text if c.isprintable() or c in "\u200c\u200d").strip()[:MAX_URL].strip()


def _plain_number(text: str) -> float | None:
    """A number with or without grouping; None when it is none."""
    plain = text.strip().replace("\u066b", ".")
    if _GROUPED.fullmatch(plain):
        plain = re.sub("[,\u066c’']", "", plain)
    plain = plain.replace(" ", "")
    number = float(f"{float(plain):.15g}") if _NUMBER.fullmatch(plain) else TOO_MUCH
    return number if number < TOO_MUCH else None
