"""Small flat maps."""

import numpy as np
import pytest

from geo.atlas import Atlas
from geo.drawing.sketch import MapFrame, frame_around, neighbours, shapes_in, spread


def test_a_frame_draws_a_kilometre_as_long_to_the_north_as_to_the_east() -> None:
    frame = MapFrame(50, 31, 52, 33, 600)
    east, north = (
        frame.project(np.array([[50.0, 32.0], [51.0, 32.0]])),
        frame.project(np.array([[51.0, 32.0], [51.0, 31.0]])),
    )
    # at 32° a degree of longitude is cos 32° of one of latitude
    assert (east[1, 0] - east[0, 0]) / (north[1, 1] - north[0, 1]) == pytest.approx(
        np.cos(np.radians(32))
    )


@pytest.mark.parametrize("province", ["IR-10", "IR-23", "IR-22"])
def test_a_province_lies_whole_in_its_frame_and_no_frame_is_taller_than_allowed(
    atlas: Atlas, province: str
) -> None:
    outline = atlas.boundaries.fine.loc[province]
    frame = frame_around(outline, 640, 520)
    west, south, east, north = outline.bounds
    corners = frame.project(np.array([[west, north], [east, south]]))
    assert (corners >= 0).all()
    assert corners[:, 0].max() <= 640
    assert corners[:, 1].max() <= frame.height <= 521


def test_the_outlines_in_a_frame_are_the_province_and_those_around_it(atlas: Atlas) -> None:
    frame = frame_around(atlas.boundaries.fine.loc["IR-25"], 640, 520)
    drawn = {shape.code for shape in shapes_in(frame, atlas.boundaries.fine)}
    assert {"IR-25", *neighbours(atlas.boundaries, "IR-25")} <= drawn
    assert all(
        shape.path.startswith("M") and shape.path.endswith("z")
        for shape in shapes_in(frame, atlas.boundaries.fine)
    )


def test_neighbours_are_mutual_and_kermanshah_has_its_four(atlas: Atlas) -> None:
    pairs = {code: set(neighbours(atlas.boundaries, code)) for code in atlas.provinces.index}
    assert all(a in pairs[b] for a in pairs for b in pairs[a])
    names = {str(atlas.provinces.at[c, "name_en"]) for c in pairs["IR-05"]}
    assert {"Kurdistan", "Hamadan", "Lorestan", "Ilam"} <= names


def test_clusters_at_one_spot_are_drawn_apart() -> None:
    frame = MapFrame(50, 31, 52, 33, 600)
    at = spread(frame, np.array([[51.0, 32.0]] * 12), 6)
    gaps = np.hypot(*(at[:, None, :] - at[None, :, :]).transpose(2, 0, 1))
    assert gaps[np.triu_indices(12, 1)].min() > 8
    assert tuple(at[0]) == tuple(frame.project(np.array([[51.0, 32.0]]))[0].round(1))
