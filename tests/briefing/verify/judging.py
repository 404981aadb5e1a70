"""What tests of verified files share: making one, judging it, and changing it in one place."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date

from hypothesis import HealthCheck, settings

from components.briefing.file_request import MEDIA_TYPES
from components.briefing.verdict_words import verdict_lines
from components.briefing.verify import Verdict
from components.words.text import Text

TODAY = date(2026, 11, 24)
SINGLE = sorted(set(MEDIA_TYPES) - {"zip"})
FEW = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
Make = Callable[..., bytes]
Judge = Callable[[str, bytes], Verdict]


def words(verdict: Verdict, lang: str = "en") -> str:
    return "\n".join(verdict_lines(verdict, Text(lang)))


def members(content: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    """A zip with each member as `change` has it."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


def spoilt(
    content: bytes, pattern: str, at: int, put: Callable[[str], str], parts: str = ".*"
) -> bytes:
    """A zip in which one find of `pattern`, the one at `at` of all in these parts, is changed."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        for name in old.namelist():
            if re.fullmatch(parts, name):
                found += [(name, m.span(1)) for m in re.finditer(pattern, old.read(name).decode())]
    name, (start, end) = found[at % len(found)]
    return members(
        content,
        lambda n, c: (
            (t := c.decode())[:start].encode() + put(t[start:end]).encode() + t[end:].encode()
            if n == name
            else c
        ),
    )


def other(text: str) -> str:
    """Another text or number that looks as likely."""
    return (
        f"{text[:-1]}{int(text[-1]) ^ 1}"
        if text[-1:].isdigit() and text[-1:].isascii()
        else f"{text}x"
    )
