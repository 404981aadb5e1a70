"""./atlas brief and verify, run as an office's script would."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from components.command_line import main
from components.records import now, registry
from components.site import data_folder, forget, ground
from geo.registry.stories import keep_story
from geo.story import Slide, Story, write_story

STORY = Story("Meeting", (Slide({"province": "IR-10"}, "Isfahan leads", "say this"), Slide({"stage": "group:completed"})))


@pytest.fixture(autouse=True)
def own_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("ATLAS_DATABASE_URL", f"sqlite:///{tmp_path / 'registry.sqlite'}")
    forget()
    yield
    forget()


@pytest.mark.parametrize("lang", ["fa", "en"])
def test_a_view_becomes_a_file_that_is_verified(tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str) -> None:
    path = tmp_path / "isfahan.xlsx"
    assert main(["--lang", lang, "brief", "--view", "province=IR-10", str(path)]) == 0
    assert main(["verify", str(path)]) == 0
    assert "isfahan.xlsx: right. Its 15 rows are those of version 1" in capsys.readouterr().out


def test_a_file_with_another_cell_fails_verification(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "rows.csv"
    assert main(["brief", "--view", "province=IR-10", str(path)]) == 0
    path.write_bytes(path.read_bytes().replace(b"1389", b"1390", 1))
    assert main(["verify", str(path)]) == 1
    assert "CHANGED" in capsys.readouterr().out


def test_a_story_is_found_by_title_by_file_and_by_id(tmp_path: Path) -> None:
    saved = tmp_path / "story.json"
    saved.write_bytes(write_story(STORY))
    story_id = keep_story(registry(ground(), data_folder()), STORY, "a", now())
    for name in ("Meeting", str(saved), story_id):
        path = tmp_path / "pack.zip"
        assert main(["brief", "--story", name, str(path)]) == 0
        with zipfile.ZipFile(path) as pack:
            assert {Path(n).suffix for n in pack.namelist()} >= {".pptx", ".pdf", ".html", ".png", ".csv"}
            assert any(n.startswith("02/") for n in pack.namelist())


def test_a_story_that_is_not_there_is_told_and_no_file_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "--story", "nothing", str(tmp_path / "a.pdf")]) == 1
    assert "no story nothing" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir() if p.suffix == ".pdf"] == []


def test_two_views_do_not_go_into_one_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", "--provinces", str(tmp_path / "a.png")]) == 1
    assert "one view" in capsys.readouterr().err


def test_an_unknown_ending_names_those_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["brief", str(tmp_path / "a.docx")]) == 1
    assert ".pptx" in capsys.readouterr().out


def test_all_provinces_become_one_booklet(tmp_path: Path) -> None:
    path = tmp_path / "booklet.pdf"
    assert main(["--lang", "fa", "brief", "--provinces", str(path)]) == 0
    assert main(["verify", str(path)]) == 0
