"""The signature of a code: it stops guessing and home-made plates; it is not a login."""

import hmac
from base64 import b32encode
from hashlib import sha256

from hoistway.foundation.width import half_width

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters of a code. Chosen: without i, l, o, 0 and 1, which people confuse when typing."""

CODE_LENGTH = 12
"""Letters in a code. Chosen: 31^12 codes make guessing one of a million plates hopeless."""

SIGNATURE_LENGTH = 8
"""Letters of base 32, 40 bits. Source: design note on the plate, frontend.md 4."""


def signature_of(*, code: str, key: bytes, version: int) -> str:
    """Return the eight lower-case letters printed after a code.

    Example:
        >>> signature_of(code="abcdefghjkmn", key=b"k", version=1)
        'wfrsg2nz'
    """
    digest = hmac.new(key, f"{version}:{code}".encode(), sha256).digest()
    return b32encode(digest).decode()[:SIGNATURE_LENGTH].lower()


def is_genuine(*, code: str, signature: str, key: bytes, version: int) -> bool:
    """Return whether the signature belongs to the code, in constant time."""
    expected = signature_of(code=code, key=key, version=version)
    return hmac.compare_digest(expected.encode(), signature.encode("utf-8", "replace"))


def normal_code(*, typed: str) -> str:
    """Return a typed code without spaces and dashes, in lower case, full width made plain."""
    plain = half_width(text=typed)
    return "".join(letter for letter in plain.lower() if letter.isalnum() and letter.isascii())
