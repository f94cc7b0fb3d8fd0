"""Who is told what, in which words; the messages room delivers."""

from datetime import datetime

from django.db import transaction

from hoistway.emergency.models import Incident
from hoistway.emergency.queries import call_of, incident_at_hand
from hoistway.emergency.vocabulary import CallState, IncidentKind
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import desks

_WHAT = {
    IncidentKind.ENTRAPMENT: ("有人被困", "People trapped"),
    IncidentKind.INJURY: ("有人受伤或被夹", "Someone hurt or caught"),
}
"""Source: requirements G: of an escalator nobody ever says 困人."""


def _event(incident: Incident) -> tuple[str, str, str]:
    """Return where it is and what has happened, in Chinese and in English."""
    return f"{incident.elevator.address} {incident.elevator.name}", *_WHAT[incident.kind]


@transaction.atomic
def tell_technician(*, call_id: int, now: datetime) -> None:
    """Queue the call to a technician, unless it is over already."""
    call = call_of(call_id=call_id)
    if call is None or call.state is not CallState.RINGING:
        return
    where, zh, en = _event(call.incident)
    seconds = round((call.answer_by - call.called_at).total_seconds())
    minutes = max(1, round(call.travel_s / 60))
    queue_message(
        draft=Draft(
            purpose=Purpose.RESCUE_CALL, key=f"call.{call.pk}",
            organisation_id=call.firm_id, person_id=call.technician_id, phone=call.technician.phone,
            zh=f"【慧梯】{where} {zh}，预计 {minutes} 分钟可到，请在 {seconds} 秒内接单。",
            en=f"[Hoistway] {en}: {where}. About {minutes} min away. Answer within {seconds} s.",
            link=f"/t/orders/{call.incident.number}", expires_at=call.answer_by,
        ),
        now=now,
    )  # fmt: skip


@transaction.atomic
def tell_owner(*, incident_id: int, now: datetime) -> None:
    """Queue the notice to the elevator's use unit."""
    incident = incident_at_hand(incident_id=incident_id)
    unit = incident.elevator.use_unit
    if unit is None:
        return
    where, zh, en = _event(incident)
    queue_message(
        draft=Draft(
            purpose=Purpose.RESCUE_NOTICE, key=f"incident.{incident.pk}.use_unit",
            organisation_id=unit.pk, person_id=None, phone=unit.phone,
            zh=f"【慧梯】{where} {zh}，平台已自动派单，请到现场照看。",
            en=f"[Hoistway] {en}: {where}. A technician is being sent. Please attend.",
            link=f"/u/incidents/{incident.number}", expires_at=None,
        ),
        now=now,
    )  # fmt: skip


@transaction.atomic
def tell_desk(*, incident_id: int, now: datetime) -> None:
    """Queue the request to every dispatch centre to bring in the fire service."""
    incident = incident_at_hand(incident_id=incident_id)
    where, zh, en = _event(incident)
    for desk in desks():
        queue_message(
            draft=Draft(
                purpose=Purpose.FIRE_SERVICE, key=f"incident.{incident.pk}.desk.{desk.pk}",
                organisation_id=desk.pk, person_id=None, phone=desk.phone,
                zh=f"【慧梯】{where} {zh}，已升级三级救援，请立即联系 119。",
                en=f"[Hoistway] {en}: {where}. Level 3 is reached. Call 119 now.",
                link=f"/d/incidents/{incident.number}", expires_at=None,
            ),
            now=now,
        )  # fmt: skip
