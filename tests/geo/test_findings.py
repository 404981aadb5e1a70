"""What a row of figures lets a sentence claim: all that tie, on how many clusters, or nothing."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.findings import FEW, foremost, leaders, place

figures = st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=12)


@given(figures, st.booleans())
def test_all_that_share_the_extreme_are_named_and_the_unknown_never(
    values: list[int | None], lowest: bool
) -> None:
    found = leaders(pd.Series(values, dtype=float), lowest=lowest)
    known = {at: v for at, v in enumerate(values) if v is not None}
    if not known:
        assert found is None
        return
    assert found is not None
    extreme = min(known.values()) if lowest else max(known.values())
    assert set(found.keys) == {at for at, v in known.items() if v == extreme}
    assert (found.value, found.compared) == (extreme, len(known))
    assert found.is_level == (len(set(known.values())) == 1)


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 12)), min_size=1, max_size=12))
def test_shares_that_are_equal_as_fractions_tie_and_rest_on_what_they_are_shares_of(
    parts: list[tuple[int, int]],
) -> None:
    pairs = [(min(part, whole), whole) for part, whole in parts]
    values = pd.Series([part / whole for part, whole in pairs])
    found = leaders(values, pd.Series([whole for _, whole in pairs]))
    assert found is not None
    best = max(pairs, key=lambda pair: pair[0] / pair[1])
    tied = [whole for part, whole in pairs if part * best[1] == best[0] * whole]
    assert len(found.keys) == len(tied)
    assert found.support == ((min(tied), max(tied)) if min(tied) < FEW else None)


@given(figures)
def test_a_place_is_one_more_than_those_with_more_and_says_with_whom_it_is_shared(
    values: list[int | None],
) -> None:
    row = pd.Series(values, dtype=float)
    known = [v for v in values if v is not None]
    for at, own in enumerate(values):
        found = place(row, at)
        if own is None:
            assert found is None
            continue
        assert found is not None
        assert (found.rank, found.level_with, found.among) == (
            1 + sum(v > own for v in known),
            known.count(own) - 1,
            len(known),
        )


@given(st.lists(st.integers(0, 4), max_size=10), st.integers(1, 6))
def test_the_foremost_are_never_a_part_of_those_that_tie(values: list[int], most: int) -> None:
    found = {int(str(at)) for at in foremost(pd.Series(values, dtype=float), most)}
    assert len(found) <= most
    assert all(values[i] > 0 for i in found)
    assert all(values[i] > values[j] for i in found for j in range(len(values)) if j not in found)
    larger = [
        n
        for n in range(len(found) + 1, most + 1)
        if sum(v > 0 for v in values) >= n and len(set(sorted(values)[::-1][n - 1 : n + 1])) == 2
    ]
    assert not larger
