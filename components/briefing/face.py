"""The face of the files: Noto Sans Arabic (OFL 1.1), with each dotted letter as one glyph.

The face draws a dotted letter as two glyphs, its body and its dots. In a PDF each glyph stands for
a text, so readers that look only at glyphs find such a letter twice. Here body and dots become one
glyph, made of both at the places where the face itself puts them.
"""

import hashlib
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import buildLigatureSubstSubtable, buildLookup
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import ROUND_XY_TO_GRID, Glyph, GlyphComponent
from fontTools.varLib import instancer

from components.server.assets import FONT_CACHE, source_file

FACE = "Noto Sans Arabic"
WEIGHTS = (400, 700)
LETTERS = frozenset([*range(0x621, 0x64B), 0x67E, 0x686, 0x698, 0x6A9, 0x6AF, 0x6C0, 0x6CC])
"""The letters of Arabic and Persian."""
HALF_SPACE = "\u0674"
"""Stands for the zero-width non-joiner where a page is set: a rare letter that joins to none
either, but is no mark that setting leaves out.
"""
BASE, MARK = 1, 3
"""Classes of the face's glyphs (its table GDEF)."""


@cache
def font_folder() -> Path:
    """A folder with the face in WEIGHTS.

    Made once, kept in .cache, or for as long as the process runs where that cannot be written.
    """
    made_by = source_file().read_bytes() + Path(__file__).read_bytes()
    folder = FONT_CACHE / f"face-{hashlib.sha256(made_by).hexdigest()[:16]}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _make(folder)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="khoosheh-face-"))
        _make(folder)
    return folder


def _make(folder: Path) -> None:
    for weight in WEIGHTS:
        wanted = folder / f"{weight}.ttf"
        if not wanted.is_file():
            with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
                joined_face(weight).save(part)
            made = Path(part.name)
            made.chmod(0o644)  # another account may run the atlas tomorrow
            made.replace(wanted)


def joined_face(weight: int) -> TTFont:
    """The face in one weight with a glyph for every body with its dots."""
    font = instancer.instantiateVariableFont(
        TTFont(source_file(), recalcTimestamp=False),
        {"wght": weight, "wdth": 100},
        updateFontNames=True,
    )
    pairs = _dotted(font)
    names = {pair: f"joined{number}" for number, pair in enumerate(pairs)}
    for (base, mark), at in pairs.items():
        _compose(font, names[base, mark], base, mark, at)
    _set_half_space(font)
    font.setGlyphOrder([*font.getGlyphOrder(), *names.values(), "halfspace"])
    substitutions = font["GSUB"].table
    substitutions.LookupList.Lookup.append(buildLookup([buildLigatureSubstSubtable(names)]))
    substitutions.LookupList.LookupCount += 1
    for record in substitutions.FeatureList.FeatureRecord:
        if record.FeatureTag == "rlig":  # its lookups come after those that choose a letter's form
            record.Feature.LookupListIndex.append(substitutions.LookupList.LookupCount - 1)
            record.Feature.LookupCount += 1
    _kern_as_bodies(font, {name: base for (base, _), name in names.items()})
    return font


def _dotted(font: TTFont) -> dict[tuple[str, str], tuple[int, int]]:
    """Bodies and dots of the letters of LETTERS, and where the dots stand.

    The offset of the face's last rule for the two.
    """
    classes: dict[str, int] = font["GDEF"].table.GlyphClassDef.classDefs
    letters = {name for code, name in font.getBestCmap().items() if code in LETTERS}
    parts = [
        p
        for s in _subtables(font, "GSUB", "MultipleSubst")
        for glyph, p in s.mapping.items()
        if glyph in letters and len(p) == 2
    ]
    dots = {mark for base, mark in parts if classes.get(base) != MARK and classes.get(mark) == MARK}
    pairs: dict[tuple[str, str], tuple[int, int]] = {}
    for subtable in _subtables(font, "GPOS", "MarkBasePos"):
        for mark, record in zip(
            subtable.MarkCoverage.glyphs, subtable.MarkArray.MarkRecord, strict=True
        ):
            if mark not in dots:
                continue
            for base, anchors in zip(
                subtable.BaseCoverage.glyphs, subtable.BaseArray.BaseRecord, strict=True
            ):
                on_base, on_mark = anchors.BaseAnchor[record.Class], record.MarkAnchor
                if on_base is not None:
                    pairs[base, mark] = (
                        on_base.XCoordinate - on_mark.XCoordinate,
                        on_base.YCoordinate - on_mark.YCoordinate,
                    )
    return pairs


def _compose(font: TTFont, name: str, base: str, mark: str, at: tuple[int, int]) -> None:
    """A glyph made of two, as wide as the first."""
    made = Glyph()
    made.numberOfContours = -1
    made.components = []
    for part, (x, y) in ((base, (0, 0)), (mark, at)):
        component = GlyphComponent()
        component.glyphName, component.x, component.y, component.flags = (
            part,
            x,
            y,
            ROUND_XY_TO_GRID,
        )
        made.components.append(component)
    font["glyf"].glyphs[name] = made
    font["hmtx"].metrics[name] = font["hmtx"].metrics[base]
    font["GDEF"].table.GlyphClassDef.classDefs[name] = BASE


def _set_half_space(font: TTFont) -> None:
    """An empty glyph for HALF_SPACE."""
    font["glyf"].glyphs["halfspace"] = Glyph()
    font["hmtx"].metrics["halfspace"] = (1, 0)
    font["GDEF"].table.GlyphClassDef.classDefs["halfspace"] = BASE
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(HALF_SPACE)] = "halfspace"


def _kern_as_bodies(font: TTFont, base_of: dict[str, str]) -> None:
    """Give the new glyphs the distances to their neighbours that their bodies have."""
    for subtable in _subtables(font, "GPOS", "PairPos"):
        if subtable.Format != 2:
            continue
        first, second, covered = (
            subtable.ClassDef1.classDefs,
            subtable.ClassDef2.classDefs,
            set(subtable.Coverage.glyphs),
        )
        for name, base in base_of.items():
            if base in second:
                second[name] = second[base]
            if base in covered:
                covered.add(name)
                if base in first:
                    first[name] = first[base]
        subtable.Coverage.glyphs = sorted(covered, key=font.getGlyphID)


def _subtables(font: TTFont, table: str, kind: str) -> list[Any]:
    """The subtables of a kind, those in extensions too."""
    lookups = font[table].table.LookupList.Lookup
    plain = [
        getattr(subtable, "ExtSubTable", subtable)
        for lookup in lookups
        for subtable in lookup.SubTable
    ]
    return [subtable for subtable in plain if type(subtable).__name__ == kind]
