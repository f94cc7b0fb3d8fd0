"""`/v1/alarms`: what the detector found in the signals, with the rescue that followed."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import Field

from hoistway.emergency.queries import rescues_behind
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.programs.vocabulary import Scope
from hoistway.telemetry.models import Alarm
from hoistway.telemetry.queries import alarms
from hoistway.telemetry.vocabulary import AlarmKind

router = Router(tags=["alarms"])


class AlarmsAsked(Asked):
    """Which alarms."""

    kind: AlarmKind | None = None
    still_on: bool = Field(default=False, description="Only those that have not ended")


class AlarmOut(Out):
    """One episode that the detector found, with the figures on which it rests."""

    register_number: str
    kind: AlarmKind
    began_at: datetime
    detected_at: datetime
    ended_at: datetime | None
    evidence: dict[str, object]
    edition: str
    incident: str | None = Field(description="Number of the rescue that it opened or joined")


@router.get("", response=Page[AlarmOut], url_name="alarms", summary="List alarms")
def list_alarms(request: HttpRequest, wanted: Query[AlarmsAsked]) -> HttpResponse:
    """Answer the alarms of elevators in reach, the latest first."""
    by = acting(request=request, scope=Scope.RESCUE)
    rows = narrowed(rows=alarms(by=by), asked=wanted, kind=wanted.kind)
    if wanted.still_on:
        rows = rows.filter(ended_at=None)
    found, following = turn(
        rows=rows, order=("-detected_at", "-pk"), after=wanted.after, limit=wanted.limit
    )
    rescues = rescues_behind(by=by, keys=[_key(row) for row in found]) if found else {}
    told = [_told(row, rescues.get(_key(row))) for row in found]
    return answer_page(request=request, rows=told, schema=AlarmOut, following=following)


def _key(row: Alarm) -> str:
    """Return the key by which a rescue knows this episode; the watch writes the same."""
    return f"telemetry:{row.elevator_id}:{row.kind}:{round(row.began_at.timestamp() * 1000)}"


def _told(row: Alarm, incident: str | None) -> AlarmOut:
    return AlarmOut(
        register_number=row.elevator.register_number, kind=row.kind, began_at=row.began_at,
        detected_at=row.detected_at, ended_at=row.ended_at, evidence=row.evidence,
        edition=row.edition, incident=incident,
    )  # fmt: skip
