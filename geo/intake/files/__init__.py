"""Files as tables: any format and layout, cell by cell."""
