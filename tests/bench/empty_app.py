"""The bare round trip: a Streamlit app with the same pickers and one line of text."""

import streamlit as st

from tests.bench.provinces import PROVINCES

chosen = [code for code in PROVINCES if st.checkbox(code, key=code)]
st.text(f"chosen: {len(chosen)}")
