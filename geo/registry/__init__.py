"""The records of clusters in a database, every accepted change a version; files in and out."""
