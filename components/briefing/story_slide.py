"""A slide: a View, the Atlas that it looks at, and the presenter's own words."""

from dataclasses import dataclass

from geo.atlas import Atlas
from geo.view import View


@dataclass(frozen=True)
class StorySlide:
    """A View of the file, and the Atlas that it looks at.

    title and note: the presenter's own words, empty for those proposed from the data. remark: what
    the reader is to know of the View besides, in their language.
    """

    atlas: Atlas
    view: View
    title: str = ""
    note: str = ""
    remark: str = ""
