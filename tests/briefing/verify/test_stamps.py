"""What stamps say that is not so is told: second ones, made-up ones, versions that are gone."""

from dataclasses import replace

from components.briefing.verify import (
    BESIDE,
    FORGED,
    GONE,
    OTHER,
    RELEASE,
    RIGHT,
    ROWS,
    STAMPS,
    UNSTAMPED,
    verify,
)
from components.server.release import release
from geo.atlas import Atlas
from geo.provenance import stamps_in
from tests.briefing.verify.judging import SINGLE, Judge, Make, members, words
from tests.conftest import DATA


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
            v.code for v in verify(f"f.{extension}", make(extension), DATA, lambda _: None)
        ] == [GONE]
        assert [
            v.code for v in verify(f"f.{extension}", make(extension), DATA, lambda _: fewer)
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
