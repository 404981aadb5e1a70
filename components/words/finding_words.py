"""Findings in words.

Who leads, all that tie or their number; and on how many clusters that rests, where these are few.
"""

from collections.abc import Callable, Hashable, Iterable

import pandas as pd

from components.words.text import Text
from geo.atlas import Atlas
from geo.findings import NAMED, Finding
from geo.indicators import INDICATORS
from geo.selection import Selection


def named(text: Text, keys: Iterable[Hashable], name: Callable[[str], str], kind: str) -> str:
    """The names of those that tie; of more than NAMED their number.

    kind: a key of the catalogue, `province`, `trade` and the like.
    """
    every = [str(key) for key in keys]
    return (
        text.join(map(name, every))
        if len(every) <= NAMED
        else text(f"finding.many_{kind}", n=len(every))
    )


def value_text(text: Text, finding: Finding, value: str) -> str:
    """A finding's figure, with the clusters it rests on where they are few."""
    if not finding.support:
        return value
    fewest, most = finding.support
    if len(finding.keys) == 1:
        basis = clusters_text(text, most)
    else:
        basis = (
            text("finding.basis_each", n=most)
            if fewest == most
            else text("finding.basis_range", low=fewest, high=most)
        )
    return text("finding.value_from", value=value, basis=basis)


def clusters_text(text: Text, clusters: int) -> str:
    """On how many clusters a figure rests."""
    return text("finding.basis", n=clusters)


def no_record(atlas: Atlas, selection: Selection, text: Text) -> str:
    """The provinces looked at of which nothing is on file, by name."""
    return named(
        text,
        selection.unrecorded,
        lambda code: str(atlas.provinces.at[code, f"name_{text.lang}"]),
        "province",
    )


def metric_support(selection: Selection) -> pd.Series | None:
    """How many clusters each province's figure rests on.

    None where the figure is itself that count.
    """
    is_count = INDICATORS[selection.view.metric].is_count
    return None if is_count else selection.provinces["support"]


def is_tautology(selection: Selection) -> bool:
    """Whether the metric would only repeat the filter.

    A share of stages among clusters chosen by their stage.
    """
    indicator = INDICATORS[selection.view.metric]
    return indicator.is_of_stages and bool(selection.view.chosen("stage"))
