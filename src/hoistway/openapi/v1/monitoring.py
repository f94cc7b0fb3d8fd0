"""`/v1/elevators/…/monitoring`, `/v1/monitored-elevators`: what monitoring says of elevators."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.dossier.search import elevator_seen
from hoistway.foundation import clock
from hoistway.monitoring.models import Health
from hoistway.monitoring.queries import Hindrance, health_rows, indicator_lines, remote_now
from hoistway.monitoring.vocabulary import HealthState, IndicatorKind
from hoistway.openapi.answers import Out, answer_one, answer_page
from hoistway.openapi.asked import Asked, narrowed
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import organisation_ref
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.programs.vocabulary import Scope
from hoistway.telemetry.queries import Continuity, continuity_on, heard
from hoistway.telemetry.vocabulary import PresenceState, SilenceCause

router = Router(tags=["monitoring"])
of_elevators = Router(tags=["monitoring"])

WHOLE_CAR = -1000
"""The floor of an indicator that speaks of the car as a whole."""


class MonitoredAsked(Asked):
    """Which elevators."""

    state: HealthState | None = None


class HealthOut(Out):
    """How an elevator stood to its own past when it was last examined."""

    register_number: str
    jurisdiction: str
    firm: str | None
    state: HealthState
    day: date = Field(description="The last day that was read")
    worst_kind: IndicatorKind | None
    worst_score: float | None = Field(description="In standard errors above its own past")
    days_known: int
    coverage: float | None
    examined_at: datetime
    edition: str


class ConnectionOut(BaseModel):
    """Whether an elevator is heard, and how well its connection held in thirty whole days."""

    state: PresenceState
    last_seen: datetime | None
    clock_skew_ms: int
    silent_s: int | None = Field(description="Since the last sample, less what is excused")
    availability: float | None = Field(description="Share of the time in which it was heard")
    longest_gap_s: int | None
    days_known: int
    cause: SilenceCause | None = Field(description="Why it is not heard now")


class IndicatorOut(BaseModel):
    """One indicator of the car (`floor` null) or a landing; one value for each day."""

    kind: IndicatorKind
    floor: int | None
    unit: str
    first_day: date
    values: list[float | None]
    value: float | None = Field(description="The smoothed last value")
    baseline: float | None
    spread: float
    score: float | None
    days_known: int
    deviates: bool


class RemoteItemOut(BaseModel):
    """One item of TSG T5002 that is checked remotely, and what keeps it from counting today."""

    item: str
    hindrance: Hindrance | None


class MonitoringOut(Out):
    """What monitoring says of one elevator."""

    register_number: str
    connection: ConnectionOut
    health: HealthState
    indicators: list[IndicatorOut]
    remote_items: list[RemoteItemOut]


@router.get(
    "", response=Page[HealthOut], url_name="monitored-elevators",
    summary="List monitored elevators",
)  # fmt: skip
def list_monitored(request: HttpRequest, asked: Query[MonitoredAsked]) -> HttpResponse:
    """Answer the elevators in reach that monitoring examines, in the order of their entry."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    rows = narrowed(rows=health_rows(by=by), asked=asked, state=asked.state)
    found, following = turn(rows=rows, order=("pk",), after=asked.after, limit=asked.limit)
    told = [_health(row) for row in found]
    return answer_page(request=request, rows=told, schema=HealthOut, following=following)


@of_elevators.get(
    "/{register_number}/monitoring", response=MonitoringOut, url_name="elevator-monitoring",
    summary="Read what monitoring says",
)  # fmt: skip
def read_monitoring(request: HttpRequest, register_number: str) -> HttpResponse:
    """Answer whether an elevator in reach is heard, and its indicators day by day."""
    by, now = acting(request=request, scope=Scope.MAINTENANCE), clock.now()
    require(by=by, deed=Deed.SEE_MONITORING)
    row = elevator_seen(by=by, register_number=register_number)
    stood = health_rows(by=by).filter(pk=row.pk).first()
    told = MonitoringOut(
        register_number=row.register_number, connection=_connection(row.pk, now),
        health=stood.state if stood else HealthState.UNKNOWN,
        indicators=[
            IndicatorOut(
                kind=one.kind, floor=None if one.floor == WHOLE_CAR else one.floor,
                unit=one.unit, first_day=one.first, values=list(one.values), value=one.value,
                baseline=one.baseline, spread=one.spread, score=one.score,
                days_known=one.days_known, deviates=one.deviates,
            )
            for one in indicator_lines(elevator_id=row.pk, now=now)
            if any(value is not None for value in one.values)
        ],
        remote_items=[
            RemoteItemOut(item=one.item, hindrance=one.hindrance)
            for one in remote_now(elevator_id=row.pk, now=now)
        ],
    )  # fmt: skip
    return answer_one(request=request, row=told)


def _connection(key: int, now: datetime) -> ConnectionOut:
    last = heard(elevator_id=key, now=now)
    held = continuity_on(elevator_ids=[key], now=now).get(key)
    return ConnectionOut(
        state=last.state, last_seen=last.last_seen, clock_skew_ms=last.clock_skew_ms,
        **_held(held),
    )  # fmt: skip


def _held(held: Continuity | None) -> Mapping[str, Any]:
    if held is None:
        return {
            "silent_s": None, "availability": None, "longest_gap_s": None, "days_known": 0,
            "cause": None,
        }  # fmt: skip
    return {
        "silent_s": held.silent_for // timedelta(seconds=1), "availability": held.share,
        "longest_gap_s": held.longest_gap // timedelta(seconds=1), "days_known": held.days_known,
        "cause": held.cause,
    }  # fmt: skip


def _health(row: Health) -> HealthOut:
    place = row.elevator
    return HealthOut(
        register_number=place.register_number, jurisdiction=place.jurisdiction.code,
        firm=organisation_ref(place.firm), state=row.state, day=row.day,
        worst_kind=row.worst_kind or None, worst_score=row.worst_score,
        days_known=row.days_known, coverage=row.coverage, examined_at=row.examined_at,
        edition=row.edition,
    )  # fmt: skip
