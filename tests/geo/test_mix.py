"""Mixes worked out by hand."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.mix import quotients, ranks, rests_on_few, shares, similarity

COUNTS = arrays(np.int64, 6, elements=st.integers(0, 50))


def test_the_quotient_is_the_share_here_by_the_share_nationally() -> None:
    # 3 of 4 here, 6 of 20 in the country: 0.75 / 0.30; 1 of 4 here, 14 of 20: 0.25 / 0.70
    assert np.allclose(quotients(np.array([3, 1]), np.array([6, 14])), [2.5, 0.25 / 0.7])


def test_the_quotient_of_a_trade_that_nobody_has_is_not_defined() -> None:
    assert np.isnan(quotients(np.array([1, 0]), np.array([2, 0]))[1])


def test_shares_of_nothing_are_not_defined() -> None:
    assert np.isnan(shares(np.array([0, 0]))).all()


def test_few_clusters_of_a_trade_or_in_the_place_are_told() -> None:
    assert rests_on_few(np.array([3, 2, 8])).tolist() == [False, True, False]
    assert rests_on_few(np.array([5, 4])).tolist() == [True, True]


def test_similarity_is_the_part_that_two_mixes_share() -> None:
    # shares 0.5 0.5 0 against 0.2 0.5 0.3: the differences sum to 0.6, half of it is 0.3
    assert np.allclose(similarity(np.array([5, 5, 0]), np.array([[2, 5, 3]])), [0.7])


def test_mixes_of_too_few_clusters_are_not_compared() -> None:
    assert np.isnan(similarity(np.array([2, 2]), np.array([[20, 20]]))[0])
    assert np.isnan(similarity(np.array([20, 20]), np.array([[2, 2]]))[0])


@given(COUNTS, COUNTS)
def test_similarity_does_not_depend_on_the_side_and_lies_between_nothing_and_all(
    one: np.ndarray, other: np.ndarray
) -> None:
    there, back = similarity(one, other[None, :])[0], similarity(other, one[None, :])[0]
    assert (np.isnan(there) and np.isnan(back)) or (
        abs(there - back) < 1e-12 and -1e-12 <= there <= 1 + 1e-12
    )


def test_ranks_count_from_the_greatest_equal_where_equal_and_leave_out_what_has_no_value() -> None:
    assert ranks(np.array([2.0, 5.0, np.nan, 2.0, 1.0])).tolist() == [2, 1, 0, 2, 4]
