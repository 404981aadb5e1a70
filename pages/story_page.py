"""Story: Views in order for a meeting; presented, kept, taken away."""

import streamlit as st

from components.bridge.panel import VIEW
from components.story import files_panel, kept_panel, story_panel
from components.story.current import current_story
from components.words.markdown import escape_markdown
from components.words.text import Text
from geo.basis.errors import DataError
from geo.registry.story import Story

view = st.session_state[VIEW]
text = Text(view.lang)
try:
    story = current_story(view)
except DataError as error:
    st.error(escape_markdown(text.remedy(error.problems[0])))
    story = Story()
st.caption(text("story.lead"))
story_panel.render(story, view, text)
files_panel.render(story, view, text)
kept_panel.render(story, text)
