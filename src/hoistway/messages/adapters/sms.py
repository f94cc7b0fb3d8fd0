"""Text messages: a city's gateway by HTTP, or the demo's outbox file that reaches nobody."""

import json
from os import SEEK_END
from pathlib import Path
from typing import Protocol

import httpx

LOOKED_BACK = 1_000_000
"""Bytes of the outbox that a telephone of the demo shows. Chosen: about 3,000 texts, 5 ms."""


class GatewayDown(Exception):
    """The gateway did not take the message; it may be tried again."""


class Gateway(Protocol):
    """Anything that takes a text message and returns a receipt."""

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Hand the message over and return the gateway's receipt. Raises: GatewayDown."""


class HttpGateway:
    """Posts `{"key", "phone", "text"}` as JSON; 2xx with a body is the receipt.

    The key is the same on every attempt, so that the gateway can drop repetitions; without a
    token no authorization is sent.
    """

    def __init__(self, *, url: str, token: str, timeout_s: float = 5.0) -> None:
        self.url, self.token, self.timeout_s = url, token, timeout_s

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Post the message. Raises: GatewayDown."""
        headers = {"Idempotency-Key": key}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        message = {"key": key, "phone": phone, "text": text}
        try:
            answer = httpx.post(self.url, json=message, headers=headers, timeout=self.timeout_s)
            answer.raise_for_status()
        except httpx.HTTPError as error:
            raise GatewayDown(repr(error)) from error
        return answer.text[:200]


class Outbox:
    """Appends each message to a file; used where no gateway is configured."""

    def __init__(self, *, path: Path) -> None:
        self.path = path

    def send(self, *, key: str, phone: str, text: str) -> str:
        """Append one line of JSON. Raises: GatewayDown when the disk refuses."""
        line = json.dumps({"key": key, "phone": phone, "text": text}, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as outbox:
                outbox.write(line + "\n")
        except OSError as error:
            raise GatewayDown(repr(error)) from error
        return "outbox"

    def received(self, *, phone: str, most: int) -> list[str]:
        """Return the last texts to a number, the latest first; only the file's end is read."""
        if not self.path.exists():
            return []
        with self.path.open("rb") as outbox:
            outbox.seek(max(0, outbox.seek(0, SEEK_END) - LOOKED_BACK))
            lines = outbox.read().decode("utf-8", errors="replace").splitlines()
        texts: list[str] = []
        for line in reversed(lines):
            if len(texts) == most:
                break
            if phone in line and line.startswith("{"):
                said = json.loads(line)
                texts += [said["text"]] if said["phone"] == phone else []
        return texts
