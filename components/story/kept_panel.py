"""A story kept: as a file of the reader's own, in the registry, or in its link."""

import streamlit as st

from components.editing.editors import current_editor, refusal
from components.server.registry import now, registry
from components.server.site import data_folder, reference
from components.server.uploads import READER, may_upload
from components.story.current import KEPT_AS, absolute, put_story, story_address, story_of
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.basis.errors import DataError
from geo.registry.errors import NotAllowedError, RegistryError
from geo.registry.rights import Rights
from geo.registry.store import Registry
from geo.registry.stories import (
    KeptStory,
    bring_back_story,
    earlier_stories,
    keep_story,
    kept_stories,
    remove_story,
)
from geo.registry.story import MOST_BYTES, Story, pack_story, read_story, write_story

MOST_MEGABYTES = MOST_BYTES // 10**6
FILE, OPENED = "khoosheh-story.json", "story_opened"


def render(story: Story, text: Text) -> None:
    """Show a story's file to save or open, and the stories that the registry keeps."""
    left, right = st.columns(2, gap="large")
    with left:
        st.header(text("story.file_title"))
        _files(story, text)
    with right:
        st.header(text("story.kept_title"))
        try:
            _registry(story, text)
        except RegistryError as error:
            st.error(escape_markdown(text.registry_trouble(error)))


def _files(story: Story, text: Text) -> None:
    if story.slides:
        st.download_button(
            text("story.save_file"),
            write_story(story),
            FILE,
            mime="application/json",
            on_click="ignore",
            key="story_save",
        )
        name = pack_story(story)
        if name:
            st.caption(text("story.link"))
            st.code(absolute(story_address(name, text.lang)), language=None, wrap_lines=False)
        st.button(text("story.new"), on_click=lambda: put_story(Story()), key="story_new")
    may_upload(READER)
    given = st.file_uploader(
        text("story.open_file", megabytes=MOST_MEGABYTES),
        type="json",
        max_upload_size=MOST_MEGABYTES,
        key="story_file",
    )
    if given is None or st.session_state.get(OPENED) == given.file_id:
        return
    st.session_state[OPENED] = given.file_id
    try:
        put_story(read_story(given.getvalue(), given.name))
    except DataError as error:
        for problem in error.problems:
            st.error(escape_markdown(text.problem(problem)))
        return
    st.session_state[KEPT_AS] = ""
    st.rerun()


def _registry(story: Story, text: Text) -> None:
    store = registry(reference(), data_folder())
    editor, there = current_editor(), kept_stories(store)
    by_id = {k.story_id: k for k in there}
    kept_as = st.session_state.get(KEPT_AS) or ""
    if editor is None:
        st.caption(text("story.needs_editor"))
    elif story.slides:
        as_new = st.button(text("story.keep"), type="primary", key="story_keep")
        is_theirs = kept_as in by_id and _may_change(by_id[kept_as], editor)
        over = is_theirs and st.button(text("story.keep_over"), key="story_keep_over")
        if as_new or over:
            _keep(store, story, editor, kept_as if over else "", text)
    if there:
        _open(store, by_id, editor, text)
    else:
        st.caption(text("story.kept_none"))
    if editor is not None:
        _earlier(store, set(by_id), editor, text)


def _may_change(kept: KeptStory, editor: Rights) -> bool:
    """Whether to offer it; the registry itself decides."""
    try:
        editor.require_story_of(kept.author)
    except NotAllowedError:
        return False
    return True


def _keep(store: Registry, story: Story, editor: Rights, over: str, text: Text) -> None:
    try:
        st.session_state[KEPT_AS] = keep_story(store, story, editor, now(), over)
    except NotAllowedError as error:
        st.error(refusal(error, text))
        return
    st.success(text("story.kept"))
    st.code(absolute(story_address(st.session_state[KEPT_AS], text.lang)), language=None)


def _label(kept: KeptStory, text: Text) -> str:
    return text(
        "story.kept_label",
        title=kept.title or text("story.kept_untitled"),
        author=kept.author,
        date=text.moment(kept.at),
    )


def _open(store: Registry, by_id: dict[str, KeptStory], editor: Rights | None, text: Text) -> None:
    """Open one of the stories, or remove one's own."""
    labels = {story_id: _label(kept, text) for story_id, kept in by_id.items()}
    chosen = st.selectbox(
        text("story.kept_choose"),
        list(labels),
        format_func=labels.__getitem__,
        index=None,
        key="story_chosen",
    )
    if chosen is None:
        return
    if st.button(text("story.kept_open"), key="story_kept_open"):
        st.session_state[KEPT_AS] = chosen
        put_story(story_of(chosen))
        st.rerun()
    if (
        editor is not None
        and _may_change(by_id[chosen], editor)
        and st.button(text("story.kept_drop"), key="story_kept_drop")
    ):
        remove_story(store, chosen, editor, now())
        st.rerun()


def _earlier(store: Registry, there: set[str], editor: Rights, text: Text) -> None:
    """What was replaced or removed of the stories this editor may change, to be brought back."""
    mine = {(k.story_id, k.number): k for k in earlier_stories(store) if _may_change(k, editor)}
    if not mine:
        return
    labels = {
        key: text(
            "story.earlier_label" if kept.story_id in there else "story.removed_label",
            story=_label(kept, text),
            n=kept.number,
        )
        for key, kept in mine.items()
    }
    with st.expander(text("story.earlier", n=len(mine))):
        chosen = st.selectbox(
            text("story.earlier_choose"),
            list(labels),
            format_func=labels.__getitem__,
            key="story_earlier",
        )
        if st.button(text("story.bring_back"), key="story_bring_back"):
            bring_back_story(store, *chosen, editor, now())
            st.rerun()
