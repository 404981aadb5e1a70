"""Invented records for tests and demonstrations.

As many as wanted, spread as real ones are, each saying of itself that it is invented.

Provinces and towns are drawn by population, trades, stages and blanks as often as among the shipped
records; sizes are log-normal. Words stand in data/demo_words.csv: kind `pattern` (sentences),
`product` (code: ISIC division) and `letter` (how a Persian letter reads in Latin ones, which finds
among a place's names the Persian spelling of its main name).
"""

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.basis.folding import name_key
from geo.reference.clusters import CLUSTER_COLUMNS
from geo.reference.csv_tables import read_table

FIRST_YEAR, LAST_YEAR, LAST_MONTH = 1385, 1405, 6
"""Jalali; stages are reported up to `LAST_MONTH` of `LAST_YEAR`."""
YEARS_A_STAGE = 0.6
MEDIAN_FIRMS, FIRMS_SPREAD = 90, 0.9
MEDIAN_RATIO, RATIO_SPREAD = 9, 0.6
"""People employed a firm. Spreads are standard deviations of the logarithm."""
ALIKE = 0.75
_PERSIAN_FORMS = str.maketrans("\u064a\u0643", "\u06cc\u06a9")
_PERSIAN_DIGITS = str.maketrans({str(n): chr(0x6F0 + n) for n in range(10)})
_VOWELS = re.compile(r"[^a-z]|[aeiouvwy]")
_TWICE = re.compile(r"(.)\1")

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]


@dataclass(frozen=True)
class _Words:
    patterns: pd.DataFrame
    products: pd.DataFrame
    letters: dict[str, str]


def demo_records(data: Path, count: int, seed: int = 1) -> pd.DataFrame:
    """`count` invented records.

    The columns of data/clusters.csv (counts and years Int64, texts empty where blank) and
    stage_date.

    The same folder, count and seed give the same records; no two of a province have the same name.
    Raises DataError.
    """
    rng = np.random.default_rng(seed)
    words, real = _read_words(data), read_table(data / "clusters.csv", CLUSTER_COLUMNS)
    given = (real != "").mean()
    provinces = read_table(
        data / "population_2016.csv", ["iso_code", "name_fa", "name_en", "population_2016"]
    )
    stages = read_table(data / "stages.csv", ["stage"])["stage"]

    province = _draw(rng, provinces["population_2016"].astype(float), count)
    product = _draw(rng, _product_weights(words.products, real), count)
    stage = _draw(rng, stages.map(real["stage"].value_counts()).fillna(0) + 2, count)
    town_fa, town_en = _towns(data, words.letters, provinces, province, rng)
    has_town, has_trade = (
        rng.random(count) < given["city_fa"],
        rng.random(count) < given["isic_division"],
    )
    has_town &= town_fa != ""
    year, written = _dates(rng, stage)
    has_date, sized = rng.random(count) < given["stage_year_jalali"], rng.random(count)
    firms, employment = _sizes(rng, count)

    where_fa = np.where(has_town, town_fa, _taken(provinces["name_fa"], province))
    where_en = np.where(has_town, town_en, _taken(provinces["name_en"], province))
    products_fa, products_en = (
        _taken(words.products["fa"], product),
        _taken(words.products["en"], product),
    )
    numbers = (
        pd.DataFrame({"province": province, "product": products_fa, "town": where_fa})
        .groupby(["province", "product", "town"])
        .cumcount()
        .to_numpy()
        + 1
    )
    ids = [f"demo{n:06d}" for n in range(1, count + 1)]
    patterns = words.patterns
    columns: dict[str, object] = {
        "cluster_id": ids,
        "name_fa": _names(patterns["fa"], products_fa, where_fa, numbers, is_persian=True),
        "name_en": _names(patterns["en"], products_en, where_en, numbers, is_persian=False),
        "product_fa": products_fa,
        "product_en": products_en,
        "isic_division": np.where(has_trade, _taken(words.products["code"], product), ""),
        "city_fa": np.where(has_town, town_fa, ""),
        "city_en": np.where(has_town, town_en, ""),
        "province_iso": _taken(provinces["iso_code"], province),
        "stage": _taken(stages, stage),
        "stage_as_reported": _taken(stages, stage),
        "stage_year_jalali": pd.Series(year, dtype="Int64").where(has_date),
        "firms": pd.Series(firms, dtype="Int64").where(sized < given["firms"]),
        "employment": pd.Series(employment, dtype="Int64").where(sized < given["employment"]),
        "note_fa": patterns.at["note", "fa"],
        "note_en": patterns.at["note", "en"],
        "source_title": patterns.at["source", "fa"],
        "source_url": [f"https://example.invalid/{i}" for i in ids],
        "stage_date": np.where(has_date, written, ""),
    }
    frame = pd.DataFrame(columns, index=pd.RangeIndex(count))[[*CLUSTER_COLUMNS, "stage_date"]]
    counts = ("stage_year_jalali", "firms", "employment")
    return frame.astype({c: "Int64" if c in counts else "str" for c in frame})


def _read_words(data: Path) -> _Words:
    table = read_table(data / "demo_words.csv", ["kind", "code", "fa", "en"])
    of = {kind: rows.reset_index(drop=True) for kind, rows in table.groupby("kind")}
    return _Words(
        of["pattern"].set_index("code"),
        of["product"],
        dict(zip(of["letter"]["fa"], of["letter"]["en"], strict=True)),
    )


def _draw(rng: np.random.Generator, weights: pd.Series, count: int) -> Ints:
    """`count` places in `weights`, drawn in their proportion."""
    share = weights.to_numpy(dtype=float)
    return rng.choice(len(share), count, p=share / share.sum())


def _taken(values: pd.Series, places: Ints) -> Texts:
    return values.to_numpy(dtype=object)[places]


def _product_weights(products: pd.DataFrame, real: pd.DataFrame) -> pd.Series:
    """A trade's weight is its number of real records and a little, shared among its products."""
    trade = products["code"].map(real["isic_division"].value_counts()).fillna(0) + 0.5
    return trade / products.groupby("code")["code"].transform("size")


def _towns(
    data: Path,
    letters: dict[str, str],
    provinces: pd.DataFrame,
    province: Ints,
    rng: np.random.Generator,
) -> tuple[Texts, Texts]:
    """A town in the province of each record, in both languages.

    Empty where the province has none.
    """
    gazetteer = read_table(
        data / "places.csv", ["name", "other_names", "province_iso", "population"]
    )
    gazetteer = gazetteer.assign(
        people=gazetteer["population"].astype(float),
        en=gazetteer["name"].map(_plain_latin),
        fa=[
            _persian_spelling(n, o.split("; "), letters)
            for n, o in zip(gazetteer["name"], gazetteer["other_names"], strict=True)
        ],
    )
    known = gazetteer[(gazetteer["fa"] != "") & (gazetteer["en"] != "")].sort_values(
        "people", ascending=False, kind="stable"
    )
    for lang in ("fa", "en"):
        known = known[
            ~pd.DataFrame(
                {"province": known["province_iso"], "key": known[lang].map(name_key)}
            ).duplicated()
        ]
    fa, en = np.full(len(province), "", dtype=object), np.full(len(province), "", dtype=object)
    for place, code in enumerate(provinces["iso_code"]):
        here, mine = known[known["province_iso"] == code], province == place
        if len(here):
            town = _draw(rng, np.sqrt(here["people"]), int(mine.sum()))
            fa[mine], en[mine] = _taken(here["fa"], town), _taken(here["en"], town)
    return fa, en


def _plain_latin(name: str) -> str:
    """`name` in the letters of English, without marks."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"[^A-Za-z \-]", "", bare).strip()


def _persian_spelling(name: str, others: list[str], letters: dict[str, str]) -> str:
    """The one of `others` in Persian letters only that reads most like `name`.

    Empty where none reads alike.
    """
    wanted = _consonants(_plain_latin(name))
    best, best_score = "", ALIKE
    for other in others:
        spelling = other.translate(_PERSIAN_FORMS)
        if all(c in letters or c in " \u200c" for c in spelling):
            score = SequenceMatcher(
                None, wanted, _consonants("".join(letters.get(c, c) for c in spelling))
            ).ratio()
            if score > best_score:
                best, best_score = spelling, score
    return best


def _consonants(latin: str) -> str:
    return _TWICE.sub(r"\1", _VOWELS.sub("", latin.lower().replace("gh", "q")))


def _dates(rng: np.random.Generator, stage: Ints) -> tuple[Ints, Texts]:
    """Jalali years, and dates written as a year, a month or a day.

    A stage further along is not reported in the first years.
    """
    count = len(stage)
    year = rng.integers(
        FIRST_YEAR + np.minimum(np.rint(stage * YEARS_A_STAGE), 7).astype(int), LAST_YEAR + 1
    )
    month = rng.integers(1, np.where(year == LAST_YEAR, LAST_MONTH, 12) + 1)
    day = rng.integers(1, np.where(month <= 6, 31, np.where(month <= 11, 30, 29)) + 1)
    length = rng.choice([4, 7, 10], count, p=[0.5, 0.2, 0.3])
    written = [
        f"{y}-{m:02d}-{d:02d}"[:n] for y, m, d, n in zip(year, month, day, length, strict=True)
    ]
    return year, np.array(written, dtype=object)


def _sizes(rng: np.random.Generator, count: int) -> tuple[Ints, Ints]:
    """Firms, and people employed in them."""
    firms = np.maximum(np.rint(rng.lognormal(np.log(MEDIAN_FIRMS), FIRMS_SPREAD, count)), 5)
    people = np.rint(
        firms * np.maximum(rng.lognormal(np.log(MEDIAN_RATIO), RATIO_SPREAD, count), 1)
    )
    return firms.astype(int), people.astype(int)


def _names(
    patterns: pd.Series, products: Texts, towns: Texts, numbers: Ints, *, is_persian: bool
) -> list[str]:
    """The first of a name goes without a number."""
    first, later = str(patterns["name"]), str(patterns["name_numbered"])
    names = []
    for product, town, n in zip(products, towns, numbers, strict=True):
        number = str(n).translate(_PERSIAN_DIGITS) if is_persian else str(n)
        names.append(
            first.format(product=product, town=town)
            if n == 1
            else later.format(product=product, town=town, n=number)
        )
    return names
