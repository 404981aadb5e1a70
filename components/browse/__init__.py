"""The map page: map, filters, figures, stages, table, card."""
