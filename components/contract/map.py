"""What the map in its frame receives: facts once per version and language, then each Selection.

Columns of all clusters stand as lists, in the Atlas's order: thousands of rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from components.contract.controls import Choice
from components.contract.links import PageLink
from components.contract.wire import Panel


@dataclass(frozen=True)
class MapClusters:
    """The columns of all clusters. spot, stage, precision: positions in the lists of MapFacts."""

    id: Sequence[str]
    spot: Sequence[int]
    stage: Sequence[int]
    precision: Sequence[int]
    name: Sequence[str]


@dataclass(frozen=True)
class GatheredWords:
    """What is said of clusters gathered in one number; one, other and page_of have {places}."""

    one: str
    other: str
    closer: str
    list: str
    close: str
    previous: str
    next: str
    page_of: str


@dataclass(frozen=True)
class MapFacts:
    """The map's settings, the spots where clusters lie, and all clusters.

    bounds: south-west and north-east, latitude first, degrees. fine_zoom: from where on the finer
    outlines are fetched. provinces: name, longitude and latitude of the label, by code. stages:
    name and position of the group. spots: longitude and latitude, each once. told_apart: so many
    clusters are drawn one by one. hover: of one cluster, of several, of none on file. values: how a
    value is said, by metric; undefined: what is said where there is none.
    """

    lang: str
    label: str
    home: str
    attribution: str
    invented: str
    bounds: Sequence[Sequence[float]]
    fine_zoom: int
    provinces: Mapping[str, tuple[str, float, float]]
    stages: Sequence[tuple[str, int]]
    precisions: Sequence[str]
    spots: Sequence[tuple[float, float]]
    clusters: MapClusters
    told_apart: int
    groups: Sequence[str]
    gathered: GatheredWords
    hover: tuple[str, str, str]
    values: Mapping[str, str]
    undefined: Mapping[str, str]


@dataclass(frozen=True)
class MapPayload:
    """One Selection on the map.

    provinces: class, clusters or None where nothing is on file, value in words or None, whether
    chosen (1). shown: which clusters, a bit each as base64; None for all. stages: at another date
    than the present, those of all clusters, a base-36 digit each. stamp: names the View.
    """

    provinces: Mapping[str, tuple[int, int | None, str | None, int]]
    metric: str
    any_chosen: bool
    shown: str | None
    stages: str | None
    cluster: str
    stamp: str


@dataclass(frozen=True)
class MapHead(Panel):
    """Above the map: its finding, the choice of metric. failed: said where it cannot be drawn."""

    title: str
    metric_label: str
    metrics: Sequence[Choice]
    info: PageLink
    pages: Sequence[PageLink]
    failed: str
    description: str


@dataclass(frozen=True)
class AreaClass:
    """A class of a choropleth with its words. class_: see geo/class_breaks.py."""

    class_: int
    label: str


@dataclass(frozen=True)
class MapLegend(Panel):
    """Below the map: its classes, and the shapes of the stage groups.

    gathered: what a number means, None where all clusters are drawn one by one. info, points_info:
    the ways to the methods.
    """

    title: str
    areas: Sequence[AreaClass]
    points_title: str
    points: Sequence[str]
    approximate: str
    gathered: str | None
    info: PageLink | None = None
    points_info: PageLink | None = None
