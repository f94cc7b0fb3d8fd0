"""Web push, written from the standards: RFC 8030 (delivery), 8291 (encryption), 8292 (VAPID).

Browser vendors deliver it; that they took it does not mean that anybody saw it. Only the
browser's own receipt (the worker that shows it posts one) makes a push count.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from hoistway.messages.adapters.http import posted
from hoistway.messages.adapters.parcel import (
    Asked,
    GatewayRefused,
    GoneAway,
    Parcel,
    Reported,
)

RECORD = 4096
"""Size of a record. Source: RFC 8291 section 4 (one record, ≤ 4096 bytes)."""

JWT_LIFE = timedelta(hours=12)
"""Life of a token. Source: RFC 8292 section 2: at most 24 hours."""

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Order of P-256. Source: FIPS 186-5 (SP 800-186, 3.2.1.3)."""


def encoded(data: bytes) -> str:
    """Return bytes as base64url without padding (RFC 7515)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    """Return the bytes of base64url with or without padding. Raises: ValueError."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def point_of(key: ec.EllipticCurvePublicKey) -> bytes:
    """Return a public key as an uncompressed point of 65 bytes."""
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def server_key(*, secret: str) -> ec.EllipticCurvePrivateKey:
    """Return this installation's key for pushes, which follows from its own secret."""
    drawn = HKDF(SHA256(), 48, salt=None, info=b"hoistway web push").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, ec.SECP256R1())


def encrypt(
    *, text: bytes, p256dh: bytes, auth: bytes, salt: bytes, own: ec.EllipticCurvePrivateKey
) -> bytes:  # fmt: skip
    """Return a message that only one browser can read. Source: RFC 8291 section 3.4."""
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), p256dh)
    ours = point_of(own.public_key())
    shared = own.exchange(ec.ECDH(), theirs)
    first = hmac.new(auth, shared, sha256).digest()
    material = HKDFExpand(SHA256(), 32, b"WebPush: info\0" + p256dh + ours).derive(first)
    key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(material)
    nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(material)
    head = salt + RECORD.to_bytes(4, "big") + bytes([len(ours)]) + ours
    return head + AESGCM(key).encrypt(nonce, text + b"\x02", None)


def vapid(
    *, endpoint: str, contact: str, key: ec.EllipticCurvePrivateKey, now: datetime
) -> str:  # fmt: skip
    """Return the header that says who sends. Source: RFC 8292 sections 2 and 3."""
    to = urlsplit(endpoint)
    head = {"typ": "JWT", "alg": "ES256"}
    claims = {
        "aud": f"{to.scheme}://{to.netloc}", "exp": int((now + JWT_LIFE).timestamp()),
        "sub": contact,
    }  # fmt: skip
    parts = [encoded(json.dumps(part, separators=(",", ":")).encode()) for part in (head, claims)]
    to_sign = ".".join(parts)
    first, second = utils.decode_dss_signature(key.sign(to_sign.encode(), ec.ECDSA(SHA256())))
    signature = encoded(first.to_bytes(32, "big") + second.to_bytes(32, "big"))
    return f"vapid t={to_sign}.{signature}, k={encoded(point_of(key.public_key()))}"


def is_push_service(*, endpoint: str, hosts: Sequence[str]) -> bool:
    """Return whether an address belongs to a browser vendor, as the settings name them.

    Example:
        >>> is_push_service(endpoint="https://web.push.apple.com/x", hosts=(".push.apple.com",))
        True
        >>> is_push_service(endpoint="https://10.0.0.1/x", hosts=(".push.apple.com",))
        False
    """
    to = urlsplit(endpoint)
    host = to.hostname or ""
    known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in hosts)
    return known and (to.scheme == "https" or host == "127.0.0.1")


class WebPush:
    """Encrypts a message for one browser and hands it to that browser's vendor."""

    def __init__(self, *, secret: str, contact: str, hosts: Sequence[str]) -> None:
        self.key, self.contact, self.hosts = server_key(secret=secret), contact, hosts

    def send(self, *, parcel: Parcel) -> str:
        """Push. Raises: GatewayDown, GatewayRefused, GoneAway."""
        if not is_push_service(endpoint=parcel.address, hosts=self.hosts):
            raise GatewayRefused("not an address of a browser vendor")
        said = {
            "title": parcel.title, "body": parcel.text, "link": parcel.link,
            "receipt": parcel.receipt,
        }  # fmt: skip
        try:
            body = encrypt(
                text=json.dumps(said, ensure_ascii=False).encode(), salt=token_bytes(16),
                p256dh=decoded(parcel.keys["p256dh"]), auth=decoded(parcel.keys["auth"]),
                own=ec.generate_private_key(ec.SECP256R1()),
            )  # fmt: skip
        except (ValueError, KeyError, InvalidKey) as error:
            raise GatewayRefused("the browser's keys are not sound") from error
        headers = {
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream",
            "TTL": str(parcel.life_s), "Urgency": "high", "Topic": sha256_topic(parcel.key),
            "Authorization": vapid(
                endpoint=parcel.address, contact=self.contact, key=self.key, now=parcel.at
            ),
        }  # fmt: skip
        try:
            posted(parcel.address, body=body, headers=headers)
        except GatewayRefused as error:
            if str(error).startswith(("404", "410")):
                raise GoneAway(str(error)) from error
            raise
        return parcel.receipt

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: only the browser itself says that it has shown a push."""
        return []


def sha256_topic(key: str) -> str:
    """Return the topic by which a repetition replaces its first. Source: RFC 8030 section 5.4."""
    return sha256(key.encode()).hexdigest()[:32]
