"""A file changes what it says and nothing else; the same file again changes nothing."""

from datetime import date, timedelta

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from geo.basis.errors import DataError
from geo.intake.examined import Examined
from geo.intake.merge import AS_NEW
from geo.intake.opening import ImportContext
from geo.registry.change import FieldChange
from geo.registry.records import source_id
from geo.registry.snapshot import Row, Snapshot
from tests.registry.contents import SOURCE, TODAY, TWO, cluster, content, event, seen
from tests.registry.loading import after, look
from tests.registry.strategies import snapshots

ID, NAME, PROVINCE, STAGE, DATE, FIRMS, AS_OF = (
    "شناسه",
    "نام خوشه",
    "استان",
    "مرحله",
    "تاریخ مرحله",
    "تعداد بنگاه",
    "تاریخ آمار",
)
TITLE, URL = "منبع", "نشانی منبع"


def one(reading: ImportContext, old: Snapshot, today: date = TODAY, **cells: str) -> Examined:
    """A file of one row about c001, with these cells by heading."""
    headings = {"product": "محصول", "stage": STAGE, "stage_date": DATE, "firms": FIRMS, "as_of": AS_OF, "title": TITLE, "url": URL} | {
        "word": "مرحله به گزارش منبع", "needs": "کاستی‌ها", "name": NAME, "note": "توضیح",
    }  # fmt: skip
    row = {"name": "خوشه کاشی میبد"} | cells
    return look(
        reading,
        old,
        [[ID, PROVINCE, *(headings[c] for c in row)], ["c001", "یزد", *row.values()]],
        today,
    )


def rows_of(snapshot: Snapshot, table: str, owner: str = "c001") -> set[Row]:
    return {r for r in snapshot.rows(table) if r[0] == owner}


def stages(found: Examined) -> set[tuple[object, ...]]:
    return {(r[1], r[2]) for r in rows_of(found.comparison.new, "stage_events")}


def figures(found: Examined) -> set[tuple[object, ...]]:
    return {(*r[2:4], r[5]) for r in rows_of(found.comparison.new, "observations")}


def test_new_rows_get_the_next_free_ids_and_the_file_as_their_source(
    reading: ImportContext,
) -> None:
    found = look(
        reading, TWO, [[NAME, PROVINCE], ["خوشه گز", "اصفهان"], ["خوشه زعفران", "خراسان رضوی"]]
    )
    assert [(c.cluster_id, c.name, c.province_iso, c.row) for c in found.comparison.added] == [
        ("c003", "خوشه گز", "IR-10", 2),
        ("c004", "خوشه زعفران", "IR-09", 3),
    ]
    assert {r[-1] for r in found.comparison.new.rows("clusters") if r[0] == "c003"} == {
        source_id("گزارش.csv", "")
    }


def test_a_row_keeps_an_id_of_the_atlas_and_no_other(reading: ImportContext) -> None:
    found = look(
        reading,
        TWO,
        [
            [ID, NAME, PROVINCE],
            ["c077", "خوشه گز", "اصفهان"],
            ["Y-7", "خوشه سوهان", "قم"],
            ["", "خوشه زعفران", "یزد"],
        ],
    )
    assert [c.cluster_id for c in found.comparison.added] == ["c077", "c078", "c079"]
    assert found.codes == {("IR-25", "Y-7"): "c078"}


def test_a_changed_field_is_shown_before_and_after_and_nothing_else_changes(
    reading: ImportContext,
) -> None:
    found = one(reading, TWO, product="کاشی دیوار")
    (change,) = found.comparison.changed
    assert (change.cluster_id, change.row, change.fields) == (
        "c001",
        2,
        (FieldChange("product_fa", "", "کاشی دیوار"),),
    )
    assert all(
        rows_of(found.comparison.new, t) == rows_of(TWO, t)
        for t in ("stage_events", "observations", "tags")
    )
    assert all(
        rows_of(found.comparison.new, t, "c002") == rows_of(TWO, t, "c002") for t in TWO.tables
    )


@pytest.mark.parametrize("blank", ["", " ", "-", "—", "n/a", "گزارش نشده", "؟"])
def test_a_blank_cell_keeps_what_is_on_file(reading: ImportContext, blank: str) -> None:
    found = one(
        reading,
        TWO,
        product=blank,
        stage=blank,
        stage_date=blank,
        firms=blank,
        as_of=blank,
        needs=blank,
        title=blank,
        url=blank,
    )
    assert found.comparison.is_empty
    assert (found.comparison.unchanged, found.checked.refused) == (1, ())


def test_a_stage_that_is_reported_as_unknown_keeps_the_one_on_file(reading: ImportContext) -> None:
    assert one(reading, TWO, stage="نامشخص").comparison.is_empty


def test_a_stage_of_another_date_joins_the_history(reading: ImportContext) -> None:
    found = one(reading, TWO, stage="پیاده‌سازی", stage_date="1403/02")
    assert stages(found) == {
        ("identified", "1398"),
        ("diagnostic", "1401-05"),
        ("implementation", "1403-02"),
    }
    assert found.comparison.older == ()


def test_an_older_stage_joins_the_history_and_is_told_as_not_the_present_one(
    reading: ImportContext,
) -> None:
    found = one(reading, TWO, stage="امکان‌سنجی", stage_date="1399")
    assert ("feasibility", "1399") in stages(found)
    assert [c.cluster_id for c in found.comparison.older] == ["c001"]


def test_a_date_known_more_exactly_takes_the_place_of_the_rougher_one(
    reading: ImportContext,
) -> None:
    assert stages(one(reading, TWO, stage="شناسایی", stage_date="1398/04")) == {
        ("identified", "1398-04"),
        ("diagnostic", "1401-05"),
    }


def test_a_rougher_date_says_nothing_new(reading: ImportContext) -> None:
    assert one(reading, TWO, stage="مطالعه شناختی", stage_date="1401").comparison.is_empty


def test_a_stage_without_a_date_is_true_on_the_day_it_is_recorded(reading: ImportContext) -> None:
    found = one(reading, TWO, stage="پیاده‌سازی")
    assert ("implementation", "") in stages(found)
    assert {r[4] for r in rows_of(found.comparison.new, "stage_events") if not r[2]} == {
        TODAY.isoformat()
    }


def test_the_sources_own_word_for_a_stage_can_be_corrected(reading: ImportContext) -> None:
    found = one(reading, TWO, stage="مطالعه شناختی", stage_date="1401/05", word="شناخت اولیه")
    assert {
        r[5] for r in rows_of(found.comparison.new, "stage_events") if r[1] == "diagnostic"
    } == {"شناخت اولیه"}
    assert {
        r[5]
        for r in rows_of(one(reading, TWO, word="شناخت").comparison.new, "stage_events")
        if r[1] == "diagnostic"
    } == {"شناخت"}


def test_a_figure_of_another_date_joins_the_history(reading: ImportContext) -> None:
    assert figures(one(reading, TWO, firms="60", as_of="1403")) == {
        (30, 50, "1402"),
        (60, 60, "1403"),
    }


def test_a_figure_of_the_same_date_takes_the_place_of_the_one_on_file(
    reading: ImportContext,
) -> None:
    assert figures(one(reading, TWO, firms="45", as_of="1402")) == {(45, 45, "1402")}


def test_a_figure_without_a_date_stands_beside_a_dated_one(reading: ImportContext) -> None:
    assert figures(one(reading, TWO, firms="45")) == {(30, 50, "1402"), (45, 45, "")}


def test_a_range_is_told_with_both_ends(reading: ImportContext) -> None:
    (change,) = one(reading, TWO, firms="30 تا 60", as_of="1402").comparison.changed
    assert change.fields == (FieldChange("firms", "30–50", "30–60"),)


def test_a_source_that_is_named_again_keeps_its_address(reading: ImportContext) -> None:
    found = one(reading, TWO, product="کاشی", title=SOURCE[0])
    assert {r[-1] for r in rows_of(found.comparison.new, "clusters")} == {source_id(*SOURCE)}


def test_a_source_on_file_in_arabic_letters_stays_the_one_it_is(reading: ImportContext) -> None:
    old = content(cluster("c001", source=("گزارش خوشهيها", "https://example.ir")))
    old.tables["sources"].loc[0] = (
        source_id("گزارش خوشهيها", "https://example.ir"),
        "گزارش خوشهيها",
        "https://example.ir",
    )
    found = one(reading, old, product="کاشی", title="گزارش خوشهیها")
    assert {r[-1] for r in rows_of(found.comparison.new, "clusters")} == {
        source_id("گزارش خوشهيها", "https://example.ir")
    }


def test_another_source_takes_the_place_of_the_one_on_file(reading: ImportContext) -> None:
    found = one(reading, TWO, title="گزارش دیگر")
    assert {r[-1] for r in rows_of(found.comparison.new, "clusters")} == {
        source_id("گزارش دیگر", "")
    }


def test_tags_are_replaced_and_those_that_stay_keep_their_source(reading: ImportContext) -> None:
    found = one(reading, TWO, needs="بانک و تأمین مالی؛ فناوری", title="گزارش دیگر")
    assert {r[2:] for r in rows_of(found.comparison.new, "tags")} == {
        ("finance", source_id(*SOURCE)),
        ("technology", source_id("گزارش دیگر", "")),
    }


def test_records_that_the_file_lacks_stay(reading: ImportContext) -> None:
    found = one(reading, TWO, product="کاشی")
    assert [c.cluster_id for c in found.comparison.missing] == ["c002"]
    assert not found.comparison.removes_missing
    assert set(found.comparison.new.clusters["cluster_id"]) == {"c001", "c002"}


def test_a_file_that_is_the_whole_registry_takes_them_out(reading: ImportContext) -> None:
    found = look(
        reading, TWO, [[ID, NAME, PROVINCE], ["c001", "خوشه کاشی میبد", "یزد"]], is_whole=True
    )
    assert found.comparison.removes_missing
    assert {
        row[0]
        for t in ("clusters", "stage_events", "observations", "tags")
        for row in found.comparison.new.rows(t)
    } == {"c001"}


def test_a_file_that_is_the_whole_of_a_province_takes_out_that_provinces_alone(
    reading: ImportContext,
) -> None:
    old = content(
        cluster("c001"), cluster("c002", "خوشه ترمه"), cluster("c003", "خوشه گز", "IR-10")
    )
    found = look(
        reading, old, [[ID, NAME], ["c001", "خوشه کاشی میبد"]], is_whole=True, province="IR-21"
    )
    assert [c.cluster_id for c in found.comparison.missing] == ["c002"]
    assert set(found.comparison.new.clusters["cluster_id"]) == {"c001", "c003"}


def test_a_whole_file_with_a_refused_row_takes_nothing_out_and_says_so(
    reading: ImportContext,
) -> None:
    found = look(
        reading,
        TWO,
        [
            [ID, NAME, PROVINCE, DATE],
            ["c001", "خوشه کاشی میبد", "یزد", ""],
            ["c002", "خوشه فرش کاشان", "اصفهان", "1402/13/45"],
        ],
        is_whole=True,
    )
    assert set(found.comparison.new.clusters["cluster_id"]) == {"c001", "c002"}
    assert (found.comparison.removes_missing, found.checked.refused) == (False, (3,))
    assert "whole_kept" in [p.code for p in found.problems]


def test_a_whole_file_does_not_take_out_what_a_row_may_be(reading: ImportContext) -> None:
    found = look(
        reading,
        TWO,
        [[ID, NAME, PROVINCE], ["c002", "خوشه فرش کاشان", "اصفهان"], ["", "خوشه میبد کاشی", "یزد"]],
        is_whole=True,
    )
    assert [pair.cluster_id for pair in found.comparison.undecided] == ["c001"]
    assert set(found.comparison.new.clusters["cluster_id"]) == {"c001", "c002"}


def test_likely_doubles_are_left_out_until_decided(reading: ImportContext) -> None:
    table = [[NAME, PROVINCE, "محصول"], ["خوشه میبد کاشی", "یزد", "کاشی"]]
    assert look(reading, TWO, table).comparison.is_empty
    same = look(reading, TWO, table, decisions={2: "c001"}).comparison
    assert ([c.cluster_id for c in same.changed], same.added) == (["c001"], ())
    new = look(reading, TWO, table, decisions={2: AS_NEW}).comparison
    assert ([c.cluster_id for c in new.added], new.changed) == (["c003"], ())


def test_a_load_for_one_province_changes_no_other(reading: ImportContext) -> None:
    table = [
        [ID, NAME, PROVINCE, "محصول"],
        ["", "خوشه ترمه", "", "ترمه"],
        ["c002", "خوشه فرش کاشان", "اصفهان", "فرش"],
        ["c002", "نام دیگر", "یزد", "گلیم"],
    ]
    found = look(reading, TWO, table, province="IR-21")
    assert [(p.code, p.row) for p in found.problems if p.level == "error"] == [
        ("province_other", 3),
        ("id_twice", 4),
    ]
    assert [c.province_iso for c in found.comparison.added] == ["IR-21"]
    assert found.comparison.changed == ()


def test_a_row_cannot_move_another_provinces_record_by_its_id(reading: ImportContext) -> None:
    found = look(reading, TWO, [[ID, NAME], ["c002", "خوشه فرش یزد"]], province="IR-21")
    assert (found.comparison.is_empty, found.checked.refused) == (True, (2,))
    assert [p.code for p in found.problems] == ["province_other"]


FILES = st.lists(
    st.tuples(
        st.sampled_from(["c001", "c002", ""]), st.sampled_from(["خوشه کاشی میبد", "خوشه گز", "خوشه تازه"]), st.sampled_from(["یزد", "اصفهان"]),
        st.sampled_from(["", "شناسایی", "پیاده‌سازی", "اتمام", "نامشخص"]), st.sampled_from(["", "1390", "1402", "1402/12", "1405", "1403/07/15"]),
        st.sampled_from(["", "12", "30-50", "45"]), st.sampled_from(["", "1400", "1402", "1405/09", "1405"]),
        st.sampled_from(["", "word", "شناخت"]), st.sampled_from(["", "فناوری", "فناوری؛ بانک و تأمین مالی"]), st.sampled_from(["", "گزارش ب"]),
    ),
    max_size=3,
)  # fmt: skip
HEADINGS = [ID, NAME, PROVINCE, STAGE, DATE, FIRMS, AS_OF, "مرحله به گزارش منبع", "کاستی‌ها", TITLE]


def loaded(reading: ImportContext, old: Snapshot, rows: list[tuple[str, ...]]) -> Examined:
    """What these rows would change; a table that has a row for each stage of a cluster is refused
    whole, and no example of these.
    """
    try:
        return look(reading, old, [HEADINGS, *rows])
    except DataError as error:
        assert {p.code for p in error.problems} == {"layout_row_a_stage"}
        reject()


@settings(max_examples=25, deadline=None)
@given(old=st.just(TWO) | snapshots(), rows=FILES.filter(bool), later=st.sampled_from([0, 1, 400]))
def test_the_same_file_again_changes_nothing_on_any_later_day(
    reading: ImportContext, old: Snapshot, rows: list[tuple[str, ...]], later: int
) -> None:
    first = loaded(reading, old, rows)
    again = look(reading, after(first), [HEADINGS, *rows], TODAY + timedelta(days=later))
    assert again.comparison.is_empty
    assert again.comparison.new.same_content(first.comparison.new)


def test_a_date_without_a_stage_is_loaded_once_though_another_stage_is_the_present_one_by_then(
    reading: ImportContext,
) -> None:
    old = content(
        cluster("c001"), events=(event("c001", "final_monitoring"), event("c001", "stopped"))
    )
    first = one(reading, old, stage_date="1390")
    assert not first.comparison.is_empty
    assert one(
        reading, after(first), TODAY + timedelta(days=400), stage_date="1390"
    ).comparison.is_empty


@settings(max_examples=10, deadline=None)
@given(old=snapshots(), rows=FILES.filter(bool))
def test_a_file_never_touches_a_record_that_it_does_not_name(
    reading: ImportContext, old: Snapshot, rows: list[tuple[str, ...]]
) -> None:
    found = loaded(reading, old, rows)
    named = set(found.matches.ids.values())
    for table in ("clusters", "stage_events", "observations", "tags"):
        untouched = [r for r in old.rows(table) if r[0] not in named]
        assert set(untouched) <= set(found.comparison.new.rows(table))


def test_a_history_of_figures_is_kept_when_an_old_report_is_loaded_again(
    reading: ImportContext,
) -> None:
    old = content(
        cluster("c001"),
        observations=(
            seen("c001", "firms", 10, as_of="1400"),
            seen("c001", "firms", 20, as_of="1403"),
        ),
        events=(event("c001", "identified"),),
    )
    found = one(reading, old, TODAY + timedelta(days=30), firms="10", as_of="1400")
    assert found.comparison.is_empty
