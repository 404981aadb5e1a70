"""Typst, at the service of the booklet and the picture."""

from functools import cache
from typing import Literal

import typst

from components.briefing.more_faces import folders


@cache
def _fonts() -> typst.Fonts:
    """The faces that come with the atlas and no others; looked for once.

    So a page is the same on every machine.
    """
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders()]
    )


def typeset(
    template: bytes,
    kind: Literal["pdf", "png"],
    given: dict[str, str],
    *,
    ppi: float | None = None,
    standards: tuple[Literal["ua-1"], ...] = (),
) -> bytes:
    """What `template` makes of `given`, its inputs: `kind` is pdf or png.

    A compiler of its own for each call: one cannot be shared by threads.
    """
    made = typst.Compiler(font_paths=_fonts()).compile(
        template, format=kind, ppi=ppi, sys_inputs=given, pdf_standards=list(standards)
    )
    assert isinstance(made, bytes)
    return made
