"""A passphrase for editors, kept as a scrypt hash (RFC 7914): `scrypt:cost:salt:hash`, base64."""

import hashlib
import hmac
import os
import threading
from base64 import b64decode, b64encode

COST, BLOCK, LANES = 2**17, 8, 1
"""OWASP's cost for scrypt (Password Storage Cheat Sheet): 128 MB and about half a second a check.
"""
LEAST_COST = 2**14
_MEMORY = 128 * COST * BLOCK + 2**20
PARALLEL = 2
"""Checks at a time, for each needs its 128 MB."""
_checking = threading.BoundedSemaphore(PARALLEL)


def hash_of(passphrase: str) -> str:
    """What is kept of `passphrase`, with a salt of its own."""
    salt = os.urandom(16)
    return ":".join(
        [
            "scrypt",
            str(COST),
            b64encode(salt).decode(),
            b64encode(_scrypt(passphrase, salt, COST)).decode(),
        ]
    )


def cost_of(kept: str) -> int:
    """The cost that `kept` was made with; 0 where it is no such hash."""
    read = _read(kept)
    return read[0] if read else 0


def is_right(passphrase: str, kept: str) -> bool:
    """Whether `kept` was made of `passphrase`, at today's cost or an earlier one; False also where
    `kept` is no such hash.
    """
    read = _read(kept)
    if read is None:
        return False
    cost, salt, expected = read
    return hmac.compare_digest(_scrypt(passphrase, salt, cost), expected)


def _read(kept: str) -> tuple[int, bytes, bytes] | None:
    """Cost, salt and hash."""
    try:
        name, cost, salt, made = kept.split(":")
        read = int(cost), b64decode(salt, validate=True), b64decode(made, validate=True)
    except ValueError:
        return None
    is_sound = (
        name == "scrypt"
        and LEAST_COST <= read[0] <= COST
        and read[0].bit_count() == 1
        and read[1]
        and len(read[2]) == 64
    )
    return read if is_sound else None


def _scrypt(passphrase: str, salt: bytes, cost: int) -> bytes:
    with _checking:
        return hashlib.scrypt(
            passphrase.encode(errors="replace"), salt=salt, n=cost, r=BLOCK, p=LANES, maxmem=_MEMORY
        )
