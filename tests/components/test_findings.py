"""Headlines and titles against what plain pandas counts in data/*.csv: who leads, all that tie, on
how many clusters.
"""

import itertools
import re
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

import pandas as pd
import pytest

from components.compare.comparison_head import headline as comparison_finding
from components.places import province_panel, trade_panel
from components.words.findings import finding
from components.words.text import Text
from geo.atlas import Atlas
from geo.comparison import compare
from geo.selection import select
from geo.view import read_view
from tests.conftest import DATA

EN = Text("en")
RECORDS = pd.read_csv(DATA / "clusters.csv", dtype=str, keep_default_na=False)
GROUP = pd.read_csv(DATA / "stages.csv", dtype=str).set_index("stage")["group"]
CENSUS = pd.read_csv(DATA / "population_2016.csv").set_index("iso_code")
NAME = CENSUS["name_en"].to_dict()
ON_FILE = set(RECORDS["province_iso"])
MOST = {
    "per_million": "Most clusters per million inhabitants",
    "count": "Most clusters",
    "share_completed": "Highest share completed, of known stages",
    "share_in_progress": "Highest share in progress, of known stages",
}
FEW, NAMED = 5, 4


def views() -> Iterator[dict[str, str]]:
    """Every metric under many filters."""
    provinces = [
        "",
        "IR-10,IR-15",
        "IR-05,IR-10",
        "IR-09,IR-28,IR-30",
        "IR-10",
        "IR-09",
        "IR-05",
        "IR-25",
    ]
    trades = ["", "13", "10,23", "26", "28"]
    stages = ["", "group:completed", "group:waiting", "implementation"]
    for metric, province, trade, stage in itertools.product(MOST, provinces, trades, stages):
        yield {
            k: v
            for k, v in {
                "metric": metric,
                "province": province,
                "trade": trade,
                "stage": stage,
            }.items()
            if v
        }


ROWS = RECORDS.assign(group=RECORDS["stage"].map(GROUP))


@cache
def chosen_rows(trade: str, stage: str, province: str = "") -> pd.DataFrame:
    keep = pd.Series(True, index=ROWS.index)
    for column, values in (("province_iso", province), ("isic_division", trade)):
        keep &= ROWS[column].isin(values.split(",")) if values else True
    keep &= (
        (ROWS["group"] == stage[6:] if stage.startswith("group:") else ROWS["stage"] == stage)
        if stage
        else True
    )
    return ROWS[keep]


@cache
def figures_of(trade: str, stage: str, metric: str) -> dict[str, tuple[Fraction, int]]:
    counts = chosen_rows(trade, stage).groupby(["province_iso", "group"]).size().to_dict()
    found = {}
    for code in sorted(ON_FILE):
        clusters = sum(
            counts.get((code, group), 0)
            for group in ("waiting", "in_progress", "completed", "none")
        )
        known = clusters - counts.get((code, "none"), 0)
        if metric == "count":
            found[code] = (Fraction(clusters), clusters)
        elif metric == "per_million":
            found[code] = (
                Fraction(clusters * 1_000_000, int(CENSUS.at[code, "population_2016"])),
                clusters,
            )
        elif known:
            found[code] = (
                Fraction(counts.get((code, metric.removeprefix("share_")), 0), known),
                known,
            )
    return found


def figures(query: dict[str, str], metric: str) -> dict[str, tuple[Fraction, int]]:
    """Figure and the clusters it rests on, of every province that has a record and a figure, under
    every filter but the provinces'.
    """
    return figures_of(query.get("trade", ""), query.get("stage", ""), metric)


def stated_basis(title: str) -> tuple[int, int] | None:
    told = re.search(r"from (\d+)(?: to (\d+))? clusters?", title)
    return (int(told[1]), int(told[2] or told[1])) if told else None


@pytest.mark.parametrize("metric", MOST)
def test_the_headline_names_all_that_lead_or_their_number_and_on_how_few_that_rests(
    atlas: Atlas, metric: str
) -> None:
    told = 0
    for query in (
        q for q in views() if q["metric"] == metric and len(q.get("province", "x,x").split(",")) > 1
    ):
        title = finding(atlas, select(atlas, read_view(query | {"lang": "en"}, atlas)[0]), EN)
        repeats = metric.startswith("share") and "stage" in query
        shown = "count" if repeats else metric
        known = figures(query, shown)
        chosen = query.get("province", "").split(",") if "province" in query else list(known)
        compared = {code: known[code] for code in chosen if code in known}
        if (
            chosen_rows(
                query.get("trade", ""), query.get("stage", ""), query.get("province", "")
            ).empty
            or not compared
            or not max(v for v, _ in compared.values())
        ):
            assert not title.startswith(tuple(MOST.values()))
            continue
        best = max(v for v, _ in compared.values())
        leading = [code for code, (v, _) in compared.items() if v == best]
        names = {NAME[code] for code in leading}
        if len(leading) == len(compared):
            assert not title.startswith(tuple(MOST.values())), (query, title)
        else:
            assert title.startswith(f"{MOST[shown]}: "), (query, title)
        if len(leading) <= NAMED:
            assert {n for n in NAME.values() if re.search(rf"\b{n}\b", title)} - {
                n for n in NAME.values() if any(n != m and n in m for m in names)
            } == names
        else:
            assert f"{len(leading)} provinces tie" in title
        support = [compared[code][1] for code in leading]
        assert stated_basis(title) == (
            (min(support), max(support)) if min(support) < FEW and shown != "count" else None
        ), (query, title)
        told += 1
    assert told > 15


def test_one_provinces_rank_counts_all_that_have_a_figure_and_says_who_shares_it(
    atlas: Atlas,
) -> None:
    told = 0
    for query in (q for q in views() if len(q.get("province", "x,x").split(",")) == 1):
        title = finding(atlas, select(atlas, read_view(query | {"lang": "en"}, atlas)[0]), EN)
        rank = re.search(r"rank (\d+) of (\d+) provinces(?:, shared with (\d+))?", title)
        if not rank:
            continue
        known, code = figures(query, query["metric"]), query["province"]
        own, support = known[code]
        above, level = (
            sum(v > own for v, _ in known.values()),
            sum(v == own for v, _ in known.values()) - 1,
        )
        assert (int(rank[1]), int(rank[2]), int(rank[3] or 0)) == (above + 1, len(known), level)
        assert stated_basis(title) == (
            (support, support) if support < FEW and query["metric"] != "count" else None
        )
        assert not (query["metric"].startswith("share") and "stage" in query)
        told += 1
    assert told > 15


def test_no_headline_repeats_its_filter(atlas: Atlas) -> None:
    for stage in ("group:completed", "completed", "group:in_progress", "implementation"):
        for province in ("", "IR-10"):
            for metric in ("share_completed", "share_in_progress"):
                query = {"lang": "en", "metric": metric, "stage": stage} | (
                    {"province": province} if province else {}
                )
                assert "%" not in finding(atlas, select(atlas, read_view(query, atlas)[0]), EN)


@pytest.mark.parametrize(
    "codes",
    [
        *itertools.combinations(["IR-10", "IR-15", "IR-25", "IR-05"], 3),
        ("IR-01", "IR-30"),
        ("IR-10", "IR-15", "IR-21", "IR-25", "IR-07", "IR-02"),
    ],
)
def test_a_comparison_names_all_that_have_most_and_fewest(
    atlas: Atlas, codes: tuple[str, ...]
) -> None:
    view = read_view({"lang": "en", "compare": ",".join(f"province:{c}" for c in codes)}, atlas)[0]
    compared = compare(atlas, view)
    assert compared
    title = comparison_finding(atlas, view, compared, EN)
    sizes = {c: int((RECORDS["province_iso"] == c).sum()) for c in codes if c in ON_FILE}
    ends = re.fullmatch(r"Most documented clusters: (.+) \((\d+)\); fewest: (.+) \((\d+)\)", title)
    if len(set(sizes.values())) == 1:
        assert ends is None
        return
    assert ends
    for names, number, value in (
        (ends[1], ends[2], max(sizes.values())),
        (ends[3], ends[4], min(sizes.values())),
    ):
        assert int(number) == value
        assert set(re.split(r", | and (?!Baluchestan|Bakhtiari|Boyer)", names)) == {
            NAME[c] for c, n in sizes.items() if n == value
        }


def test_what_a_province_is_most_like_has_a_likeness(atlas: Atlas) -> None:
    """By the definition on the About page, recomputed; where a mix is too small nobody is named."""
    known = RECORDS[RECORDS["isic_division"] != ""]
    mixes = {
        code: mine["isic_division"].value_counts() for code, mine in known.groupby("province_iso")
    }
    large = {code: mix / mix.sum() for code, mix in mixes.items() if mix.sum() >= FEW}
    silent = 0
    for code in NAME:
        _, blocks = province_panel.one_province(
            atlas, read_view({"lang": "en", "province": code}, atlas)[0], EN
        )
        title = next((b.title for b in blocks if b.csv and "alike" in b.csv.href), "")
        if code not in large:
            assert "like it in trades" not in title and "Most like" not in title
            silent += 1
            continue
        likeness = {
            other: 1 - large[code].sub(mix, fill_value=0).abs().sum() / 2
            for other, mix in large.items()
            if other != code
        }
        best = max(likeness.values())
        names = {NAME[other] for other, value in likeness.items() if abs(value - best) < 1e-9}
        assert title == EN(
            "province.alike_first",
            names=EN.join(sorted(names, key=title.index)),
            share=EN.percent(best),
        )
    assert silent >= 15


@pytest.mark.parametrize("kind", ["province", "trade"])
def test_pages_name_all_that_are_most_frequent_or_none(atlas: Atlas, kind: str) -> None:
    column, other = (
        ("province_iso", "isic_division")
        if kind == "province"
        else ("isic_division", "province_iso")
    )
    trades = (
        pd.read_csv(DATA / "trades.csv", dtype=str).set_index("isic_division")["name_en"].to_dict()
    )
    name_of = trades if kind == "province" else NAME
    show = province_panel.one_province if kind == "province" else trade_panel.one_trade
    for code, mine in RECORDS[RECORDS["isic_division"] != ""].groupby(column):
        counts = mine[other].value_counts()
        tied = counts[counts == counts.max()].index
        _, blocks = show(atlas, read_view({"lang": "en", kind: str(code)}, atlas)[0], EN)
        title = next(
            b.title
            for b in blocks
            if re.match(
                r"Most frequent trade|No trade stands out|Most in|All in|\d+ clusters; no province",
                b.title,
            )
        )
        if len(counts) > 1 and len(tied) == len(counts):
            assert "stands out" in title
        elif len(tied) <= NAMED:
            assert all(name_of[k] in title for k in tied) and str(int(counts.max())) in title
        else:
            assert f"{len(tied)} {'trades' if kind == 'province' else 'provinces'} tie" in title
