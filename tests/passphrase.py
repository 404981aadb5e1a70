"""The office's passphrase in the tests, and what an installation of before keeps of it: made at a
lower cost, which is quick to check.
"""

import hashlib
from base64 import b64encode

PASSPHRASE = "a long office passphrase"


def earlier_hash(passphrase: str, cost: int = 2**14) -> str:
    """As in RFC 7914, with a salt of the test's own."""
    salt = b"sixteen byte salt"
    made = hashlib.scrypt(passphrase.encode(), salt=salt, n=cost, r=8, p=1, maxmem=2**26)
    return f"scrypt:{cost}:{b64encode(salt).decode()}:{b64encode(made).decode()}"


EARLIER_HASH = earlier_hash(PASSPHRASE)
