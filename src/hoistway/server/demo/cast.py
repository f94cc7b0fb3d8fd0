"""The demo's invented technicians: they answer, travel and free people unless a visitor plays them.

They act through the same actions as real people do, with the same rights; a few of them do not
answer or cannot go, so that the next in line is seen to be called.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from hoistway.emergency.actions import (
    SignIn,
    accept_call,
    arrive,
    close_incident,
    decline_call,
    free_passengers,
    move_position,
    place_technicians,
    set_out,
)
from hoistway.emergency.models import Call, Position
from hoistway.emergency.vocabulary import CallState, Cause, DeclineReason, IncidentState
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.geo import Point
from hoistway.foundation.refusal import Refusal
from hoistway.parties.vocabulary import RoleKind

ANSWER_S = 12
"""Seconds a technician of the cast lets it ring. Chosen: a phone is taken out of a pocket."""

VISITOR_S = 50
"""Seconds left to a visitor who has trapped somebody. Chosen: ten before the call passes on."""

ON_SITE_S = 35
CAUSE_S = 20
"""Chosen for the demo: minutes of a real rescue, shortened so that somebody watches to the end."""

TRAVEL_MOST_S = 100
PLAYED_FOR = timedelta(minutes=30)

_log = structlog.get_logger()


@dataclass(slots=True)
class Cast:
    """Who is played by a visitor, which elevators are a visitor's, and whether the cast acts."""

    acts: bool = True
    played: dict[int, datetime] = field(default_factory=dict)
    visitors_elevators: set[int] = field(default_factory=set)
    scripted_elevators: set[int] = field(default_factory=set)

    def play(self, *, person_id: int, now: datetime) -> None:
        """Leave a technician to a visitor for half an hour."""
        self.played[person_id] = now + PLAYED_FOR

    def act(self, *, now: datetime, trapped: dict[int, int]) -> None:
        """Let everybody who is called do the next thing; `trapped` is elevator → people inside."""
        if not self.acts:
            return
        live = Call.objects.filter(state__in=["ringing", "accepted"]).select_related(
            "incident__elevator", "technician"
        )
        for call in live.order_by("pk"):
            until = self.played.get(call.technician_id)
            scripted = call.incident.elevator_id in self.scripted_elevators
            if scripted or (until is not None and until > now):
                continue
            try:
                self._next(call, now, trapped.get(call.incident.elevator_id, 1))
            except Refusal as refusal:
                _log.info("cast_too_late", call=call.pk, refusal=str(refusal))

    def _next(self, call: Call, now: datetime, people: int) -> None:
        if call.state is CallState.RINGING:
            self._answer(call, now)
        elif call.incident.state is IncidentState.ACCEPTED:
            _travel(call, now)
        elif call.incident.state is IncidentState.ARRIVED:
            if _since(call.incident.arrived_at, now) >= ON_SITE_S:
                free_passengers(
                    incident_id=call.incident_id, people=people, injured=0, now=now, by=_actor(call)
                )
        elif _since(call.incident.freed_at, now) >= CAUSE_S:
            cause = list(Cause)[call.incident_id % len(Cause)]
            close_incident(
                incident_id=call.incident_id, cause=cause, note="", now=now, by=_actor(call)
            )

    def _answer(self, call: Call, now: datetime) -> None:
        mine = call.incident.elevator_id in self.visitors_elevators
        if _since(call.called_at, now) < (VISITOR_S if mine else ANSWER_S):
            return
        if call.pk % 9 == 0 and not mine:
            return
        if call.pk % 13 == 0 and not mine:
            decline_call(call_id=call.pk, reason=DeclineReason.BUSY, now=now, by=_actor(call))
            return
        accept_call(call_id=call.pk, now=now, by=_actor(call))
        set_out(call_id=call.pk, now=now, by=_actor(call))


def _since(start: datetime | None, now: datetime) -> float:
    return (now - start).total_seconds() if start else 0.0


def _actor(call: Call) -> Actor:
    return Actor(
        kind=ActorKind.PERSON, name=call.technician.name, person_id=call.technician_id,
        role=str(RoleKind.TECHNICIAN), organisation_id=call.firm_id,
    )  # fmt: skip


def _travel(call: Call, now: datetime) -> None:
    """Move along the straight line and sign in at its end."""
    elevator = call.incident.elevator
    if elevator.longitude is None or elevator.latitude is None:
        return
    place = Position.objects.filter(person_id=call.technician_id).first()
    there = Point(elevator.longitude, elevator.latitude)
    total = min(call.travel_s, TRAVEL_MOST_S)
    left = total - _since(call.answered_at, now)
    if left <= 0 or place is None:
        proof = SignIn(scanned_elevator_id=elevator.pk, place=there, accuracy_m=12.0)
        move_position(place=there, accuracy_m=12.0, now=now, by=_actor(call))
        arrive(call_id=call.pk, sign_in=proof, now=now, by=_actor(call))
        return
    if _since(place.at, now) < 5:
        return
    share = min(1.0, 6.0 / max(left, 6.0))
    step = Point(
        place.longitude + (there.longitude - place.longitude) * share,
        place.latitude + (there.latitude - place.latitude) * share,
    )
    move_position(place=step, accuracy_m=15.0, now=now, by=_actor(call))


def refresh_places(*, now: datetime) -> None:
    """Let every phone of the cast report its place again, where it was."""
    places = {row.person_id: Point(row.longitude, row.latitude) for row in Position.objects.all()}
    place_technicians(places=places, now=now)
