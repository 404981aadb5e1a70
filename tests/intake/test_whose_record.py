"""Files of several offices in one registry: nobody's records are changed by another's running
numbers, and what is merged is told by name.
"""

from pathlib import Path

import pytest

from geo.intake.commit import commit
from geo.intake.examined import Examined
from geo.intake.load import examine
from geo.intake.match import OTHER_PROVINCE, surely_same
from geo.intake.merge import AS_NEW
from geo.intake.opening import ImportContext, open_file
from geo.intake.terms import Terms
from geo.registry.rights import Rights
from geo.registry.store import Registry
from tests.intake.files.making import csv_of
from tests.registry.contents import AT, BY, TODAY, TWO, cluster, content
from tests.registry.loading import after, look

ID, CODE, NAME, PROVINCE, FIRMS = "شناسه", "کد", "نام خوشه", "استان", "تعداد واحد"


def load(
    registry: Registry, reading: ImportContext, file: bytes, name: str = "x.csv", **terms: object
) -> Examined:
    """The file read, compared and put in, as far as nothing is asked."""
    found = examine(
        open_file(file, name, reading, registry),
        registry.snapshot(),
        reading,
        Terms(TODAY, **terms),  # type: ignore[arg-type]
    )
    commit(registry, found, Rights.to_all("مریم"), AT)
    return found


def names(registry: Registry) -> set[tuple[str, str]]:
    clusters = registry.snapshot().clusters
    return set(zip(clusters["name_fa"], clusters["province_iso"], strict=True))


def test_the_running_numbers_of_one_office_do_not_touch_the_records_of_another(
    registry: Registry, reading: ImportContext, acceptance: Path
) -> None:
    first, second = (
        (acceptance / "files" / name).read_bytes()
        for name in ("w02a_code_yazd.csv", "w02b_code_qom.csv")
    )
    load(registry, reading, first)
    yazd = registry.snapshot().rows("clusters")
    found = load(registry, reading, second)
    assert (len(found.comparison.added), found.comparison.changed) == (2, ())
    assert set(yazd) <= set(registry.snapshot().rows("clusters"))
    assert names(registry) == {
        ("خوشه زعفران نو", "IR-21"),
        ("خوشه پسته نو", "IR-21"),
        ("خوشه کاشی نو", "IR-25"),
        ("خوشه چرم نو", "IR-25"),
    }
    assert set(registry.snapshot().clusters["cluster_id"]) == {"c001", "c002", "c003", "c004"}


def test_both_files_again_change_nothing(
    registry: Registry, reading: ImportContext, acceptance: Path
) -> None:
    files = [
        (acceptance / "files" / name).read_bytes()
        for name in ("w02a_code_yazd.csv", "w02b_code_qom.csv")
    ]
    for file in files:
        load(registry, reading, file)
    assert [load(registry, reading, file).comparison.is_empty for file in files] == [True, True]


@pytest.mark.parametrize("heading", [CODE, ID, "کد خوشه", "شناسه خوشه", "id", "code"])
@pytest.mark.parametrize(
    "numbers",
    [
        ("1", "2"),
        ("۱", "۲"),
        ("001", "002"),
        ("A-1", "A-2"),
        ("الف", "ب"),
        ("1.0", "2.0"),
        ("1402/1", "1402/2"),
    ],
)
def test_whatever_the_column_is_called_and_the_numbers_look_like(
    reading: ImportContext, heading: str, numbers: tuple[str, str]
) -> None:
    table = [
        [heading, NAME, PROVINCE, FIRMS],
        [numbers[0], "خوشه زعفران نو", "یزد", "10"],
        [numbers[1], "خوشه پسته نو", "یزد", "11"],
    ]
    first = look(reading, content(), table)
    other = [
        [heading, NAME, PROVINCE, FIRMS],
        [numbers[0], "خوشه کاشی نو", "قم", "90"],
        [numbers[1], "خوشه چرم نو", "قم", "91"],
    ]
    second = look(reading, after(first), other)
    assert (
        len(first.comparison.added),
        len(second.comparison.added),
        second.comparison.changed,
        second.comparison.undecided,
    ) == (2, 2, (), ())


def test_an_office_that_renames_a_cluster_under_its_own_code_is_asked(
    registry: Registry, reading: ImportContext
) -> None:
    load(registry, reading, csv_of([[CODE, NAME, PROVINCE], ["12", "خوشه زعفران نو", "یزد"]]))
    renamed = csv_of([[CODE, NAME, PROVINCE], ["12", "خوشه طلای سرخ یزد", "یزد"]])
    found = load(registry, reading, renamed)
    assert (len(found.comparison.undecided), registry.head()[0], sorted(found.left_out)) == (
        1,
        1,
        [2],
    )
    decided = load(registry, reading, renamed, decisions={2: "c001"})
    assert [(m.row, m.on_file, m.is_decided) for m in decided.comparison.merged] == [
        (2, "خوشه زعفران نو", True)
    ]
    assert load(registry, reading, renamed).comparison.is_empty


def test_codes_are_kept_for_the_layout_that_they_came_in(
    registry: Registry, reading: ImportContext
) -> None:
    load(registry, reading, csv_of([[CODE, NAME, PROVINCE], ["12", "خوشه زعفران نو", "یزد"]]))
    other = load(
        registry, reading, csv_of([[NAME, CODE, PROVINCE], ["خوشه طلای سرخ یزد", "12", "یزد"]])
    )
    assert (len(other.comparison.added), other.comparison.undecided) == (1, ())


def test_a_record_is_moved_to_another_province_only_when_somebody_says_so(
    reading: ImportContext,
) -> None:
    table = [[ID, NAME, PROVINCE], ["c002", "خوشه فرش کاشان", "یزد"]]
    found = look(reading, TWO, table)
    assert found.comparison.is_empty
    assert [
        (pair.cluster_id, pair.why, pair.province_iso) for pair in found.comparison.undecided
    ] == [("c002", OTHER_PROVINCE, "IR-10")]
    moved = look(reading, TWO, table, decisions={2: "c002"})
    assert [f.field for change in moved.comparison.changed for f in change.fields] == [
        "province_iso"
    ]
    apart = look(reading, TWO, table, decisions={2: AS_NEW})
    assert ([c.cluster_id for c in apart.comparison.added], apart.comparison.changed) == (
        ["c003"],
        (),
    )


def test_a_decision_that_nobody_was_asked_for_is_not_taken(reading: ImportContext) -> None:
    found = look(reading, TWO, [[NAME, PROVINCE], ["خوشه زعفران نو", "قم"]], decisions={2: "c002"})
    assert ([c.province_iso for c in found.comparison.added], found.comparison.changed) == (
        ["IR-25"],
        (),
    )


def test_two_rows_cannot_both_be_one_record(reading: ImportContext) -> None:
    table = [[NAME, PROVINCE, FIRMS], ["خوشه میبد کاشی", "یزد", "10"], ["کاشی‌ میبد", "یزد", "20"]]
    found = look(reading, TWO, table, decisions={2: "c001", 3: "c001"})
    assert (
        [c.row for c in found.comparison.changed],
        [pair.row for pair in found.comparison.undecided],
    ) == ([2], [3])


SAME_TWICE = [
    ["خوشه میبد کاشی"],
    ["خوشه میبد کاشی", "کاشی و میبد"],
    ["خوشه میبد کاشی", "خوشه کاشی میبدد"],
    ["خوشه گل میبد", "خوشه کاشی میبد"],
    ["خوشه کاشی میبد", "میبد کاشی"],
]


@pytest.mark.parametrize("rows", SAME_TWICE)
def test_what_is_the_same_is_taken_for_it_once_and_twice_changes_nothing(
    reading: ImportContext, rows: list[str]
) -> None:
    table = [[NAME, PROVINCE, FIRMS], *([name, "یزد", str(10 + n)] for n, name in enumerate(rows))]

    def same(old: Examined | None) -> Examined:
        there = TWO if old is None else after(old)
        first = look(reading, there, table)
        return look(reading, there, table, decisions=surely_same(first.matches.likely))

    once = same(None)
    twice = same(once)
    assert twice.comparison.is_empty
    assert twice.left_out == once.left_out


def test_the_records_of_an_empty_registry_take_no_senders_code_for_their_id(
    registry: Registry, reading: ImportContext
) -> None:
    registry.commit(registry.snapshot(), content(cluster("7", "خوشه ترمه", "IR-21")), BY)
    found = load(
        registry,
        reading,
        csv_of(
            [
                [CODE, NAME, PROVINCE, FIRMS],
                ["7", "خوشه سوهان", "قم", "5"],
                ["8", "خوشه ترمه", "یزد", "6"],
            ]
        ),
    )
    assert [(c.cluster_id, c.province_iso) for c in found.comparison.added] == [("c001", "IR-25")]
    assert [c.cluster_id for c in found.comparison.changed] == ["7"]
