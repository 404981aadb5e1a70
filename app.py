"""The server: Streamlit over pages/shell.py, with our own files, documents and routes beside it."""

import logging

import streamlit as st
from starlette.routing import BaseRoute

from components.editing.sign_in_route import sign_in_route
from components.editing.start_remarks import start_remarks
from components.server.site import asset_route, base_path, code_assets, site
from components.serving.csv_route import csv_route
from components.serving.document import document_routes
from components.serving.edge import edge
from components.serving.housekeeping import housekeeping
from components.serving.known_addresses import know_addresses
from components.serving.present_route import present_route
from components.serving.search_route import search_route
from components.serving.version_route import version_route
from components.words.text import Text
from geo.basis.errors import DataError
from geo.registry.errors import RegistryError


def routes() -> list[BaseRoute]:
    """Our routes, each below the server's base path.

    None when the data cannot be used, which the page then says.
    """
    say = logging.getLogger("khoosheh").error
    try:
        code_assets()
        site()
        for text in (Text("fa"), Text("en")):
            for line in start_remarks(text):
                say(line)
    except DataError as error:
        for text in (Text("fa"), Text("en")):
            say("\n".join(text.problem(p) for p in error.problems[:100]))
        return []
    except RegistryError as error:  # it may come back while we serve
        say(Text("en").registry_fault(error))
    return [
        asset_route.route(base_path()),
        version_route(),
        csv_route(),
        search_route(),
        present_route(),
        sign_in_route(),
        *document_routes(),
    ]


know_addresses()
app = st.App("pages/shell.py", routes=routes(), middleware=edge(), lifespan=housekeeping)
