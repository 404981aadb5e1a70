"""Any valid registry, for hypothesis: texts as nasty as the registry may hold, histories of several
dates, ranges, tags.

Valid is what the readers of files and forms give: every strategy of a text passes through the
reader of its field.
"""

from datetime import date
from typing import Any

import pandas as pd
from hypothesis import strategies as st

from geo.basis.folding import name_key
from geo.intake.opening import ImportContext, load_import_context
from geo.reference.reference import ReferenceData, read_reference
from geo.registry.records import (
    NUMBERS,
    OBSERVED,
    RECORD_COLUMNS,
    TEXTS,
    narrow,
    source_id,
    stage_event,
)
from geo.registry.snapshot import Row, Snapshot, snapshot_from
from geo.registry.timeline import UNKNOWN
from tests.conftest import DATA

GROUND: ReferenceData = read_reference(DATA)
READING: ImportContext = load_import_context(GROUND, DATA)
RECORDED = ("2026-01-01", "2026-11-20")
NASTY = (
    "=1+1", "@SUM(A1)", "+98 21", "-", "'", "''=1", "'=1", "|calc", "%s", "<b>x</b>", "${x}",
    "{{y}}", "&amp;", "a\u200cb", "\u200c", "خوشه‌ي كاشي",
    "۱۲۳", "012", "1e5", "1/2", "TRUE", "=", "نامشخص", "unknown", "جمع", "جمع کل", "total", "#N/A", '"', '";"', ";", "؛", ",", "a;b", "سطر\nدوم", "\t", " ",
    "<r>x</r>", "_x0041_", "\\", "ّ", "e\u0301", "A\u030a", "\u202eabc", "\ufeff", "🧵",
    "نام خوشه", "name_fa", "2024-10-06", "None", "nan",
    "C:\\x", "＝1", "\xa0=1", "' =1",
)  # fmt: skip
LETTERS = st.text(st.characters(codec="utf-8"), max_size=12)


def text_of(field: str) -> st.SearchStrategy[str]:
    """What the registry may hold in a field of text."""
    read = READING.fields[field].read
    texts = (
        st.sampled_from(NASTY)
        | LETTERS
        | st.builds("{} {}".format, st.sampled_from(NASTY), LETTERS)
    )
    return (
        texts.map(lambda written: read(written.strip()))
        .filter(lambda found: not found.error)
        .map(lambda found: str(found.value or ""))
    )


def names() -> st.SearchStrategy[str]:
    return text_of("name_fa").filter(bool) | st.integers(1, 999).map("خوشه {}".format)


def dates() -> st.SearchStrategy[str]:
    years, months, days = st.integers(1380, 1404), st.integers(1, 12), st.integers(1, 29)
    return st.one_of(
        st.just(""),
        years.map(str),
        st.builds("{}-{:02}".format, years, months),
        st.builds("{}-{:02}-{:02}".format, years, months, days),
        st.just("2019"),
    )


def numbers(field: str) -> st.SearchStrategy[float]:
    whole = st.integers(0, 10**6).map(float)
    if READING.fields[field].kind == "count":
        return whole
    return whole | st.floats(1e-9, 1e12).map(lambda number: float(f"{number:.12g}"))


def ranges(field: str) -> st.SearchStrategy[tuple[float, float]]:
    return st.one_of(
        numbers(field).map(lambda n: (n, n)),
        st.tuples(numbers(field), numbers(field)).map(lambda ends: (min(ends), max(ends))),
    )


def towns(field: str) -> st.SearchStrategy[str]:
    return st.one_of(
        st.just(""),
        st.sampled_from(
            ["میبد", "یزد؛ اردکان"] if field == "city_fa" else ["Meybod", "Yazd; Ardakan"]
        ),
        text_of(field),
    )


def places() -> st.SearchStrategy[tuple[float, float]]:
    """Longitude and latitude of a measured place in Iran, or none."""
    nowhere = (float("nan"), float("nan"))
    degrees = st.tuples(st.integers(44_100, 63_200), st.integers(25_100, 39_700)).map(
        lambda p: (round(p[0] / 1000 + 0.00037, 5), round(p[1] / 1000 + 0.00041, 5))
    )
    return st.just(nowhere) | degrees


def tags(kind: str) -> st.SearchStrategy[str]:
    known = sorted(GROUND.tags.loc[kind].index)
    return st.lists(st.sampled_from(known), max_size=3, unique=True).map(
        lambda found: "; ".join(sorted(found))
    )


@st.composite
def record(draw: st.DrawFn, cluster_id: str) -> dict[str, Any]:
    """One record: RECORD_COLUMNS."""
    row: dict[str, Any] = dict.fromkeys(TEXTS, "") | dict.fromkeys(NUMBERS, float("nan"))
    few = (
        "name_en",
        "product_fa",
        "product_en",
        "note_fa",
        "note_en",
        "source_title",
        "source_url",
        "stage_as_reported",
    )
    row |= {
        "cluster_id": cluster_id,
        "name_fa": draw(names()),
        "province_iso": draw(st.sampled_from(sorted(GROUND.names.facts.index))),
    }
    row |= {field: draw(text_of(field)) for field in few} | {
        field: draw(towns(field)) for field in ("city_fa", "city_en")
    }
    row["isic_division"] = draw(st.sampled_from(["", *GROUND.trades.index]))
    row["lon"], row["lat"] = draw(places())
    row["stage"] = draw(st.sampled_from([UNKNOWN, *GROUND.stages.index]))
    row["stage_date"] = draw(dates())
    row["shortfalls"], row["bodies"] = draw(tags("shortfall")), draw(tags("body"))
    for name in draw(st.sets(st.sampled_from(OBSERVED), max_size=3)):
        row[name], row[f"{name}_high"] = draw(ranges(name))
        row["figures_date"] = row["figures_date"] or draw(dates())
        if name == "output":
            row["output_unit"] = draw(text_of("output_unit"))
    return row


@st.composite
def records(draw: st.DrawFn) -> pd.DataFrame:
    """Records of a registry: no id twice, no name twice in a province, no point that the atlas
    itself would give.
    """
    rows: list[dict[str, Any]] = []
    seen: set[tuple[str, str]] = set()
    for number in range(draw(st.integers(0, 8))):
        row = draw(record(f"c{number + 1:03d}"))
        key = (row["province_iso"], name_key(row["name_fa"]))
        if key not in seen:
            seen.add(key)
            rows.append(row)
    frame = pd.DataFrame(rows, columns=list(RECORD_COLUMNS))
    return frame.astype(dict.fromkeys(TEXTS, "str") | dict.fromkeys(NUMBERS, float))


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    """Any content: records with a history of stages and figures, each dated in its own way."""
    base = narrow(draw(records()), date.fromisoformat(RECORDED[0]), GROUND.units)
    rows: dict[str, list[Row]] = {name: list(base.rows(name)) for name in base.tables}
    for owner, source in zip(
        base.clusters["cluster_id"].tolist(), base.clusters["source_id"].tolist(), strict=True
    ):
        for _ in range(draw(st.integers(0, 2))):
            stage, written, recorded = (
                draw(st.sampled_from(list(GROUND.stages.index))),
                draw(dates()),
                draw(st.sampled_from(RECORDED)),
            )
            rows["stage_events"].append(
                stage_event(
                    owner,
                    stage,
                    written,
                    recorded,
                    draw(text_of("stage_as_reported")),
                    source,
                    ("مبنا", "basis"),
                )
            )
        for name in draw(st.lists(st.sampled_from(OBSERVED), max_size=2)):
            as_of = draw(dates())
            if any(o[0] == owner and o[1] == name and o[5] == as_of for o in rows["observations"]):
                continue
            low, high = draw(ranges(name))
            unit = draw(text_of("output_unit")) if name == "output" else GROUND.units[name]
            rows["observations"].append(
                (owner, name, low, high, unit, as_of, draw(st.sampled_from(RECORDED)), source)
            )
    title = "منبع دوم"
    rows["sources"].append((source_id(title, ""), title, ""))
    return snapshot_from(rows)
