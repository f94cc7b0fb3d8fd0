"""A rescue as the called technician sees it: one call, one step at a time."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.incident import Entry, IncidentPortrait, portrait_of
from hoistway.dossier.said import Pair
from hoistway.emergency.models import Call
from hoistway.emergency.queries import call_for, incident_at_hand
from hoistway.emergency.vocabulary import CallState, IncidentState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound

STEPS: tuple[tuple[str, Pair], ...] = (
    ("called", ("来单", "Called")),
    ("under_way", ("前往", "On the way")),
    ("arrived", ("到场", "On site")),
    ("freed", ("救出", "Freed")),
    ("closed", ("完结", "Closed")),
)
"""The steps of an order in their order, with their words."""

_OVER: dict[CallState, Pair] = {
    CallState.UNANSWERED: ("未及时应答，已改派他人，无需前往。", "Not answered in time; somebody else was called. You need not go."),
    CallState.DECLINED: ("您已表示无法前往，已改派他人。", "You said that you cannot go; somebody else was called."),
    CallState.STOOD_DOWN: ("此单已撤回，无需前往。", "This call was taken back. You need not go."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """One call to one technician with the rescue behind it."""

    call_id: int
    step: str
    taken_away: Pair | None
    called_at: datetime
    answer_by: datetime
    distance_m: float
    eta_minutes: int
    why: Pair
    portrait: IncidentPortrait
    entries: tuple[Entry, ...]


def order_of(*, number: str, by: Actor, now: datetime) -> Order:
    """Return the technician's latest call in a rescue.

    Raises: NotFound when this technician was never called to it.
    """
    call = call_for(number=number, person_id=by.person_id)
    if call is None:
        raise NotFound
    portrait = portrait_of(incident=incident_at_hand(incident_id=call.incident_id), now=now)
    return Order(
        call_id=call.pk, step=_step(call, portrait), taken_away=_OVER.get(call.state),
        called_at=call.called_at, answer_by=call.answer_by, distance_m=call.distance_m,
        eta_minutes=max(1, round(call.travel_s / 60)), why=_why(call), portrait=portrait,
        entries=portrait.entries,
    )  # fmt: skip


def _step(call: Call, portrait: IncidentPortrait) -> str:
    if call.state is CallState.RINGING:
        return "called"
    if portrait.state is IncidentState.FREED:
        return "freed"
    if portrait.state in IncidentState.final_states():
        return "closed"
    return "arrived" if portrait.state is IncidentState.ARRIVED else "under_way"


def _why(call: Call) -> Pair:
    weighed = int(call.explanation.get("weighed", 1))
    minutes = max(1, round(call.travel_s / 60))
    return (
        f"在 {weighed} 名人员中，您在班、证件有效且最快到达（约 {minutes} 分钟）。",
        f"Of {weighed} people you are on duty, certified and there first (about {minutes} min).",
    )
