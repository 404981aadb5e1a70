"""Stage groups of what a page is about beside all clusters: two bars on one scale of shares, and the numbers."""

from typing import Any

from components.places.block import sheet_block
from components.places.subject import only, rows, without
from components.text import Text
from geo.atlas import GROUPS, Atlas
from geo.mix import shares
from geo.profile import KINDS, stage_mix
from geo.view import View

SHEET = {"province": "province-stages", "trade": "trade-stages"}
LABELLED = 0.08
"""Share of a bar from which on its number stands in it."""


def stage_bars(atlas: Atlas, view: View, text: Text, param: str) -> dict[str, Any]:
    """The block; its title says how many of those with a known stage are completed, here and nationally."""
    table = stage_mix(atlas, rows(atlas, only(view, param)), rows(atlas, without(view, param)))
    bars, done = [], {}
    for column in ("here", "national"):
        counts = table[column]
        known = int(counts[list(GROUPS)].sum())
        done[column] = (int(counts["completed"]), known)
        parts = [
            {"group": k, "width": round(100 * share, 2), "label": text.percent(share) if share >= LABELLED else ""}
            for k, share in zip(KINDS, shares(counts.to_numpy()).tolist(), strict=True)
            if share > 0
        ]
        label = text(f"place.bar_{column}")
        said = text.join(f"{text(f'group.{k}')} {text.number(int(counts[k]))}" for k in KINDS)
        bars.append({"label": label, "parts": parts, "say": f"{label}: {said}"})
    (here, known), (all_done, all_known) = done["here"], done["national"]
    title = text("place.stages_none")
    if known and all_known:
        title = text("place.stages_title", count=here, known=known, share=text.percent(here / known), national=text.percent(all_done / all_known))
    return sheet_block(atlas, view, text, SHEET[param], title, kind="mix", method="stages", source=text("place.records_source"), bars=bars)
