"""Secrets of devices and keys of feeds; only their hashes are stored."""

import hmac
from base64 import b32encode
from hashlib import sha256

from hoistway.foundation.key_hash import hash_of

SECRET_LENGTH = 26
"""Letters of base 32, 130 bits. Chosen: cannot be guessed, can be typed from a label once."""


def device_id_of(*, register_number: str) -> str:
    """Return the id under which an elevator's first terminal is enrolled: its MQTT user name.

    Example:
        >>> device_id_of(register_number="31103101042015060001")
        'T-31103101042015060001'
    """
    return f"T-{register_number}"


def device_secret(*, device_id: str, key: bytes) -> str:
    """Return the first secret of a device, derived so that bulk enrolment needs no list.

    Example:
        >>> device_secret(device_id="T-1", key=b"k" * 32)
        'j3shdeyw2jzrhe2yyvyjhm4bhz'
    """
    digest = hmac.new(key, b"device:" + device_id.encode(), sha256).digest()
    return b32encode(digest).decode().lower()[:SECRET_LENGTH]


def is_right(*, secret: str, stored_hash: str) -> bool:
    """Return whether the secret belongs to the stored hash, in constant time."""
    return hmac.compare_digest(hash_of(secret=secret), stored_hash)
