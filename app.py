"""The server: Streamlit over pages/shell.py, with our own files and the document beside it."""

import logging

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from components.document import MapFrameScripts, document_routes
from components.site import site
from components.text import Text
from geo.errors import DataError


def routes() -> list[BaseRoute]:
    """Our routes, under the server's base path; none when the data cannot be used, which the page then says."""
    try:
        here = site()
    except DataError as error:
        for text in (Text("fa"), Text("en")):
            logging.getLogger("khoosheh").error("\n".join(text.problem(p) for p in error.problems[:100]))
        return []
    ours: list[BaseRoute] = [here.assets.route(), *document_routes(here)]
    return [Mount(here.base, routes=ours)] if here.base else ours


app = st.App("pages/shell.py", routes=routes(), middleware=[Middleware(MapFrameScripts)])
