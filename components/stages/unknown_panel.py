"""Where nothing is on file of what is looked at: it is unknown, and not zero.

This stands in place of the tables of time.
"""

from components.bridge.blocks import render as render_blocks
from components.bridge.links import page_link
from components.contract.place_blocks import ProseBlock
from components.words.finding_words import no_record
from components.words.text import Text
from geo.atlas import Atlas
from geo.selection import Selection


def render(atlas: Atlas, selection: Selection, text: Text) -> None:
    """Say that none of the chosen provinces has a record, with the way to all provinces."""
    everywhere = page_link("stages", selection.view, text("progress.everywhere"), {"province": ""})
    said = text("table.empty_unknown", names=no_record(atlas, selection, text))
    said_so = ProseBlock(
        title=text("stages.title_unknown"), paragraphs=[said], links=[everywhere], wide=True
    )
    render_blocks(None, [said_so])
