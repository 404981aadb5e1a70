"""A passphrase for editors, kept as a scrypt hash (RFC 7914): `scrypt:cost:salt:hash`, base64."""

import hashlib
import hmac
import os
from base64 import b64decode, b64encode

COST, BLOCK, LANES = 2**15, 8, 1
_MEMORY = 64 * 1024 * 1024


def hash_of(passphrase: str) -> str:
    """What is kept of `passphrase`, with a salt of its own."""
    salt = os.urandom(16)
    made = hashlib.scrypt(passphrase.encode(), salt=salt, n=COST, r=BLOCK, p=LANES, maxmem=_MEMORY)
    return ":".join(["scrypt", str(COST), b64encode(salt).decode(), b64encode(made).decode()])


def is_right(passphrase: str, kept: str) -> bool:
    """Whether `kept` was made of `passphrase`; False also where `kept` is no such hash."""
    try:
        name, cost, salt, made = kept.split(":")
        expected = b64decode(made, validate=True)
        found = hashlib.scrypt(passphrase.encode(), salt=b64decode(salt, validate=True), n=int(cost), r=BLOCK, p=LANES, maxmem=_MEMORY)
    except ValueError:
        return False
    return name == "scrypt" and hmac.compare_digest(found, expected)
