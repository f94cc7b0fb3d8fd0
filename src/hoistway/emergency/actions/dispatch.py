"""Look at a rescue and do what its clock asks: time out, escalate, call the next."""

from datetime import datetime, timedelta

from django.db import IntegrityError, OperationalError, transaction

from hoistway.emergency.actions.candidates import candidates_for
from hoistway.emergency.actions.timeline import hold, step
from hoistway.emergency.events import FireServiceNeeded, TechnicianCalled
from hoistway.emergency.models import Call, Incident, TimelineEntry
from hoistway.emergency.queries import due_incidents
from hoistway.emergency.rules.assignment import Choice, Weighed, choose
from hoistway.emergency.rules.deadlines import CallNow, Due, Picture, what_is_due
from hoistway.emergency.rules.policy import RescuePolicy, policy_on
from hoistway.emergency.vocabulary import CallState, Deed, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.geo import Point
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day

_KEPT_CANDIDATES = 12  # Chosen: a page of reasons that a person can read.


def sweep(*, now: datetime, by: Actor) -> int:
    """Look at every rescue whose moment has come; return how many were looked at.

    A rescue that cannot be looked at does not keep the others waiting; it is told at the end.
    Raises: ExceptionGroup of what went wrong; OperationalError at once when the database is away.
    """
    due = due_incidents(now=now)
    troubles: list[Exception] = []
    for incident_id in due:
        try:
            look_at(incident_id=incident_id, now=now, by=by)
        except OperationalError:
            raise
        except Exception as trouble:
            trouble.add_note(f"rescue {incident_id}")
            troubles.append(trouble)
    if troubles:
        raise ExceptionGroup("rescues that could not be looked at", troubles)
    return len(due)


@transaction.atomic
def look_at(*, incident_id: int, now: datetime, by: Actor) -> None:
    """Do what the rescue needs at `now`; looking twice does nothing twice.

    Raises: NotFound.
    """
    incident = hold(incident_id=incident_id)
    policy = policy_on(day=local_day(at=incident.opened_at))
    due = what_is_due(picture=_picture(incident), now=now, policy=policy)
    _time_out(incident, due, now=now, by=by)
    if due.note_overdue:
        facts = {"limit_s": policy.arrival_limit_s, "clause": policy.clauses["arrival_limit_s"]}
        step(incident, Deed.OVERDUE, at=now, now=now, by=by, facts=facts)
    if due.escalate_to is not None:
        _escalate(incident, due.escalate_to, now=now, by=by)
    looks = [due.look_again_at] if due.look_again_at else []
    for level in due.call_at:
        answer_by = call_next(incident, level, now=now, by=by, policy=policy)
        looks.append(answer_by or now + timedelta(seconds=policy.retry_shortfall_s))
    incident.next_look_at = min(looks, default=None)
    incident.save(update_fields=["next_look_at"])


def _picture(incident: Incident) -> Picture:
    calls = Call.objects.filter(incident=incident).order_by("pk")
    return Picture(
        state=incident.state,
        level=incident.level,
        opened_at=incident.opened_at,
        firm_told_at=incident.firm_told_at,
        accepted_at=incident.accepted_at,
        overdue_noted=TimelineEntry.objects.filter(
            incident=incident, deed=Deed.OVERDUE
        ).exists(),
        calls=tuple(
            CallNow(
                call_id=call.pk, level=call.level, state=call.state, answer_by=call.answer_by,
                arrives_at=(call.answered_at or call.called_at) + timedelta(seconds=call.travel_s),
            )
            for call in calls
        ),
    )  # fmt: skip


def _time_out(incident: Incident, due: Due, *, now: datetime, by: Actor) -> None:
    for call in Call.objects.filter(pk__in=due.unanswered, state=CallState.RINGING).order_by("pk"):
        call.state = CallState.UNANSWERED
        call.save(update_fields=["state"])
        facts = {"call": call.pk, "technician": call.technician_id, "level": str(call.level)}
        step(incident, Deed.UNANSWERED, at=call.answer_by, now=now, by=by, facts=facts)
        touch(f"person.{call.technician_id}")


def _escalate(incident: Incident, level: RescueLevel, *, now: datetime, by: Actor) -> None:
    incident.level = level
    step(incident, Deed.ESCALATED, at=now, now=now, by=by, facts={"level": str(level)})
    if level is RescueLevel.FIRE:
        announce(FireServiceNeeded(incident_id=incident.pk))


def call_next(
    incident: Incident, level: RescueLevel, *, now: datetime, by: Actor, policy: RescuePolicy
) -> datetime | None:
    """Call the best candidate of a level; return until when to answer, None if nobody suits."""
    there = _place_of(incident)
    for _ in range(3):
        candidates, posts = candidates_for(
            incident=incident, level=level, there=there, now=now, policy=policy
        )
        choice = choose(candidates=candidates, there=there, now=now, policy=policy)
        chosen = choice.chosen
        if chosen is None:
            _note_shortfall(incident, level, choice, now=now, by=by)
            return None
        firm_id, station = posts[chosen.candidate.person_id]
        call = Call(
            incident=incident, technician_id=chosen.candidate.person_id, firm_id=firm_id,
            station=station, level=level, state=CallState.RINGING, called_at=now,
            answer_by=now + timedelta(seconds=policy.answer_s),
            distance_m=chosen.distance_m or 0.0, travel_s=chosen.travel_s or 0.0,
            explanation=explanation(choice=choice, policy=policy),
        )  # fmt: skip
        if _ring(call):
            _keep_call(incident, call, now=now, by=by)
            return call.answer_by
    return now + timedelta(seconds=1)


def _place_of(incident: Incident) -> Point:
    elevator = incident.elevator
    if elevator.longitude is None or elevator.latitude is None:
        return Point(121.4737, 31.2304)  # 人民广场: an elevator without a place is still served
    return Point(elevator.longitude, elevator.latitude)


def _ring(call: Call) -> bool:
    """Keep the call unless another rescue took the technician in this very moment."""
    try:
        with transaction.atomic():
            call.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def explanation(*, choice: Choice, policy: RescuePolicy) -> dict[str, object]:
    """Return what a call keeps of the choice: the edition, the rule and everybody weighed."""
    return {
        "edition": policy.edition,
        "rule": "emergency.rules.assignment.choose",
        "candidates": [weighed_json(weighed=one) for one in choice.weighed[:_KEPT_CANDIDATES]],
        "weighed": len(choice.weighed),
    }


def weighed_json(*, weighed: Weighed) -> dict[str, object]:
    """Return what is kept of one technician who was weighed."""
    candidate = weighed.candidate
    return {
        "person": candidate.person_id,
        "label": candidate.label,
        "distance_m": None if weighed.distance_m is None else round(weighed.distance_m),
        "travel_s": None if weighed.travel_s is None else round(weighed.travel_s),
        "position_at": candidate.place_at.isoformat() if candidate.place_at else None,
        "unsuitable": str(weighed.unsuitable) if weighed.unsuitable else "",
    }


def _keep_call(incident: Incident, call: Call, *, now: datetime, by: Actor) -> None:
    if incident.firm_told_at is None:
        incident.firm_told_at = now
    facts = {
        "call": call.pk, "technician": call.technician_id, "firm": call.firm_id,
        "level": str(call.level), "distance_m": round(call.distance_m),
        "travel_s": round(call.travel_s), "answer_by": call.answer_by.isoformat(),
    }  # fmt: skip
    step(incident, Deed.CALLED, at=now, now=now, by=by, facts=facts)
    touch(f"person.{call.technician_id}")
    announce(TechnicianCalled(call_id=call.pk))


def _note_shortfall(
    incident: Incident, level: RescueLevel, choice: Choice, *, now: datetime, by: Actor
) -> None:
    """Keep once per level that nobody suits, with the reasons; repeat only after a new call."""
    last = (
        TimelineEntry.objects.filter(incident=incident, deed__in=[Deed.SHORTFALL, Deed.CALLED])
        .filter(facts__level=str(level))
        .order_by("-sequence")
        .first()
    )
    if last is not None and last.deed is Deed.SHORTFALL:
        return
    told = [weighed_json(weighed=weighed) for weighed in choice.weighed[:_KEPT_CANDIDATES]]
    facts = {"level": str(level), "candidates": told, "weighed": len(choice.weighed)}
    step(incident, Deed.SHORTFALL, at=now, now=now, by=by, facts=facts)
