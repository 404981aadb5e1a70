"""Side by side, and since a date or a version."""
