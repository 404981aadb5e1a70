"""The whole registry as a file to take away, at any of its versions."""

from components.site import data_folder, ground
from components.text import Text
from geo.registry.export_rows import registry_headings, registry_rows
from geo.registry.snapshot import Snapshot
from geo.registry.written.formats import FORMATS


def registry_file(snapshot: Snapshot, extension: str, text: Text) -> bytes:
    """`snapshot` in one of FORMATS; what is invented says so in every row."""
    mark = text("invented.mark") if snapshot.is_invented else ""
    headings = registry_headings(data_folder())
    return FORMATS[extension].write(registry_rows(ground(), snapshot), headings, text.lang, mark=mark, mark_heading=text("invented.mark_heading"))
