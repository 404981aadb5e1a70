"""Reference data: provinces, boundaries, gazetteer, stages, trades, fields."""
