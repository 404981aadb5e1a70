"""Sketches: a small flat map as paths, in units of which `width` fit across.

Plain equirectangular at the middle latitude, which over one province bends nothing that an eye
would see. Longitude first, as everywhere.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.reference.boundaries import Boundaries

MARGIN = 0.12
"""Land shown around a province, as a part of its longer side."""
TOUCHING = 0.02
"""Degrees within which two outlines are neighbours: digitised borders do not quite meet."""
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))


@dataclass(frozen=True)
class MapFrame:
    """A box of degrees drawn `width` units wide."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @cached_property
    def scale(self) -> float:
        """Units of a degree of longitude."""
        return self.width / (self.east - self.west)

    @cached_property
    def stretch(self) -> float:
        """Units of a degree of latitude."""
        return self.scale / math.cos(math.radians((self.south + self.north) / 2))

    @property
    def height(self) -> float:
        """The box's height in the units of `width`."""
        return (self.north - self.south) * self.stretch

    def project(self, lonlat: np.ndarray) -> np.ndarray:
        """Points (n, 2) in degrees as units from the upper left."""
        return np.column_stack(
            [(lonlat[:, 0] - self.west) * self.scale, (self.north - lonlat[:, 1]) * self.stretch]
        )


@dataclass(frozen=True)
class Shape:
    """An outline as an SVG path, and where its name stands freest.

    Room: units from there to its border.
    """

    code: str
    path: str
    x: float
    y: float
    room: float


def frame_around(shape: shapely.Geometry, width: float, tallest: float) -> MapFrame:
    """The box around `shape` with a margin, not taller than `tallest` units.

    Where it would be, land beside it is added.
    """
    west, south, east, north = shape.bounds
    squeeze = math.cos(math.radians((south + north) / 2))
    margin = MARGIN * max((east - west) * squeeze, north - south)
    west, east, south, north = (
        west - margin / squeeze,
        east + margin / squeeze,
        south - margin,
        north + margin,
    )
    missing = (north - south) / squeeze * width / tallest - (east - west)
    if missing > 0:
        west, east = west - missing / 2, east + missing / 2
    return MapFrame(west, south, east, north, width)


def shapes_in(frame: MapFrame, outlines: gpd.GeoSeries) -> list[Shape]:
    """The outlines that reach into the frame, cut at its edge and thinned to half a unit."""
    box = shapely.box(frame.west, frame.south, frame.east, frame.north)
    found = []
    for code, outline in outlines[outlines.intersects(box)].items():
        cut = shapely.simplify(shapely.clip_by_rect(outline, *box.bounds), 0.5 / frame.scale)
        path = path_of(frame, cut)
        if not path:
            continue
        circle = shapely.maximum_inscribed_circle(cut, tolerance=2 / frame.scale)
        at = frame.project(shapely.get_coordinates(circle)[:1])[0]
        found.append(
            Shape(
                str(code),
                path,
                round(float(at[0]), 1),
                round(float(at[1]), 1),
                round(float(shapely.length(circle)) * frame.scale, 1),
            )
        )
    return found


def path_of(frame: MapFrame, shape: shapely.Geometry) -> str:
    """The polygons of `shape` as an SVG path; empty for none."""
    parts = []
    for polygon in shapely.get_parts(shape):
        if polygon.geom_type != "Polygon":
            continue
        for ring in (polygon.exterior, *polygon.interiors):
            steps = frame.project(shapely.get_coordinates(ring))[:-1].round(1)
            parts.append("M" + "L".join(f"{x:g},{y:g}" for x, y in steps) + "z")
    return "".join(parts)


def spread(frame: MapFrame, lonlat: np.ndarray, radius: float) -> np.ndarray:
    """Points (n, 2) as units; those at one spot spiral out around it, so that all are seen."""
    at = frame.project(lonlat)
    order = pd.DataFrame(lonlat).groupby([0, 1], sort=False).cumcount().to_numpy()
    distance = 2 * radius * np.sqrt(order)
    return (
        at
        + np.column_stack([np.cos(order * GOLDEN_ANGLE), np.sin(order * GOLDEN_ANGLE)])
        * distance[:, None]
    ).round(1)


def neighbours(boundaries: Boundaries, province: str) -> list[str]:
    """The provinces that share a border with this one."""
    near = boundaries.fine.loc[province].buffer(TOUCHING)
    found = boundaries.fine[boundaries.fine.intersects(near)]
    return [str(code) for code in found.index if code != province]
