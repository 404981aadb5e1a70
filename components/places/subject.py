"""What a page is about, as part of the View: one province, one trade, one cluster.

What else the View holds stays in force.
"""

import numpy as np

from components.server.site import selection
from components.words.names import cluster_name, option_name
from components.words.text import Text
from geo.atlas import Atlas
from geo.profile import rows_of
from geo.view import View


def subject_name(atlas: Atlas, view: View, text: Text, page: str) -> str:
    """What the page of that name is about under this View.

    Empty where it is about nothing in particular.
    """
    if page == "cluster":
        return cluster_name(atlas, view.cluster, text) if view.cluster else ""
    chosen = view.chosen(page)[:1] if page in ("province", "trade") else ()
    return option_name(atlas, text, page, chosen[0]) if chosen else ""


def rows(atlas: Atlas, view: View) -> np.ndarray:
    """Positions in the Atlas of the clusters that `view` shows."""
    return rows_of(atlas, selection(atlas, view).clusters)


def has_other_filters(view: View, *own: str) -> bool:
    """Whether anything besides what the page is about narrows it."""
    return bool(view.text or set(view.choices) - set(own))
