"""The end of a rescue: people out, cause given, course judged."""

from datetime import datetime

from django.db import transaction

from hoistway.emergency.actions.timeline import hold, release, step
from hoistway.emergency.events import IncidentClosed, PassengersFreed
from hoistway.emergency.models import Call, Evaluation, Incident, Report
from hoistway.emergency.queries import incidents
from hoistway.emergency.rules.evaluation import Course, Figure, evaluate
from hoistway.emergency.rules.lifecycle import WrongMoment
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    Deed,
    IncidentSource,
    IncidentState,
    Verdict,
)
from hoistway.faults.actions import FaultSighting, sight_fault
from hoistway.faults.vocabulary import FaultKind, FaultSource
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed as RoleDeed


class ImpossibleNumber(Refusal):
    """Raised when the numbers of people make no sense."""

    code = "impossible_number"
    zh = "人数不合理：解救 {people} 人，受伤 {injured} 人。请填写 0–60，且受伤不超过解救人数。"
    en = "These numbers cannot be: {people} freed, {injured} of them hurt. Use 0–60, hurt ≤ freed."
    status = 422


MOST_PEOPLE = 60
"""Chosen: nearly the rated persons of the largest passenger cars (5,000 kg ÷ 75 kg)."""


def _part_in(incident: Incident, by: Actor) -> Call | None:
    """Return the call by which a technician has part in a held rescue; None for the desk.

    Raises: NotAllowed for everybody else.
    """
    if may(by=by, deed=RoleDeed.COMMAND_RESCUE):
        return None
    require(by=by, deed=RoleDeed.ANSWER_CALL)
    part = Call.objects.filter(
        incident=incident, technician_id=by.person_id,
        state__in=[CallState.ACCEPTED, CallState.DONE],
    ).first()  # fmt: skip
    if part is None:
        raise NotAllowed
    return part


@transaction.atomic
def free_passengers(
    *, incident_id: int, people: int, injured: int, now: datetime, by: Actor
) -> None:
    """Record that everybody is out; recording it twice is once.

    Whoever is still being called is stood down; after a technician's word also whoever is still
    on the way. After the desk's word the technician who has accepted goes on, to close the rescue.
    Raises: ImpossibleNumber, WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    own = _part_in(incident, by)
    if not 0 <= people <= MOST_PEOPLE or not 0 <= injured <= people:
        raise ImpossibleNumber(people=people, injured=injured)
    if incident.freed_at is not None:
        return
    incident.people, incident.injured, incident.freed_at = people, injured, now
    incident.next_look_at = None
    facts: dict[str, object] = {"people": people, "injured": injured}
    step(incident, Deed.FREED, at=now, now=now, by=by, facts=facts)
    waiting = CallState.live_states() if own else frozenset({CallState.RINGING})
    release(incident, waiting, but=own, now=now, by=by)
    announce(PassengersFreed(incident_id=incident.pk))


@transaction.atomic
def close_incident(*, incident_id: int, cause: Cause, note: str, now: datetime, by: Actor) -> None:
    """Give the cause and finish the rescue; closing twice is once.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    _part_in(incident, by)
    if incident.state is IncidentState.CLOSED:
        return
    incident.cause = cause
    facts: dict[str, object] = {"cause": str(cause), "note": note[:2000]}
    finish(incident, Deed.CLOSED, now=now, by=by, facts=facts)
    if cause in Cause.of_the_elevator() and not incident.drill:
        _sight(incident, cause, now)


def _sight(incident: Incident, cause: Cause, now: datetime) -> None:
    """Let a rescue whose cause is the elevator's own be seen as a fault, in this transaction."""
    sight_fault(sighting=seen_by_rescue(incident=incident, cause=cause), now=now, by=PLATFORM)


def seen_by_rescue(*, incident: Incident, cause: Cause) -> FaultSighting:
    """Return what a rescue saw of the elevator whose own fault it was."""
    return FaultSighting(
        elevator_id=incident.elevator_id, kind=FaultKind.ENTRAPMENT, source=FaultSource.RESCUE,
        key=f"rescue.{incident.number}", seen_at=incident.began_at,
        facts={"incident": incident.number, "cause": str(cause)},
    )  # fmt: skip


@transaction.atomic
def call_false_alarm(*, incident_id: int, note: str, now: datetime, by: Actor) -> None:
    """End a rescue in which nobody was shut in; a person says so and says why.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    _part_in(incident, by)
    if incident.state is IncidentState.FALSE_ALARM:
        return
    finish(incident, Deed.FALSE_ALARM, now=now, by=by, facts={"note": note[:2000]})


def finish(
    incident: Incident, deed: Deed, *, now: datetime, by: Actor, facts: dict[str, object]
) -> None:
    """End a held rescue by a deed, end its calls, judge it and announce it."""
    incident.closed_at, incident.next_look_at = now, None
    step(incident, deed, at=now, now=now, by=by, facts=facts)
    release(incident, frozenset({CallState.RINGING}), but=None, now=now, by=by)
    going = Call.objects.filter(incident=incident, state=CallState.ACCEPTED)
    touch(*(f"person.{key}" for key in going.values_list("technician_id", flat=True)))
    going.update(state=CallState.DONE)
    _judge(incident, note="", now=now, by=by)
    announce(IncidentClosed(incident_id=incident.pk))


def _judge(incident: Incident, *, note: str, now: datetime, by: Actor) -> None:
    policy = policy_on(day=local_day(at=incident.opened_at))
    telemetry = Report.objects.filter(incident=incident, source=IncidentSource.TELEMETRY)
    course = Course(
        began_at=incident.began_at, opened_at=incident.opened_at,
        firm_told_at=incident.firm_told_at, accepted_at=incident.accepted_at,
        arrived_at=incident.arrived_at, freed_at=incident.freed_at,
        found_by_telemetry=telemetry.filter(received_at__lte=incident.opened_at).exists(),
    )  # fmt: skip
    figures = [figure_json(figure=figure) for figure in evaluate(course=course, policy=policy)]
    kept = Evaluation.objects.create(
        incident=incident, edition=policy.edition, at=now, by=by.as_json(), figures=figures,
        note=note,
    )  # fmt: skip
    over = [f["name"] for f in figures if f["verdict"] == Verdict.EXCEEDED]
    facts: dict[str, object] = {
        "edition": policy.edition, "exceeded": over, "evaluation": kept.pk, "note": note,
    }  # fmt: skip
    step(incident, Deed.EVALUATED, at=now, now=now, by=by, facts=facts)


def figure_json(*, figure: Figure) -> dict[str, object]:
    """Return what a judgement keeps of one figure."""
    return {
        "name": figure.name,
        "start": figure.start.isoformat() if figure.start else None,
        "end": figure.end.isoformat() if figure.end else None,
        "seconds": figure.seconds,
        "limit_s": figure.limit_s,
        "clause": figure.clause,
        "verdict": str(figure.verdict),
    }


@transaction.atomic
def evaluate_incident(*, incident_id: int, note: str, now: datetime, by: Actor) -> None:
    """Judge a finished rescue once more, with a person's reason; the earlier judgement stays.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    require(by=by, deed=RoleDeed.JUDGE_RESCUE)
    if not incidents(by=by).filter(pk=incident_id).exists():
        raise NotFound
    incident = hold(incident_id=incident_id)
    state, deed = incident.state, Deed.EVALUATED
    if state not in IncidentState.final_states():
        raise WrongMoment(state_zh=state.zh, deed_zh=deed.zh, state_en=state.en, deed_en=deed.en)
    _judge(incident, note=note[:2000], now=now, by=by)
