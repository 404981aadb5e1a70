"""The pages, in order: navigation, links and tests all read this."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """name: key of its title in the catalogues. file: beside this one. path: in the URL, empty for the first page."""

    name: str
    file: str
    path: str


PAGES = (
    PageEntry("map", "map_page.py", ""),
    PageEntry("story", "story_page.py", "story"),
    PageEntry("records", "records_page.py", "records"),
    PageEntry("sources", "sources_page.py", "sources"),
)
