"""Publishes to foreign topics and nameless users: nats-server tells of them only in its log."""

import asyncio
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from hoistway.telemetry.actions.refusals import Rejection
from hoistway.telemetry.vocabulary import RefusedReason, Transport
from hoistway.watch.refusal_box import RefusalBox

PAUSE_S = 1.0
"""Chosen: a foreign topic is seen on the page a second later."""

_LARGEST_BITE = 1 << 20

_COMPLAINT = re.compile(
    r'(?P<host>\S+):\d+ - mid:\d+ - "(?P<client>.*?)" - '
    r'(?:Publish Violation - .*?Subject "(?P<subject>.*)"|empty user name)'
)
"""Source: log lines of nats-server 2.15, tried. An empty user name never reaches the callout."""


class ViolationWatch:
    """Follows the log of nats-server and notes who published where he may not."""

    def __init__(
        self, *, log: Path, box: RefusalBox, devices: Mapping[str, str], now_ms: Callable[[], int]
    ) -> None:
        """`devices` tells the device of an MQTT client id, as the auth callout saw it."""
        self._log = log
        self._box = box
        self._devices = devices
        self._now_ms = now_ms
        self._offset = log.stat().st_size if log.exists() else 0
        self._rest = b""

    async def follow_for_ever(self) -> None:
        """Read what is appended, for ever; a log that was emptied is read from its start."""
        while True:
            self.read_on()
            await asyncio.sleep(PAUSE_S)

    def read_on(self) -> None:
        """Read what was appended since."""
        try:
            size = self._log.stat().st_size
            if size < self._offset:
                self._offset, self._rest = 0, b""
            if size == self._offset:
                return
            with self._log.open("rb") as file:
                file.seek(self._offset)
                bite = file.read(_LARGEST_BITE)
        except OSError:
            return
        self._offset += len(bite)
        *lines, self._rest = (self._rest + bite).split(b"\n")
        for line in lines:
            self._note(line.decode("utf-8", "replace"))

    def _note(self, line: str) -> None:
        found = _COMPLAINT.search(line)
        if found is None:
            return
        reason, detail = RefusedReason.ANONYMOUS, "The connection gave an empty user name."
        if found["subject"] is not None:
            topic = found["subject"].replace(".", "/")
            reason, detail = RefusedReason.FOREIGN_TOPIC, f"It may not publish to {topic}."
        rejection = Rejection(
            at=datetime.fromtimestamp(self._now_ms() / 1000, tz=UTC), transport=Transport.MQTT,
            source=self._devices.get(found["client"]) or f"{found['client']} @ {found['host']}",
            reason=reason, detail=detail, payload=b"",
        )  # fmt: skip
        self._box.put(rejection)
