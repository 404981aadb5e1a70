"""The registry: the records of clusters in a database, every accepted change a version, and files
in and out.
"""
