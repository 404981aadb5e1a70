"""Whatever characters a name, note or title holds, every file is made, and the page shows them or
says what they are.
"""

import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pptx import Presentation

from components.briefing import drawable
from components.briefing.booklet import write_pdf
from components.briefing.drawable import Speller
from components.briefing.file_request import MEDIA_TYPES, FileRequest, make_file
from components.briefing.more_faces import families
from components.briefing.picture import write_png
from components.briefing.plain_text import one_line
from components.briefing.story_slide import StorySlide
from components.briefing.typesetting import typeset
from components.words.text import Text
from geo.atlas import Atlas, read_atlas
from geo.view import read_view
from tests.briefing.conftest import DAY, run, scene_of
from tests.conftest import DATA

NAUGHTY = (
    "خوشه 😀 👍🏽 👨‍👩‍👧 ❤️ 🇮🇷 🏴󠁧󠁢󠁷󠁬󠁳󠁿", "中文的名字 日本語の名前 한국어 이름", "שָׁלוֹם Ωμέγα Жизнь Հայերեն ქართული", "हिन्दी தமிழ் ไทย ខ្មែរ አማርኛ မြန်မာ",
    "Z̸̢̡̛̖̯͈͍̾̍a̶̡̰̋ĺ̷̰g̸̭̈o̴̢͝", "ت҉ا҉ک҉", "a⃝b⃣", "́starts with a mark", "ends with a joiner‍", "\u200d\u200c\u200d", "♞ ♟ ⛄ ☃ ⌘ ⚠️ ∑∫√ ½ ↔ █ ╬", "𝕋𝕙𝕖 𝖖𝖚𝖎𝖈𝖐 𝔣𝔬𝔵",
    "𒀀𒁀𓀀𐎠𐤀ꙮ", "\ue000\uf8ff\U000f0000", "\ufffd\ufffe\uffff\ufdd0", "\u0000\u0007\u001b[31m\u007f\u0085", "\u2028\u2029\u00ad\ufeff", "\u202eآنسو\u2066\u2069",
    "\U0001fae8\U0001f6dc\u1c89\u0378\U000323af", "ﷺ ﷽ ﺲ ٱللَّهِ", "ۖۗۘ ی‌ک ي ك ۀ ةٔ", "ｆｕｌｌ ﾊﾝｶｸ　幅", "ᚠᛇᚻ ⠓⠑⠇ ᏣᎳᎩ ᠮᠣᠩ", "ﬁﬂ ß İ ı ſ ẞ",
    "<b>&amp;&lt;</b> ]]> <!-- -->", "=HYPERLINK(1) +1 -1 @x", "#import x $x$ *b* `r` \\u{41} {{7*7}} ${1}", 
    "'; DROP TABLE clusters; --", "../../etc/passwd\\..\\x", "%s %n {0} {name}",
    "x" * 5_000, "😀" * 300, "𒀀" * 300, "á" * 300, "\U0001f3fb\U0001f3fc", "🇮🇷🇮", "\u0674\u0640\u061c",
)  # fmt: skip
STRANGE = sorted(
    {
        *"".join(NAUGHTY),
        *map(
            chr,
            (
                *range(0x300, 0x370),
                *range(0x900, 0x980),
                *range(0xE00, 0xF00),
                *range(0x1F1E6, 0x1F200),
            ),
        ),
    }
)
LANGUAGES = ("fa", "en")
ATLAS = read_atlas(DATA)


def with_texts(atlas: Atlas, texts: list[str]) -> Atlas:
    """An Atlas with a cluster for each text, which stands in all its fields of words."""
    records = atlas.clusters.iloc[[n % len(atlas.clusters) for n in range(len(texts))]].reset_index(
        drop=True
    )
    fields = {
        column: pd.Series(texts, dtype="str")
        for column in (
            "name_fa",
            "name_en",
            "product_fa",
            "city_fa",
            "city_en",
            "note_fa",
            "source_title",
        )
    }
    ids = [f"n{n:03d}" for n in range(len(texts))]
    return replace(
        atlas,
        version="naughty",
        clusters=records.assign(province_iso="IR-10", cluster_id=ids, **fields),
    )


@pytest.fixture(scope="module")
def naughty(atlas: Atlas) -> Atlas:
    return with_texts(atlas, list(NAUGHTY))


def order(atlas: Atlas, lang: str, title: str = "", note: str = "") -> FileRequest:
    stop = StorySlide(atlas, read_view({"lang": lang}, atlas)[0], title, note)
    return FileRequest(
        [stop], ["https://atlas.example/"], "https://atlas.example/", lang, DAY, DATA, title
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_is_made_of_every_naughty_text(naughty: Atlas, lang: str) -> None:
    with zipfile.ZipFile(
        io.BytesIO(make_file(order(naughty, lang, "".join(NAUGHTY[:6]), " ".join(NAUGHTY)), "zip"))
    ) as pack:
        assert {Path(name).suffix[1:] for name in pack.namelist()} == {*MEDIA_TYPES, "txt"} - {
            "zip"
        }


def test_naughty_titles_and_notes_leave_the_booklet_whole(atlas: Atlas) -> None:
    scenes = [scene_of(atlas, text, text, province="IR-05") for text in NAUGHTY]
    with pikepdf.open(io.BytesIO(write_pdf(scenes, Text("fa"), NAUGHTY[0]))) as pdf:
        assert len(pdf.pages) > len(NAUGHTY)


@given(st.lists(st.one_of(st.text(), st.text(st.sampled_from(STRANGE))), min_size=1, max_size=40))
@settings(max_examples=60)
def test_any_text_can_be_set_once_it_is_spelled(texts: list[str]) -> None:
    page = (
        b'#set document(title: "x")\n#set text(font: json(bytes(sys.inputs.faces)))\n#for line in'
        b" json(bytes(sys.inputs.lines)) [#line \\ ]"
    )
    lines = [Speller().text(one_line(text)) for text in texts]
    assert typeset(
        page,
        "pdf",
        {"faces": json.dumps(families()), "lines": json.dumps(lines)},
        standards=("ua-1",),
    )


@given(st.lists(st.text(max_size=60), min_size=1, max_size=12), st.sampled_from(LANGUAGES))
@settings(max_examples=4)
def test_every_file_is_made_of_any_text(texts: list[str], lang: str) -> None:
    assert make_file(order(with_texts(ATLAS, texts), lang, texts[0], texts[-1]), "zip")


def read(folder: Path, content: bytes) -> str:
    (folder / "made.pdf").write_bytes(content)
    return re.sub(r"\s+", " ", run("pdftotext", "made.pdf", "-", folder=folder))


def test_letters_of_other_scripts_and_emoji_are_set_in_faces_of_their_own(
    atlas: Atlas, tmp_path: Path
) -> None:
    text = read(
        tmp_path,
        write_pdf(
            [scene_of(atlas, "😀 中文 한국어 Ωμέγα Жизнь ✓ ⚠", province="IR-05", lang="en")],
            Text("en"),
        ),
    )
    assert all(part in text for part in ("😀", "中文", "한국어", "Ωμέγα", "Жизнь", "✓", "⚠"))
    assert Text("en")("briefing.named") not in text
    fonts = run("pdffonts", "made.pdf", folder=tmp_path)
    assert "NotoEmoji" in fonts and "NotoSansCJK" in fonts and "Type 3" not in fonts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_no_face_has_stands_by_its_name_and_the_page_says_so(
    atlas: Atlas, tmp_path: Path, lang: str
) -> None:
    text = read(
        tmp_path,
        write_pdf(
            [scene_of(atlas, "Horse ♞ \U000323af", "𒀀" * 10, province="IR-05", lang=lang)],
            Text(lang),
        ),
    )
    assert (
        "black chess knight" in text and "U+323AF" in text and text.count("cuneiform sign a") == 3
    )
    assert Text(lang)("briefing.named").split()[0] in text


def test_ornamental_letters_that_no_face_has_are_set_as_plain_ones() -> None:
    assert Speller().text("𝕋𝕙𝕖 𝖖𝖚𝖎𝖈𝖐") == "The quick"


def test_the_documents_own_title_and_the_deck_keep_every_character(atlas: Atlas) -> None:
    title = "♞ 😀 中文"
    deck = Presentation(io.BytesIO(make_file(order(atlas, "en", title), "pptx")))
    assert deck.slides[0].shapes.title.text_frame.text == title
    assert title in make_file(order(atlas, "en", title), "svg").decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_emoji_and_chinese_are_painted_in_the_picture(atlas: Atlas, lang: str) -> None:
    def ink(title: str) -> int:
        drawn = (
            Image.open(io.BytesIO(write_png(scene_of(atlas, title, lang=lang), 800)))
            .convert("L")
            .crop((0, 40, 800, 80))
        )
        return sum(value < 128 for value in drawn.tobytes())

    assert ink("中") > ink(".") + 20
    assert ink("😀") > ink(".") + 20


@given(st.text())
def test_spelling_leaves_alone_what_our_own_face_has(text: str) -> None:
    speller = Speller()
    plainest = Speller(plainest=True).text(text)
    assert Speller().text(plainest) == plainest
    assert speller.text(speller.text(one_line(text))) == speller.text(one_line(text))


def test_a_page_that_cannot_be_set_after_all_is_set_in_our_own_face_alone(
    atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A face may promise a sign and not set it beside the next one."""
    monkeypatch.setattr(drawable, "coverages", lambda: [frozenset("𒀀😀")])
    text = read(tmp_path, write_pdf([scene_of(atlas, "𒀀 😀", province="IR-05")], Text("fa")))
    assert "cuneiform sign a" in text and "grinning face" in text and "تهیه‌شده" in text
