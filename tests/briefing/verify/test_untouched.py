"""Right is what shows the version and nothing else, whoever saved it last."""

import csv
import io
import subprocess
from pathlib import Path

import pikepdf
import pytest

from components.briefing.file_request import HOLDS_MANY
from components.briefing.one_file import one_file
from components.briefing.story_slide import StorySlide
from components.briefing.verify import RIGHT
from components.words.text import Text
from geo.atlas import Atlas
from geo.view import read_view
from tests.briefing.conftest import run
from tests.briefing.verify.judging import SINGLE, TODAY, Judge, Make, words
from tests.conftest import DATA


@pytest.mark.parametrize("lang", ["fa", "en"])
@pytest.mark.parametrize("extension", SINGLE)
def test_an_untouched_file_is_right_also_at_a_date_and_with_peoples_own_words(
    make: Make, judged: Judge, extension: str, lang: str
) -> None:
    views = (
        ({"province": "IR-10", "as_of": "1395"}, {"q": "فرش", "sort": "-name"})
        if extension in HOLDS_MANY
        else ({"province": "IR-10", "as_of": "1395"},)
    )
    content = make(
        extension, *views, lang=lang, title="تیتر 100% خود, ما", note="بگو\nسلام", story="نشست"
    )
    verdict = judged(extension, content)
    assert verdict.code == RIGHT, words(verdict)
    assert Text("en")("verify.own_title", n=1) in words(verdict)


def test_a_presentation_saved_from_the_browser_is_right(atlas: Atlas, judged: Judge) -> None:
    view = read_view({"province": "IR-10"}, atlas)[0]
    assert (
        judged(
            "html",
            one_file(
                [StorySlide(atlas, view, "a", "b")],
                "fa",
                "https://atlas.example/present?province=IR-10",
                TODAY,
                DATA,
                slide=0,
            ),
        ).code
        == RIGHT
    )


@pytest.mark.parametrize("extension", ["xlsx", "csv", "pptx"])
def test_a_file_saved_anew_by_libreoffice_stays_right(
    make: Make, judged: Judge, extension: str, tmp_path: Path
) -> None:
    before = (
        make(extension, {"q": "فرش"}, {}) if extension == "pptx" else make(extension, {}, lang="en")
    )
    (tmp_path / f"file.{extension}").write_bytes(before)
    home = f"-env:UserInstallation={(tmp_path / 'libreoffice').as_uri()}"
    run(
        "soffice",
        home,
        "--headless",
        "--convert-to",
        extension,
        "--outdir",
        tmp_path / "again",
        f"file.{extension}",
        folder=tmp_path,
    )
    saved = (tmp_path / "again" / f"file.{extension}").read_bytes()
    assert saved != before
    verdict = judged(extension, saved)
    assert verdict.code == RIGHT, words(verdict)


@pytest.mark.parametrize("extension", ["gpkg", "geojson"])
def test_a_file_saved_anew_by_gdal_stays_right(
    make: Make, judged: Judge, extension: str, tmp_path: Path
) -> None:
    (tmp_path / f"a.{extension}").write_bytes(make(extension, {}))
    subprocess.run(
        ["ogr2ogr", f"b.{extension}", f"a.{extension}"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=60,
    )
    verdict = judged(extension, (tmp_path / f"b.{extension}").read_bytes())
    assert verdict.code == RIGHT, words(verdict)


def test_a_pdf_saved_anew_by_another_program_stays_right(make: Make, judged: Judge) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make("pdf"))) as pdf:
        pdf.save(out, linearize=True)
    assert judged("pdf", out.getvalue()).code == RIGHT


@pytest.mark.parametrize(
    ("delimiter", "encoding"),
    [(";", "utf-8-sig"), ("\t", "utf-16"), (";", "utf-8"), ("|", "utf-8")],
)
def test_a_csv_with_the_separator_of_another_country_is_right(
    make: Make, judged: Judge, delimiter: str, encoding: str
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(
        csv.reader(io.StringIO(make("csv").decode("utf-8-sig"), newline=""))
    )
    assert judged("csv", out.getvalue().encode(encoding)).code == RIGHT


def test_rows_and_columns_in_another_order_are_right(make: Make, judged: Judge) -> None:
    rows = list(csv.reader(io.StringIO(make("csv").decode("utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([row[::-1] for row in [rows[0], *reversed(rows[1:])]])
    assert judged("csv", out.getvalue().encode("utf-8-sig")).code == RIGHT
