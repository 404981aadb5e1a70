"""Names found by what a reader types, with a letter or two wrong."""
