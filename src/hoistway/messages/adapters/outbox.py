"""The demo's telephone and mailbox: a file that reaches nobody."""

import json
from collections.abc import Sequence
from datetime import datetime
from os import SEEK_END
from pathlib import Path

from hoistway.messages.adapters.parcel import Asked, GatewayDown, Parcel, Reported

LOOKED_BACK = 1_000_000
"""Bytes of the outbox that a telephone of the demo shows. Chosen: about 3,000 texts, 5 ms."""


class Outbox:
    """Appends each message to a file; used where no gateway is configured."""

    def __init__(self, *, path: Path) -> None:
        self.path = path

    def send(self, *, parcel: Parcel) -> str:
        """Append one line of JSON. Raises: GatewayDown when the disk refuses."""
        said = {"key": parcel.key, "phone": parcel.address, "text": parcel.text}
        line = json.dumps(said, ensure_ascii=False)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="utf-8") as outbox:
                outbox.write(line + "\n")
        except OSError as error:
            raise GatewayDown(repr(error)) from error
        return "outbox"

    def poll(self, *, asked: Sequence[Asked], now: datetime) -> list[Reported]:
        """Know nothing: a file reaches nobody."""
        return []

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
