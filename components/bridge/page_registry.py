"""The pages, in order: navigation, links and tests all read this."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PageEntry:
    """A page of the atlas.

    name: key of its title in the catalogues. file: beside this one. path: in the URL, empty for the
    first page.
    """

    name: str
    file: str
    path: str


PAGES = (
    PageEntry("map", "map_page.py", ""),
    PageEntry("stages", "stages_page.py", "stages"),
    PageEntry("province", "province_page.py", "province"),
    PageEntry("trade", "trade_page.py", "trade"),
    PageEntry("cluster", "cluster_page.py", "cluster"),
    PageEntry("compare", "compare_page.py", "compare"),
    PageEntry("story", "story_page.py", "story"),
    PageEntry("records", "records_page.py", "records"),
    PageEntry("about", "about_page.py", "about"),
)
MOVED = {"sources": "about"}
"""Paths of earlier versions, and where they lead now."""
