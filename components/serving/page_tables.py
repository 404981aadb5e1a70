"""The tables that have an address: all that pages hand out as CSV."""

from components.bridge.sheets import PageTable
from components.browse import map_sheets
from components.places import about_sheets, cluster_sheets, province_sheets, trade_sheets

PAGE_TABLES: dict[str, PageTable] = {
    table.name: table
    for table in (
        map_sheets.stages,
        map_sheets.provinces,
        about_sheets.stages,
        about_sheets.official,
        about_sheets.provincial,
        about_sheets.record_sources,
        province_sheets.provinces,
        province_sheets.official,
        province_sheets.trades,
        province_sheets.stages,
        province_sheets.similar,
        province_sheets.missing,
        trade_sheets.trades,
        trade_sheets.provinces,
        trade_sheets.stages,
        cluster_sheets.figures,
        cluster_sheets.steps,
        cluster_sheets.same_trade,
        cluster_sheets.other_trades,
        cluster_sheets.history,
    )
}
"""By name."""
