"""Which sightings are one fault: one open fault of a part, and «out of order» is any that stops."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.faults.rules.policy import FaultPolicy
from hoistway.faults.vocabulary import FaultGroup, FaultKind, FaultState

_GROUPS = {
    FaultGroup.DOOR: (FaultKind.DOOR_CLOSING, FaultKind.DOOR_OPENING),
    FaultGroup.STANDSTILL: (
        FaultKind.NOT_RUNNING, FaultKind.BLOCKED, FaultKind.OFF_ZONE, FaultKind.RUN_TIME,
        FaultKind.ENTRAPMENT,
    ),
    FaultGroup.RIDE: (FaultKind.SHAKING, FaultKind.POSITION_LOST),
    FaultGroup.LEVEL: (FaultKind.UNEVEN,),
    FaultGroup.SAFETY: (
        FaultKind.SAFETY_CIRCUIT, FaultKind.UNINTENDED, FaultKind.OVERSPEED, FaultKind.REVERSAL,
    ),
    FaultGroup.INSIDE: (FaultKind.BUTTON, FaultKind.LIGHT, FaultKind.WATER),
    FaultGroup.CALL: (FaultKind.ALARM_DEAD,),
    FaultGroup.HANDRAIL: (FaultKind.HANDRAIL, FaultKind.STEP),
    FaultGroup.OTHER: (FaultKind.OTHER,),
}  # fmt: skip
_GROUP_OF = {kind: group for group, kinds in _GROUPS.items() for kind in kinds}
_VAGUE = frozenset({FaultKind.NOT_RUNNING, FaultKind.OTHER})
"""What says that something is wrong, not what: a later, plainer word takes its place."""

_EVERYWHERE = (FaultKind.NOT_RUNNING, FaultKind.SHAKING, FaultKind.WATER, FaultKind.OTHER)
_LIFTS = (
    FaultKind.NOT_RUNNING, FaultKind.DOOR_CLOSING, FaultKind.DOOR_OPENING, FaultKind.UNEVEN,
    FaultKind.SHAKING, FaultKind.BUTTON, FaultKind.LIGHT, FaultKind.ALARM_DEAD, FaultKind.WATER,
    FaultKind.OTHER,
)  # fmt: skip
_STAIRS = (FaultKind.HANDRAIL, FaultKind.STEP, FaultKind.REVERSAL, *_EVERYWHERE)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFault:
    """What judgement needs of a fault of the same elevator."""

    fault_id: int
    group: FaultGroup
    state: FaultState
    stopped: bool
    began_at: datetime
    mended_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """Which fault a sighting belongs to, None for a new one; and whether that one is open again."""

    fault_id: int | None
    reopens: bool = False


def group_of(*, kind: FaultKind) -> FaultGroup:
    """Return what part a kind of fault is about.

    Example:
        >>> str(group_of(kind=FaultKind.DOOR_CLOSING))
        'door'
    """
    return _GROUP_OF[kind]


def kinds_for(*, escalator: bool) -> tuple[FaultKind, ...]:
    """Return what a person may have seen of a lift, or of an escalator or moving walk.

    Example:
        >>> FaultKind.HANDRAIL in kinds_for(escalator=False)
        False
    """
    return _STAIRS if escalator else _LIFTS


def plainer(*, known: FaultKind, seen: FaultKind) -> bool:
    """Return whether what was seen says more than what is known."""
    return known in _VAGUE and seen not in _VAGUE


def fault_of(
    *, kind: FaultKind, seen_at: datetime, known: Iterable[KnownFault], policy: FaultPolicy
) -> Joining:
    """Return which of an elevator's faults, the latest first, was seen.

    An open one of the same group; else, where nobody can ride, an open standstill or, for a
    standstill, any open one that stops. Then one that was there at that moment (a late report),
    or was mended less than `again_hours` before, which opens it again.
    """
    group, stops = group_of(kind=kind), kind in policy.stopping
    latest = list(known)
    still = [one for one in latest if one.state in FaultState.open_states()]
    same = [one for one in still if one.group is group]
    joined = same or [one for one in still if _both_stop(one, group, stops)]
    if joined:
        return Joining(fault_id=joined[0].fault_id)
    past = (one for one in latest if one.group is group and one.state is not FaultState.FALSE)
    for one in past:
        joining = _past(one, seen_at, timedelta(hours=policy.again_hours))
        if joining:
            return joining
    return Joining(fault_id=None)


def _past(one: KnownFault, seen_at: datetime, again: timedelta) -> Joining | None:
    if one.mended_at is None:
        return None
    if one.began_at <= seen_at <= one.mended_at:
        return Joining(fault_id=one.fault_id)
    is_again = one.mended_at < seen_at <= one.mended_at + again
    if one.state is FaultState.MENDED and is_again:
        return Joining(fault_id=one.fault_id, reopens=True)
    return None


def _both_stop(one: KnownFault, group: FaultGroup, stops: bool) -> bool:
    if not (one.stopped and stops):
        return False
    return FaultGroup.STANDSTILL in {group, one.group}
