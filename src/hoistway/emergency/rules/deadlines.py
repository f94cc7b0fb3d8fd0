"""What a rescue needs at an instant: calls that are over, the level due, when to look again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.emergency.vocabulary import CallState, IncidentState, RescueLevel


@dataclass(frozen=True, slots=True)
class CallNow:
    """A call as the clock sees it."""

    call_id: int
    level: RescueLevel
    state: CallState
    answer_by: datetime
    arrives_at: datetime


@dataclass(frozen=True, slots=True)
class Picture:
    """A rescue as the clock sees it."""

    state: IncidentState
    level: RescueLevel
    opened_at: datetime
    firm_told_at: datetime | None
    accepted_at: datetime | None
    overdue_noted: bool
    calls: tuple[CallNow, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """What must be done now; `look_again_at` is None once nobody waits any more."""

    unanswered: tuple[int, ...]
    escalate_to: RescueLevel | None
    call_at: tuple[RescueLevel, ...]
    note_overdue: bool
    look_again_at: datetime | None


def _level_due(picture: Picture, now: datetime, policy: RescuePolicy) -> RescueLevel:
    """Return the highest level that the clock asks for. Source: dossier 3.2 and 6.3."""
    if picture.state is IncidentState.OPEN:
        waited = now - picture.opened_at
        if waited >= timedelta(seconds=policy.third_level_after_s):
            return RescueLevel.FIRE
        if waited >= timedelta(seconds=policy.second_level_after_s):
            return RescueLevel.STATION
    elif picture.state is IncidentState.ACCEPTED:
        limit = (picture.firm_told_at or picture.opened_at) + timedelta(
            seconds=policy.arrival_limit_s
        )
        accepted = [call for call in picture.calls if call.state is CallState.ACCEPTED]
        nobody_in_time = all(call.arrives_at > limit for call in accepted)
        if now >= limit or nobody_in_time:
            return RescueLevel.STATION
    return RescueLevel.FIRM


def _moments(picture: Picture, policy: RescuePolicy) -> list[datetime]:
    """Return every instant at which the answer may change."""
    opened = picture.opened_at
    told = picture.firm_told_at or opened
    answers = [call.answer_by for call in picture.calls if call.state is CallState.RINGING]
    if picture.state is IncidentState.ARRIVED:
        return answers
    return [
        *answers,
        opened + timedelta(seconds=policy.second_level_after_s),
        opened + timedelta(seconds=policy.third_level_after_s),
        told + timedelta(seconds=policy.arrival_limit_s),
    ]


def _levels_to_call(state: IncidentState, level: RescueLevel) -> list[RescueLevel]:
    """Return at which levels somebody should be called or coming."""
    levels = []
    if state is IncidentState.OPEN:
        levels.append(RescueLevel.FIRM)
    if state is not IncidentState.ARRIVED and level is not RescueLevel.FIRM:
        levels.append(RescueLevel.STATION)
    return levels


def what_is_due(*, picture: Picture, now: datetime, policy: RescuePolicy) -> Due:
    """Return what the rescue needs at `now`.

    Levels never go down; from level 2 on, the firm and the station are both called, and the first
    to sign in goes on (house rule, dossier 5.1). Level 3 is a person's call to 119, not a page.
    """
    if picture.state not in IncidentState.open_states():
        return Due((), None, (), note_overdue=False, look_again_at=None)
    over = tuple(
        call.call_id
        for call in picture.calls
        if call.state is CallState.RINGING and call.answer_by <= now
    )
    due = _level_due(picture, now, policy)
    level = max(picture.level, due, key=str)
    busy = {
        call.level
        for call in picture.calls
        if call.state in CallState.live_states() and call.call_id not in over
    }
    told = picture.firm_told_at or picture.opened_at
    late = now >= told + timedelta(seconds=policy.arrival_limit_s)
    waits = picture.state is not IncidentState.ARRIVED
    later = [moment for moment in _moments(picture, policy) if moment > now]
    return Due(
        unanswered=over,
        escalate_to=level if level is not picture.level else None,
        call_at=tuple(w for w in _levels_to_call(picture.state, level) if w not in busy),
        note_overdue=late and waits and not picture.overdue_noted,
        look_again_at=min(later, default=None),
    )
