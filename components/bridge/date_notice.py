"""The line in the head of a page that shows stages of another date than today, and the way back."""

from components.bridge.links import page_link
from components.contract.links import DateNotice
from components.words.text import Text
from geo.view import View


def date_notice(view: View, text: Text, page: str) -> DateNotice | None:
    """Which date the page of that name shows, and a link to the same at present.

    None at present.
    """
    if not view.as_of:
        return None
    return DateNotice(
        say=text("as_of.page", date=text.date(view.as_of)),
        link=page_link(page, view, text("as_of.page_back"), {"as_of": ""}),
    )
