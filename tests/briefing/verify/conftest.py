"""Files made once for all tests, and the verdict on a file."""

import pytest

from components.briefing.file_request import FileRequest, make_file
from components.briefing.story_slide import StorySlide
from components.briefing.verify import Verdict, verify
from geo.as_of import atlas_at
from geo.atlas import Atlas
from geo.provenance import Stamp
from geo.view import read_view
from tests.briefing.verify.judging import TODAY, Judge, Make
from tests.conftest import DATA


@pytest.fixture(scope="session")
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
                StorySlide(
                    atlas_at(atlas, v.as_of) if v.as_of else atlas,
                    v,
                    words.get("title", ""),
                    words.get("note", ""),
                )
                for v in views
            ]
            links = ["https://atlas.example/"] * len(stops)
            known[key] = make_file(
                FileRequest(
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


@pytest.fixture(scope="session")
def judged(atlas: Atlas) -> Judge:
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
