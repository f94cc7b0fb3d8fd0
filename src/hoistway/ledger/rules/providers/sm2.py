"""SM2 signatures over SM3 by the kept library gmssl, for cities that ask for them.

Source: GM/T 0003-2012, GM/T 0004-2012; signer's name «1234567812345678» as GM/T 0009-2012 7.
Signatures are DER, as `openssl pkeyutl` reads them.
"""

import base64
import hashlib
import hmac
import textwrap

from cryptography.hazmat.primitives.asymmetric.utils import (
    decode_dss_signature,
    encode_dss_signature,
)
from gmssl import sm2, sm3

_ORDER = int(sm2.default_ecc_table["n"], 16)
_NAME = b"1234567812345678"
_HEADER = bytes.fromhex("3059301306072a8648ce3d020106082a811ccf5501822d03420004")
"""DER of SubjectPublicKeyInfo up to the point: id-ecPublicKey, sm2p256v1, uncompressed."""


def public_of(*, secret: str) -> str:
    """Return the public key as PEM."""
    point = _curve("")._kg(_number(secret), sm2.default_ecc_table["g"])
    der = base64.b64encode(_HEADER + bytes.fromhex(point)).decode()
    lines = "\n".join(textwrap.wrap(der, 64))
    return f"-----BEGIN PUBLIC KEY-----\n{lines}\n-----END PUBLIC KEY-----\n"


def sign(*, secret: str, text: str) -> str:
    """Return the signature over a text as DER, hexadecimal.

    Chosen: the number used once is derived from key and text as in RFC 6979, never rolled: the
    library would take it from a generator that can be foreseen.
    """
    key, digest = _number(secret), _digest(_point(public_of(secret=secret)), text)
    once = hmac.new(key.to_bytes(32, "big"), digest, hashlib.sha512).digest()
    k = int.from_bytes(once, "big") % (_ORDER - 1) + 1
    raw = _curve("", f"{key:064x}").sign(digest, f"{k:064x}")
    return encode_dss_signature(int(raw[:64], 16), int(raw[64:], 16)).hex()


def verify(*, public_key: str, text: str, signature: str) -> bool:
    """Tell whether a signature fits."""
    point = _point(public_key)
    if not point:
        return False
    try:
        r, s = decode_dss_signature(bytes.fromhex(signature))
    except ValueError:
        return False
    if encode_dss_signature(r, s).hex() != signature or not (0 < r < _ORDER and 0 < s < _ORDER):
        return False
    return bool(_curve(point).verify(f"{r:064x}{s:064x}", _digest(point, text)))


def _number(secret: str) -> int:
    return int(secret, 16) % (_ORDER - 2) + 1


def _curve(point: str, key: str = "") -> sm2.CryptSM2:
    curve = sm2.CryptSM2(private_key=key, public_key="")
    curve.public_key = point  # not by the constructor, which strips zeros and fours off a point
    return curve


def _point(pem: str) -> str:
    """Return the point of a public key, hexadecimal; empty when it is none of this curve."""
    try:
        der = base64.b64decode("".join(pem.split("-----")[2].split()), validate=True)
    except (IndexError, ValueError):
        return ""
    if not der.startswith(_HEADER) or len(der) != len(_HEADER) + 64:
        return ""
    x, y = (int.from_bytes(der[len(_HEADER) :][part], "big") for part in (_X, _Y))
    p, a, b = (int(sm2.default_ecc_table[name], 16) for name in "pab")
    return f"{x:064x}{y:064x}" if (y * y - x**3 - a * x - b) % p == 0 else ""


_X, _Y = slice(0, 32), slice(32, 64)


def _digest(point: str, text: str) -> bytes:
    """Return SM3 over signer and text. Source: GM/T 0003.2-2012 5.5 and 6.1."""
    table = sm2.default_ecc_table
    curve = table["a"] + table["b"] + table["g"] + point
    bits = (len(_NAME) * 8).to_bytes(2, "big")
    signer = _sm3(bits + _NAME + bytes.fromhex(curve))
    return _sm3(signer + text.encode())


def _sm3(data: bytes) -> bytes:
    return bytes.fromhex(sm3.sm3_hash(list(data)))
