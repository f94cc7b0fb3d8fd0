"""Hand a passage to a partner: by HTTP, signed, or into the folder of a front-end machine.

Addresses are those that this installation's staff wrote into its own files; nobody who signs in
can name one. Source: docs/decisions/0026-partners.md.
"""

import os
import ssl
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from time import monotonic

import httpx
from standardwebhooks.webhooks import Webhook as Signer

from hoistway.exchange.rules.profile import Connection

MOST_READ = 2_000_000
"""Bytes of an answer that are read. Chosen: a refusal of every record of the largest passage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """A passage as it goes out."""

    passage_id: int
    partner: str
    number: str
    path: str
    connection: Connection
    headers: Mapping[str, str]
    body: bytes
    media: str
    suffix: str
    secrets: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back; status 0 and an error where nothing did."""

    status: int = 0
    text: str = ""
    error: str = ""
    took_ms: int = 0


def hand_over(*, parcel: Parcel, now: datetime) -> Sent:
    """Hand a passage over and return what came of it; it never raises for the partner's sake."""
    began = monotonic()
    try:
        if parcel.connection.is_folder:
            _lay(parcel)
            return Sent(200, "", "", _since(began))
        status, text = _post(parcel, now)
        return Sent(status, text, "", _since(began))
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        return Sent(0, "", (str(error) or type(error).__name__)[:200], _since(began))


def asked(*, connection: Connection, path: str, secrets: Sequence[str], now: datetime) -> Sent:
    """Ask a partner something by GET, signed as an empty body."""
    began = monotonic()
    headers = _signed("count", b"", connection, secrets, now)
    try:
        with _client(connection) as client:
            answer = client.get(connection.url + path, headers=headers)
            return Sent(answer.status_code, answer.text[:MOST_READ], "", _since(began))
    except (OSError, ValueError, httpx.HTTPError, httpx.InvalidURL) as error:
        return Sent(0, "", (str(error) or type(error).__name__)[:200], _since(began))


def laid_in(*, connection: Connection) -> list[tuple[str, Path]]:
    """Return the files that a partner laid into its folder, with their topic, the oldest first."""
    inbox = Path(connection.url.removeprefix("file:")) / "in"
    files = [file for file in inbox.glob("*/*") if file.is_file() and file.suffix != ".part"]
    return [(file.parent.name, file) for file in sorted(files, key=lambda one: one.name)]


def put_away(*, file: Path) -> None:
    """Move a file that was read aside, so that it is read once; its content is in the tables."""
    done = file.parent.parent.parent / "done" / file.parent.name
    done.mkdir(parents=True, exist_ok=True)
    file.replace(done / file.name)


def _post(parcel: Parcel, now: datetime) -> tuple[int, str]:
    signed = _signed(parcel.number, parcel.body, parcel.connection, parcel.secrets, now)
    headers = {**parcel.headers, **signed, "content-type": parcel.media}
    with _client(parcel.connection) as client:
        answer = client.post(
            parcel.connection.url + parcel.path, content=parcel.body, headers=headers
        )
        return answer.status_code, answer.text[:MOST_READ].replace("\x00", "")


def _client(connection: Connection) -> httpx.Client:
    return httpx.Client(
        verify=_trusted(), follow_redirects=False, trust_env=False, timeout=connection.timeout_s
    )


def _signed(
    number: str, body: bytes, connection: Connection, secrets: Sequence[str], now: datetime
) -> dict[str, str]:
    """Return the headers by which a partner knows that it is us. Source: Standard Webhooks 1.0."""
    signatures = [
        Signer(one).sign(msg_id=number, timestamp=now, data=body.decode()) for one in secrets
    ]
    headers = {
        "user-agent": "Hoistway-Exchange/1", "webhook-id": number,
        "webhook-timestamp": str(int(now.timestamp())), "webhook-signature": " ".join(signatures),
    }  # fmt: skip
    if connection.token:
        headers["authorization"] = f"Bearer {connection.token}"
    return headers


def _lay(parcel: Parcel) -> None:
    """Write a file whole or not at all: whoever fetches it never sees half of it."""
    folder = Path(parcel.connection.url.removeprefix("file:")) / "out"
    folder.mkdir(parents=True, exist_ok=True)
    half = folder / f"{parcel.number}.{parcel.suffix}.part"
    with half.open("wb") as file:
        file.write(parcel.body)
        file.flush()
        os.fsync(file.fileno())
    half.replace(folder / f"{parcel.number}.{parcel.suffix}")


@cache
def _trusted() -> ssl.SSLContext:
    return httpx.create_ssl_context()


def _since(began: float) -> int:
    return int((monotonic() - began) * 1000)
