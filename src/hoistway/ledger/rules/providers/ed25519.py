"""Ed25519 by the library cryptography. Source: RFC 8032."""

from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


def public_of(*, secret: str) -> str:
    """Return the public key as PEM."""
    raw = _private(secret).public_key()
    return raw.public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    ).decode()


def sign(*, secret: str, text: str) -> str:
    """Return the signature over a text: 64 bytes, hexadecimal."""
    return _private(secret).sign(text.encode()).hex()


def verify(*, public_key: str, text: str, signature: str) -> bool:
    """Tell whether a signature fits."""
    key = _public(public_key)
    if key is None or signature != signature.lower():
        return False
    try:
        key.verify(bytes.fromhex(signature), text.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=8)
def _private(secret: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret))


@lru_cache(maxsize=64)
def _public(pem: str) -> Ed25519PublicKey | None:
    try:
        key = serialization.load_pem_public_key(pem.encode())
    except (ValueError, UnsupportedAlgorithm):
        return None
    return key if isinstance(key, Ed25519PublicKey) else None
