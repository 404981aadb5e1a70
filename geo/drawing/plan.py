"""The plan: provinces and clusters in a flat frame, ready to be drawn at any size.

Units are thousandths of the frame's width, x to the right, y down. Lambert's conformal conic with
the two parallels of Iran's own maps.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geo.atlas import Atlas
from geo.reference.boundaries import Boundaries

CONIC = "+proj=lcc +lat_1=28 +lat_2=36.5 +lat_0=32.5 +lon_0=53.7 +datum=WGS84 +units=m"
WIDTH = 1000.0
ASPECTS = (0.72, 0.9)
"""Least and greatest height of a frame by its width."""
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Area:
    """A province on the plan.

    Its rings, outer and inner alike, first point not repeated; where a label stands freest.
    """

    code: str
    rings: tuple[Ring, ...]
    anchor: tuple[float, float]


@dataclass(frozen=True)
class Plan:
    """A part of the country, flat, as a picture draws it.

    areas: the provinces that the frame shows, in the Atlas's order. spots: x, y of each cluster,
    NaN outside. locator: the whole country at this frame's scale of 1000, empty where the frame is
    the whole country.
    """

    height: float
    areas: tuple[Area, ...]
    spots: np.ndarray
    locator: tuple[Area, ...]
    locator_height: float


@dataclass(frozen=True)
class _Flat:
    fine: Mapping[str, BaseGeometry]
    overview: Mapping[str, BaseGeometry]


@lru_cache(maxsize=4)
def _flat(boundaries: "_ByIdentity") -> _Flat:
    def flat(shapes: gpd.GeoSeries) -> dict[str, BaseGeometry]:
        return dict(
            zip(shapes.index, shapely.make_valid(shapes.to_crs(CONIC).to_numpy()), strict=True)
        )

    return _Flat(flat(boundaries.of.fine), flat(boundaries.of.overview))


class _ByIdentity:
    """Boundaries as a key: the same object, the same outlines."""

    def __init__(self, of: Boundaries) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.of is other.of

    def __hash__(self) -> int:
        return id(self.of)


def plan(atlas: Atlas, rows: np.ndarray, focus: tuple[str, ...] = ()) -> Plan:
    """The country, or the provinces of `focus` with what lies around them.

    `rows` are the positions of the clusters to place.
    """
    flat = _flat(_ByIdentity(atlas.boundaries))
    whole = _PlanFrame.around(flat.overview.values(), margin=0.012)
    frame = (
        _PlanFrame.around([flat.fine[c] for c in focus], margin=0.09).proportioned(*ASPECTS)
        if focus
        else whole
    )
    shown = flat.fine if focus else flat.overview
    areas = tuple(area for code, shape in shown.items() for area in frame.areas(code, shape))
    points = gpd.GeoSeries(atlas.clusters.geometry.iloc[rows], crs="EPSG:4326").to_crs(CONIC)
    xy = frame.on_plan(np.column_stack([points.x, points.y]).reshape(-1, 2))
    inside = (xy >= 0).all(axis=1) & (xy[:, 0] <= WIDTH) & (xy[:, 1] <= frame.height)
    xy = np.where(inside[:, None], xy, np.nan)
    locator = (
        tuple(area for code, shape in flat.overview.items() for area in whole.areas(code, shape))
        if focus
        else ()
    )
    return Plan(float(frame.height), areas, xy, locator, float(whole.height))


@dataclass(frozen=True)
class _PlanFrame:
    west: float
    south: float
    east: float
    north: float

    @classmethod
    def around(cls, shapes: object, margin: float) -> "_PlanFrame":
        west, south, east, north = shapely.total_bounds(list(shapes))  # type: ignore[call-overload]
        extra = margin * max(east - west, north - south)
        return cls(west - extra, south - extra, east + extra, north + extra)

    def proportioned(self, least: float, greatest: float) -> "_PlanFrame":
        """Widened to a height of `least` to `greatest` by its width."""
        wide, high = self.east - self.west, self.north - self.south
        more_high, more_wide = max(least * wide - high, 0) / 2, max(high / greatest - wide, 0) / 2
        return _PlanFrame(
            self.west - more_wide,
            self.south - more_high,
            self.east + more_wide,
            self.north + more_high,
        )

    @property
    def scale(self) -> float:
        return WIDTH / (self.east - self.west)

    @property
    def height(self) -> float:
        return (self.north - self.south) * self.scale

    def on_plan(self, xy: np.ndarray) -> np.ndarray:
        return np.column_stack(
            [(xy[:, 0] - self.west) * self.scale, (self.north - xy[:, 1]) * self.scale]
        )

    def areas(self, code: str, shape: BaseGeometry) -> Iterator[Area]:
        """The part of a province that lies in the frame, if any."""
        cut = shapely.clip_by_rect(shape, self.west, self.south, self.east, self.north)
        polygons = [
            p
            for p in shapely.get_parts(cut)
            if p.geom_type == "Polygon" and p.area * self.scale**2 > 4
        ]
        if not polygons:
            return
        rings = [r for p in polygons for r in (p.exterior, *p.interiors)]
        drawn = tuple(
            tuple(
                (x, y) for x, y in self.on_plan(shapely.get_coordinates(r)[:-1]).round(1).tolist()
            )
            for r in rings
        )
        middle = shapely.get_coordinates(
            shapely.maximum_inscribed_circle(
                max(polygons, key=lambda p: p.area), tolerance=4 / self.scale
            )
        )[0]
        x, y = self.on_plan(middle[None, :])[0]
        yield Area(code, tuple(r for r in drawn if len(r) > 2), (float(x), float(y)))
