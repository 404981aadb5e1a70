"""Every kind of file says which rows of which version it shows, and can be asked."""

import pytest

from components.briefing.stamps import stamps_of
from components.briefing.writers import WRITERS
from components.text import Text
from geo.provenance import Stamp
from tests.briefing.conftest import MakeScene


@pytest.mark.parametrize("extension", WRITERS)
def test_a_file_tells_its_rows_version_and_link(scene: MakeScene, extension: str) -> None:
    writer = WRITERS[extension]
    scenes = [scene(province="IR-10,IR-07"), scene(stage="group:completed")] if writer.holds_many else [scene(province="IR-10,IR-07")]
    found = stamps_of(writer.write(scenes, Text("fa")), extension)
    assert found == [Stamp(s.number, s.token, s.query, len(s.rows), s.digest, s.link) for s in scenes]
