"""What a server process keeps for its visitors."""

from components.server.site import ROWS_KEPT, SELECTIONS_KEPT, selection, site
from geo.view import View


def test_a_selection_asked_for_again_is_the_one_that_was_kept() -> None:
    atlas = site().atlas
    assert selection(atlas, View(text="فرش")) is selection(atlas, View(text="فرش"))


def test_so_many_selections_of_a_small_registry_are_kept() -> None:
    atlas = site().atlas
    texts = [str(n) for n in range(SELECTIONS_KEPT)]
    first = [selection(atlas, View(text=text)) for text in texts]
    assert SELECTIONS_KEPT * len(atlas.clusters) <= ROWS_KEPT
    assert all(
        selection(atlas, View(text=text)) is kept for text, kept in zip(texts, first, strict=True)
    )
