"""The rows of one View as a file of rows.

CSV, XLSX, GeoPackage, GeoJSON, each saying what was filtered, from which version, and where it
shows.
"""

from pathlib import Path

from components.briefing.registry_file import marks
from components.briefing.scene import Scene
from components.words.text import Text
from geo.atlas import Atlas
from geo.exports.formats import FORMATS, About, with_points
from geo.exports.rows import rows_for_export
from geo.reference.csv_tables import column_headings
from geo.selection import Selection

ROW_TYPES = {extension: made.media_type for extension, made in FORMATS.items()}


def write_rows(
    extension: str, atlas: Atlas, selection: Selection, scene: Scene, text: Text, data: Path
) -> bytes:
    """The rows of `selection` in one of ROW_TYPES.

    Of an invented registry every one begins with the mark.
    """
    rows, about = with_points(rows_for_export(atlas, selection.clusters)), about_rows(scene, text)
    mark, mark_heading = marks(atlas.is_invented, text)
    return FORMATS[extension].write(
        rows, column_headings(data), text.lang, mark=mark, mark_heading=mark_heading, about=about
    )


def about_rows(scene: Scene, text: Text) -> About:
    """What such a file says of its rows."""
    lines = [
        (text("briefing.title"), scene.title),
        *scene.provenance,
        (text("briefing.made_on"), scene.made),
        ("", scene.attribution),
    ]
    lines += [(text("invented.mark_heading"), scene.invented)] if scene.invented else []
    lines += [
        ("", scene.stamp),
        *(
            (text("briefing.source_n", n=n), f"{title} {url}".strip())
            for n, (title, url) in enumerate(scene.sources, 1)
        ),
    ]
    fields = {
        "title": scene.title,
        "filter": scene.sentence,
        "version": str(scene.number),
        "data": scene.token,
        "rows": str(len(scene.rows)),
        "sha256": scene.digest,
        "link": scene.link,
        "made": scene.made_iso,
        "language": scene.lang,
        "attribution": scene.attribution,
        "invented": scene.invented,
        "stamp": scene.stamp,
    }
    said = " ".join(
        filter(None, (scene.sentence, scene.invented, scene.attribution, scene.made, scene.stamp))
    )
    return About(
        text("briefing.provenance"),
        said,
        text("briefing.about_rows"),
        tuple(lines),
        {k: v for k, v in fields.items() if v},
    )
