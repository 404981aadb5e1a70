"""Gatherings: every cluster in one mark, marks apart, near their places."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.drawing.gathering import FURTHEST, REACHES, SYMBOL, gather, radius_of

FRAME = (1000.0, 800.0)
PLACES = arrays(float, st.tuples(st.integers(0, 60), st.just(2)), elements=st.floats(40, 760))


@given(PLACES)
def test_every_cluster_is_in_one_mark(xy: np.ndarray) -> None:
    assert sorted(i for mark in gather(xy, FRAME) for i in mark.members) == list(range(len(xy)))


@given(PLACES)
def test_a_mark_stands_near_its_clusters_and_inside_the_frame(xy: np.ndarray) -> None:
    for mark in gather(xy, FRAME):
        away = np.hypot(*(xy[list(mark.members)] - (mark.x, mark.y)).T)
        assert away.max() <= REACHES[0] + FURTHEST + 0.5
        assert mark.radius <= mark.x + 0.1 <= FRAME[0] - mark.radius + 0.2


def test_clusters_of_one_place_are_one_mark_and_those_apart_are_not() -> None:
    marks = gather(np.array([[100.0, 100], [100, 100], [300, 300], [np.nan, np.nan]]), FRAME)
    assert [m.members for m in marks] == [(0, 1), (2,)]
    assert (marks[1].x, marks[1].y, marks[1].radius) == (300, 300, SYMBOL)


def test_marks_step_aside_until_they_can_be_read() -> None:
    few = gather(np.array([[100.0, 100]] * 12 + [[119.0, 100]] * 3), FRAME)
    assert len(few) == 2
    assert np.hypot(few[0].x - few[1].x, few[0].y - few[1].y) >= radius_of(12) + radius_of(3)


def test_the_same_clusters_give_the_same_marks() -> None:
    xy = np.random.default_rng(1).uniform(100, 300, (200, 2))
    assert gather(xy, FRAME) == gather(xy, FRAME)
