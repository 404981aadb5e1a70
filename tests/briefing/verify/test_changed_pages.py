"""What is changed on a slide, a page, a drawing or in the one file is found."""

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from components.briefing.verify import BESIDE, RIGHT, ROWS, STATED, verify
from geo.atlas import Atlas
from tests.briefing.verify.judging import FEW, Judge, Make, members, other, spoilt, words
from tests.conftest import DATA


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
        lambda _: "FF00FF",
        r"ppt/slides/.*xml",
    ),
    "a colour of a bar": (
        r'<c:spPr><a:solidFill><a:srgbClr val="([^"]+)"',
        lambda _: "FF00FF",
        r"ppt/charts/.*xml",
    ),
    "a place": (r'<a:off x="(\d+)"', lambda x: str(int(x) + 40_000), r"ppt/slides/.*xml"),
    "a point of an outline": (r'<a:pt x="(\d+)"', lambda x: str(int(x) + 500), r"ppt/slides/.*xml"),
    "an end of an axis": (r'<c:min val="([^"]+)"', lambda _: "-50", r"ppt/charts/.*xml"),
    "a size of type": (r' sz="(\d+)"', lambda _: "100", r"ppt/slides/.*xml"),
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
        return {v.name: v.code for v in verify("pack.zip", changed, DATA, lambda _: atlas)}

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
