"""The comparison's title, what is counted, how to add, and where to begin."""

import numpy as np
import pandas as pd

from components.bridge.date_notice import date_notice
from components.bridge.search_box import search_box
from components.contract.compare import ComparePick, ComparePicker, ComparisonHead
from components.contract.controls import PutButton
from components.words.finding_words import named
from components.words.names import item_name
from components.words.sentence import filter_clauses
from components.words.text import Text
from geo.atlas import Atlas
from geo.basis.folding import alphabetic
from geo.comparison_table import Comparison
from geo.findings import Finding, foremost, leaders
from geo.view import MAX_COMPARED, View, without


def headline(atlas: Atlas, view: View, found: Comparison, text: Text) -> str:
    """The comparison's title: who has most and fewest, or which are compared."""
    names = [item_name(atlas, text, c) for c in view.compare]
    if len(names) == 1:
        return text("compare.title_one", name=names[0])
    if found.kind == "cluster":
        return text("compare.title_clusters", names=text.join(names))
    return (
        _extremes_sentence(text, found, names, "clusters", "compare.title")
        or _extremes_sentence(text, found, names, "completed", "compare.title_completed")
        or text("compare.title_equal", names=text.join(names))
    )


def _extremes_sentence(
    text: Text, found: Comparison, names: list[str], row_name: str, key: str
) -> str:
    """Who has most and fewest of a row of counts, with all that tie.

    Empty where all have the same, or fewer than two are known.
    """
    row = next(r for r in found.rows if r.name == row_name)
    counts = pd.Series([c.value for c in row.cells], dtype=float)
    most, fewest = leaders(counts), leaders(counts, lowest=True)
    if most is None or fewest is None or most.is_level:
        return ""
    sizes = [c.value for c in found.rows[0].cells if c.value is not None]
    if row_name != "clusters" and len(sizes) < len(names):
        return ""  # of what has no record it is not known whether it has as many clusters

    def said(finding: Finding) -> str:
        return named(text, finding.keys, lambda position: names[int(position)], found.kind)

    return text(
        key,
        n=int(sizes[0]),
        first=said(most),
        most=int(most.value),
        last=said(fewest),
        fewest=int(fewest.value),
    )


def pickers(atlas: Atlas, view: View, text: Text) -> list[ComparePicker]:
    """Lists of provinces and trades to add from.

    Of the kind compared, or of both while nothing is.
    """
    kind = view.compare[0].partition(":")[0] if view.compare else ""
    lists = []
    used = atlas.trades.index[np.unique(atlas.trade_codes[atlas.trade_codes < len(atlas.trades)])]
    for name, codes in (("province", atlas.provinces.index), ("trade", used)):
        if kind in ("", name):
            options = [
                ComparePick(item_name(atlas, text, f"{name}:{c}"), f"{name}:{c}")
                for c in codes
                if f"{name}:{c}" not in view.compare
            ]
            options.sort(key=lambda o: alphabetic(o.label))
            lists.append(
                ComparePicker(text(f"compare.add_{name}"), text("compare.choose"), options)
            )
    return lists


def head(atlas: Atlas, view: View, found: Comparison | None, text: Text) -> ComparisonHead:
    """Title, what is counted, how to add; while nothing is compared, where to begin."""
    kind = found.kind if found else ""
    narrowed = (
        filter_clauses(atlas, without(view, kind), text).values() if kind != "cluster" else ()
    )
    full = len(view.compare) >= MAX_COMPARED
    return ComparisonHead(
        title=headline(atlas, view, found, text) if found else text("compare.title_none"),
        dated=date_notice(view, text, "compare"),
        intro=None if found else text("compare.intro", most=MAX_COMPARED),
        narrowed=(
            text("compare.narrowed", clauses=text("list.comma").join(narrowed))
            if narrowed
            else None
        ),
        clear=text("sentence.clear"),
        full=text("compare.full", most=MAX_COMPARED) if full else None,
        pickers=[] if full else pickers(atlas, view, text),
        search=(
            None if full else search_box(view, text, text(f"compare.search_{kind or 'any'}"), kind)
        ),
        starts=[] if found else starts(atlas, text),
        compare=view.compare,
        empty=text("compare.empty") if found else None,
        empty_put={"compare": ""},
    )


def starts(atlas: Atlas, text: Text) -> list[PutButton]:
    """Comparisons to begin with: the provinces, and the trades, with the most clusters on file."""
    found = []
    for kind, codes, values in (
        ("province", atlas.province_codes, atlas.provinces.index),
        ("trade", atlas.trade_codes, atlas.trades.index),
    ):
        counts = pd.Series(
            np.bincount(codes[codes < len(values)], minlength=len(values)), index=values
        )
        # of those that tie at the end none is left out
        items = [f"{kind}:{code}" for code in foremost(counts, 3) or foremost(counts, MAX_COMPARED)]
        names = text.join(item_name(atlas, text, i) for i in items)
        if len(items) > 1:
            found.append(
                PutButton(text(f"compare.start_{kind}", names=names), {"compare": ",".join(items)})
            )
    return found
