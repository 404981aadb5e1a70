"""What the browser needs to make a cell of a table a link to its clusters on the map."""

from typing import Any

from components.server.site import base_path
from geo.view import View


def linked(view: View, tables: list[dict[str, Any]], source: str) -> dict[str, Any]:
    """Tables for browser/stage_table.js.

    Their cells may name filters (`put`) on top of the View's own.
    """
    query = {k: v for k, v in view.to_query().items() if k not in ("room", "since", "cluster")}
    return {"tables": tables, "query": query, "path": f"{base_path()}/", "source": source}


def column(label: str, *, number: bool = True, wide: bool = False) -> dict[str, Any]:
    """A heading; `wide` for a number with a bar beside it."""
    return {"label": label, "number": number, "wide": wide}
