"""The whole registry as a file to take away, at any of its versions."""

from components.site import data_folder, ground
from components.text import Text
from geo.registry.export_rows import registry_headings, registry_rows
from geo.registry.snapshot import Snapshot
from geo.registry.written.formats import FORMATS


def marks(is_invented: bool, text: Text) -> dict[str, str]:
    """What `Format.write` puts before every row that is invented; nothing otherwise."""
    return {"mark": text("invented.mark") if is_invented else "", "mark_heading": text("invented.mark_heading")}


def registry_file_name(number: int, is_invented: bool, extension: str) -> str:
    """A file name that says which version it is, and whether it is invented."""
    return f"khoosheh-{'INVENTED-' if is_invented else ''}registry-v{number}.{extension}"


def registry_file(snapshot: Snapshot, extension: str, text: Text) -> bytes:
    """`snapshot` in one of FORMATS; what is invented says so in every row."""
    headings = registry_headings(data_folder())
    return FORMATS[extension].write(registry_rows(ground(), snapshot), headings, text.lang, **marks(snapshot.is_invented, text))
