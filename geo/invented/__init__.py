"""Invented records, marked as such, to try the atlas with many."""
