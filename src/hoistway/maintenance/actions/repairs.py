"""Open a repair and move it on, each step kept."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.bulk import fresh_key
from hoistway.foundation.live import touch
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.events import RepairMoved, RepairOpened
from hoistway.maintenance.models import Repair, RepairStep
from hoistway.maintenance.rules.policy import policy_on
from hoistway.maintenance.rules.repairs import due_at, state_after
from hoistway.maintenance.vocabulary.repairs import (
    RepairDeed,
    RepairSource,
    RepairState,
    Urgency,
)
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.registry.queries import elevator_at_hand

MOST_WORDS = 500
_RELATED = ("elevator__jurisdiction", "elevator__use_unit", "done_in__record", "found_in")


class RepairWordsMissing(Refusal):
    """Raised when a repair does not say what is wrong, or a step not what was done."""

    code = "repair_words_missing"
    zh = "请写明故障情况或处理说明。"
    en = "Say what is wrong, or what was done."
    status = 422


@transaction.atomic
def open_repair(  # noqa: PLR0913 -- one column each; the phone's protocol names them
    *, form_id: UUID, elevator_id: int, firm_id: int, source: RepairSource, words: str,
    urgency: Urgency, found_in_id: int | None = None, item: str = "",
    stopped_at: datetime | None = None, now: datetime, by: Actor,
) -> Repair:  # fmt: skip
    """Open a repair; the same form, or the same item of the same visit, is one repair.

    «At once» takes the elevator out of service from `stopped_at`, else from now. The caller has
    judged that the elevator is in the actor's reach. Announces: RepairOpened. Raises:
    NotAllowed, RepairWordsMissing.
    """
    if not (may(by=by, deed=Deed.DO_MAINTENANCE) or may(by=by, deed=Deed.PLAN_MAINTENANCE)):
        raise NotAllowed
    known = _known(form_id, found_in_id, item)
    if known is not None:
        return known
    said = required(words=words)
    if urgency is Urgency.AT_ONCE:
        stopped_at = stopped_at or now
    key = fresh_key(table="maintenance_repair")
    repair, fresh = Repair.objects.get_or_create(
        form_id=form_id,
        defaults={
            "pk": key, "number": f"WX{local_day(at=now):%y%m%d}{key:06d}",
            "elevator_id": elevator_id, "firm_id": firm_id, "source": source,
            "found_in_id": found_in_id, "item": item, "words": said[:MOST_WORDS],
            "urgency": urgency, "opened_at": now, "opened_by": by.as_json(),
            "due_at": _due(elevator_id, urgency, now), "stopped_at": stopped_at,
        },
    )  # fmt: skip
    if not fresh:
        return repair
    RepairStep.objects.create(
        form_id=uuid4(), repair=repair, old_state=RepairState.OPEN, new_state=RepairState.OPEN,
        words=repair.words, at=now, by=by.as_json(),
    )  # fmt: skip
    announce(RepairOpened(repair_id=repair.pk))
    touch(f"repairs.{firm_id}")
    return repair


def _due(elevator_id: int, urgency: Urgency, now: datetime) -> datetime:
    code = elevator_at_hand(elevator_id=elevator_id).jurisdiction.code
    policy = policy_on(day=local_day(at=now), jurisdiction_code=code)
    return due_at(urgency=urgency, opened_at=now, policy=policy)


def _known(form_id: UUID, found_in_id: int | None, item: str) -> Repair | None:
    known = Repair.objects.filter(form_id=form_id).first()
    if known is None and found_in_id is not None and item:
        known = Repair.objects.filter(found_in_id=found_in_id, item=item).first()
    return known


def held_repair(*, repair_id: int) -> Repair:
    """Return a repair that nobody else can move until the transaction ends. Raises: NotFound."""
    found = Repair.objects.select_for_update(of=("self",)).select_related(*_RELATED)
    repair = found.filter(pk=repair_id).first()
    if repair is None:
        raise NotFound
    return repair


def known_step(*, form_id: UUID, repair_id: int) -> bool:
    """Return whether this form was taken for this repair before."""
    return RepairStep.objects.filter(form_id=form_id, repair_id=repair_id).exists()


def required(*, words: str) -> str:
    """Return words that say something. Raises: RepairWordsMissing."""
    if not words.strip():
        raise RepairWordsMissing
    return words.strip()


def move(
    repair: Repair, deed: RepairDeed, *, words: str = "", form_id: UUID, now: datetime,
    by: Actor, **columns: object,
) -> RepairStep:  # fmt: skip
    """Move a held repair by a deed, keep the step and announce it. Raises: RepairMovedOn."""
    before = repair.state
    repair.state = state_after(state=before, deed=deed)
    for name, value in columns.items():
        setattr(repair, name, value)
    repair.save(update_fields=["state", *columns])
    step = RepairStep.objects.create(
        form_id=form_id, repair=repair, old_state=before, new_state=repair.state,
        words=words.strip()[:1000], at=now, by=by.as_json(),
    )  # fmt: skip
    announce(RepairMoved(repair_id=repair.pk))
    touch(f"repairs.{repair.firm_id}")
    return step
