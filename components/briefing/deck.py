"""The deck: a PPTX with a slide for each Scene.

The map is made of shapes, each named after what it is; the stages are a chart with its data.
"""

import io
from collections.abc import Sequence
from datetime import datetime

from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Pt

from components.briefing.deck_theme import ACROSS, DOWN, MARGIN, SUBSTITUTE_WIDER, new_deck
from components.briefing.plain_text import one_line, width_of, wrap
from components.briefing.scene import Scene
from components.briefing.slide_map import draw_legend, draw_map
from components.briefing.slide_shapes import Box, Canvas, Look, Run, write_paragraph
from components.briefing.stage_chart import add_chart
from components.server.palette import ACCENT, GROUP, INK, MUTED, RULE
from components.words.text import Text
from geo.drawing.plan import WIDTH

TITLES = ((30, 1), (27, 1), (24, 1), (22, 1), (26, 2), (20, 2))
"""Sizes of the title (points) and the lines it may take, the first that holds it."""
LEAD, FIGURE, BODY, OFFICIAL, SMALL = 16, 30, 12, 10, 9
NOTHING = "–"
"""In place of a number that nobody knows."""
TOP, BOTTOM, MAP_ACROSS, GAP = 118, 492, 408, 20
FOOT = 506


def write_pptx(scenes: Sequence[Scene], text: Text, title: str = "") -> bytes:
    """All scenes as one deck, named by this title where there are several.

    Raises ValueError without a scene.
    """
    if not scenes:
        raise ValueError("no scene")
    deck = new_deck()
    for scene in scenes:
        _add_slide(deck, scene, text)
    said = deck.core_properties
    first = scenes[0]
    said.title = (
        one_line(first.title, 250)
        if len(scenes) == 1
        else one_line(title, 250) or text("briefing.booklet")
    )
    said.author = said.last_modified_by = text("app.title")
    said.language = "fa-IR" if text.is_rtl else "en-GB"
    said.subject = one_line(first.sentence, 250)
    said.keywords = one_line(" ".join(dict.fromkeys(s.token for s in scenes)), 250)
    said.comments = " "
    every = "\n".join(s.stamp for s in scenes)
    said._element.find(
        "{http://purl.org/dc/elements/1.1/}description"
    ).text = every  # python-pptx would stop at 255 characters, the format does not
    said.created = said.modified = datetime.fromisoformat(first.made_iso)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _add_slide(deck: Deck, scene: Scene, text: Text) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    rtl = text.is_rtl
    canvas = Canvas(slide.shapes._spTree, [100], rtl)
    _title(slide, scene, rtl)
    across = ACROSS - 2 * MARGIN
    canvas.words(
        text("briefing.filter"),
        [[Run(one_line(scene.sentence, 160), LEAD, MUTED)]],
        Box(MARGIN, 84, across, 24),
        anchor="ctr",
    )

    def side(offset: float, width: float) -> float:
        """Where something so far from the reading side, so wide, has its left edge."""
        return ACROSS - MARGIN - offset - width if rtl else MARGIN + offset

    scale = min(MAP_ACROSS / WIDTH, (BOTTOM - TOP) / scene.map.height)
    draw_map(
        canvas, scene, text, (side(0, MAP_ACROSS) + (MAP_ACROSS - WIDTH * scale) / 2, TOP), scale
    )
    rest = across - MAP_ACROSS - GAP
    _figures(
        canvas,
        scene,
        [Box(side(MAP_ACROSS + GAP + n * rest / 5, rest / 5), TOP, rest / 5, 62) for n in range(5)],
    )
    legend, top = (
        192,
        TOP
        + 76
        + _official(
            canvas, scene, text, Box(side(MAP_ACROSS + GAP, rest), TOP + 70, rest, BOTTOM - TOP)
        ),
    )
    draw_legend(
        canvas, scene, text, Box(side(MAP_ACROSS + GAP, legend), top, legend, BOTTOM - top), rtl
    )
    chart = rest - legend - GAP
    box = Box(side(MAP_ACROSS + GAP + legend + GAP, chart), top, chart, BOTTOM - top)
    heading = [
        [Run(line, BODY + 1, INK, True)]
        for line in wrap(scene.stage_title, (BODY + 1) * SUBSTITUTE_WIDER, box.width, 2, bold=True)
    ]
    key = (
        [[Run(text("briefing.grey", national=scene.stage_names[1]), SMALL + 1, MUTED)]]
        if scene.is_filtered
        else []
    )
    high = 17 * len(heading) + 14 * len(key) + 2
    canvas.words(text("briefing.stage_title"), heading + key, Box(box.x, box.y, box.width, high))
    add_chart(slide, canvas, scene, text, Box(box.x, box.y + high, box.width, box.height - high))
    canvas.preset(
        text("briefing.rule"), "", Box(MARGIN, FOOT - 6, across, 0.75), "rect", Look(RULE)
    )
    foot = f"{scene.attribution} · {scene.made} · {scene.provenance[1][0]}: {scene.version}"
    lines = [[Run(foot, SMALL, MUTED)]]
    if scene.invented:
        lines.insert(0, [Run(scene.invented, SMALL + 1, GROUP["waiting"], True)])
    canvas.words(text("briefing.sources"), lines, Box(MARGIN, FOOT, across, DOWN - FOOT - 8))
    _notes(slide, scene, rtl)


def _title(slide: Slide, scene: Scene, rtl: bool) -> None:
    """The finding, in the layout's own title."""
    across = ACROSS - 2 * MARGIN
    size, lines = next(
        (
            s
            for s in TITLES
            if not wrap(scene.title, s[0] * SUBSTITUTE_WIDER, across, s[1], bold=True)[-1].endswith(
                "…"
            )
        ),
        TITLES[-1],
    )
    frame = slide.shapes.title.text_frame
    body = frame._txBody
    for paragraph in body.p_lst:
        body.remove(paragraph)
    write_paragraph(
        body,
        [Run(" ".join(wrap(scene.title, size, across, lines, bold=True)), size, INK, True)],
        "start",
        rtl,
    )
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    body.bodyPr.set("anchor", "b")


def _figures(canvas: Canvas, scene: Scene, boxes: Sequence[Box]) -> None:
    """The View's own figures, side by side."""
    row = next(r for r in scene.figures if r.is_strong)
    widest = max(width_of(value or NOTHING, 1, bold=True) for value in row.cells) * SUBSTITUTE_WIDER
    size = min(FIGURE, int((boxes[0].width - 6) / max(widest, 0.1)))
    for name, value, box in zip(scene.figure_columns, row.cells, boxes, strict=True):
        shown = [[Run(value or NOTHING, size, ACCENT, True)], [Run(name, BODY, MUTED)]]
        canvas.words(name, shown, box)


def _official(canvas: Canvas, scene: Scene, text: Text, box: Box) -> float:
    """What was published of the chosen provinces, under the View's own figures; how high it is."""
    lines = [
        line
        for said in scene.official
        for line in wrap(said, OFFICIAL * SUBSTITUTE_WIDER, box.width, 2)
    ]
    if not lines:
        return 0.0
    high = OFFICIAL * 1.3 * len(lines) + 6
    canvas.words(
        text("briefing.official"),
        [[Run(line, OFFICIAL, MUTED)] for line in lines],
        Box(box.x, box.y, box.width, high),
    )
    return high


def _notes(slide: Slide, scene: Scene, rtl: bool) -> None:
    """What the presenter sees.

    The note, the other figures with their sources, and where all this comes from.
    """
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    body = frame._txBody
    for paragraph in body.p_lst:
        body.remove(paragraph)
    lines = [scene.note] if scene.note else []
    for row in scene.figures:
        numbers = [
            f"{name}: {value or remark}"
            for name, value, remark in zip(
                scene.figure_columns, row.cells, row.remarks, strict=True
            )
        ]
        lines.append(f"{row.title} ({row.note}) – {' · '.join(numbers)}")
    lines += [f"{what}: {value}" for what, value in scene.provenance]
    for line in lines:
        write_paragraph(body, [Run(line, 12, INK)], "start", rtl)
