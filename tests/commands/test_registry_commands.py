"""The registry from the command line, as scripts use it: real processes, exit codes, messages in
both languages.
"""

import json
import os
import subprocess
import sys

import geopandas as gpd
import pytest

from geo.intake.files.sheet import read_sheets
from geo.registry.store import Registry
from tests.commands.office import GOOD, Office
from tests.serving import ROOT


def test_a_registry_that_is_away_is_told(office: Office) -> None:
    code, said = office.soon(
        "--lang", "fa", "import", office.put(GOOD), address="postgresql://atlas@127.0.0.1:1/atlas"
    )
    assert code == 4
    assert "ATLAS_DATABASE_URL" in said


def test_wrong_use_is_told(office: Office) -> None:
    with pytest.raises(SystemExit) as told:
        office.soon("import")
    assert told.value.code == 2


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_the_registry_is_exported_in_four_formats_at_any_version(office: Office, lang: str) -> None:
    for name in ("all.csv", "all.xlsx") if lang == "fa" else ("all.gpkg", "all.geojson"):
        code, said = office.soon("--lang", lang, "export", name, "--version", "1")
        assert code == 0
        assert name in said
        path = office.folder / name
        rows = (
            len(gpd.read_file(path))
            if lang == "en"
            else len(read_sheets(path.read_bytes(), name)[0].rows) - 1
        )
        assert rows == 153
        assert path.stat().st_mode & 0o777 == 0o666 & ~umask()


def umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_an_export_that_cannot_be_is_told_and_leaves_nothing_behind(office: Office) -> None:
    for arguments, words in (
        (("all.pdf",), ".csv, .xlsx"),
        (("all.csv", "--version", "9"), "no version 9"),
        (("nowhere/all.csv",), "nowhere"),
    ):
        code, said = office.soon("export", *arguments)
        assert code == 1
        assert words in said
    assert [p.name for p in office.folder.iterdir() if not p.name.startswith("registry")] == []


def test_a_backup_brings_back_all_versions(office: Office) -> None:
    office.soon("import", office.put(GOOD))
    assert office.soon("backup", "saved.sqlite")[0] == 0
    office.soon("import", office.put([["نام خوشه", "استان"], ["خوشه بادبان", "خراسان رضوی"]]))
    assert office.head == 3
    code, said = office.soon("restore", "saved.sqlite")
    assert (code, office.head) == (1, 3)
    assert "--replace" in said
    code, said = office.soon("restore", "saved.sqlite", "--replace")
    assert (code, office.head) == (0, 2)
    (before,) = office.folder.glob("*before-restore*")
    assert Registry.open(f"sqlite:///{before}").head()[0] == 3


def test_a_template_and_an_invented_registry_are_written(office: Office) -> None:
    assert office.soon("--lang", "fa", "template", "template.xlsx")[0] == 0
    assert len(read_sheets((office.folder / "template.xlsx").read_bytes(), "template.xlsx")) >= 2
    code, said = office.soon("demo", "50", "--database", "demo/demo.sqlite")
    assert code == 0
    assert office.soon("demo", "50", "--database", "demo/demo.sqlite")[0] == 1
    made = f"sqlite:///{office.folder}/demo/demo.sqlite"
    assert f"ATLAS_DATABASE_URL={made}" in said
    assert Registry.open(made).snapshot().is_invented
    assert office.soon("export", "demo.geojson", address=made)[0] == 0
    features = json.loads((office.folder / "demo.geojson").read_text(encoding="utf-8"))["features"]
    assert all(feature["properties"]["invented"] for feature in features)


def test_a_passphrase_is_turned_into_a_line_of_secrets(office: Office) -> None:
    code, said = office.soon("passphrase", said="a long passphrase\n")
    assert code == 0
    assert said.startswith('[editors]\npassphrase = "')
    assert "a long passphrase" not in said
    assert office.soon("passphrase", said="short\n")[0] == 1


def test_an_account_without_a_name_may_load() -> None:
    if os.geteuid():
        pytest.skip("only root may become another account")
    program = (
        "import os; from components.commands.command_line import _account; os.setuid(54321);"
        " print(repr(_account()))"
    )
    nameless = os.environ | dict.fromkeys(("LOGNAME", "USER", "LNAME", "USERNAME"), "")
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=nameless,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "''", done.stderr
