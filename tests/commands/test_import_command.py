"""./atlas import: real processes, exit codes, messages in both languages."""

import os
import random
import signal
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from geo.basis.errors import DataError
from geo.intake.files.content import read_content
from geo.intake.files.sheet import read_sheets
from tests.commands.office import BAD, GOOD, Office


def test_a_file_is_tried_loaded_and_loaded_again(office: Office) -> None:
    code, said = office.run("import", office.put(GOOD), "--dry-run")
    assert (code, office.head) == (0, 1)
    assert "New 2, changed 0" in said
    assert "Dry run: nothing was changed, the registry is at version 1." in said
    code, said = office.run("--author", "Maryam", "import", "file.csv", "--note", "autumn")
    assert (code, office.head) == (0, 2)
    assert "Accepted as version 2." in said
    code, said = office.run("--lang", "fa", "import", "file.csv")
    assert (code, office.head) == (0, 2)
    assert "دفتر در نسخه ۲" in said
    newest = office.registry.versions()[0]
    assert (newest.author, newest.file_name, newest.note, newest.added) == (
        "Maryam",
        "file.csv",
        "autumn",
        2,
    )


def test_rows_with_mistakes_are_left_out_told_and_reported(office: Office) -> None:
    code, said = office.soon("--lang", "fa", "import", office.put(BAD), "--report", "report.xlsx")
    assert (code, office.head) == (3, 2)
    assert "ردیف ۴" in said
    assert "آتلانتیس" in said
    listed = read_sheets((office.folder / "report.xlsx").read_bytes(), "report.xlsx")[0].rows
    assert any("آتلانتیس" in cell for row in listed for cell in row)


def test_every_cell_is_counted_and_what_was_not_taken_is_listed_in_the_command_and_the_report(
    office: Office,
) -> None:
    rows = [[*GOOD[0], "کارشناس مسئول"], [*GOOD[1], "علوی"], [*GOOD[2], ""]]
    said = office.soon("import", office.put(rows), "--dry-run", "--report", "report.xlsx")[1]
    assert "11 cells: 4 headings, 6 taken as shown, 1 not taken." in said
    assert (
        "not taken: rows 2, column D, 1 cell, beginning with “علوی”, a column that no field is"
        " like." in said.replace("row 2", "rows 2")
    )
    listed = [
        cell
        for row in read_sheets((office.folder / "report.xlsx").read_bytes(), "report.xlsx")[0].rows
        for cell in row
    ]
    assert "11 cells: 4 headings, 6 taken as shown, 1 not taken." in listed
    said = office.soon("--lang", "fa", "import", "file.csv", "--dry-run")[1]
    assert "۱۱ خانه: ۴ عنوان ستون، ۶ همان‌گونه که هست گرفته شد، ۱ گرفته نشد." in said


def test_a_file_for_one_province_changes_no_other_and_may_be_its_whole(office: Office) -> None:
    code, said = office.soon(
        "import",
        office.put([["نام خوشه", "استان"], ["خوشه بادبادک", ""], ["خوشه قایق", "قم"]]),
        "--province",
        "ir-10",
        "--whole",
    )
    assert code == 3
    assert "this load may only change Isfahan" in said
    before, after = (
        set(office.registry.snapshot(n).clusters.query("province_iso != 'IR-10'")["cluster_id"])
        for n in (1, 2)
    )
    assert before == after
    assert office.soon("import", "file.csv", "--province", "IR-99")[0] == 1


def test_what_cannot_be_loaded_is_refused_and_changes_nothing(office: Office) -> None:
    (office.folder / "empty.csv").write_bytes(b"")
    for name, words in (
        ("absent.csv", "the file is not there"),
        ("empty.csv", "the file is empty"),
    ):
        code, said = office.soon("import", name)
        assert code == 1
        assert words in said
    assert office.head == 1


def test_likely_doubles_wait_for_a_decision(office: Office) -> None:
    file = office.put([["نام خوشه", "استان"], ["خوشه فارس سنگ", "فارس"]])
    code, said = office.soon("import", file)
    assert code == 3
    assert "UNDECIDED row 2" in said
    assert office.head == 1
    assert office.soon("import", file, "--duplicates", "new")[0] == 0
    assert (office.head, office.registry.versions()[0].added) == (2, 1)


def test_what_is_alike_is_decided_row_by_row_and_told_by_name(office: Office) -> None:
    file = office.put(
        [
            ["نام خوشه", "استان", "تعداد واحد"],
            ["خوشه فارس سنگ", "فارس", "10"],
            ["خوشه سنگگ فارس", "فارس", "20"],
        ]
    )
    code, said = office.soon("import", file, "--duplicates", "same")
    assert (code, office.head) == (3, 2)
    assert "MERGED row 2: “خوشه فارس سنگ” was taken for c001 “خوشه سنگ فارس”." in said
    assert "UNDECIDED row 3" in said
    assert "left out 1" in said
    assert office.soon("import", file, "--duplicates", "same")[0] == 3
    assert office.head == 2
    assert office.soon("import", file, "--decide", "3=new")[0] == 0
    assert (office.head, office.registry.versions()[0].added) == (3, 1)
    for wrong in ("3=c001", "9=new"):
        code, said = office.soon("import", file, "--decide", wrong)
        assert (code, office.head) == (1, 3)
        assert "no such decision" in said
    with pytest.raises(SystemExit) as told:
        office.soon("import", file, "--decide", "new")
    assert told.value.code == 2


def test_changed_records_are_listed_field_by_field_in_the_readers_words(office: Office) -> None:
    file = office.put(
        [
            ["شناسه", "نام خوشه", "استان", "تعداد واحد", "مرحله"],
            ["c001", "خوشه سنگ فارس", "فارس", "45", "متوقف"],
        ]
    )
    code, said = office.soon("--lang", "fa", "import", file, "--dry-run")
    assert code == 0
    lines = [line for line in said.splitlines() if line.startswith("    ")]
    assert any("تعداد بنگاه" in line and "۴۵" in line for line in lines)
    assert any("مرحله" in line and "متوقف" in line for line in lines)
    assert "firms" not in said and "stage" not in said


def test_a_question_about_a_text_is_answered_once_and_for_all(office: Office) -> None:
    rows = [["نام خوشه", "استان", "مرحله"], ["خوشه بادبادک", "اصفهان", "نیم‌بند و گم"]]
    code, said = office.soon("import", office.put(rows))
    assert (code, office.head) == (3, 1)
    assert "--answer" in said
    code, said = office.soon(
        "--author", "Maryam", "import", "file.csv", "--answer", "نیم‌بند و گم=متوقف"
    )
    assert (code, office.head) == (0, 2)
    code, said = office.soon(
        "import", office.put([rows[0], ["خوشه قایق بادی", "قم", "نیم‌بند و گم"]])
    )
    assert (code, office.head) == (0, 3)
    assert "as Maryam answered before" in said
    code, said = office.soon("import", "file.csv", "--answer", "هرچه=متوقف")
    assert (code, office.head) == (1, 3)


def test_a_file_whose_name_is_no_text_is_loaded(office: Office) -> None:
    name = os.fsdecode(b"khoosheh-\xff.csv")
    office.put(GOOD, name)
    assert office.run("import", name)[0] == 0
    assert office.registry.versions()[0].file_name == "khoosheh-?.csv"


def test_a_command_killed_while_it_loads_leaves_one_whole_version(
    office: Office,
) -> None:
    office.soon("import", office.put(GOOD))
    many = [["نام خوشه", "استان"], *([f"خوشه نمونه {n}", "یزد"] for n in range(4000))]
    office.put(many, "many.csv")
    moments = random.Random(3)
    for _ in range(3):
        process = office.start("import", "many.csv", "--duplicates", "new")
        time.sleep(1.2 + 2.2 * moments.random())
        process.send_signal(signal.SIGKILL)
        process.communicate()
        snapshot = office.registry.snapshot()
        assert (snapshot.number, len(snapshot.clusters)) in ((2, 155), (3, 4155))
        with sqlite3.connect(office.folder / "registry.sqlite") as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_files_loaded_at_once_both_end_as_whole_versions_or_one_is_told(office: Office) -> None:
    office.registry.engine.dispose()
    files = [
        office.put([["نام خوشه", "استان"], [f"خوشه {name}", "قم"]], f"{n}.csv")
        for n, name in enumerate(("بادبادک", "چرخ‌وفلک"))
    ]
    running = [office.start("import", file) for file in files]
    ended = [(process.communicate(timeout=60), process.returncode) for process in running]
    told = [code for _, code in ended]
    assert sorted(told) in ([0, 0], [0, 1])
    assert office.head == 1 + told.count(0)
    assert len(office.registry.snapshot().clusters) == 153 + told.count(0)
    assert all("accepted meanwhile" in errors for (_, errors), code in ended if code)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "growing.csv"
    path.write_bytes(b"x" * 30_000_000)
    stop = threading.Event()

    def grow() -> None:
        with path.open("ab", buffering=0) as file:
            while not stop.is_set():
                file.write(b"y")
                time.sleep(0.0005)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        with pytest.raises(DataError) as told:
            for _ in range(20):
                read_content(path)
    finally:
        stop.set()
        writer.join(10)
    assert told.value.problems[0].code == "file_changed"
    assert len(read_content(path)) == path.stat().st_size


def test_a_file_over_the_limit_is_not_read_at_all(tmp_path: Path) -> None:
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.truncate(300 * 1024**2)
    started = time.process_time()
    with pytest.raises(DataError) as told:
        read_content(path)
    assert told.value.problems[0].code == "file_too_large"
    assert time.process_time() - started < 1
