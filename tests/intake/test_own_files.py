"""Our own files come back as no change, from whichever program saved them last."""

import shutil
import subprocess

import pytest

from geo.atlas import make_atlas
from geo.basis.csv_text import write_csv
from geo.exports.formats import FORMATS
from geo.exports.registry_rows import registry_headings, registry_rows
from geo.exports.rows import rows_for_export
from geo.intake.opening import ImportContext
from geo.reference.csv_tables import column_headings
from geo.registry.snapshot import Snapshot
from tests.conftest import DATA
from tests.intake.test_there_and_back import exported, nothing_differs
from tests.registry.contents import TWO, cluster, content
from tests.registry.loading import take

KINDS = ("xlsx", "ods", "csv:Text - txt - csv (StarCalc):44,34,76,1")
RISKY = (
    "'developed'; since 1387",
    "=SUM(A1)",
    "-12",
    "+1 more",
    "@home",
    "''twice",
    "'=1+1",
    "plain",
    "1403-06-15",
    "TRUE",
)


@pytest.fixture(scope="session")
def risky() -> Snapshot:
    """Records whose texts a spreadsheet would run, or take for a number, a day or a truth."""
    return content(
        *(
            cluster(f"c{n:03}", f"خوشه شماره {n}", note_fa=text, note_en=text)
            for n, text in enumerate(RISKY)
        )
    )


@pytest.fixture(scope="session")
def saved(
    reading: ImportContext,
    shipped: Snapshot,
    risky: Snapshot,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, bytes]:
    """Our files, opened and saved by LibreOffice in each kind: one start for each kind."""
    program = shutil.which("soffice")
    if not program:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("own")
    atlas = make_atlas(reading.reference, shipped)
    own = {
        "registry_fa": exported(reading.reference, shipped, "csv", "fa"),
        "registry_en": exported(reading.reference, shipped, "csv", "en"),
        "map": write_csv(rows_for_export(atlas, atlas.clusters), column_headings(DATA), "fa"),
        "risky": exported(reading.reference, risky, "csv", "fa"),
    }
    for name, made in own.items():
        (folder / f"{name}.csv").write_bytes(made)
    for kind in KINDS:
        # as the dialogue proposes it, and with special numbers recognised, as Excel always does
        command = [
            program,
            f"-env:UserInstallation=file://{folder}/home",
            "--headless",
            "--infilter=CSV:44,34,76,1,,0,false,true",
        ]
        command += ["--convert-to", kind, "--outdir", "saved", *(f"{name}.csv" for name in own)]
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return {path.name: path.read_bytes() for path in (folder / "saved").iterdir()}


@pytest.mark.parametrize("kind", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("name", ["registry_fa", "registry_en", "map", "risky"])
def test_a_csv_of_ours_that_libreoffice_saved_is_no_change(
    reading: ImportContext,
    shipped: Snapshot,
    risky: Snapshot,
    saved: dict[str, bytes],
    name: str,
    kind: str,
) -> None:
    on_file = risky if name == "risky" else shipped
    found = take(reading, on_file, saved[f"{name}.{kind}"], f"{name}.{kind}")
    nothing_differs(found, reading.reference)
    assert found.comparison.unchanged == len(on_file.clusters)


@pytest.mark.parametrize("extension", ["gpkg", "geojson"])
def test_a_layer_of_the_whole_registry_is_no_change(
    reading: ImportContext, shipped: Snapshot, extension: str
) -> None:
    found = take(
        reading,
        shipped,
        exported(reading.reference, shipped, extension, "fa"),
        f"x.{extension}",
        is_whole=True,
    )
    nothing_differs(found, reading.reference)
    assert found.comparison.unchanged == len(shipped.clusters)


@pytest.mark.parametrize("extension", list(FORMATS))
def test_texts_that_a_spreadsheet_would_run_come_back_in_every_format(
    reading: ImportContext, risky: Snapshot, extension: str
) -> None:
    for on_file in (risky, TWO):
        nothing_differs(
            take(
                reading,
                on_file,
                exported(reading.reference, on_file, extension, "en"),
                f"x.{extension}",
                is_whole=True,
            ),
            reading.reference,
        )


def test_a_text_of_a_workbook_stays_as_it_is_shown_where_nothing_on_file_is_the_same(
    reading: ImportContext, risky: Snapshot
) -> None:
    rows = registry_rows(reading.reference, risky)
    changed = FORMATS["xlsx"].write(rows.assign(note_en="'-other"), registry_headings(DATA), "fa")
    found = take(reading, risky, changed, "x.xlsx")
    assert {change.fields[0].new for change in found.comparison.changed} == {"'-other"}
