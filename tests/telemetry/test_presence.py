from datetime import UTC, datetime, timedelta

import pytest

from hoistway.telemetry.rules.presence import presence_of
from hoistway.telemetry.vocabulary import PresenceState

NOW = datetime(2026, 11, 22, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("silence_s", "state"),
    [
        (0, PresenceState.LIVE), (180, PresenceState.LIVE), (180.001, PresenceState.DELAYED),
        (3600, PresenceState.DELAYED), (3600.001, PresenceState.OFFLINE),
    ],
)  # fmt: skip
def test_silence_sinks_in_two_steps(silence_s: float, state: PresenceState) -> None:
    assert presence_of(last_seen=NOW - timedelta(seconds=silence_s), now=NOW) is state


def test_elevator_without_a_receipt_was_never_heard() -> None:
    assert presence_of(last_seen=None, now=NOW) is PresenceState.NEVER
