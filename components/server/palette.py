"""Colours and symbols of files and charts: those of browser/symbols.css in its light theme."""

from geo.class_breaks import NO_RECORD, UNDEFINED, ZERO

INK, MUTED, PAPER, SOFT, ACCENT, RULE = (
    "#14212b",
    "#55606a",
    "#ffffff",
    "#f1f4f4",
    "#0f6b66",
    "#d3d9dd",
)
DIM = 0.4
"""Opacity of provinces around those chosen."""
LINE, HATCH = "#ffffff", "#b8bec5"
AREA = {
    NO_RECORD: "#f7f8fa",
    UNDEFINED: "#f4f4f1",
    ZERO: "#f4f4f1",
    0: "#dcebe9",
    1: "#b5d6d2",
    2: "#86bcb7",
    3: "#549e99",
    4: "#2a7f7b",
}
GROUP = {
    "waiting": "#b45f06",
    "in_progress": "#1f4e9e",
    "completed": "#4b1d6b",
    "not_reported": "#55606a",
}
SYMBOL = {
    "waiting": "circle",
    "in_progress": "triangle",
    "completed": "square",
    "not_reported": "diamond",
}


def symbol_path(group: str, x: float, y: float, r: float) -> str:
    """The symbol of a stage group around x, y, as an SVG path."""
    if group == "waiting":
        return f"M{x - r:.1f},{y:.1f}a{r},{r} 0 1,0 {2 * r},0a{r},{r} 0 1,0 {-2 * r},0z"
    points = {
        "in_progress": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
        "completed": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "not_reported": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    }[group]
    return (
        "M" + "L".join(f"{x + r * across:.1f},{y + r * down:.1f}" for across, down in points) + "z"
    )
