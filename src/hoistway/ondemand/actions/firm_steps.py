"""Take a firm's application in hand, move it on, and keep the step; announce it."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.events import FirmPilotMoved
from hoistway.ondemand.models import FirmPilot, FirmPilotStep
from hoistway.ondemand.queries.firms import firm_pilots
from hoistway.ondemand.vocabulary import FirmPilotState, PilotDeed

WORDS = 1000
"""Signs of what is said with a step, as in the table."""


class ApplicationMoved(Refusal):
    """Raised when an application is no longer in a state in which this could be done."""

    code = "application_moved"
    zh = "申请 {number} 的状态已是“{zh}”，不能再进行此操作。"
    en = "Application {number} is «{en}» by now; this can no longer be done."


def at_hand(
    *, number: str, by: Actor, states: Collection[FirmPilotState], form_id: UUID | None = None
) -> FirmPilot:
    """Return an application, locked, if it is in one of the states or knows this form already.

    Raises: NotAllowed, NotFound, ApplicationMoved.
    """
    found = firm_pilots(by=by).filter(number=number).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    known = form_id and FirmPilotStep.objects.filter(form_id=form_id, pilot=found).exists()
    if found.state not in states and not known:
        raise ApplicationMoved(number=found.number, zh=found.state.zh, en=found.state.en)
    return found


def is_known(*, pilot: FirmPilot, form_id: UUID) -> bool:
    """Tell whether this form has done its deed on an application already."""
    return FirmPilotStep.objects.filter(form_id=form_id, pilot=pilot).exists()


def move(*, pilot: FirmPilot, state: FirmPilotState) -> None:
    """Set the state of an application at hand, with whatever else was changed on it."""
    pilot.state = state
    pilot.save()


def stepped(  # noqa: PLR0913 -- what a step consists of
    *, pilot: FirmPilot, deed: PilotDeed, form_id: UUID, now: datetime, by: Actor,
    words: str = "", facts: Mapping[str, object] | None = None,
) -> FirmPilotStep:  # fmt: skip
    """Keep a step of an application and announce it. Announces: FirmPilotMoved."""
    step = FirmPilotStep.objects.create(
        pilot=pilot, form_id=form_id, deed=deed, words=words.strip()[:WORDS],
        facts=dict(facts or {}), edition=pilot.period.edition, at=now, by=by.as_json(),
    )  # fmt: skip
    announce(FirmPilotMoved(step_id=step.pk))
    touch("firm_pilots")
    return step
