"""What a fault code means to the house: a sighting of a fault, and the end of its signal."""

from datetime import datetime

from hoistway.detection.fault_codes import CodeChange
from hoistway.faults.actions import FaultSighting, SignalEnd, take_signals
from hoistway.faults.vocabulary import FaultKind, FaultSource
from hoistway.foundation.actors import PLATFORM
from hoistway.watch.findings import instant

KINDS = {
    1: FaultKind.SAFETY_CIRCUIT, 2: FaultKind.DOOR_CLOSING, 3: FaultKind.DOOR_OPENING,
    4: FaultKind.OFF_ZONE, 5: FaultKind.UNINTENDED, 6: FaultKind.RUN_TIME,
    7: FaultKind.POSITION_LOST, 8: FaultKind.BLOCKED,
    61: FaultKind.SAFETY_CIRCUIT, 62: FaultKind.OVERSPEED, 63: FaultKind.REVERSAL,
    64: FaultKind.STEP, 65: FaultKind.BLOCKED,
}  # fmt: skip
"""Source: GB/T 24476-2017 clause 11; escalators as in telemetry-and-emergency 1.3."""


def report_codes(*, changes: list[CodeChange], now: datetime) -> None:
    """Sight the faults whose codes rose and end the signals that fell; repeating changes nothing.

    The caller's transaction holds both.
    """
    begun = [_sighting(one) for one in changes if not one.ended]
    ended = [
        SignalEnd(elevator_id=one.slot, key=_key(one), at=instant(one.at_ms))
        for one in changes
        if one.ended
    ]
    take_signals(begun=begun, ended=ended, now=now, by=PLATFORM)


def _key(change: CodeChange) -> str:
    return f"telemetry.{change.slot}.{change.code}.{change.began_ms}"


def _sighting(change: CodeChange) -> FaultSighting:
    return FaultSighting(
        elevator_id=change.slot, kind=KINDS[change.code], source=FaultSource.TELEMETRY,
        key=_key(change), seen_at=instant(change.began_ms), facts={"code": change.code},
    )  # fmt: skip
