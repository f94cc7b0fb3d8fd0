"""Answers nats-server's question who may connect: a device with its secret, for its own topic.

Source: NATS auth callout, docs.nats.io «running a NATS service / auth callout»; a question and an
answer are JWTs signed by Ed25519 (`ed25519-nkey`). The answer to a refused one stays inside NATS.
"""

import base64
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import nacl.signing
from nats.aio.client import Client
from nats.aio.msg import Msg

from hoistway.telemetry.queries import Login
from hoistway.telemetry.rules.credentials import is_right
from hoistway.telemetry.rules.subjects import may_be_a_topic, subject_of
from hoistway.telemetry.vocabulary import RefusedReason

QUESTION = "$SYS.REQ.USER.AUTH"
QUEUE = "callout"
LASTS_S = 86_400
"""How long an answer holds. Chosen: a revoked device is out within a day without a restart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """The account key whose signature nats-server believes, and the account of the devices."""

    public: str
    key: bytes
    account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who wants to connect."""

    user: str
    password: str
    mqtt: bool
    host: str
    client_id: str
    nkey: str
    server_id: str


class UnwelcomeError(Exception):
    """Carries why somebody is not let in."""

    def __init__(self, reason: RefusedReason, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


Lookup = Callable[[str], Awaitable[Login | None]]
Refuse = Callable[[Asked, RefusedReason, str], None]
Greet = Callable[[Asked], None]


def asked_in(*, question: bytes) -> Asked:
    """Return who asks; nats-server signs the question and only the callout's account hears it."""
    part = question.split(b".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + b"=" * (-len(part) % 4)))["nats"]
    options, client = claims["connect_opts"], claims["client_info"]
    return Asked(
        user=str(options.get("user") or ""), password=str(options.get("pass") or ""),
        mqtt=client.get("type") == "mqtt", host=str(client.get("host") or ""),
        client_id=str(client.get("mqtt_id") or ""),
        nkey=str(claims["user_nkey"]), server_id=str(claims["server_id"]["id"]),
    )  # fmt: skip


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _signed(claims: dict[str, Any], *, issuer: Issuer, now_s: int) -> str:
    claims = claims | {"iss": issuer.public, "iat": now_s, "jti": ""}
    digest = hashlib.sha256(json.dumps(claims, separators=(",", ":")).encode()).digest()
    claims["jti"] = base64.b32encode(digest).decode().rstrip("=")
    head = _b64(b'{"typ":"JWT","alg":"ed25519-nkey"}')
    body = f"{head}.{_b64(json.dumps(claims, separators=(',', ':')).encode())}"
    signature = nacl.signing.SigningKey(issuer.key).sign(body.encode()).signature
    return f"{body}.{_b64(signature)}"


def welcome(*, asked: Asked, register_number: str, issuer: Issuer, now_s: int) -> str:
    """Return the answer that lets a device publish its own topic and nothing else."""
    user = {
        "type": "user", "version": 2, "subs": -1, "data": -1, "payload": -1,
        "pub": {"allow": [subject_of(register_number=register_number)]},
        "sub": {"deny": [">"]}, "allowed_connection_types": ["MQTT"],
    }  # fmt: skip
    inner = {
        "sub": asked.nkey, "aud": issuer.account, "name": asked.user,
        "exp": now_s + LASTS_S, "nats": user,
    }  # fmt: skip
    token = _signed(inner, issuer=issuer, now_s=now_s)
    return _answer({"jwt": token}, asked=asked, issuer=issuer, now_s=now_s)


def turn_away(*, asked: Asked, sentence: str, issuer: Issuer, now_s: int) -> str:
    """Return the answer that refuses."""
    return _answer({"error": sentence}, asked=asked, issuer=issuer, now_s=now_s)


def _answer(verdict: dict[str, str], *, asked: Asked, issuer: Issuer, now_s: int) -> str:
    nats_part = {"type": "authorization_response", "version": 2} | verdict
    claims = {"sub": asked.nkey, "aud": asked.server_id, "nats": nats_part}
    return _signed(claims, issuer=issuer, now_s=now_s)


async def register_number_for(*, asked: Asked, lookup: Lookup) -> str:
    """Return the elevator for which this device may speak.

    Raises: UnwelcomeError.
    """
    if not asked.user and not asked.password:
        sentence = "The connection gave neither user nor password."
        raise UnwelcomeError(RefusedReason.ANONYMOUS, sentence)
    login = await lookup(asked.user) if asked.mqtt else None
    if login is None or not is_right(secret=asked.password, stored_hash=login.secret_hash):
        sentence = f"No device {asked.user[:40]!r} with this secret may connect."
        raise UnwelcomeError(RefusedReason.BAD_CREDENTIALS, sentence)
    if not may_be_a_topic(register_number=login.register_number):
        sentence = "Its register number cannot stand in a topic; it must report by HTTP."
        raise UnwelcomeError(RefusedReason.FOREIGN_TOPIC, sentence)
    return login.register_number


async def answer_from_now_on(
    *, link: Client, issuer: Issuer, lookup: Lookup, refuse: Refuse, greet: Greet,
    now_s: Callable[[], int],
) -> None:  # fmt: skip
    """Answer every question from now on; several processes share the work as one queue group."""

    async def reply(message: Msg) -> None:
        asked = asked_in(question=message.data)
        try:
            number = await register_number_for(asked=asked, lookup=lookup)
        except UnwelcomeError as no:
            refuse(asked, no.reason, str(no))
            answer = turn_away(asked=asked, sentence=str(no), issuer=issuer, now_s=now_s())
        else:
            greet(asked)
            answer = welcome(asked=asked, register_number=number, issuer=issuer, now_s=now_s())
        await message.respond(answer.encode())

    await link.subscribe(QUESTION, queue=QUEUE, cb=reply)
    await link.flush()
