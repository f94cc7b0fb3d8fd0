"""The demo's devices on the wire: MQTT connections of their own, and a platform's HTTP feed."""

import asyncio
from collections import deque
from dataclasses import dataclass

import aiomqtt
import httpx
import structlog

QUEUE = 400
"""Reports a device keeps while it cannot send. Chosen: six minutes of trouble at 1 Hz."""

BODY_LINES = 2000
BUFFER_LINES = 50_000
"""Reports a platform keeps while intake is away. Chosen: an hour of its elevators."""

RETRY_S = 2.0

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Device:
    """One MQTT device: its login and the topic that is its own."""

    slot: int
    name: str
    secret: str
    topic: str


class MqttDevices:
    """One connection per device; each sends in order, with QoS 1, and again after a break."""

    def __init__(self, *, devices: list[Device], host: str, port: int) -> None:
        self._host, self._port = host, port
        self._waiting = {d.slot: asyncio.Queue[bytes](QUEUE) for d in devices}
        self._tasks = [asyncio.create_task(self._live(device)) for device in devices]

    def has(self, slot: int) -> bool:
        """Return whether this elevator speaks MQTT itself."""
        return slot in self._waiting

    def put(self, slot: int, payload: bytes) -> None:
        """Let a device report; the oldest report goes when its memory is full."""
        queue = self._waiting[slot]
        if queue.full():
            queue.get_nowait()
        queue.put_nowait(payload)

    async def _live(self, device: Device) -> None:
        queue = self._waiting[device.slot]
        unsent: bytes | None = None
        while True:
            try:
                async with aiomqtt.Client(
                    self._host, self._port, username=device.name, password=device.secret,
                    identifier=device.name, keepalive=60, timeout=10,
                ) as client:  # fmt: skip
                    while True:
                        unsent = unsent or await queue.get()
                        await client.publish(device.topic, unsent, qos=1)
                        unsent = None
            except (aiomqtt.MqttError, OSError) as error:
                _log.info("device_waits", device=device.name, reason=str(error))
            await asyncio.sleep(RETRY_S)

    def close(self) -> None:
        """End all connections."""
        for task in self._tasks:
            task.cancel()


class PlatformFeed:
    """One firm's platform: posts reports in batches and keeps them until intake acknowledges."""

    def __init__(self, *, client: httpx.AsyncClient, url: str, key: str) -> None:
        self._url, self._client = url, client
        self._headers = {
            "Authorization": f"Bearer {key}", "Content-Type": "application/x-ndjson",
        }  # fmt: skip
        self._lines: deque[bytes] = deque(maxlen=BUFFER_LINES)

    def put(self, line: bytes) -> None:
        """Add one report to the next batch."""
        self._lines.append(line)

    async def flush(self) -> None:
        """Send what waits; on any failure it stays and is sent again."""
        while self._lines:
            body = [self._lines[n] for n in range(min(BODY_LINES, len(self._lines)))]
            try:
                answer = await self._client.post(
                    self._url, content=b"\n".join(body), headers=self._headers
                )
                answer.raise_for_status()
            except httpx.HTTPError as error:
                _log.warning("feed_waits", reason=repr(error), waiting=len(self._lines))
                return
            for _ in body:
                self._lines.popleft()
            refused = answer.json().get("refused", [])
            if refused:
                _log.warning("feed_refused", first=refused[0], count=len(refused))
