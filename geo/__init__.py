"""The atlas without a screen: data in, Selection out.

Pure; no streamlit, clock, environment or network in here.
"""
