"""Signatures made on a phone: ECDSA over P-256 and SHA-256, by a key that never leaves it.

Source: 电子签名法 art. 13; FIPS 186-5; a browser gives r and s as 64 raw bytes, files keep DER.
"""

import base64
import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from cryptography.hazmat.primitives.serialization import load_der_public_key

ALGORITHM = "ecdsa-p256-sha256"
_HALF = 32


def is_public_key(*, spki: str) -> bool:
    """Return whether a text is a public key on P-256, as SPKI in Base64."""
    return _key(spki) is not None


def der_of_raw(*, raw: str) -> str:
    """Return the DER form (hexadecimal) of a signature given as r and s, 64 bytes in hexadecimal.

    Example:
        >>> der_of_raw(raw="01".zfill(64) + "02".zfill(64))
        '3006020101020102'
    """
    said = bytes.fromhex(raw)
    r, s = int.from_bytes(said[:_HALF], "big"), int.from_bytes(said[_HALF:], "big")
    return encode_dss_signature(r, s).hex()


def raw_of_der(*, der: str) -> str:
    """Return the raw form of a signature in DER, both in hexadecimal digits."""
    r, s = decode_dss_signature(bytes.fromhex(der))
    return (r.to_bytes(_HALF, "big") + s.to_bytes(_HALF, "big")).hex()


def fits(*, spki: str, signature: str, text: str) -> bool:
    """Return whether a signature (DER, hexadecimal) is that of this key over these bytes."""
    key = _key(spki)
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(signature), text.encode(), ec.ECDSA(hashes.SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def _key(spki: str) -> ec.EllipticCurvePublicKey | None:
    try:
        found = load_der_public_key(base64.b64decode(spki, validate=True))
    except (ValueError, binascii.Error, UnsupportedAlgorithm):
        return None
    if isinstance(found, ec.EllipticCurvePublicKey) and isinstance(found.curve, ec.SECP256R1):
        return found
    return None
