"""Bind technicians to elevators; the firm's office has the last word."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.filings.models import Binding, BindingRule
from hoistway.filings.queries.bindings import bindings, self_binding
from hoistway.filings.rules.binding import Asked, fault_of_binding, state_of_binding
from hoistway.filings.vocabulary import BindingFault, BindingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.history import recorded
from hoistway.foundation.periods import SHANGHAI, local_day
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.messages.actions import Draft, queue_message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.queries import certified_on, members, require
from hoistway.parties.vocabulary import CertificateKind, Deed, RoleKind
from hoistway.registry.queries import elevator_at_hand
from hoistway.registry.vocabulary import UseState

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

_OPEN = [str(BindingState.ASKED), str(BindingState.BOUND)]


class CannotBind(Refusal):
    """Raised when a technician cannot be bound to an elevator; `fault` says why."""

    code = "cannot_bind"
    zh = "无法绑定：{zh}。"
    en = "Not bound: {en}."
    clause = "286号 附件1 二（二）"
    status = 409

    def __init__(self, fault: BindingFault) -> None:
        super().__init__(zh=fault.zh, en=fault.en)
        self.fault = fault


class UnboundMeanwhile(Refusal):
    """Raised when the office has unbound a technician whose phone did not know it yet."""

    code = "unbound_meanwhile"
    zh = (
        "本单位已于 {at} 解除您与这台电梯的绑定（{reason}），本次绑定没有生效。"
        "如仍由您维保，请再次申请，由本单位同意。"
    )
    en = (
        "Your firm unbound you from this elevator at {at} ({reason}); this binding was not made. "
        "If you still look after it, ask again and the firm will decide."
    )
    status = 409


class ReasonNeeded(Refusal):
    """Raised when an office unbinds somebody without saying why."""

    code = "reason_needed"
    zh = "请写明理由，维保人员会看到。"
    en = "Give a reason; the technician will read it."
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneDeed:
    """A deed as a form or a phone without signal carries it: its number, and what it knew.

    `known_at` is the platform's instant on the page from which the deed was done.
    """

    form_id: UUID
    known_at: datetime


@transaction.atomic
def bind(
    *, elevator_id: int, person_id: int, deed: PhoneDeed, now: datetime, by: Actor
) -> Binding:  # fmt: skip
    """Bind a technician to an elevator of the firm, or ask the office; a repeated form is one.

    A technician binds nobody else; an office binds technicians of its own.
    Raises: NotAllowed, CannotBind, UnboundMeanwhile.
    """
    by_technician = by.role == str(RoleKind.TECHNICIAN)
    require(by=by, deed=Deed.BIND_ELEVATOR if by_technician else Deed.FILE_MAINTENANCE)
    if by_technician and person_id != by.person_id:
        raise NotAllowed
    elevator = elevator_at_hand(elevator_id=elevator_id)
    known = _standing(deed.form_id, elevator_id, person_id)
    if known is not None:
        return known
    last = _office_unbound(elevator_id, person_id)
    asked = _asked(elevator, person_id, deed, now, by)
    fault = fault_of_binding(asked=asked)
    if fault is BindingFault.UNBOUND_MEANWHILE and last is not None:
        at = f"{last.ended_at.astimezone(SHANGHAI):%m-%d %H:%M}" if last.ended_at else ""
        raise UnboundMeanwhile(at=at, reason=last.unbound_reason)
    if fault is not None:
        raise CannotBind(fault)
    fresh = Binding(
        form_id=deed.form_id, elevator=elevator, person_id=person_id,
        firm_id=by.organisation_id, state=state_of_binding(asked=asked),
        period=DateTimeTZRange(now, None), known_at=deed.known_at, bound_by=by.as_json(),
    )  # fmt: skip
    return _kept_once(fresh)


@transaction.atomic
def agree_to_binding(*, binding_id: int, now: datetime, by: Actor) -> None:
    """Let the office agree to a binding that a technician asked for; twice is once.

    Raises: NotAllowed, NotFound, CannotBind when it may not be any more.
    """
    kept = _of_office(binding_id, by)
    if kept.state is not BindingState.ASKED:
        return
    deed = PhoneDeed(form_id=kept.form_id, known_at=now)
    fault = fault_of_binding(asked=_asked(kept.elevator, kept.person_id, deed, now, by))
    if fault is not None:
        raise CannotBind(fault)
    kept.state, kept.agreed_at, kept.agreed_by = BindingState.BOUND, now, by.as_json()
    with recorded(by=by, reason="agreed to"):
        kept.save(update_fields=["state", "agreed_at", "agreed_by"])
    _tell(kept, zh="本单位已同意您绑定{}。", en="Your firm agreed that you look after {}.", now=now)


@transaction.atomic
def unbind(*, binding_id: int, reason: str, now: datetime, by: Actor) -> None:
    """End a binding, or refuse one that was asked for; what has ended stays as it ended.

    A technician ends own ones; an office those of its firm, with a reason that is sent on.
    Raises: NotAllowed, NotFound, ReasonNeeded.
    """
    by_technician = by.role == str(RoleKind.TECHNICIAN)
    kept = _own(binding_id, by) if by_technician else _of_office(binding_id, by)
    if str(kept.state) not in _OPEN:
        return
    if not by_technician and not reason.strip():
        raise ReasonNeeded
    _end(kept, reason=reason.strip(), now=now, by=by, by_office=not by_technician)
    if not by_technician:
        _tell(kept, zh=f"本单位已解除您与{{}}的绑定：{reason.strip()}。",
              en=f"Your firm unbound you from {{}}: {reason.strip()}.", now=now)  # fmt: skip


@transaction.atomic
def set_self_binding(*, allowed: bool, now: datetime, by: Actor) -> None:
    """Say whether the firm's technicians bind themselves, or its office agrees to each.

    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    with recorded(by=by, reason="self-binding"):
        BindingRule.objects.update_or_create(
            firm_id=by.organisation_id,
            defaults={"self_binding": allowed, "set_at": now, "set_by": by.as_json()},
        )


@transaction.atomic
def end_former_bindings(*, elevator_ids: list[int], now: datetime, by: Actor) -> int:
    """End the bindings of firms that no longer answer for these elevators; return how many."""
    rows = Binding.objects.select_for_update(of=("self",)).filter(
        elevator_id__in=elevator_ids, state__in=_OPEN
    )
    ended = 0
    for kept in rows.select_related("elevator").order_by("pk"):
        if kept.elevator.firm_id != kept.firm_id:
            _end(kept, reason="", now=now, by=by, by_office=False)
            ended += 1
    return ended


def _kept_once(fresh: Binding) -> Binding:
    """Keep a binding, or return the one that came in between; the database lets one stand."""
    try:
        with transaction.atomic():
            fresh.save()
    except IntegrityError:
        between = _standing(fresh.form_id, fresh.elevator_id, fresh.person_id)
        if between is None:
            raise
        return between
    return fresh


def _standing(form_id: UUID, elevator_id: int, person_id: int) -> Binding | None:
    """Return the binding that this form made, or that holds or waits already."""
    rows = Binding.objects.filter(elevator_id=elevator_id, person_id=person_id)
    return rows.filter(form_id=form_id).first() or rows.filter(state__in=_OPEN).first()


def _office_unbound(elevator_id: int, person_id: int) -> Binding | None:
    """Return the last binding of a technician here if it was the office that ended it."""
    rows = Binding.objects.filter(elevator_id=elevator_id, person_id=person_id)
    last = rows.order_by("-pk").first()
    return last if last is not None and last.unbound_by_office else None


def _asked(
    elevator: "Elevator", person_id: int, deed: PhoneDeed, now: datetime, by: Actor
) -> Asked:  # fmt: skip
    day = local_day(at=now)
    firm = members(organisation_id=by.organisation_id, role=RoleKind.TECHNICIAN, at=now)
    held = certified_on(person_ids=[person_id], kind=CertificateKind.T, on=day)
    last = _office_unbound(elevator.pk, person_id)
    return Asked(
        by_technician=by.role == str(RoleKind.TECHNICIAN),
        answers=elevator.firm_id is not None and elevator.firm_id == by.organisation_id,
        is_member=firm.filter(person_id=person_id).exists(), is_certified=person_id in held,
        is_scrapped=elevator.use_state is UseState.SCRAPPED,
        self_binding=self_binding(firm_id=by.organisation_id), known_at=deed.known_at,
        office_unbound_at=last.ended_at if last else None,
    )  # fmt: skip


def _own(binding_id: int, by: Actor) -> Binding:
    require(by=by, deed=Deed.BIND_ELEVATOR)
    return _locked(binding_id, by)


def _of_office(binding_id: int, by: Actor) -> Binding:
    require(by=by, deed=Deed.FILE_MAINTENANCE)
    return _locked(binding_id, by)


def _locked(binding_id: int, by: Actor) -> Binding:
    found = bindings(by=by).select_for_update(of=("self",)).filter(pk=binding_id).first()
    if found is None:
        raise NotFound
    return found


def _end(kept: Binding, *, reason: str, now: datetime, by: Actor, by_office: bool) -> None:
    waited = kept.state is BindingState.ASKED
    kept.state = BindingState.REFUSED if waited and by_office else BindingState.UNBOUND
    kept.ended_at = max(now, kept.period.lower)
    kept.period = DateTimeTZRange(kept.period.lower, kept.ended_at)
    kept.unbound_by, kept.unbound_reason = by.as_json(), reason
    kept.unbound_by_office = by_office
    with recorded(by=by, reason=reason or "unbound"):
        kept.save()


def _tell(kept: Binding, *, zh: str, en: str, now: datetime) -> None:
    """Tell the technician by page and text message what the office decided."""
    card = elevator_at_hand(elevator_id=kept.elevator_id)
    where = f"{card.address} {card.name}"
    queue_message(
        draft=Draft(
            purpose=Purpose.BINDING, key=f"binding.{kept.pk}.{kept.state}",
            organisation_id=kept.firm_id, person_id=kept.person_id, phone=kept.person.phone,
            zh=zh.format(where), en=en.format(where), link="/t/bindings", expires_at=None,
        ),
        now=now,
    )  # fmt: skip
