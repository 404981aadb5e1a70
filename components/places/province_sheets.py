"""The tables of the province page."""

import numpy as np
import pandas as pd

from components.bridge.links import subject_link
from components.bridge.sheets import Column, Row, TableContent, code_and_name, page_table
from components.places.subject import rows
from components.server.memory import remembered
from components.server.site import selection
from components.words.findings import shown_value
from components.words.names import cluster_names, in_language
from components.words.text import Text, in_tehran
from geo.atlas import GROUPS, STAGE_GROUPS, Atlas
from geo.basis.folding import alphabetic
from geo.basis.jalali import jalali
from geo.gaps import GAPS, gaps
from geo.indicators import Indicator, in_table
from geo.mix import shares
from geo.official import TOTALS, totals_of_province
from geo.profile import Standing, alike, stage_mix, standing, trade_mix
from geo.view import View, only, without

gaps_of = remembered(3)(gaps)


def province_of(view: View) -> str:
    """The province that a View is about."""
    return view.chosen("province")[0]


def in_order(atlas: Atlas, text: Text) -> list[str]:
    """The provinces in the order of their names."""
    names = atlas.provinces[f"name_{text.lang}"]
    return sorted(map(str, names.index), key=lambda code: alphabetic(names[code]))


@remembered(64)
def standing_of(atlas: Atlas, view: View) -> Standing:
    """Where every province stands under the View's other filters."""
    return standing(atlas, rows(atlas, without(view, "province")))


@page_table("provinces")
def provinces(atlas: Atlas, view: View, text: Text) -> TableContent:
    """All provinces with their figures."""
    ranking = standing_of(atlas, view)
    stand, listed = ranking.table, in_table("provinces")
    totals = atlas.provincial_totals.groupby("province_iso")["identified"].first()
    found: list[Row] = []
    for code in in_order(atlas, text):
        facts, here = atlas.provinces.loc[code], stand.loc[code]
        official = totals.get(code)
        on_file = here["on_file"] > 0
        found.append(
            (
                code,
                code,
                facts["name_fa"],
                facts["name_en"],
                int(here["clusters"]) if on_file else None,
                *(None if np.isnan(here[i.name]) else float(here[i.name]) for i in listed),
                int(here["rank"]) or None,
                ranking.ranked if here["rank"] else None,
                int(facts["population"]),
                int(facts["area_km2"]),
                None if official is None or pd.isna(official) else int(official),
            )
        )
    number, none = text.number, text("map.no_record")
    return TableContent(
        [
            *code_and_name(atlas, view, text, text("place.province")),
            Column(text("place.name_fa"), only="file"),
            Column(text("place.name_en"), only="file"),
            Column(text("place.documented"), True, number, none=none),
            *(_indicator_column(i, at, stand, text) for at, i in enumerate(listed, 5)),
            Column(text("place.rank"), True, number, none=text("table.not_reported")),
            Column(text("place.ranked"), True, only="file"),
            Column(text("place.population"), True, number),
            Column(text("place.area"), True, number),
            Column(
                text("place.official_identified"), True, number, none=text("figures.official_none")
            ),
        ],
        found,
    )


def _indicator_column(indicator: Indicator, at: int, stand: pd.DataFrame, text: Text) -> Column:
    """The column, at position `at`, of an indicator; its bars are on the scale of the greatest."""
    name = indicator.name
    most = max(float(stand[name].max()), 1e-9)

    def missing(row: Row) -> str:
        is_counted = row[4] is not None and "no_value" in indicator.words
        return text(f"indicator.{name}.no_value") if is_counted else text("map.no_record")

    return Column(
        text(f"indicator.{name}.name"),
        True,
        lambda value: shown_value(text, name, value),
        none=missing,
        bar=lambda row: (row[at] or 0.0) / most,
    )


@page_table("province-official", about="province")
def official(atlas: Atlas, view: View, text: Text) -> TableContent:
    """What was published of the province, and what is documented.

    Every row of the first has its date and source.
    """
    table = totals_of_province(atlas, province_of(view))
    found: list[Row] = [
        (
            text("place.official"),
            str(r.as_of_jalali),
            *(None if pd.isna(getattr(r, c)) else int(getattr(r, c)) for c in TOTALS),
            in_language(text, str(r.note_fa), str(r.note_en)),
            str(r.source),
        )
        for r in table.itertuples()
    ]
    own = np.flatnonzero(atlas.province_codes == atlas.provinces.index.get_loc(province_of(view)))
    groups = stage_mix(atlas, own, own)["here"]
    is_known = bool((atlas.stage_codes[own] != atlas.unknown_stage).any())
    counted = (
        int(groups.sum()),
        *(int(groups[group]) if is_known else None for group in ("completed", "in_progress")),
    )
    day = view.as_of or (jalali(in_tehran(atlas.at).date()) if atlas.at else "")
    if counted[0]:  # nothing on file is not known to be none
        found.append(
            (
                text("place.documented"),
                day,
                *counted,
                text("place.documented_note"),
                text("place.own_sources"),
            )
        )

    def missing(row: Row) -> str:
        return text(
            "place.stage_unknown" if row[0] == text("place.documented") else "figures.official_none"
        )

    return TableContent(
        [
            Column(text("place.which")),
            Column(text("place.as_of"), show=text.date, none=text("date.none")),
            *(Column(text(f"place.{c}"), True, text.number, none=missing) for c in TOTALS),
            Column(text("place.note")),
            Column(text("place.source")),
        ],
        found,
    )


@page_table("province-trades", about="province")
def trades(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The province's trades, most first, with how its mix differs from the country's."""
    table = trade_mix(
        atlas, rows(atlas, only(view, "province")), rows(atlas, without(view, "province"))
    )
    most = max(int(table["here"].max()) if len(table) else 1, 1)
    found: list[Row] = [
        (
            code,
            code,
            int(r.here),
            int(r.national),
            float(r.share_here),
            float(r.share_national),
            (float(r.quotient), bool(r.rests_on_few)),
            float(r.quotient),
        )
        for code, r in zip(table.index, table.itertuples(), strict=True)
    ]

    def quotient(value: tuple[float, bool]) -> str:
        shown = text.number(value[0], 1)
        return text("province.few", value=shown) if value[1] else shown

    return TableContent(
        [
            Column(
                text("place.trade"),
                show=lambda code: str(atlas.trades.at[code, f"name_{text.lang}"]),
                link=lambda row: subject_link(
                    view, "trade", row[0], str(atlas.trades.at[row[0], f"name_{text.lang}"])
                ),
            ),
            Column(text("place.isic"), only="file"),
            Column(text("province.here"), True, text.number, bar=lambda row: row[2] / most),
            Column(text("province.nationwide"), True, text.number),
            Column(text("province.share_here"), True, text.percent),
            Column(text("province.share_national"), True, text.percent),
            Column(text("province.quotient"), True, quotient, only="screen"),
            Column(text("province.quotient"), True, only="file"),
        ],
        found,
    )


@page_table("province-stages", about="province")
def stages(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The province's stage groups beside the country's."""
    return stage_sheet(atlas, view, text, "province")


@remembered(64)
def stages_beside(atlas: Atlas, view: View, param: str) -> pd.DataFrame:
    """Stage groups of what a page is about, and of all clusters: see `stage_mix`."""
    return stage_mix(atlas, rows(atlas, only(view, param)), rows(atlas, without(view, param)))


def stage_sheet(atlas: Atlas, view: View, text: Text, param: str) -> TableContent:
    """Stage groups of what a page is about beside all clusters under the other filters."""
    table = stages_beside(atlas, view, param)
    known = {
        column: shares(table.loc[list(GROUPS), column].to_numpy())
        for column in ("here", "national")
    }
    is_unknown = selection(atlas, only(view, param)).is_unknown
    found: list[Row] = []
    for at, kind in enumerate(STAGE_GROUPS):
        here, national = (
            float(known[column][at]) if at < len(GROUPS) else None for column in known
        )
        found.append(
            (
                text(f"group.{kind}"),
                None if is_unknown else int(table.at[kind, "here"]),
                here,
                int(table.at[kind, "national"]),
                national,
            )
        )
    return TableContent(
        [
            Column(text("place.stage_group")),
            Column(text("province.here"), True, text.number, none=text("map.no_record")),
            Column(text("place.share_known"), True, text.percent, none=text("place.no_share")),
            Column(text("province.nationwide"), True, text.number),
            Column(
                text("place.share_known_national"), True, text.percent, none=text("place.no_share")
            ),
        ],
        found,
    )


@remembered(64)
def alike_of(atlas: Atlas, view: View) -> pd.DataFrame:
    """How alike the other provinces are, under the View's other filters: see geo/profile.py."""
    return alike(atlas, province_of(view), rows(atlas, without(view, "province")))


@page_table("province-alike", about="province")
def similar(atlas: Atlas, view: View, text: Text) -> TableContent:
    """The other provinces, most alike in trades first."""
    table, few = alike_of(atlas, view), text("province.too_few")
    on_file = np.bincount(atlas.province_codes, minlength=len(atlas.provinces))[
        atlas.provinces.index.get_indexer(table.index)
    ]
    found: list[Row] = [
        (code, code, float(r.trades), float(r.stages), int(r.clusters) if n else None)
        for code, r, n in zip(table.index, table.itertuples(), on_file.tolist(), strict=True)
    ]
    return TableContent(
        [
            *code_and_name(atlas, view, text, text("place.province")),
            Column(text("province.alike_trades"), True, text.percent, none=few),
            Column(text("province.alike_stages"), True, text.percent, none=few),
            Column(text("place.documented"), True, text.number, none=text("map.no_record")),
        ],
        found,
    )


@page_table("province-gaps", about="province")
def missing(atlas: Atlas, view: View, text: Text) -> TableContent:
    """What the records of the province do not say: one row a cluster and thing."""
    here, lacking = rows(atlas, only(view, "province")), gaps_of(atlas)
    found: list[Row] = []
    for gap in GAPS:
        found += [
            (text(f"gap.{gap}"), *named)
            for named in cluster_names(atlas, here[lacking[gap][here]], text)
        ]
    return TableContent(
        [Column(text("gap.what")), Column(text("place.id")), Column(text("place.cluster"))], found
    )
