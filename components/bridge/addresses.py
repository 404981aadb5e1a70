"""The addresses of what is no page, below the server's own path: named here, served in
components/serving.
"""

PRESENT = "present"
SEARCH = "search"
VERSION = "registry-version"
