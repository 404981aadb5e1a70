"""The server: Streamlit over pages/shell.py, with our own files, the document and the registry's version beside it."""

import logging

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount

from components.csv_route import csv_route
from components.document import MapFrameScripts, document_routes
from components.present_route import present_route
from components.search_route import search_route
from components.site import asset_route, base_path, code_assets, site
from components.text import Text
from components.version_route import version_route
from geo.errors import DataError
from geo.registry.errors import RegistryError


def routes() -> list[BaseRoute]:
    """Our routes, under the server's base path; none when the data cannot be used, which the page then says."""
    say = logging.getLogger("khoosheh").error
    try:
        code_assets()
        site()
    except DataError as error:
        for text in (Text("fa"), Text("en")):
            say("\n".join(text.problem(p) for p in error.problems[:100]))
        return []
    except RegistryError as error:  # it may come back while we serve
        say(Text("en").registry_trouble(error))
    ours: list[BaseRoute] = [asset_route.route(), version_route(), csv_route(), search_route(), present_route(), *document_routes()]
    return [Mount(base_path(), routes=ours)] if base_path() else ours


app = st.App("pages/shell.py", routes=routes(), middleware=[Middleware(MapFrameScripts)])
