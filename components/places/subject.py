"""What a page is about, as part of the View: one province, one trade, one cluster. What else the View holds stays in force."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np

from components.links import page_link
from components.names import in_language, option_name
from components.site import selection
from components.text import Text
from geo.atlas import Atlas
from geo.profile import rows_of
from geo.view import View


def put_subject(param: str, value: str) -> dict[str, str]:
    """The parameters of a link to the page about `value`.

    Between provinces and trades what the last page was about is left behind, or the next would show only the part of both; to a cluster it
    comes along for the way back.
    """
    return {"cluster": value} if param == "cluster" else {"province": "", "trade": "", "cluster": "", param: value}


def subject_link(atlas: Atlas, view: View, param: str, value: str, label: str) -> dict[str, Any]:
    """A link to the page about a province, a trade or a cluster."""
    return page_link(atlas, param, view, label, put_subject(param, value))


def cluster_address(atlas: Atlas, view: View) -> str:
    """The address of a cluster's page, {id} for its id."""
    address: str = page_link(atlas, "cluster", view, "", put_subject("cluster", ""))["href"]
    return f"{address}{'&' if '?' in address else '?'}cluster={{id}}"


def cluster_names(atlas: Atlas, rows: np.ndarray, text: Text) -> list[tuple[str, str]]:
    """Id and name of the clusters at these positions."""
    columns = (atlas.clusters[c].iloc[rows].tolist() for c in ("cluster_id", "name_fa", "name_en"))
    return [(cluster_id, in_language(text, persian, english)) for cluster_id, persian, english in zip(*columns, strict=True)]


def cluster_name(atlas: Atlas, cluster_id: str, text: Text) -> str:
    """A cluster's name in the reader's language, or in the other where only that is on file."""
    return cluster_names(atlas, np.array([atlas.row_of[cluster_id]]), text)[0][1]


def subject_name(atlas: Atlas, view: View, text: Text, page: str) -> str:
    """What the page of that name is about under this View; empty where it is about nothing in particular."""
    if page == "cluster":
        return cluster_name(atlas, view.cluster, text) if view.cluster else ""
    chosen = view.chosen(page)[:1] if page in ("province", "trade") else ()
    return option_name(atlas, text, page, chosen[0]) if chosen else ""


def only(view: View, param: str) -> View:
    """The View with one value of a filter, the first chosen."""
    return with_choice(view, param, view.chosen(param)[:1])


def without(view: View, *params: str) -> View:
    """The View with these filters off."""
    return replace(view, choices=MappingProxyType({p: v for p, v in view.choices.items() if p not in params}), cluster="", sort="")


def with_choice(view: View, param: str, values: tuple[str, ...]) -> View:
    choices: Mapping[str, tuple[str, ...]] = {**view.choices, param: values}
    return replace(view, choices=MappingProxyType(dict(choices)))


def rows(atlas: Atlas, view: View) -> np.ndarray:
    """Positions in the Atlas of the clusters that `view` shows."""
    return rows_of(atlas, selection(atlas, view).clusters)


def has_other_filters(view: View, *own: str) -> bool:
    """Whether anything besides what the page is about narrows it."""
    return bool(view.text or set(view.choices) - set(own))
