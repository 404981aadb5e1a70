"""./atlas verify: right is what shows the registry's version and nothing else, whoever saved it
last; whatever was changed is named.
"""

import csv
import io
import json
import re
import sqlite3
import subprocess
import tracemalloc
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pikepdf
import pyogrio
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin
from shapely import Point

from components.briefing.one_file import one_file
from components.briefing.order import HOLDS_MANY, MEDIA_TYPES, Order, fill
from components.briefing.stop import Stop
from components.briefing.verdict_words import verdict_lines
from components.briefing.verify import (
    BESIDE,
    FORGED,
    GONE,
    OTHER,
    RELEASE,
    RIGHT,
    ROWS,
    STAMPS,
    STATED,
    UNREADABLE,
    UNSTAMPED,
    Verdict,
    verify,
)
from components.server.release import release
from components.words.text import Text
from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.provenance import Stamp, stamps_in
from geo.view import read_view
from tests.briefing.conftest import run
from tests.conftest import DATA

TODAY = date(2026, 11, 24)
SINGLE = sorted(set(MEDIA_TYPES) - {"zip"})
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Make = Callable[..., bytes]


@pytest.fixture(scope="module")
def make(atlas: Atlas) -> Make:
    """Makes a file of some Views, and each only once."""
    known: dict[object, bytes] = {}

    def made(extension: str, *queries: dict[str, str], lang: str = "fa", **words: str) -> bytes:
        key = (extension, lang, *(tuple(q.items()) for q in queries), *words.items())
        if key not in known:
            asked = [
                q | ({"lang": "en"} if lang == "en" else {})
                for q in queries or ({"province": "IR-10"},)
            ]
            views = [read_view(q, atlas)[0] for q in asked]
            stops = [
                Stop(
                    atlas_at(atlas, v.as_of) if v.as_of else atlas,
                    v,
                    words.get("title", ""),
                    words.get("note", ""),
                )
                for v in views
            ]
            links = ["https://atlas.example/"] * len(stops)
            known[key] = fill(
                Order(
                    stops,
                    links,
                    links[0],
                    lang,
                    TODAY,
                    DATA,
                    words.get("story", ""),
                    notes=bool(words.get("note")),
                ),
                extension,
            )
        return known[key]

    return made


@pytest.fixture(scope="module")
def judged(atlas: Atlas) -> Callable[[str, bytes], Verdict]:
    """The one verdict on a file, against the records as shipped."""

    def at(stamp: Stamp) -> Atlas:
        as_of = read_view(
            dict(part.split("=", 1) for part in stamp.view.split("&") if "=" in part), atlas
        )[0].as_of
        return atlas_at(atlas, as_of) if as_of else atlas

    def judge(extension: str, content: bytes) -> Verdict:
        (verdict,) = verify(f"file.{extension}", content, DATA, at)
        return verdict

    return judge


Judge = Callable[[str, bytes], Verdict]


def words(verdict: Verdict, lang: str = "en") -> str:
    return "\n".join(verdict_lines(verdict, Text(lang)))


# untouched, and saved by others


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
                [Stop(atlas, view, "a", "b")],
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


# one visible thing changed


def members(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with each member as `change` has it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def spoilt(
    content: bytes, pattern: str, at: int, put: Callable[[str], str], parts: str = ".*"
) -> bytes:
    """A zip in which one find of `pattern`, the one at `at` of all in these parts, is changed."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        for name in old.namelist():
            if re.fullmatch(parts, name):
                found += [(name, m.span(1)) for m in re.finditer(pattern, old.read(name).decode())]
    name, (start, end) = found[at % len(found)]
    return members(
        content,
        lambda n, c: (
            (t := c.decode())[:start].encode() + put(t[start:end]).encode() + t[end:].encode()
            if n == name
            else c
        ),
    )


def other(text: str) -> str:
    """Another text or number that looks as likely."""
    return (
        f"{text[:-1]}{int(text[-1]) ^ 1}"
        if text[-1:].isdigit() and text[-1:].isascii()
        else f"{text}x"
    )


@FEW
@given(at=st.integers(0, 10**6), column=st.integers(0, 10**6))
def test_a_changed_cell_of_a_csv_is_named(make: Make, judged: Judge, at: int, column: int) -> None:
    rows = list(csv.reader(io.StringIO(make("csv", lang="en").decode("utf-8-sig"), newline="")))
    row, place = rows[1 + at % (len(rows) - 1)], column % len(rows[0])
    cluster, before = row[0], row[place]
    row[place] = other(before)
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    verdict = judged("csv", out.getvalue().encode("utf-8-sig"))
    assert verdict.code != RIGHT
    if 0 < place < len(row) - 1:
        assert verdict.code == ROWS
        assert f"row {cluster}, column {rows[0][place]}" in words(verdict)


@pytest.mark.parametrize(
    "what", ["left out", "twice", "made up", "column left out", "column added"]
)
def test_rows_and_columns_left_out_or_added_are_named(make: Make, judged: Judge, what: str) -> None:
    rows = list(csv.reader(io.StringIO(make("csv", lang="en").decode("utf-8-sig"), newline="")))
    last = rows[-1][0]
    if what == "left out":
        rows.pop()
    elif what == "twice":
        rows.append(rows[-1])
    elif what == "made up":
        rows.append(["c999", *rows[-1][1:]])
    elif what == "column left out":
        rows = [row[:2] + row[3:] for row in rows]
    else:
        rows = [[*row[:2], "more" if n else "mood", *row[2:]] for n, row in enumerate(rows)]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    verdict = judged("csv", out.getvalue().encode("utf-8-sig"))
    assert verdict.code == ROWS
    named = {
        "left out": f"row {last}: missing",
        "twice": f"row {last}: added",
        "made up": "row c999: added",
        "column left out": "column name_en: missing",
    }
    assert named.get(what, "column mood: added") in words(verdict)


@FEW
@given(at=st.integers(0, 10**6))
def test_any_changed_text_or_number_of_a_workbook_is_found(
    make: Make, judged: Judge, at: int
) -> None:
    verdict = judged(
        "xlsx",
        spoilt(
            make("xlsx"), r"<(?:t|v)(?: [^>]*)?>([^<]+)</(?:t|v)>", at, other, r"xl/worksheets/.*"
        ),
    )
    claims_another_release = verdict.stamp is not None and verdict.stamp.release != release()
    assert verdict.code in (ROWS, BESIDE, STAMPS, FORGED, UNSTAMPED) or claims_another_release


@pytest.mark.parametrize("what", ["format", "row", "drawing"])
def test_a_number_shown_as_another_a_hidden_row_and_a_picture_over_the_cells_are_found(
    make: Make, judged: Judge, what: str
) -> None:
    def change(name: str, content: bytes) -> bytes:
        if what == "format" and name == "xl/styles.xml":
            return content.replace(b"yyyy-mm-dd", b"&quot;2001&quot;")
        if what == "row" and name == "xl/worksheets/sheet1.xml":
            return content.replace(b'<row r="3"', b'<row hidden="1" r="3"', 1)
        return content

    content = members(make("xlsx"), change)
    if what == "drawing":
        with zipfile.ZipFile(out := io.BytesIO(content), "a") as book:
            book.writestr("xl/media/image1.png", b"x")
        content = out.getvalue()
    assert judged("xlsx", content).code in (ROWS, BESIDE)


@FEW
@given(at=st.integers(0, 10**6), column=st.integers(0, 10**6), far=st.floats(0.001, 3))
def test_a_changed_cell_or_point_of_a_geographic_file_is_named(
    make: Make, judged: Judge, tmp_path: Path, at: int, column: int, far: float
) -> None:
    told = json.loads(make("geojson"))
    feature = told["features"][at % len(told["features"])]
    names = [*feature["properties"], ""]
    name = names[column % len(names)]
    if name:
        feature["properties"][name] = other(str(feature["properties"][name] or ""))
    else:
        feature["geometry"]["coordinates"][1] += far
    verdict = judged("geojson", json.dumps(told).encode())
    assert verdict.code == ROWS
    (tmp_path / "a.gpkg").write_bytes(make("gpkg"))
    if name:
        value = str(feature["properties"][name]).replace("'", "''")
        run(
            "ogrinfo",
            "a.gpkg",
            "-sql",
            f"UPDATE clusters SET {name} = '{value}' WHERE fid = {1 + at % len(told['features'])}",
            folder=tmp_path,
        )
    else:
        about = pyogrio.read_info(tmp_path / "a.gpkg", layer="clusters")["layer_metadata"]
        frame = gpd.read_file(tmp_path / "a.gpkg")
        frame.geometry = [
            p if n != at % len(frame) else Point(p.x, p.y + far)
            for n, p in enumerate(frame.geometry)
        ]
        (tmp_path / "a.gpkg").unlink()
        pyogrio.write_dataframe(
            frame, tmp_path / "a.gpkg", driver="GPKG", layer="clusters", layer_metadata=about
        )
    assert judged("gpkg", (tmp_path / "a.gpkg").read_bytes()).code == ROWS


def test_a_second_layer_and_changed_words_about_the_rows_are_found(
    make: Make, judged: Judge, tmp_path: Path
) -> None:
    path = tmp_path / "a.gpkg"
    path.write_bytes(make("gpkg"))
    pyogrio.write_dataframe(
        gpd.read_file(path).head(1), path, driver="GPKG", layer="more", append=False
    )
    assert judged("gpkg", path.read_bytes()).code == BESIDE
    path.write_bytes(make("gpkg"))
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE gpkg_metadata SET metadata = replace(metadata, 'CC BY 4.0', 'CC0')"
        )
    assert judged("gpkg", path.read_bytes()).code == BESIDE


@FEW
@given(at=st.integers(0, 10**6))
def test_any_changed_fact_of_the_one_file_is_found(make: Make, judged: Judge, at: int) -> None:
    page = make("html").decode()
    facts = re.search(r'id="facts">(.*?)</script>', page, re.DOTALL)
    assert facts
    told = json.loads(facts[1])
    leaves: list[tuple[Any, Any]] = []

    def walk(value: Any) -> None:
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if isinstance(part, (dict, list)):
                walk(part)
            elif value is not told or key not in ("presents", "slide"):
                leaves.append((value, key))

    walk(told)
    holder, key = leaves[at % len(leaves)]
    value = holder[key]
    holder[key] = (
        not value
        if isinstance(value, bool)
        else value + 1
        if isinstance(value, (int, float))
        else f"{value or ''}x"
    )
    changed = page.replace(facts[1], json.dumps(told, ensure_ascii=False).replace("<", "\\u003c"))
    assert judged("html", changed.encode()).code in (ROWS, BESIDE)


def test_a_changed_program_of_the_one_file_is_found(make: Make, judged: Judge) -> None:
    assert (
        judged("html", make("html").replace(b"</html>", b"<p>180 clusters</p></html>")).code
        == BESIDE
    )


DECK = {
    "a text of a slide or its notes": (
        r"<a:t>([^<]+)</a:t>",
        other,
        r"ppt/(slides|notesSlides)/.*xml",
    ),
    "a number or name of a chart": (r"<c:v>([^<]+)</c:v>", other, r"ppt/charts/.*xml"),
    "a colour of a shape": (
        r'<p:spPr>(?:(?!</p:spPr>).)*?<a:solidFill><a:s\w+Clr val="([^"]+)"',
        lambda c: "FF00FF",
        r"ppt/slides/.*xml",
    ),
    "a colour of a bar": (
        r'<c:spPr><a:solidFill><a:srgbClr val="([^"]+)"',
        lambda c: "FF00FF",
        r"ppt/charts/.*xml",
    ),
    "a place": (r'<a:off x="(\d+)"', lambda x: str(int(x) + 40_000), r"ppt/slides/.*xml"),
    "a point of an outline": (r'<a:pt x="(\d+)"', lambda x: str(int(x) + 500), r"ppt/slides/.*xml"),
    "an end of an axis": (r'<c:min val="([^"]+)"', lambda c: "-50", r"ppt/charts/.*xml"),
    "a size of type": (r' sz="(\d+)"', lambda s: "100", r"ppt/slides/.*xml"),
}


@pytest.mark.parametrize("what", DECK)
@settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(at=st.integers(0, 10**6))
def test_anything_changed_on_a_slide_is_found(
    make: Make, judged: Judge, what: str, at: int
) -> None:
    pattern, put, parts = DECK[what]
    verdict = judged(
        "pptx", spoilt(make("pptx", {"province": "IR-10"}, {}), pattern, at, put, parts)
    )
    assert verdict.code == BESIDE, what
    assert verdict.differences and "slide" in words(verdict)


def test_what_is_put_over_a_slide_or_behind_it_is_found(make: Make, judged: Judge) -> None:
    def put(part: str, shape: str) -> Callable[[str, bytes], bytes]:
        return lambda name, content: (
            content.replace(b"</p:spTree>", shape.encode() + b"</p:spTree>")
            if name == part
            else content
        )

    content = make("pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as deck:
        words_of = re.search(
            r'<p:sp><p:nvSpPr><p:cNvPr id="\d+" name="[^"]*"/><p:cNvSpPr txBox="1"/>.*?</p:sp>',
            deck.read("ppt/slides/slide1.xml").decode(),
        )
        (layout,) = [
            name for name in deck.namelist() if re.fullmatch(r"ppt/slideLayouts/[^/]+\.xml", name)
        ]
    assert words_of
    for part in ("ppt/slides/slide1.xml", layout):
        verdict = judged("pptx", members(content, put(part, words_of[0])))
        assert verdict.code == BESIDE
        assert "added" in words(verdict)


@FEW
@given(at=st.integers(0, 10**6))
def test_anything_changed_in_a_drawing_is_found(make: Make, judged: Judge, at: int) -> None:
    picture = make("svg").decode()
    shown = list(re.finditer(r'(?<=>)[^<>]+(?=</text>)|(?<= d=")[^"]+|(?<= fill=")[^"]+', picture))
    found = shown[at % len(shown)]
    assert (
        judged(
            "svg", f"{picture[: found.start()]}{other(found[0])}{picture[found.end() :]}".encode()
        ).code
        == BESIDE
    )


@FEW
@given(at=st.integers(0, 10**6), page=st.integers(0, 100))
def test_anything_drawn_on_a_page_of_the_booklet_is_found(
    make: Make, judged: Judge, at: int, page: int
) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make("pdf", {"province": "IR-10"}, {"q": "فرش"}))) as pdf:
        number = page % len(pdf.pages)
        content = pdf.pages[number].Contents.read_bytes()
        digits = [m.start() for m in re.finditer(rb"\d(?= )", content)]
        place = digits[at % len(digits)]
        pdf.pages[number].Contents = pdf.make_stream(
            content[:place]
            + str(int(content[place : place + 1]) ^ 1).encode()
            + content[place + 1 :]
        )
        pdf.save(out)
    verdict = judged("pdf", out.getvalue())
    assert verdict.code == BESIDE
    assert f"page {number + 1}" in words(verdict)


@pytest.mark.parametrize("what", ["note", "form", "page", "title"])
def test_what_is_put_over_a_booklet_is_found(make: Make, judged: Judge, what: str) -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(make("pdf"))) as pdf:
        if what == "note":
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.FreeText,
                Rect=[0, 0, 200, 200],
                Contents="180",
            )
            pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
        elif what == "form":
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=[])
        elif what == "page":
            pdf.add_blank_page()
        else:
            pdf.docinfo["/Title"] = "180 clusters"
        pdf.save(out)
    assert judged("pdf", out.getvalue()).code == BESIDE


def test_a_picture_painted_over_or_of_another_size_is_stated_and_not_proved(
    make: Make, judged: Judge
) -> None:
    for change in ("painted", "smaller"):
        picture: Image.Image = Image.open(io.BytesIO(make("png")))
        comment = picture.info["Comment"]
        if change == "painted":
            pixels = np.array(picture)
            pixels[10:40, 10:60] = 0
            picture = Image.fromarray(pixels)
        else:
            picture = picture.resize((400, 300))
        told, out = PngImagePlugin.PngInfo(), io.BytesIO()
        told.add_itxt("Comment", comment)
        picture.save(out, "PNG", pnginfo=told)
        verdict = judged("png", out.getvalue())
        assert verdict.code == STATED
        assert "not proved" in words(verdict) and "اثبات نشده" in words(verdict, "fa")


def test_a_member_of_a_pack_left_out_added_or_changed_is_named(make: Make, atlas: Atlas) -> None:
    content = make("zip")

    def codes(changed: bytes) -> dict[str, str]:
        return {v.name: v.code for v in verify("pack.zip", changed, DATA, lambda stamp: atlas)}

    assert set(codes(content).values()) == {RIGHT}
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        names = pack.namelist()
    first = next(n for n in names if n.endswith(".csv"))
    with zipfile.ZipFile(out := io.BytesIO(content), "a") as pack:
        pack.writestr("more.txt", "x")
    assert codes(out.getvalue())["pack.zip"] == BESIDE
    assert (
        codes(members(content, lambda n, c: c + b"\r\nx" if n == "README.txt" else c))["pack.zip"]
        == BESIDE
    )
    assert (
        codes(members(content, lambda n, c: c.replace(b"1389", b"1390", 1) if n == first else c))[
            first
        ]
        == ROWS
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in names:
            if name != first:
                new.writestr(name, old.read(name))
    assert codes(out.getvalue())["pack.zip"] == BESIDE


# stamps


def test_a_second_stamp_a_made_up_one_and_one_of_other_rows_are_told(
    make: Make, judged: Judge
) -> None:
    content = make("csv").decode("utf-8-sig")
    (stamp,) = stamps_in(content)
    forged = replace(stamp, view="province=IR-21")
    assert (
        judged(
            "csv", content.replace(stamp.line, f"{stamp.line} {forged.line}").encode("utf-8-sig")
        ).code
        == STAMPS
    )
    assert judged("csv", content.replace(stamp.line, forged.line).encode("utf-8-sig")).code == OTHER
    assert (
        judged(
            "csv",
            content.replace(stamp.line, replace(stamp, view="province=IR-99").line).encode(
                "utf-8-sig"
            ),
        ).code
        == FORGED
    )
    assert (
        judged(
            "csv",
            content.replace(stamp.line, replace(stamp, made="yesterday").line).encode("utf-8-sig"),
        ).code
        == FORGED
    )
    assert judged("csv", content.replace(stamp.line, "").encode("utf-8-sig")).code == UNSTAMPED


def test_a_deck_of_one_slide_with_more_stamps_than_slides_is_not_right(
    make: Make, judged: Judge
) -> None:
    def forge(name: str, content: bytes) -> bytes:
        if name != "docProps/core.xml":
            return content
        text = content.decode()
        line = text[text.index("khoosheh-atlas") : text.index("</dc:description>")]
        return text.replace(line, "\n".join([line] * 4)).encode()

    verdict = judged("pptx", members(make("pptx"), forge))
    assert verdict.code == BESIDE
    assert "number of slides" in words(verdict)


def test_a_version_that_is_not_there_and_other_records_under_its_number_are_told(
    make: Make, atlas: Atlas
) -> None:
    fewer = replace(atlas, clusters=atlas.clusters.iloc[20:].reset_index(drop=True))
    for extension in SINGLE:
        assert [
            v.code for v in verify(f"f.{extension}", make(extension), DATA, lambda stamp: None)
        ] == [GONE]
        assert [
            v.code for v in verify(f"f.{extension}", make(extension), DATA, lambda stamp: fewer)
        ] == [OTHER]


def test_what_another_release_made_is_right_where_this_one_makes_the_same_and_else_not_proved(
    make: Make, judged: Judge
) -> None:
    before = make("csv", lang="en").replace(release().encode(), b"0123456789ab")
    assert judged("csv", before).code == RIGHT
    assert judged("csv", before.replace(b"Places: GeoNames", b"Towns: GeoNames")).code == RELEASE
    assert (
        judged("csv", make("csv", lang="en").replace(b"Places: GeoNames", b"Towns: GeoNames")).code
        == BESIDE
    )
    assert judged("csv", before.replace(b"1389", b"1390", 1)).code == ROWS


# files that are none


@pytest.mark.parametrize("extension", [*SINGLE, "zip"])
def test_what_is_no_whole_file_is_told_in_plain_words_in_both_languages(
    make: Make, atlas: Atlas, extension: str
) -> None:
    content = make(extension)
    broken = [
        b"",
        b" \n",
        b"\x00\x01\xff" * 99,
        b"PK\3\4",
        b"{}",
        b"[1]",
        b'{"features": 3}',
        b"%PDF-1.7",
        b"<svg/>",
        "نوشته".encode("utf-16"),
    ]
    broken += [content[: len(content) * n // 7] for n in range(1, 7)] + [
        content[:200] + content[400:]
    ]
    for one in broken:
        for verdict in verify(f"file.{extension}", one, DATA, lambda stamp: atlas):
            assert verdict.code != RIGHT or extension in ("html", "csv") or one == content
            for lang in ("fa", "en"):
                assert "file." in words(verdict, lang) or extension == "zip"
    assert verify(f"file.{extension}", b"", DATA, lambda stamp: atlas)[0].code == UNREADABLE


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    extension=st.sampled_from([*SINGLE, "zip"]), at=st.integers(0, 10**6), put=st.binary(max_size=3)
)
def test_no_file_with_some_bytes_changed_ends_in_a_failure(
    make: Make, atlas: Atlas, extension: str, at: int, put: bytes
) -> None:
    content = make(extension)
    place = at % len(content)
    verify(
        f"file.{extension}",
        content[:place] + put + content[place + len(put) + 1 :],
        DATA,
        lambda stamp: atlas,
    )


@pytest.mark.parametrize("extension", ["pptx", "xlsx", "zip", "pdf"])
def test_a_small_file_that_unpacks_to_a_large_one_is_refused_without_taking_the_memory(
    make: Make, atlas: Atlas, extension: str
) -> None:
    content = make(extension)
    if extension == "pdf":
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(content)) as pdf:
            pdf.pages[0].Contents = pdf.make_stream(b"0 0 m " * 20_000_000)
            pdf.save(out, compress_streams=True)
    else:
        out = io.BytesIO(content)
        with (
            zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package,
            package.open("ppt/media/image1.xml", "w") as part,
        ):
            for _ in range(120):
                part.write(b"\0" * 1024**2)
    bomb = out.getvalue()
    assert len(bomb) < 2_000_000
    tracemalloc.start()
    try:
        verdicts = verify(f"file.{extension}", bomb, DATA, lambda stamp: atlas)
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024**2
    finally:
        tracemalloc.stop()
    assert [v.code for v in verdicts] == [BESIDE if extension == "pdf" else UNREADABLE]


def test_files_that_were_changed_by_others_are_not_called_right(
    acceptance: Path, atlas: Atlas
) -> None:
    files = sorted((acceptance / "exports").glob("verify_*"))
    assert files
    for file in files:
        for verdict in verify(file.name, file.read_bytes(), DATA, lambda stamp: atlas):
            assert verdict.code != RIGHT or "semicolon" in file.name, words(verdict)
