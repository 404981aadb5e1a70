"""Rows as files: CSV, XLSX, GeoPackage, GeoJSON, the template and the annotated file."""
