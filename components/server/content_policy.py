"""What a Content Security Policy (level 3) calls a script that stands in a document."""

import base64
import hashlib


def digest_source(script: str) -> str:
    """The script, as a source that a policy may allow: its SHA-256."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
