"""Gaps: what the record of a cluster does not say.

Each is a thing an office can find out and write down, so what is on file today is no gap, whatever
date the reader looks at.
"""

import numpy as np

from geo.atlas import Atlas
from geo.reference.gazetteer import PROVINCE

GAPS = (
    "stage",
    "stage_date",
    "city",
    "trade",
    "product",
    "firms",
    "employment",
    "figure_source",
    "figure_date",
    "shortfalls",
    "bodies",
    "source",
)


def gaps(atlas: Atlas) -> dict[str, np.ndarray]:
    """For each of GAPS a mask over the clusters: which lack it.

    A figure lacks a date or source only where there is a figure.
    """
    atlas = atlas.present or atlas
    clusters, content = atlas.clusters, atlas.content
    ids = clusters["cluster_id"]
    figures = content.observations

    def named(frame_ids: object) -> np.ndarray:
        return ids.isin(frame_ids).to_numpy()

    return {
        "stage": (clusters["stage"] == "unknown").to_numpy(),
        "stage_date": (clusters["stage_date"] == "").to_numpy(),
        "city": (clusters["precision"] == PROVINCE).to_numpy(),
        "trade": (clusters["isic_division"] == "").to_numpy(),
        "product": ((clusters["product_fa"] == "") & (clusters["product_en"] == "")).to_numpy(),
        "firms": ~atlas.has_firms,
        "employment": ~atlas.has_employment,
        "figure_source": named(figures.loc[figures["source_id"] == "", "cluster_id"]),
        "figure_date": named(figures.loc[figures["as_of"] == "", "cluster_id"]),
        "shortfalls": ~named(content.tags.loc[content.tags["kind"] == "shortfall", "cluster_id"]),
        "bodies": ~named(content.tags.loc[content.tags["kind"] == "body", "cluster_id"]),
        "source": (clusters["source_title"] == "").to_numpy(),
    }
