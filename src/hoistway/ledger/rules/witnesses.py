"""Signatures of people inside a document: each over the canonical text of its content."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hoistway.ledger.rules.canonical import Plain, canonical

ECDSA = "ecdsa-p256-sha256"
"""What phones sign with. Source: W3C Web Cryptography API, FIPS 186-5."""

_SHA256 = ec.ECDSA(hashes.SHA256())


def wrong_witnesses(*, content: Mapping[str, Plain]) -> Iterator[str]:
    """Yield the places of signatures that do not fit, such as «signatures[1]».

    Only of a content that carries both «content» and «signatures».
    """
    signed, signatures = content.get("content"), content.get("signatures")
    if signed is None or not isinstance(signatures, Sequence) or isinstance(signatures, str):
        return
    data = canonical(content=signed).encode()
    for place, said in enumerate(signatures):
        if not isinstance(said, Mapping) or not _fits(said, data):
            yield f"signatures[{place}]"


def signature_fits(*, public_key: str, signature: str, data: bytes) -> bool:
    """Tell whether an ECDSA signature (DER, hexadecimal) of a key (SPKI, Base64) fits."""
    key = _key(public_key)
    if key is None:
        return False
    try:
        key.verify(bytes.fromhex(signature), data, _SHA256)
    except (InvalidSignature, ValueError):
        return False
    return True


def _fits(said: Mapping[str, Plain], data: bytes) -> bool:
    if said.get("algorithm") != ECDSA:
        return False
    return signature_fits(
        public_key=str(said.get("public_key")), signature=str(said.get("signature")), data=data
    )


@lru_cache(maxsize=4096)  # Chosen: the technicians of a large firm.
def _key(spki: str) -> ec.EllipticCurvePublicKey | None:
    try:
        key = serialization.load_der_public_key(base64.b64decode(spki, validate=True))
    except (ValueError, UnsupportedAlgorithm):
        return None
    fitting = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    return key if fitting and isinstance(key, ec.EllipticCurvePublicKey) else None
