"""Two versions are told apart record by record and field by field."""

from hypothesis import given, settings

from geo.reference.reference import ReferenceData
from geo.registry.change import Change, FieldChange
from geo.registry.difference import Difference, difference
from geo.registry.snapshot import Row, Snapshot
from tests.registry.contents import TWO, cluster, content, event, seen
from tests.registry.strategies import snapshots


def changed(reference: ReferenceData, old: Snapshot, new: Snapshot) -> tuple[FieldChange, ...]:
    (change,) = difference(old, new, reference.stages.index).changed
    return change.fields


def with_firms(*observations: Row) -> Snapshot:
    return content(cluster("c1"), observations=observations)


def test_records_that_came_and_went_are_named(reference: ReferenceData) -> None:
    new = content(cluster("c002", "خوشه فرش کاشان", "IR-10"), cluster("c003", "خوشه گز"))
    found = difference(TWO, new, reference.stages.index)
    assert found.added == (Change("c003", "خوشه گز", "IR-21", 0),)
    assert found.removed == (Change("c001", "خوشه کاشی میبد", "IR-21", 0),)
    assert [c.cluster_id for c in found.changed] == ["c002"]


def test_a_field_is_told_before_and_after(reference: ReferenceData) -> None:
    assert changed(
        reference,
        content(cluster("c1", product_fa="کاشی")),
        content(cluster("c1", product_fa="سرامیک")),
    ) == (FieldChange("product_fa", "کاشی", "سرامیک"),)


def test_an_event_that_leaves_the_present_alone_is_a_change_without_fields(
    reference: ReferenceData,
) -> None:
    old = content(cluster("c1"), events=(event("c1", "diagnostic", "1402"),))
    assert (
        changed(
            reference,
            old,
            content(
                cluster("c1"),
                events=(event("c1", "diagnostic", "1402"), event("c1", "identified", "1398")),
            ),
        )
        == ()
    )


def test_a_number_is_told_once_and_a_range_with_both_ends(reference: ReferenceData) -> None:
    assert changed(
        reference, with_firms(seen("c1", "firms", 30)), with_firms(seen("c1", "firms", 40))
    ) == (FieldChange("firms", "30", "40"),)
    assert changed(
        reference, with_firms(seen("c1", "firms", 30)), with_firms(seen("c1", "firms", 30, 50))
    ) == (FieldChange("firms_high", "30", "50"),)
    assert changed(
        reference, with_firms(seen("c1", "firms", 30, 50)), with_firms(seen("c1", "firms", 30))
    ) == (FieldChange("firms_high", "50", "30"),)


def test_large_numbers_are_told_apart_to_the_last_digit(reference: ReferenceData) -> None:
    old, new = (
        with_firms(seen("c1", "sales", n, unit="bn_rial"))
        for n in (12_345_678_901.0, 12_345_678_902.0)
    )
    assert changed(reference, old, new) == (FieldChange("sales", "12345678901", "12345678902"),)


@settings(max_examples=20, deadline=None)
@given(snapshots())
def test_a_content_does_not_differ_from_itself(
    reference: ReferenceData, snapshot: Snapshot
) -> None:
    assert difference(snapshot, snapshot, reference.stages.index) == Difference((), (), ())


@settings(max_examples=20, deadline=None)
@given(snapshots(), snapshots())
def test_the_other_way_round_what_came_went(
    reference: ReferenceData, one: Snapshot, other: Snapshot
) -> None:
    there, back = (
        difference(one, other, reference.stages.index),
        difference(other, one, reference.stages.index),
    )
    assert [c.cluster_id for c in there.added] == [c.cluster_id for c in back.removed]
    assert [(c.cluster_id, {(f.field, f.old, f.new) for f in c.fields}) for c in there.changed] == [
        (c.cluster_id, {(f.field, f.new, f.old) for f in c.fields}) for c in back.changed
    ]
    assert there.is_empty == one.same_content(other) or set(one.rows("sources")) != set(
        other.rows("sources")
    )
