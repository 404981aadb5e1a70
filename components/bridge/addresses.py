"""Addresses of what is no page, below the server's own path; components/serving answers there."""

PRESENT = "present"
SEARCH = "search"
VERSION = "registry-version"
