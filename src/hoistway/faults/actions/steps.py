"""Hold a fault, move it by the rule, keep each step and announce it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from hoistway.faults.events import FaultMoved, FaultOpened
from hoistway.faults.models import Fault, FaultStep
from hoistway.faults.rules.lifecycle import state_after
from hoistway.faults.rules.policy import FaultPolicy, policy_on
from hoistway.faults.vocabulary import FaultCause, FaultDeed, FaultState
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.live import touch
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.prepared import Prepared
from hoistway.foundation.refusal import NotFound, Refusal

MOST_WORDS = 1000
RELATED = ("elevator__jurisdiction", "firm", "use_unit", "jurisdiction", "repair")


class FaultWordsMissing(Refusal):
    """Raised when a step that needs a reason has none."""

    code = "fault_words_missing"
    zh = "请写明情况或理由。"
    en = "Please say what happened, or why."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What goes with a step: words, a file, facts that it was judged by, the form it came with."""

    words: str = ""
    file: Attachment | None = None
    facts: Mapping[str, object] = field(default_factory=dict)
    form_id: UUID = field(default_factory=uuid4)


def required(*, words: str) -> str:
    """Return words that say something. Raises: FaultWordsMissing."""
    if not words.strip():
        raise FaultWordsMissing
    return words.strip()


def held_fault(*, fault_id: int) -> Fault:
    """Return a fault that nobody else can move until the transaction ends. Raises: NotFound."""
    fault = _HELD.first(fault_id)
    if fault is None:
        raise NotFound
    return fault


def _to_hold(fault_id: int) -> QuerySet[Fault]:
    found = Fault.objects.select_for_update(of=("self",)).filter(pk=fault_id)
    return found.select_related(*RELATED)


_HELD = Prepared(ask=_to_hold, samples=[0])


def policy_of(*, fault: Fault) -> FaultPolicy:
    """Return the edition by which a fault was opened, whatever holds today."""
    day = local_day(at=fault.opened_at)
    return policy_on(day=day, jurisdiction_code=fault.jurisdiction.code)


def known_step(*, form_id: UUID, fault_id: int) -> bool:
    """Return whether this form was taken for this fault before."""
    return FaultStep.objects.filter(form_id=form_id, fault_id=fault_id).exists()


def step(
    fault: Fault, deed: FaultDeed, *, now: datetime, by: Actor, told: Told, **columns: object
) -> FaultStep:  # fmt: skip
    """Move a held fault by a deed, keep the step and announce it. Raises: FaultMovedOn."""
    if deed is not FaultDeed.OPEN:
        _move(fault, deed, columns)
    row = FaultStep.objects.create(
        fault=fault, form_id=told.form_id, deed=deed, at=now, by=by.as_json(),
        words=told.words.strip()[:MOST_WORDS], file=told.file, facts=dict(told.facts),
    )  # fmt: skip
    is_new = deed is FaultDeed.OPEN
    announce(FaultOpened(fault_id=fault.pk) if is_new else FaultMoved(step_id=row.pk))
    touch(f"fault.{fault.pk}", f"faults.{fault.elevator_id}")
    return row


def _move(fault: Fault, deed: FaultDeed, columns: Mapping[str, object]) -> None:
    said = columns.get("cause") or None
    cause = FaultCause(str(said)) if said else None
    fault.state = state_after(state=fault.state, deed=deed, cause=cause)
    for name, value in columns.items():
        setattr(fault, name, value)
    if fault.state not in FaultState.open_states():
        fault.signals, fault.quiet_at = [], None
    fault.save(update_fields=["state", "signals", "quiet_at", *columns])
