"""How much comes in and how far the detector lags, once every five seconds."""

from collections import deque
from dataclasses import dataclass, field
from time import monotonic

PERIOD_S = 5.0
"""Chosen: as fresh as a health page is looked at."""

_MINUTE_S = 60.0


@dataclass(slots=True)
class Tally:
    """What a process has counted since it started."""

    accepted: int = 0
    alarms: int = 0
    lost_messages: int = 0
    passing: int = 0
    """Samples that came by MQTT with QoS 0, which nobody can ask for again."""


@dataclass(slots=True)
class Gauge:
    """Turns a growing tally into rates."""

    tally: Tally
    _last: tuple[float, int] = field(default_factory=lambda: (monotonic(), 0))
    _alarms: deque[tuple[float, int]] = field(default_factory=deque)

    def read(self) -> dict[str, float]:
        """Return samples per second since the last reading and alarms of the last minute."""
        now = monotonic()
        then, accepted = self._last
        self._last = (now, self.tally.accepted)
        self._alarms.append((now, self.tally.alarms))
        while now - self._alarms[0][0] > _MINUTE_S:
            self._alarms.popleft()
        return {
            "samples_per_s": round((self.tally.accepted - accepted) / max(now - then, 1e-3), 1),
            "accepted": self.tally.accepted,
            "alarms_per_min": self.tally.alarms - self._alarms[0][1],
            "lost_messages": self.tally.lost_messages,
            "qos0": self.tally.passing,
        }
