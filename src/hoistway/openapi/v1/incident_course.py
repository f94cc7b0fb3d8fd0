"""`/v1/incidents/{number}/timeline`: the course of a rescue, step by step."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hoistway.emergency.queries import timeline_of
from hoistway.emergency.vocabulary import Deed, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import answer_page
from hoistway.openapi.doers import DoneBy, doers
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page
from hoistway.openapi.v1.incidents import COMMANDS, incident_seen, reads_detail
from hoistway.programs.vocabulary import Scope

router = Router(tags=["incidents"])

_FREE_TEXT = frozenset({Deed.NOTED, Deed.TOLD, Deed.ESCALATED, Deed.STOOD_DOWN, Deed.FALSE_ALARM})
"""Steps whose free text is for those who command and judge, and for the firm."""

_KEYS = frozenset({"call", "firm", "station", "technician", "key"})
"""Facts that are numbers of our own tables."""


class EntryOut(DoneBy):
    """One step of a rescue."""

    sequence: int
    deed: Deed
    state: IncidentState
    at: datetime
    recorded_at: datetime
    facts: dict[str, object]


@router.get(
    "/{number}/timeline", response=Page[EntryOut], url_name="incident-timeline",
    summary="Read the course of a rescue",
)  # fmt: skip
def read_timeline(request: HttpRequest, number: str, after: int = 0) -> HttpResponse:
    """Answer the steps after a sequence number, in their order; steps only grow."""
    by = acting(request=request, scope=Scope.RESCUE)
    row = incident_seen(number=number, by=by)
    steps = [one for one in timeline_of(incident_id=row.pk) if one.sequence > after]
    done = doers(
        request=request, by=by, kept=[step.by for step in steps], subject=f"incident {number}",
        roles=COMMANDS,
    )  # fmt: skip
    told = [
        EntryOut(
            sequence=step.sequence, deed=step.deed, state=step.state, at=step.at,
            recorded_at=step.recorded_at, facts=_facts(step.deed, step.facts, by), **who,
        )
        for step, who in zip(steps, done, strict=True)
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=EntryOut, following=None)


def _facts(deed: Deed, kept: dict[str, object], by: Actor) -> dict[str, object]:
    if deed in _FREE_TEXT and not reads_detail(by=by):
        return {}
    return {name: value for name, value in kept.items() if name not in _KEYS}
