"""The use unit consents to the pilot, does not, or takes its consent back; signed and kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.ledger.actions import keep_document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.ondemand.actions.conditions import keep_conditions
from hoistway.ondemand.actions.moving import (
    MovedReport,
    Step,
    fitting,
    held_pilots,
    move,
    needed,
)
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.vocabulary import ElevatorPilotState, PilotDeed
from hoistway.parties.queries import certificates_of, require
from hoistway.parties.vocabulary import CertificateKind, Deed

if TYPE_CHECKING:
    from hoistway.ledger.models import Document

KEEP_YEARS = 4
"""Chosen: as long as maintenance records are kept. Source: TSG T5002-2017 art. 9."""

CONSENT_WORDS = (
    "本使用单位同意该电梯由所列维保单位开展按需维保试点：现场维保项目、内容和周期按年度计划表执行，"
    "现场维保间隔最长不超过3个月；本使用单位可以随时撤回同意，撤回后电梯恢复固定周期维保。"
)
"""What is consented to, as it stands in the document. Source: 286号 二（三）, 附件2 三 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """Who speaks for the use unit and by what that is proven: own sign-in, system, or a code."""

    person_id: int
    name: str
    way: str = "own_sign_in"
    proof: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def consent_to_pilot(
    *, pilot_ids: Collection[int], form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let the use unit's person consent for its elevators, signed in or by its own system.

    Each elevator gets its own document in the ledger. In the pilot a consent is given anew after
    a revocation or a change of the use unit. Announces: ElevatorPilotsMoved.
    Raises: NotAllowed. Source: 286号 附件2 三 1.
    """
    require(by=by, deed=Deed.CONSENT_PILOT)
    pilots = held_pilots(pilot_ids=pilot_ids, seen=_own(by.organisation_id))
    return give_consent(pilots=pilots, who=_signer(by), form_id=form_id, now=now, by=by)


def _signer(by: Actor) -> Signer:
    """Return a person of the unit who is signed in, or in whose name its own system speaks."""
    if not by.program:
        return Signer(person_id=by.person_id, name=by.name)
    proof = {"program": by.program}
    return Signer(person_id=by.person_id, name=by.name, way="own_system", proof=proof)


def give_consent(
    *, pilots: Sequence[ElevatorPilot], who: Signer, form_id: UUID, now: datetime, by: Actor
) -> MovedReport:  # fmt: skip
    """Enter the consent of a use unit for held ways, and keep its documents."""
    step = Step(deed=PilotDeed.CONSENTED, form_id=form_id)
    fit, report = fitting(pilots=pilots, step=step)
    documents = {one.pk: _kept(one, step, who, now) for one in fit}
    for one in fit:
        one.use_unit_id, one.consent_document = one.elevator.use_unit_id, documents[one.pk]
    _move(fit, step, documents, ("consented_at", now), now, by)
    report.moved += fit
    return report


@transaction.atomic
def refuse_pilot(
    *, pilot_ids: Collection[int], words: str, form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let the use unit say no, with the reason; the way ends there. Raises: ReasonMissing."""
    require(by=by, deed=Deed.CONSENT_PILOT)
    step = Step(deed=PilotDeed.REFUSED, form_id=form_id, words=needed(words))
    pilots = held_pilots(pilot_ids=pilot_ids, seen=_own(by.organisation_id))
    fit, report = fitting(pilots=pilots, step=step)
    move(pilots=fit, step=step, columns={"ended_at": now}, now=now, by=by)
    report.moved += fit
    return report


@transaction.atomic
def revoke_consent(
    *, pilot_ids: Collection[int], words: str, form_id: UUID, now: datetime, by: Actor
) -> MovedReport:
    """Let the use unit take its consent back, at any time, with the reason.

    Before the listing the way ends; in the pilot the condition is lost from this day and the exit
    clauses follow from it. Announces: ElevatorPilotsMoved. Raises: NotAllowed, ReasonMissing.
    """
    require(by=by, deed=Deed.CONSENT_PILOT)
    step = Step(deed=PilotDeed.REVOKED, form_id=form_id, words=needed(words))
    who = _signer(by)
    pilots = held_pilots(pilot_ids=pilot_ids, seen=_own(by.organisation_id))
    fit, report = fitting(pilots=pilots, step=step)
    documents = {one.pk: _kept(one, step, who, now) for one in fit}
    inside = [one for one in fit if one.state in ElevatorPilotState.entered()]
    outside = [one for one in fit if one not in inside]
    _move(inside, step, documents, None, now, by)
    _move(outside, step, documents, ("ended_at", now), now, by)
    report.moved += fit
    return report


def _own(unit_id: int) -> Q:
    return Q(elevator__use_unit_id=unit_id)


def _move(
    fit: Sequence[ElevatorPilot], step: Step, documents: "Mapping[int, Document]",
    column: tuple[str, datetime] | None, now: datetime, by: Actor,
) -> None:  # fmt: skip
    columns = dict([column] if column else [])
    if step.deed is PilotDeed.CONSENTED:
        for one in fit:
            one.consented_at = now
        ElevatorPilot.objects.bulk_update(fit, ["use_unit", "consent_document"])
    facts = {
        one.pk: {"unit": one.elevator.use_unit_id, "document": str(documents[one.pk].uid)}
        for one in fit
    }
    move(pilots=fit, step=step, columns=columns, facts=facts, now=now, by=by)
    keep_conditions(pilot_ids=[one.pk for one in fit], now=now)


def _kept(pilot: ElevatorPilot, step: Step, who: Signer, now: datetime) -> "Document":
    day = local_day(at=now)
    revoked = step.deed is PilotDeed.REVOKED
    until = day.replace(year=day.year + KEEP_YEARS, day=min(day.day, 28))
    first = pilot.consent_document_id if revoked else None
    return keep_document(
        elevator_id=pilot.elevator_id, uid=uuid5(step.form_id, f"{pilot.pk}"), refers_to_id=first,
        kind=DocumentKind.PILOT_REVOCATION if revoked else DocumentKind.PILOT_CONSENT,
        content=_content(pilot, step, who, now), keep_until=until, now=now,
    )  # fmt: skip


def _content(pilot: ElevatorPilot, step: Step, who: Signer, now: datetime) -> dict[str, Any]:
    unit, firm = pilot.elevator.use_unit, pilot.firm_pilot.firm
    held = certificates_of(person_ids=[who.person_id], kind=CertificateKind.A)
    day = local_day(at=now)
    numbers = [one.number for one in held if one.valid_from <= day <= one.valid_until]
    return {
        "schema": "hoistway.pilot_consent/1", "deed": str(step.deed),
        "text": CONSENT_WORDS if step.deed is PilotDeed.CONSENTED else step.words,
        "firm": {"name": firm.name, "credit_code": firm.credit_code,
                 "pilot": pilot.firm_pilot.number},
        "use_unit": {"name": unit.name, "credit_code": unit.credit_code} if unit else None,
        "person": {"person": who.person_id, "name": who.name, "way": who.way,
                   "proof": dict(who.proof), "certificate": numbers[0] if numbers else ""},
        "at": f"{now.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
    }  # fmt: skip
