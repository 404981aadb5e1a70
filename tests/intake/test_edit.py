"""One record is changed by hand: what was asked for changes, nothing else does."""

from datetime import date

import pytest
from hypothesis import given, settings

from geo.basis.errors import DataError
from geo.intake.edit import (
    HAND_FIELDS,
    free_id,
    read_fields,
    rows_of_record,
    with_event,
    with_fields,
    with_observation,
    without_record,
    without_row,
)
from geo.intake.opening import ImportContext
from geo.registry.records import source_id, widen
from geo.registry.snapshot import Row, Snapshot
from tests.registry.contents import SOURCE, TODAY, TWO, event, seen
from tests.registry.strategies import snapshots


def texts(**changed: str) -> dict[str, str]:
    """What a form for c001 says."""
    return dict.fromkeys(HAND_FIELDS, "") | {
        "name_fa": "خوشه کاشی میبد", "province_iso": "یزد", "shortfalls": "بانک و تأمین مالی", "source_title": SOURCE[0], "source_url": SOURCE[1],
    } | changed  # fmt: skip


def rows(snapshot: Snapshot, table: str, owner: str = "c001") -> set[Row]:
    return {r for r in snapshot.rows(table) if r[0] == owner}


def saved(reading: ImportContext, **changed: str) -> Snapshot:
    return with_fields(TWO, "c001", read_fields(texts(**changed), reading.fields))


def test_a_form_left_as_it_is_changes_nothing(reading: ImportContext) -> None:
    assert saved(reading).same_content(TWO)


def test_a_field_is_changed_and_nothing_else(reading: ImportContext) -> None:
    new = saved(reading, product_fa="كاشي")
    assert new.clusters.set_index("cluster_id").at["c001", "product_fa"] == "کاشی"
    assert all(rows(new, t) == rows(TWO, t) for t in ("stage_events", "observations", "tags"))
    assert all(rows(new, t, "c002") == rows(TWO, t, "c002") for t in TWO.tables)


def test_a_field_may_be_emptied(reading: ImportContext) -> None:
    with_note = with_fields(TWO, "c001", read_fields(texts(note_fa="یادداشت"), reading.fields))
    assert with_fields(with_note, "c001", read_fields(texts(), reading.fields)).same_content(TWO)


def test_an_unknown_id_makes_a_record(reading: ImportContext) -> None:
    new = with_fields(
        TWO,
        free_id(TWO),
        read_fields(texts(name_fa="خوشه گز", province_iso="اصفهان"), reading.fields),
    )
    assert new.clusters["cluster_id"].tolist() == ["c001", "c002", "c003"]


def test_tags_that_stay_keep_their_source(reading: ImportContext) -> None:
    new = saved(reading, shortfalls="finance; technology", source_title="گزارش دیگر", source_url="")
    assert {r[2:] for r in rows(new, "tags")} == {
        ("finance", source_id(*SOURCE)),
        ("technology", source_id("گزارش دیگر", "")),
    }


def test_a_measured_place_is_kept_and_taken_away(reading: ImportContext) -> None:
    placed = saved(reading, lon="54.02", lat="32.2")
    assert placed.clusters.loc[0, ["lon", "lat"]].tolist() == [54.02, 32.2]
    assert with_fields(placed, "c001", read_fields(texts(), reading.fields)).same_content(TWO)


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("name_fa", "", "value_missing"),
        ("name_fa", "-", "value_missing"),
        ("province_iso", "آتلانتیس", "province_unknown"),
        ("lon", "شرق", "coordinate_unreadable"),
        ("lon", "54", "coordinate_half"),
        ("note_fa", "ن" * 5001, "text_too_long"),
        ("product_fa", "#REF!", "cell_error"),
    ],
)
def test_a_form_with_a_mistake_is_refused_with_its_field(
    reading: ImportContext, field: str, text: str, code: str
) -> None:
    with pytest.raises(DataError) as told:
        read_fields(texts(**{field: text}), reading.fields)
    assert code in [p.code for p in told.value.problems]


def test_all_mistakes_of_a_form_are_told_at_once(reading: ImportContext) -> None:
    with pytest.raises(DataError) as told:
        read_fields(texts(name_fa="", province_iso="آتلانتیس"), reading.fields)
    assert [(p.code, p.column) for p in told.value.problems] == [
        ("value_missing", "name_fa"),
        ("province_unknown", "province_iso"),
    ]


def test_an_event_joins_the_history(reading: ImportContext) -> None:
    new = with_event(
        TWO,
        "c001",
        "completed",
        "1404-02",
        ("جلسه", "meeting"),
        ("نامه", "https://example.ir/1"),
        TODAY,
    )
    assert rows(new, "stage_events") - rows(TWO, "stage_events") == {
        (
            "c001",
            "completed",
            "1404-02",
            "month",
            TODAY.isoformat(),
            "",
            "جلسه",
            "meeting",
            source_id("نامه", "https://example.ir/1"),
        )
    }
    assert (
        widen(new, reading.reference.stages.index).set_index("cluster_id").at["c001", "stage"]
        == "completed"
    )


def test_words_of_an_event_are_kept_clean() -> None:
    new = with_event(
        TWO, "c001", "completed", "", ("جلسه\u202e كميته\x00", ""), (" نامه\u200f ", ""), TODAY
    )
    (added,) = rows(new, "stage_events") - rows(TWO, "stage_events")
    assert (added[6], added[8]) == ("جلسه کمیته", source_id("نامه", ""))


def test_an_observation_joins_the_others_and_takes_the_place_of_one_of_its_date() -> None:
    joined = with_observation(
        TWO, "c001", "firms", (60.0, 60.0), "firms", "1403", source=SOURCE, today=TODAY
    )
    assert {r[2:4] for r in rows(joined, "observations")} == {(30, 50), (60, 60)}
    replaced = with_observation(
        joined, "c001", "firms", (40.0, 45.0), "firms", "1402", source=SOURCE, today=TODAY
    )
    assert {(r[2], r[3], r[5]) for r in rows(replaced, "observations")} == {
        (40, 45, "1402"),
        (60, 60, "1403"),
    }


@pytest.mark.parametrize("written", ["1406", "2031-01-01", "1405-12"])
def test_nothing_is_dated_in_the_future(written: str) -> None:
    with pytest.raises(DataError) as event_told:
        with_event(TWO, "c001", "completed", written, ("", ""), SOURCE, date(2026, 11, 24))
    with pytest.raises(DataError) as figure_told:
        with_observation(
            TWO,
            "c001",
            "firms",
            (1.0, 1.0),
            "firms",
            written,
            source=SOURCE,
            today=date(2026, 11, 24),
        )
    assert [e.value.problems[0].code for e in (event_told, figure_told)] == ["date_future"] * 2


def test_one_event_or_one_observation_is_taken_out() -> None:
    new = without_row(TWO, "stage_events", event("c001", "identified", "1398"))
    assert rows(TWO, "stage_events") - rows(new, "stage_events") == {
        event("c001", "identified", "1398")
    }
    assert (
        rows(
            without_row(TWO, "observations", seen("c001", "firms", 30, 50, "1402")), "observations"
        )
        == set()
    )


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    assert without_row(TWO, "stage_events", event("c009", "identified")).same_content(TWO)


def test_a_record_is_taken_out_with_all_that_belongs_to_it() -> None:
    new = without_record(TWO, "c001")
    assert {r[0] for t in TWO.tables if t != "sources" for r in new.rows(t)} == {"c002"}
    assert len(without_record(new, "c002").sources) == 0


def test_a_record_looks_the_same_until_somebody_changes_it() -> None:
    other = with_event(TWO, "c002", "completed", "1404", ("", ""), SOURCE, TODAY)
    assert rows_of_record(other, "c001") == rows_of_record(TWO, "c001")
    assert rows_of_record(other, "c002") != rows_of_record(TWO, "c002")


@settings(max_examples=20, deadline=None)
@given(snapshots())
def test_any_record_in_a_form_that_is_saved_as_it_is_stays_as_it_is(
    reading: ImportContext, snapshot: Snapshot
) -> None:
    for record in widen(snapshot, reading.reference.stages.index).to_dict("records"):
        form = {
            name: "" if record[name] != record[name] else str(record[name]) for name in HAND_FIELDS
        }
        changed = with_fields(snapshot, record["cluster_id"], read_fields(form, reading.fields))
        for table in ("clusters", "stage_events", "observations", "tags"):
            assert set(changed.rows(table)) == set(snapshot.rows(table))
