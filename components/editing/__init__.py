"""Panels of the Records page: who may change the registry, loading a file, one record by hand,
versions.
"""
