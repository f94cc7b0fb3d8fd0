"""Rescues in a list: one line each, with what is being done and what comes next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.emergency.models import Incident
from hoistway.emergency.queries import LiveCall, live_calls, suspicious_incidents
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import (
    CallState,
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
)
from hoistway.foundation.periods import local_day, seconds_between

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One rescue on a board or in a table."""

    id: int
    number: str
    kind: IncidentKind
    state: IncidentState
    level: RescueLevel
    elevator: ElevatorCard
    opened_at: datetime
    people: int | None
    source: IncidentSource | None
    doing: Pair
    next_words: Pair
    next_at: datetime | None
    arrive_by: datetime | None
    late: bool
    suspicious: bool
    arrival_seconds: float | None


def board_rows(*, incidents: Iterable[Incident], now: datetime) -> list[BoardRow]:
    """Return the lines of rescues whose elevators are loaded; four queries for any number."""
    rows = list(incidents)
    keys = [row.pk for row in rows]
    cards = cards_of(elevators=[row.elevator for row in rows])
    calls = live_calls(incident_ids=keys)
    sources, suspicious = suspicious_incidents(incident_ids=keys)
    return [
        _row(row, card, calls.get(row.pk, ()), sources, suspicious, now)
        for row, card in zip(rows, cards, strict=True)
    ]


def _row(
    incident: Incident, card: ElevatorCard, calls: Iterable[LiveCall],
    sources: Mapping[int, IncidentSource], suspicious: set[int], now: datetime,
) -> BoardRow:  # fmt: skip
    policy = policy_on(day=local_day(at=incident.opened_at))
    arrive_by = (incident.firm_told_at or incident.opened_at) + timedelta(
        seconds=policy.arrival_limit_s
    )
    waiting = incident.state in {IncidentState.OPEN, IncidentState.ACCEPTED}
    second_s, third_s = policy.second_level_after_s, policy.third_level_after_s
    next_words, next_at = _next(incident, second_s, third_s, now)
    return BoardRow(
        id=incident.pk, number=incident.number, kind=incident.kind, state=incident.state,
        level=incident.level, elevator=card, opened_at=incident.opened_at, people=incident.people,
        source=sources.get(incident.pk), doing=_doing(incident, list(calls)),
        next_words=next_words, next_at=next_at, arrive_by=arrive_by if waiting else None,
        late=waiting and now >= arrive_by, suspicious=incident.pk in suspicious,
        arrival_seconds=seconds_between(start=incident.firm_told_at, end=incident.arrived_at),
    )  # fmt: skip


def _doing(incident: Incident, calls: list[LiveCall]) -> Pair:
    if incident.state not in {IncidentState.OPEN, IncidentState.ACCEPTED}:
        return incident.state.zh, incident.state.en
    wanted = CallState.RINGING if incident.state is IncidentState.OPEN else CallState.ACCEPTED
    named = [firm for state, _, firm in calls if state is wanted]
    if not named:
        return "正在寻找可派人员", "Looking for somebody to call"
    firms = tuple(dict.fromkeys(named))
    zh, en = "、".join(f for f, _ in firms), ", ".join(f for _, f in firms)
    if incident.state is IncidentState.OPEN:
        return f"正在呼叫 {zh}", f"Calling {en}"
    return f"{zh} 正在前往", f"{en} on the way"


def _next(
    incident: Incident, second_s: int, third_s: int, now: datetime
) -> tuple[Pair, datetime | None]:
    if incident.state is not IncidentState.OPEN:
        return ("", ""), None
    for seconds, words in (
        (second_s, ("升级到救援站", "Rescue station")),
        (third_s, ("请求 119", "Fire service 119")),
    ):
        moment = incident.opened_at + timedelta(seconds=seconds)
        if moment > now:
            return words, moment
    return ("", ""), None
