"""Web push against the vector of RFC 8291 and a browser of our own."""

import hmac
import json
from base64 import urlsafe_b64decode
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from hoistway.messages.adapters.parcel import GatewayDown, GatewayRefused, GoneAway, Parcel
from hoistway.messages.adapters.push import WebPush, decoded, encoded, encrypt, point_of
from tests.messages.gateway_stub import CityGateway, a_city_gateway
from tests.world.parties import NOW

THEIRS = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
OURS = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
BODY = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6T"
    "lzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4"
    "a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(text), "big"), ec.SECP256R1())


def test_a_message_is_encrypted_as_in_the_example_of_the_standard() -> None:
    """Source: RFC 8291, section 5 and appendix A."""
    body = encrypt(
        text=b"When I grow up, I want to be a watermelon", p256dh=decoded(P256DH),
        auth=decoded(AUTH), salt=decoded("DGv6ra1nlYgDCS1FRnbzlw"), own=private(OURS),
    )  # fmt: skip

    assert encoded(body) == BODY


def _hkdf(salt: bytes, material: bytes, info: bytes, size: int) -> bytes:
    drawn = hmac.new(salt, material, sha256).digest()
    return hmac.new(drawn, info + b"\x01", sha256).digest()[:size]


def read_by_the_browser(body: bytes) -> dict[str, str]:
    """Decrypt as a browser does: written from RFC 8188 and 8291, not from our sender."""
    salt, theirs = body[:16], body[21:86]
    browser = private(THEIRS)
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs)
    shared = browser.exchange(ec.ECDH(), sender)
    info = b"WebPush: info\0" + point_of(browser.public_key()) + theirs
    material = _hkdf(decoded(AUTH), shared, info, 32)
    key = _hkdf(salt, material, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _hkdf(salt, material, b"Content-Encoding: nonce\0", 12)
    said: dict[str, str] = json.loads(AESGCM(key).decrypt(nonce, body[86:], None).rstrip(b"\x02"))
    return said


def pushed(vendor: CityGateway, **changes: str) -> str:
    way = WebPush(secret="s", contact="mailto:a@b.example", hosts=("127.0.0.1",))
    keys = {"p256dh": P256DH, "auth": AUTH} | changes
    return way.send(
        parcel=Parcel(
            key="7", address=f"{vendor.base}/push/abc", text="您的反映有了答复", at=NOW,
            title="公众反映", link="https://x/r/t", keys=keys, receipt="word",
        )
    )  # fmt: skip


def test_a_browser_reads_what_only_it_can_read_and_learns_who_sent_it() -> None:
    with a_city_gateway() as vendor:
        vendor.status = 201

        receipt = pushed(vendor)

    _, headers, body = vendor.requests[0]
    said = read_by_the_browser(body)
    token, key = headers["authorization"].removeprefix("vapid t=").split(", k=")
    head, claims, signature = (decoded(part) for part in token.split("."))
    sender = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(key))
    first, second = (int.from_bytes(half, "big") for half in (signature[:32], signature[32:]))
    sender.verify(
        utils.encode_dss_signature(first, second), token.rpartition(".")[0].encode(),
        ec.ECDSA(SHA256()),
    )  # fmt: skip
    assert (receipt, said["receipt"], said["body"]) == ("word", "word", "您的反映有了答复")
    assert json.loads(head) == {"typ": "JWT", "alg": "ES256"}
    assert json.loads(claims)["aud"] == vendor.base
    assert 0 < json.loads(claims)["exp"] - NOW.timestamp() <= 24 * 3600
    assert (headers["content-encoding"], headers["ttl"]) == ("aes128gcm", "86400")


@pytest.mark.parametrize(
    ("status", "refusal"),
    [(410, GoneAway), (404, GoneAway), (413, GatewayRefused), (429, GatewayDown)],
)
def test_what_the_vendor_answers_decides(status: int, refusal: type[Exception]) -> None:
    with a_city_gateway() as vendor:
        vendor.status = status

        with pytest.raises(refusal):
            pushed(vendor)


def test_nothing_is_pushed_to_strangers_or_with_unsound_keys() -> None:
    with a_city_gateway() as vendor:
        with pytest.raises(GatewayRefused):
            pushed(vendor, p256dh="BAAA")
        stranger = WebPush(secret="s", contact="x", hosts=("push.example",))
        with pytest.raises(GatewayRefused):
            stranger.send(parcel=Parcel(key="7", address=f"{vendor.base}/x", text="", at=NOW))

    assert vendor.requests == []
    assert urlsafe_b64decode(P256DH + "=")[0] == 4
