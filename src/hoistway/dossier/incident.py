"""A rescue as professionals see it: course, calls with reasons, witnesses, judgement."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.dossier.said import Facts, Pair, detail_of, said
from hoistway.emergency.models import Call, Incident, Position, TimelineEntry
from hoistway.emergency.queries import calls_of, evaluations_of, positions, reports_of, timeline_of
from hoistway.emergency.rules.assignment import travel_s
from hoistway.emergency.rules.policy import RescuePolicy, policy_on
from hoistway.emergency.vocabulary import (
    CallState,
    Deed,
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
    Unsuitable,
    Verdict,
)
from hoistway.foundation.geo import Point, distance_m
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.queries import caller_number, requests_of
from hoistway.riders.vocabulary import Need, Suspicion

POSITION_SHOWN_S = 600  # Chosen: a place older than ten minutes would be false precision.


@dataclass(frozen=True, slots=True)
class Entry:
    """One step: number, instant, words for everybody, and detail and doer for professionals."""

    sequence: int
    deed: Deed
    at: datetime
    words: Pair
    detail: Pair
    doer: str
    facts: Facts
    doer_role: RoleKind | None = None
    doer_organisation_id: int = 0


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """Somebody who was weighed."""

    label: str
    chosen: bool
    eta_minutes: int | None
    distance_m: float | None
    position_at: datetime | None
    reason: Unsuitable | None


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call with the reasons for it."""

    id: int
    label: str
    firm: str
    level: RescueLevel
    state: CallState
    called_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    reason: str
    edition: str
    distance_m: float
    travel_s: float
    weighed: int
    candidates: tuple[CandidateLine, ...]
    firm_id: int = 0


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One judged stretch of the rescue."""

    name: str
    clause: str
    from_at: datetime | None
    to_at: datetime | None
    seconds: float | None
    limit_s: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Approach:
    """Who is coming: firm, minutes to go (None: nothing known), metres while a place is fresh."""

    firm: Pair
    level: RescueLevel
    call_id: int
    eta_minutes: int | None
    distance_m: float | None
    position_at: datetime | None


@dataclass(frozen=True, slots=True)
class IncidentPortrait:
    """Everything that pages show of a rescue."""

    id: int
    number: str
    kind: IncidentKind
    state: IncidentState
    level: RescueLevel
    elevator: ElevatorCard
    began_at: datetime
    opened_at: datetime
    firm_told_at: datetime | None
    accepted_at: datetime | None
    arrived_at: datetime | None
    freed_at: datetime | None
    ended_at: datetime | None
    people: int | None
    injured: int | None
    arrive_by: datetime
    sources: tuple[IncidentSource, ...]
    suspicions: tuple[Suspicion, ...]
    needs: tuple[Need, ...]
    caller_phone: str
    worse_at: datetime | None
    entries: tuple[Entry, ...]
    calls: tuple[CallLine, ...]
    figures: tuple[FigureLine, ...]
    edition: str
    approach: Approach | None
    evidence: Facts = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits."""
        return self.state in IncidentState.open_states()


def portrait_of(*, incident: Incident, now: datetime) -> IncidentPortrait:
    """Compose the portrait of a rescue whose elevator and firms are loaded; eight queries."""
    policy = policy_on(day=local_day(at=incident.opened_at))
    calls = list(calls_of(incident_id=incident.pk))
    firms = {call.firm_id: _named(call.firm) for call in calls}
    entries = tuple(_entry(row, firms) for row in timeline_of(incident_id=incident.pk))
    reports = list(reports_of(incident_id=incident.pk))
    requests = list(requests_of(incident_id=incident.pk))
    judged = evaluations_of(incident_id=incident.pk).first()
    told = [entry.facts for entry in entries if entry.deed is Deed.TOLD]
    telemetry = [r.facts for r in reports if r.source is IncidentSource.TELEMETRY]
    return IncidentPortrait(
        id=incident.pk, number=incident.number, kind=incident.kind, state=incident.state,
        level=incident.level, elevator=card_of(elevator=incident.elevator),
        began_at=incident.began_at, opened_at=incident.opened_at,
        firm_told_at=incident.firm_told_at, accepted_at=incident.accepted_at,
        arrived_at=incident.arrived_at, freed_at=incident.freed_at, ended_at=_ended_at(incident),
        people=incident.people, injured=incident.injured,
        arrive_by=(incident.firm_told_at or incident.opened_at)
        + timedelta(seconds=policy.arrival_limit_s),
        sources=tuple(dict.fromkeys(r.source for r in reports)),
        suspicions=tuple(
            dict.fromkeys(r.suspicion for r in requests if r.suspicion is not Suspicion.NONE)
        ),
        needs=_needs(told), caller_phone=caller_number(incident_id=incident.pk),
        worse_at=next((e.at for e in reversed(entries) if e.facts.get("is_worse")), None),
        entries=entries, calls=tuple(_call(call) for call in calls),
        figures=tuple(_figure(f) for f in judged.figures) if judged else (),
        edition=judged.edition if judged else policy.edition,
        approach=approach_of(incident=incident, calls=calls, now=now),
        evidence=telemetry[0] if telemetry else {},
    )  # fmt: skip


def _ended_at(incident: Incident) -> datetime | None:
    if incident.state in IncidentState.open_states():
        return None
    return incident.freed_at or incident.closed_at


def _named(firm: Organisation) -> Pair:
    return firm.name, firm.name_en or firm.name


def _entry(row: TimelineEntry, firms: dict[int, Pair]) -> Entry:
    by = row.by
    doer = str(by.get("name", "")) if by.get("kind") == "person" else ""
    return Entry(
        sequence=row.sequence, deed=row.deed, at=row.at, doer=doer, facts=row.facts,
        doer_role=role_of(code=str(by.get("role", ""))),
        doer_organisation_id=int(by.get("organisation", 0)),
        words=said(deed=row.deed, facts=row.facts, firms=firms),
        detail=detail_of(deed=row.deed, facts=row.facts),
    )  # fmt: skip


def role_of(*, code: str) -> RoleKind | None:
    """Return the role with this code; whoever acts without a role has none."""
    return next((role for role in RoleKind if str(role) == code), None)


def _needs(told: list[Facts]) -> tuple[Need, ...]:
    codes: list[str] = []
    for facts in told:
        listed = facts.get("needs")
        codes.extend(str(code) for code in listed if isinstance(code, str)) if isinstance(
            listed, list
        ) else None
    return tuple(Need(code) for code in dict.fromkeys(codes) if code in {n.value for n in Need})


def _instant(text: object) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) else None


def _call(call: Call) -> CallLine:
    kept = call.explanation
    return CallLine(
        id=call.pk, label=call.technician.name, firm=call.firm.name, firm_id=call.firm_id,
        level=call.level,
        state=call.state, called_at=call.called_at, answer_by=call.answer_by,
        answered_at=call.answered_at, reason=call.reason, edition=str(kept.get("edition", "")),
        distance_m=call.distance_m, travel_s=call.travel_s, weighed=int(kept.get("weighed", 0)),
        candidates=tuple(
            _candidate(c, call.technician_id) for c in kept.get("candidates", [])
        ),
    )  # fmt: skip


def _candidate(kept: dict[str, object], chosen_id: int) -> CandidateLine:
    seconds, metres = kept.get("travel_s"), kept.get("distance_m")
    code = str(kept.get("unsuitable") or "")
    return CandidateLine(
        label=str(kept.get("label", "")), chosen=kept.get("person") == chosen_id,
        eta_minutes=max(1, round(seconds / 60)) if isinstance(seconds, int) else None,
        distance_m=float(metres) if isinstance(metres, int) else None,
        position_at=_instant(kept.get("position_at")),
        reason=Unsuitable(code) if code else None,
    )  # fmt: skip


def _figure(kept: dict[str, object]) -> FigureLine:
    seconds, limit = kept["seconds"], kept["limit_s"]
    return FigureLine(
        name=str(kept["name"]), clause=str(kept["clause"]), from_at=_instant(kept["start"]),
        to_at=_instant(kept["end"]),
        seconds=float(seconds) if isinstance(seconds, int | float) else None,
        limit_s=limit if isinstance(limit, int) else 0, verdict=Verdict(str(kept["verdict"])),
    )  # fmt: skip


def approach_of(*, incident: Incident, calls: list[Call], now: datetime) -> Approach | None:
    """Return who is coming, from the earliest accepted call and the rescuer's last place."""
    accepted = [call for call in calls if call.state is CallState.ACCEPTED]
    if not accepted or incident.arrived_at is not None:
        return None
    places = positions(person_ids=[call.technician_id for call in accepted])
    policy = policy_on(day=local_day(at=now))
    lines = [_approach(incident, c, places.get(c.technician_id), now, policy) for c in accepted]
    return min(lines, key=lambda line: (line.eta_minutes is None, line.eta_minutes or 0))


def _approach(
    incident: Incident, call: Call, place: Position | None, now: datetime, policy: RescuePolicy
) -> Approach:
    start = call.answered_at or call.called_at
    left_s = (start + timedelta(seconds=call.travel_s) - now).total_seconds()
    metres, at = None, None
    elevator = incident.elevator
    fresh = place is not None and (now - place.at).total_seconds() <= POSITION_SHOWN_S
    if place is not None and fresh and elevator.longitude is not None:
        there = Point(elevator.longitude, elevator.latitude or 0.0)
        metres, at = distance_m(Point(place.longitude, place.latitude), there), place.at
        left_s = travel_s(metres=metres, at=now, policy=policy) - policy.preparation_s
    return Approach(
        firm=_named(call.firm), level=call.level, call_id=call.pk, distance_m=metres,
        position_at=at,
        eta_minutes=max(1, round(left_s / 60)) if left_s > 0 else None,
    )  # fmt: skip
