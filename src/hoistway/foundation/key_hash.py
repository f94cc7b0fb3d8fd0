"""What is stored of a random secret: keys of programs and feeds, secrets of devices."""

from hashlib import sha256


def hash_of(*, secret: str) -> str:
    """Return what is stored of a secret; SHA-256 without salt suffices for 130 random bits."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
