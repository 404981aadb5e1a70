"""What the browser needs to make a cell of a table a link to its clusters on the map."""

from collections.abc import Sequence

from components.contract.stages import CountColumn, CountTable, StageTable
from components.server.site import base_path
from geo.view import View


def linked_tables(view: View, tables: Sequence[CountTable], source: str) -> StageTable:
    """Tables for browser/stage_table.js.

    Their cells may name filters (`put`) on top of the View's own.
    """
    query = {k: v for k, v in view.to_query().items() if k not in ("room", "since", "cluster")}
    return StageTable(tables, query, f"{base_path()}/", source)


def column(label: str, *, number: bool = True, wide: bool = False) -> CountColumn:
    """A heading; `wide` for a number with a bar beside it."""
    return CountColumn(label, number, wide)
