"""The bare way from one page to another: a Streamlit app with two pages of one line each."""

import streamlit as st


def first() -> None:
    st.text("first")


def second() -> None:
    st.text("second")


st.navigation(
    [st.Page(first, title="First", default=True), st.Page(second, title="Second")], position="top"
).run()
