"""One rescue in the city's form `eventReports`, for the platform that asks for it.

Names and telephones stay empty: a platform's key carries no right to people's data.
"""

from datetime import datetime

from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incident_numbered, reports_of, timeline_of
from hoistway.emergency.vocabulary import IncidentKind, IncidentState
from hoistway.foundation.periods import SHANGHAI
from hoistway.telemetry.queries import FeedPass

STATUS = {
    IncidentState.OPEN: 2, IncidentState.ACCEPTED: 3, IncidentState.ARRIVED: 4,
    IncidentState.FREED: 4, IncidentState.CLOSED: 5, IncidentState.FALSE_ALARM: 7,
}  # fmt: skip
"""Source: telemetry-and-emergency 1.4, currentStatus; the city has no state «freed, not done»."""

_ENTRAPMENT = "09"


class NoSuchEventError(Exception):
    """Raised for a number that nobody has, and for another's rescue alike."""


def event_report(*, number: str, feed: FeedPass) -> dict[str, object]:
    """Return a rescue of an elevator for which this platform speaks.

    Raises: NoSuchEventError.
    """
    incident = incident_numbered(number=number)
    if incident is None or not _concerns(incident, feed):
        raise NoSuchEventError
    witnesses = list(reports_of(incident_id=incident.pk))
    facts = witnesses[0].facts if witnesses else {}
    return {
        "eventNumber": incident.number,
        "eventChannel": str(witnesses[0].source) if witnesses else "",
        "registerNumber": incident.elevator.register_number,
        "occurTime": _told(incident.began_at),
        "currentStatus": STATUS[incident.state],
        "eventType": str(incident.kind),
        "failureCode": _ENTRAPMENT if incident.kind is IncidentKind.ENTRAPMENT else "",
        "eventDesc": str(facts.get("text", "")),
        "reporter": "", "reporterTel": "", "handler": "", "handlerTel": "",
        "rescueNum": incident.people,
        "rescueCompanyName": incident.firm.name if incident.firm else "",
        "statusLogs": _logs(incident),
    }  # fmt: skip


def _concerns(incident: Incident, feed: FeedPass) -> bool:
    elevator = incident.elevator
    ours = (incident.firm_id, elevator.firm_id, elevator.use_unit_id)
    return feed.speaks_for_all or feed.organisation_id in ours


def _logs(incident: Incident) -> list[dict[str, object]]:
    """Return the steps at which the state changed."""
    logs: list[dict[str, object]] = []
    last = 0
    for entry in timeline_of(incident_id=incident.pk):
        status = STATUS[entry.state]
        if status == last:
            continue
        last = status
        logs.append(
            {
                "statusTime": _told(entry.at), "status": status, "comment": entry.deed.zh,
                "handler": "", "handlerTel": "",
                "rescueCompanyName": incident.firm.name if incident.firm else "",
            }
        )  # fmt: skip
    return logs


def _told(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"
