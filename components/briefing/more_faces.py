"""Further faces (Noto, OFL 1.1) for letters and signs that the files' own face lacks.

Other scripts, Chinese, Japanese, Korean, symbols, emoji.
"""

import filecmp
import tempfile
from functools import cache
from pathlib import Path

import manimgx_fonts
import noto_cjk_sans_jp_regular
from fontTools.ttLib import TTFont

from components.briefing.face import FACE, font_folder
from components.server.assets import FONT_CACHE

FIRST, LAST = "NotoSans[wght].ttf", ("NotoSansSymbols[wght].ttf", "NotoEmoji[wght].ttf")
"""Asked first after our own face, for Latin, Greek and Cyrillic; and after all others, whose own
signs fit their letters better.
"""


def _files() -> list[Path]:
    """The faces' files, in the order in which they are asked.

    Left out are what the own face has, and slanted type.
    """
    folder = Path(manimgx_fonts.__file__).parent
    scripts = sorted(
        p
        for p in folder.glob("NotoSans*.ttf")
        if not any(part in p.name for part in ("Arabic", "Italic"))
        and p.name not in (FIRST, LAST[0])
    )
    return [
        folder / FIRST,
        *scripts,
        Path(str(noto_cjk_sans_jp_regular.FONT_PATH)),
        *(folder / name for name in LAST),
    ]


@cache
def folders() -> list[str]:
    """Folders with all faces, our own first.

    Those of the package that has a second face of our own's name stand in a folder without it.
    """
    package = Path(manimgx_fonts.__file__).parent
    chosen = [p for p in _files() if p.parent == package]
    try:
        beside = FONT_CACHE / "more-faces"
        beside.mkdir(parents=True, exist_ok=True)
        _copy(chosen, beside)
    except OSError:
        beside = Path(tempfile.mkdtemp(prefix="khoosheh-faces-"))
        _copy(chosen, beside)
    return [
        str(font_folder()),
        str(beside),
        str(Path(str(noto_cjk_sans_jp_regular.FONT_PATH)).parent),
    ]


def _copy(files: list[Path], folder: Path) -> None:
    for file in files:
        wanted = folder / file.name
        if not wanted.is_file() or not filecmp.cmp(file, wanted):
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
                part.write(file.read_bytes())
            made = Path(part.name)
            made.chmod(0o644)  # another account may run the atlas tomorrow
            made.replace(wanted)
    for file in folder.glob("*.ttf"):
        if file.name not in {f.name for f in files}:
            file.unlink()


@cache
def families() -> list[str]:
    """The names of the faces as a page asks for them, in order."""
    return [FACE, *(_family(file) for file in _files())]


def _family(file: Path) -> str:
    names = TTFont(file, lazy=True)["name"]
    return str(names.getDebugName(16) or names.getDebugName(1))


@cache
def coverages() -> list[frozenset[str]]:
    """The characters that each further face has, in the same order."""
    return [frozenset(map(chr, TTFont(file, lazy=True).getBestCmap())) for file in _files()]
