"""A firm records what it did of its duties; the record only grows."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from hoistway.duties.actions.steps import body, doer, required
from hoistway.duties.models import DutyRecord
from hoistway.duties.queries.due import firm_people
from hoistway.duties.rules.due import category_of, months_after
from hoistway.duties.rules.policy import policy_on
from hoistway.duties.vocabulary import Category, DutyKind
from hoistway.foundation.actors import Actor
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.ledger.actions import keep_document
from hoistway.ledger.models import Document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.parties.queries import organisations_of, require
from hoistway.parties.vocabulary import Deed
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators

if TYPE_CHECKING:
    from hoistway.ledger.rules.canonical import Plain

SCHEMA = "hoistway.drill/1"
MOST_WORDS = 1000


class HeldInFuture(Refusal):
    """Raised when a duty is recorded before it was done."""

    code = "held_in_future"
    zh = "日期不能晚于今天 {today}。"
    en = "The day cannot lie after today, {today}."
    status = 422


class ElevatorMissing(Refusal):
    """Raised when what is done at an elevator does not say at which."""

    code = "elevator_missing"
    zh = "“{zh}”须选择本单位维保的一台电梯。"
    en = "“{en}” names one elevator that the firm maintains."
    status = 422


class PeopleMissing(Refusal):
    """Raised when nobody took part, or somebody who is not of the firm."""

    code = "people_missing"
    zh = "“{zh}”须选择本单位的参加人员。"
    en = "“{en}” names who of the firm took part."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDone:
    """What was done on a day: words, who took part (keys of people), where, a kept proof."""

    kind: DutyKind
    held_on: date
    words: str
    people: frozenset[int] = field(default_factory=frozenset)
    elevator_id: int | None = None
    proof: Attachment | None = None


@transaction.atomic
def record_duty(*, done: DutyDone, form_id: UUID, now: datetime, by: Actor) -> DutyRecord:
    """Keep what the actor's firm did; a drill also in the elevator's ledger; a form twice is one.

    Raises: NotAllowed, WordsMissing, HeldInFuture, ElevatorMissing, PeopleMissing.
    Source: TSG T5002-2017 art. 5 (M).
    """
    require(by=by, deed=Deed.KEEP_DUTIES)
    known = DutyRecord.objects.filter(form_id=form_id, firm_id=by.organisation_id).first()
    if known is not None:
        return known
    today = local_day(at=now)
    if done.held_on > today:
        raise HeldInFuture(today=today)
    words = required(words=done.words)[:MOST_WORDS]
    elevator = _elevator(done, by)
    _require_people(done, now=now, by=by)
    is_drill = done.kind is DutyKind.DRILL and elevator is not None
    document = _kept(done, elevator, now=now, by=by) if is_drill and elevator else None
    return DutyRecord.objects.create(
        form_id=form_id, kind=done.kind, firm_id=by.organisation_id, elevator=elevator,
        category=_category(elevator) if is_drill and elevator else "", held_on=done.held_on,
        words=words, people=sorted(done.people), proof=done.proof, document=document,
        recorded_at=now, recorded_by=by.as_json(),
    )  # fmt: skip


def _elevator(done: DutyDone, by: Actor) -> Elevator | None:
    if done.kind not in DutyKind.on_site():
        return None
    related = elevators(by=by).select_related("jurisdiction", "firm", "use_unit")
    elevator = related.filter(pk=done.elevator_id or 0).first()
    if elevator is None:
        raise ElevatorMissing(zh=done.kind.zh, en=done.kind.en)
    return elevator


def _require_people(done: DutyDone, *, now: datetime, by: Actor) -> None:
    own = firm_people(firm_id=by.organisation_id, at=now).keys()
    is_empty = done.kind in DutyKind.with_people() and not done.people
    if is_empty or not done.people <= own:
        raise PeopleMissing(zh=done.kind.zh, en=done.kind.en)


def _category(elevator: Elevator) -> Category:
    return category_of(kind=str(elevator.kind))


def _kept(done: DutyDone, elevator: Elevator, *, now: datetime, by: Actor) -> Document:
    firm = organisations_of(organisation_ids=[by.organisation_id]).first()
    policy = policy_on(day=local_day(at=now), jurisdiction_code=elevator.jurisdiction.code)
    content: dict[str, Plain] = {
        "schema": SCHEMA, "category": str(_category(elevator)),
        "elevator": {
            "register_number": elevator.register_number, "name": elevator.name,
            "address": elevator.address,
        },
        "firm": body(organisation=firm), "use_unit": body(organisation=elevator.use_unit),
        "held_on": done.held_on.isoformat(), "people": [*sorted(done.people)],
        "words": done.words.strip()[:MOST_WORDS],
        "proof": done.proof.sha256 if done.proof else None,
        "at": now.isoformat(), "by": doer(by=by),
    }  # fmt: skip
    return keep_document(
        elevator_id=elevator.pk, kind=DocumentKind.DRILL, content=content, now=now,
        keep_until=months_after(day=done.held_on, months=12 * policy.keep_years),
    )  # fmt: skip
