"""Records and titles as plain text for a file.

One line, of bounded length, that turns nothing around and runs nothing.
"""

import re
import unicodedata
from functools import cache

from fontTools.ttLib import TTFont

from components.server.assets import source_file

_KEPT = {"\u200c", "\u200d"}
"""Zero-width non-joiner and joiner: the half-space is spelling."""


def one_line(text: str, limit: int = 300) -> str:
    """`text` in one line of at most `limit` characters.

    Control characters, direction overrides and doubled spaces are left out.
    """
    if "  " not in text and len(text) <= limit and text.replace("\u200c", "").isprintable():
        return text.strip()
    shown = "".join(" " if c in "\t\n\r\u2028\u2029" else c for c in text)
    shown = "".join(
        c
        for c in shown
        if c in _KEPT
        or (unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") and ord(c) & 0xFFFE != 0xFFFE)
    )
    shown = re.sub(r"\s+", " ", shown).strip()
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def from_right(text: str) -> str:
    """`text` marked as running from right to left, web addresses in it from left to right."""
    addresses = re.sub(r"https?://\S+", "\u202a\\g<0>\u202c", text)
    return f"\u202b{addresses}\u202c"


@cache
def _advances() -> dict[str, float]:
    """The width of each character of our face by the size of type."""
    font = TTFont(source_file(), lazy=True)
    widths, unit = font["hmtx"], font["head"].unitsPerEm
    return {chr(code): widths[name][0] / unit for code, name in font.getBestCmap().items()}


def _width_elsewhere(c: str) -> float:
    """About how wide a character is that our face lacks: nothing for a mark, most for an emoji."""
    if unicodedata.category(c).startswith("M"):
        return 0.0
    return 1.3 if c > "\U0001f000" else 1.0


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """About how wide `text` is.

    Joined letters are narrower than the letters alone, bold ones wider.
    """
    known = _advances()
    joined = sum(
        (known[c] if c in known else _width_elsewhere(c))
        * (0.8 if "\u0620" <= c <= "\u06d3" else 1.0)
        for c in text
    )
    return joined * size * (1.08 if bold else 1.0)


def wrap(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> list[str]:
    """`text` in at most so many lines no wider than `width`; an ellipsis ends what is cut."""
    found: list[str] = []
    line = ""
    for word in text.split(" "):
        while width_of(word, size, bold=bold) > width:
            fits = max(
                n
                for n in range(1, len(word))
                if n == 1 or width_of(word[:n], size, bold=bold) <= width
            )
            found, line, word = [*found, *([line] if line else []), word[:fits]], "", word[fits:]
        longer = f"{line} {word}".strip()
        if width_of(longer, size, bold=bold) <= width:
            line = longer
        else:
            found, line = [*found, line], word
        if len(found) > lines:
            break
    found = [*found, line] if line else found
    if len(found) > lines:
        last = found[lines - 1]
        while last and width_of(f"{last}…", size, bold=bold) > width:
            last = last[:-1]
        found = [*found[: lines - 1], f"{last.rstrip()}…"]
    return found


def balanced(text: str, size: float, width: float, lines: int, *, bold: bool = False) -> list[str]:
    """As `wrap`, with lines of about one length, so that no word is left alone."""
    found = wrap(text, size, width, lines, bold=bold)
    if len(found) == 1 or found[-1].endswith("…"):
        return found
    for share in (0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55):
        tighter = wrap(text, size, width * share, lines, bold=bold)
        if len(tighter) != len(found) or tighter[-1].endswith("…"):
            break
        found = tighter
    return found
