"""The end of a rescue: people out, cause given, course judged."""

from datetime import datetime

from django.db import transaction

from hoistway.emergency.actions.timeline import hold, step
from hoistway.emergency.events import IncidentClosed, PassengersFreed
from hoistway.emergency.models import Call, Evaluation, Incident, Report
from hoistway.emergency.rules.evaluation import Course, Figure, evaluate
from hoistway.emergency.rules.policy import policy_on
from hoistway.emergency.vocabulary import CallState, Cause, Deed, IncidentSource, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, Refusal
from hoistway.parties.queries import may, require
from hoistway.parties.vocabulary import Deed as RoleDeed


class ImpossibleNumber(Refusal):
    """Raised when the numbers of people make no sense."""

    code = "impossible_number"
    zh = "人数不合理：解救 {people} 人，其中受伤 {injured} 人。请填写 0–60，且受伤人数不超过解救人数。"
    en = "These numbers cannot be: {people} freed, {injured} of them hurt. Use 0–60, hurt ≤ freed."
    status = 422


MOST_PEOPLE = 60  # Chosen: above the rated persons of the largest passenger cars (5,000 kg ÷ 75 kg).


def _require_part_in(incident: Incident, by: Actor) -> None:
    """Let the technician who was called and the desk go on, and nobody else."""
    if may(by=by, deed=RoleDeed.COMMAND_RESCUE):
        return
    require(by=by, deed=RoleDeed.ANSWER_CALL)
    part = Call.objects.filter(
        incident=incident, technician_id=by.person_id, state=CallState.ACCEPTED
    )
    if not part.exists():
        raise NotAllowed


@transaction.atomic
def free_passengers(
    *, incident_id: int, people: int, injured: int, now: datetime, by: Actor
) -> None:
    """Record that everybody is out; recording it twice is once.

    Raises: ImpossibleNumber, WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    _require_part_in(incident, by)
    if not 0 <= people <= MOST_PEOPLE or not 0 <= injured <= people:
        raise ImpossibleNumber(people=people, injured=injured)
    if incident.freed_at is not None:
        return
    incident.people, incident.injured, incident.freed_at = people, injured, now
    incident.next_look_at = None
    facts: dict[str, object] = {"people": people, "injured": injured}
    step(incident, Deed.FREED, at=now, now=now, by=by, facts=facts)
    _release_ringing(incident, now)
    announce(PassengersFreed(incident_id=incident.pk))


def _release_ringing(incident: Incident, now: datetime) -> None:
    ringing = Call.objects.filter(incident=incident, state=CallState.RINGING)
    for technician_id in ringing.values_list("technician_id", flat=True):
        touch(f"person.{technician_id}")
    ringing.update(state=CallState.STOOD_DOWN, answered_at=now)


@transaction.atomic
def close_incident(*, incident_id: int, cause: Cause, note: str, now: datetime, by: Actor) -> None:
    """Give the cause and finish the rescue; closing twice is once.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    _require_part_in(incident, by)
    if incident.state is IncidentState.CLOSED:
        return
    incident.cause = cause
    facts: dict[str, object] = {"cause": str(cause), "note": note[:2000]}
    finish(incident, now=now, by=by, facts=facts)


@transaction.atomic
def call_false_alarm(*, incident_id: int, note: str, now: datetime, by: Actor) -> None:
    """End a rescue in which nobody was shut in; a person says so and says why.

    Raises: WrongMoment, NotAllowed, NotFound.
    """
    incident = hold(incident_id=incident_id)
    _require_part_in(incident, by)
    if incident.state is IncidentState.FALSE_ALARM:
        return
    incident.closed_at, incident.next_look_at = now, None
    step(incident, Deed.FALSE_ALARM, at=now, now=now, by=by, facts={"note": note[:2000]})
    _end_calls(incident, now)
    _judge(incident, now=now, by=by)
    announce(IncidentClosed(incident_id=incident.pk))


def finish(incident: Incident, *, now: datetime, by: Actor, facts: dict[str, object]) -> None:
    """Close a held rescue, end its calls, judge it and announce it."""
    incident.closed_at, incident.next_look_at = now, None
    step(incident, Deed.CLOSED, at=now, now=now, by=by, facts=facts)
    _end_calls(incident, now)
    _judge(incident, now=now, by=by)
    announce(IncidentClosed(incident_id=incident.pk))


def _end_calls(incident: Incident, now: datetime) -> None:
    live = Call.objects.filter(incident=incident, state__in=sorted(CallState.live_states()))
    for technician_id in live.values_list("technician_id", flat=True):
        touch(f"person.{technician_id}")
    live.filter(state=CallState.RINGING).update(state=CallState.STOOD_DOWN, answered_at=now)
    Call.objects.filter(incident=incident, state=CallState.ACCEPTED).update(state=CallState.DONE)


def _judge(incident: Incident, *, now: datetime, by: Actor) -> None:
    policy = policy_on(day=local_day(at=incident.opened_at))
    telemetry = Report.objects.filter(incident=incident, source=IncidentSource.TELEMETRY)
    course = Course(
        began_at=incident.began_at, opened_at=incident.opened_at,
        firm_told_at=incident.firm_told_at, accepted_at=incident.accepted_at,
        arrived_at=incident.arrived_at, freed_at=incident.freed_at,
        found_by_telemetry=telemetry.filter(received_at__lte=incident.opened_at).exists(),
    )  # fmt: skip
    figures = [_told(figure) for figure in evaluate(course=course, policy=policy)]
    Evaluation.objects.create(
        incident=incident, edition=policy.edition, at=now, by=by.as_json(), figures=figures
    )
    over = [str(f["name"]) for f in figures if f["verdict"] == "exceeded"]
    facts: dict[str, object] = {"edition": policy.edition, "exceeded": over}
    step(incident, Deed.EVALUATED, at=now, now=now, by=by, facts=facts)


def _told(figure: Figure) -> dict[str, object]:
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

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=RoleDeed.JUDGE_RESCUE)
    incident = hold(incident_id=incident_id)
    if incident.state not in IncidentState.final_states():
        raise NotAllowed
    _judge(incident, now=now, by=by)
    latest = Evaluation.objects.filter(incident=incident).latest("pk")
    step(
        incident, Deed.NOTED, at=now, now=now, by=by,
        facts={"evaluation": latest.pk, "note": note[:2000]},
    )  # fmt: skip
