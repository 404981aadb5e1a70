"""Every kind of file says which rows of which version it shows, and can be asked."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from components.briefing.stamps import stamps_of
from components.briefing.writers import WRITERS
from components.words.text import Text
from tests.briefing.conftest import MakeScene


@pytest.mark.parametrize("extension", WRITERS)
def test_a_file_tells_its_rows_version_and_link(scene: MakeScene, extension: str) -> None:
    writer = WRITERS[extension]
    scenes = (
        [scene(province="IR-10,IR-07"), scene(stage="group:completed")]
        if writer.holds_many
        else [scene(province="IR-10,IR-07")]
    )
    found = stamps_of(writer.write(scenes, Text("fa"), ""), extension)
    assert [(s.version, s.data, s.view, s.rows, s.digest, s.link) for s in found] == [
        (s.number, s.token, s.query, len(s.rows), s.digest, s.link) for s in scenes
    ]
    assert [(s.made, s.lang) for s in found] == [(s.made_iso, "fa") for s in scenes]


def test_visitors_may_ask_for_files_at_the_same_time(scene: MakeScene) -> None:
    shown = scene(province="IR-10")
    with ThreadPoolExecutor(4) as visitors:
        files = list(
            visitors.map(
                lambda extension: WRITERS[extension].write([shown], Text("fa"), ""),
                ["pdf", "png", "pdf", "png"],
            )
        )
    assert files[0] == files[2] and files[1] == files[3]
