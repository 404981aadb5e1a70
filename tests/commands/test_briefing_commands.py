"""./atlas brief and verify, run as an office's script would."""

import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.commands.command_line import main
from components.server.registry import now, registry
from components.server.site import data_folder, forget, reference
from geo.registry.rights import Rights
from geo.registry.stories import keep_story
from geo.registry.story import Slide, Story, pack_story, write_story

STORY = Story(
    "Meeting",
    (
        Slide({"province": "IR-10"}, "Isfahan leads", "say this"),
        Slide({"stage": "group:completed"}),
    ),
)


@pytest.fixture(autouse=True)
def own_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    forget()
    yield
    forget()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_view_becomes_a_file_that_is_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    path = tmp_path / "isfahan.xlsx"
    assert main(["--lang", lang, "brief", "--view", "province=IR-10", str(path)]) == 0
    assert main(["verify", str(path)]) == 0
    assert "isfahan.xlsx: right. What it shows is what version 1 gives" in capsys.readouterr().out


def test_a_file_with_another_cell_fails_verification(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "rows.csv"
    assert main(["brief", "--view", "province=IR-10", str(path)]) == 0
    path.write_bytes(path.read_bytes().replace(b"1389", b"1390", 1))
    assert main(["verify", str(path)]) == 1
    assert "CHANGED" in capsys.readouterr().out


def test_a_story_is_found_by_title_by_file_and_by_id(tmp_path: Path) -> None:
    saved = tmp_path / "story.json"
    saved.write_bytes(write_story(STORY))
    story_id = keep_story(registry(reference(), data_folder()), STORY, Rights.to_all("a"), now())
    for name in ("Meeting", str(saved), story_id):
        path = tmp_path / "pack.zip"
        assert main(["brief", "--story", name, str(path)]) == 0
        with zipfile.ZipFile(path) as pack:
            assert {Path(n).suffix for n in pack.namelist()} >= {
                ".pptx",
                ".pdf",
                ".html",
                ".png",
                ".csv",
            }
            assert any(n.startswith("02/") for n in pack.namelist())


def test_a_story_that_is_not_there_is_told_and_no_file_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", "--story", "nothing", str(tmp_path / "a.pdf")]) == 1
    assert "no story nothing" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == []


def test_two_views_do_not_go_into_one_picture(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", "--provinces", str(tmp_path / "a.png")]) == 1
    assert "one view" in capsys.readouterr().err


def test_an_unknown_ending_names_those_known(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["brief", str(tmp_path / "a.docx")]) == 1
    assert ".pptx" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--view", "province=IR-99"], ("IR-99", "IR-00")),
        (["--view", "colour=red"], ("colour", "province")),
        (["--view", "colour"], ("colour", "province")),
        (["--view", "as_of=1402-13"], ("1402-13", "1402-06")),
        (["--view", "version=9"], ("version", "9")),
        (["--view", "cluster=c999"], ("c999", "c0")),
        (["--view", "q=" + "x" * 300], ("xxx", "200")),
        (["--view", "province=IR-10", "--provinces"], ("--provinces",)),
        (["--story", "~x", "--provinces"], ("--provinces",)),
        (["--address", "atlas"], ("https://",)),
        (
            ["--story", pack_story(Story("", (Slide({}), Slide({"province": "IR-99"}))))],
            ("slide 2", "IR-99"),
        ),
        (["--story", pack_story(Story("", (Slide({"version": "7"}),)))], ("slide 1", "version")),
    ],
)
def test_what_is_unknown_is_refused_by_name_and_no_file_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: tuple[str, ...]
) -> None:
    assert main(["brief", *arguments, str(tmp_path / "a.csv")]) == 1
    said = capsys.readouterr().err
    assert all(word in said for word in words), said
    assert not list(tmp_path.glob("a.csv"))


def test_a_view_may_be_the_whole_link(tmp_path: Path) -> None:
    assert (
        main(["brief", "--view", "https://atlas.example/?province=IR-10", str(tmp_path / "a.csv")])
        == 0
    )
    assert main(["brief", "--view", "province=IR-10", str(tmp_path / "b.csv")]) == 0
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()


def test_a_story_may_be_what_stands_in_its_link_however_long(tmp_path: Path) -> None:
    long = pack_story(
        Story(
            "Meeting",
            tuple(
                Slide({"province": code}, f"{code} {n**20}")
                for n, code in enumerate(["IR-10", "IR-21", "IR-07"] * 8)
            ),
        )
    )
    assert len(long) > 255
    for name in (long, f"https://atlas.example/story?lang=en&story={long}"):
        assert main(["brief", "--story", name, str(tmp_path / "a.html")]) == 0


def test_files_of_commands_are_readable_as_any_new_file_but_registries_by_their_account_alone(
    tmp_path: Path,
) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("نام خوشه,استان\nخوشه بادبادک,قم\n", encoding="utf-8")
    commands = (
        ["brief", "a.csv"],
        ["brief", "a.pdf"],
        ["export", "b.csv"],
        ["backup", "c.sqlite"],
        ["template", "d.xlsx"],
        ["import", str(rows), "--dry-run", "--report", "e.xlsx"],
        ["demo", "5", "--database", "f.sqlite"],
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path)
        before = os.umask(0o027)
        try:
            for command in commands:
                assert main(command) == 0
        finally:
            os.umask(before)
    modes = {
        name: (tmp_path / name).stat().st_mode & 0o777
        for name in ("a.csv", "a.pdf", "b.csv", "c.sqlite", "d.xlsx", "e.xlsx", "f.sqlite")
    }
    assert {name: mode for name, mode in modes.items() if mode != 0o640} == {
        "c.sqlite": 0o600,
        "f.sqlite": 0o600,
    }
    assert {p.name.partition("-")[0] for p in tmp_path.iterdir()} == {
        *modes,
        "rows.csv",
        "registry.sqlite",
    }


def test_all_provinces_become_one_booklet(tmp_path: Path) -> None:
    path = tmp_path / "booklet.pdf"
    assert main(["--lang", "fa", "brief", "--provinces", str(path)]) == 0
    assert main(["verify", str(path)]) == 0
