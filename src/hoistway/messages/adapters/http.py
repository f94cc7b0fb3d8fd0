"""Text messages and calls by a city's own gateway: plain JSON over HTTP."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from ssl import SSLContext

import httpx

from hoistway.messages.adapters.parcel import (
    TIMEOUT_S,
    Asked,
    GatewayDown,
    GatewayRefused,
    Parcel,
    Reported,
)

FINAL = frozenset({400, 404, 410, 413, 422})
"""Answers after which the same message is not tried again; 401 and 403 are a person's to mend."""


@cache
def _trusted() -> SSLContext:
    """Return whom we trust, read once: reading it for each message costs more than sending it."""
    return httpx.create_ssl_context()


def posted(
    url: str, *, body: bytes, headers: dict[str, str], timeout_s: float = TIMEOUT_S
) -> httpx.Response:  # fmt: skip
    """Post and return the answer of a channel. Raises: GatewayDown, GatewayRefused."""
    try:
        answer = httpx.post(
            url, content=body, headers=headers, timeout=timeout_s, verify=_trusted()
        )
    except httpx.HTTPError as error:
        raise GatewayDown(repr(error)) from error
    if answer.status_code in FINAL:
        raise GatewayRefused(f"{answer.status_code} {answer.text[:120]}")
    if not answer.is_success:
        raise GatewayDown(f"{answer.status_code} {answer.text[:120]}")
    return answer


class HttpGateway:
    """Posts `{"key", "phone", "text"}` as JSON; 2xx with a body is the receipt.

    The key is the same on every attempt, so that the gateway can drop repetitions; without a
    token no authorization is sent. What became of it is asked by GET `?receipt=…`, which answers
    `[{"receipt", "state": "delivered" | "failed", "said"}]`.
    """

    def __init__(self, *, url: str, token: str, timeout_s: float = TIMEOUT_S) -> None:
        self.url, self.token, self.timeout_s = url, token, timeout_s

    @property
    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def send(self, *, parcel: Parcel) -> str:
        """Post the message. Raises: GatewayDown, GatewayRefused."""
        message = {"key": parcel.key, "phone": parcel.address, "text": parcel.text}
        request = httpx.Request("POST", self.url, json=message)
        headers = self._headers | {
            "Idempotency-Key": parcel.key, "Content-Type": "application/json",
        }  # fmt: skip
        answer = posted(self.url, body=request.content, headers=headers, timeout_s=self.timeout_s)
        return answer.text[:200]

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Ask what became of messages. Raises: GatewayDown."""
        try:
            answer = httpx.get(
                self.url, params={"receipt": [one.receipt for one in asked]},
                headers=self._headers, timeout=self.timeout_s, verify=_trusted(),
            ).raise_for_status()  # fmt: skip
            return plain_reports(answer.json())
        except (httpx.HTTPError, ValueError) as error:
            raise GatewayDown(repr(error)) from error


def plain_reports(said: object) -> list[Reported]:
    """Read `[{"receipt" | "key", "state", "said"}]`; what is not of this shape is left out."""
    rows = said if isinstance(said, list) else [said]
    return [
        Reported(
            receipt=str(row.get("receipt", "")), key=str(row.get("key", "")),
            arrived=row["state"] == "delivered", said=str(row.get("said", ""))[:200],
        )
        for row in rows
        if isinstance(row, dict) and row.get("state") in ("delivered", "failed")
    ]  # fmt: skip
