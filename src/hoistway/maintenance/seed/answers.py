"""What use units of the demo said of visits, and how repairs went on, in the order of time."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle
from random import Random
from uuid import UUID, uuid5

from hoistway.foundation.actors import Actor
from hoistway.maintenance.actions.answers import confirm_visit, let_pass, object_to_visit
from hoistway.maintenance.actions.notes import correct_record, reply_to_objection
from hoistway.maintenance.actions.telling import ask_use_unit
from hoistway.maintenance.models import Visit
from hoistway.maintenance.seed.plots import CORRECTION, OTHERS, REPLY, SHOWN, Plot
from hoistway.maintenance.seed.repairs import courses
from hoistway.maintenance.seed.visits import Firm
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind

WAITING = timedelta(days=2)
"""Age of visits that still wait for their use unit. Chosen: so is a day's work in life."""

_NEXT_DAY = timedelta(hours=20)


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does at an instant."""

    at: datetime
    do: Callable[[datetime], object]


def lay_out_answers(*, firms: Mapping[int, Firm], chance: Random, now: datetime) -> None:
    """Let use units confirm, object or stay silent, firms answer, and repairs take their course.

    Everything is done by the actions of the pages, the earliest first.
    """
    signed = Visit.objects.filter(state=VisitState.SIGNED).select_related("elevator")
    rows = list(signed.order_by("signed_received_at", "pk"))
    deeds = [Deed(at, do) for at, do in courses(firms=firms, chance=chance, now=now)]
    shown = _shown_unit(rows)
    own, others = iter(SHOWN), cycle(OTHERS)
    for row in rows:
        fresh = row.signed_received_at is None or now - row.signed_received_at < WAITING
        plot = next(own, None) if row.elevator.use_unit_id == shown else next(others)
        deeds += _said(row, None if fresh else plot)
    for deed in sorted(deeds, key=lambda one: one.at):
        if deed.at < now:
            deed.do(deed.at)


def _shown_unit(rows: list[Visit]) -> int | None:
    first = min(rows, key=lambda row: row.elevator_id, default=None)
    return first.elevator.use_unit_id if first else None


def _said(visit: Visit, plot: Plot | None) -> Iterator[Deed]:
    """Return what is said of a visit; without a plot it waits."""
    at = visit.signed_received_at
    if at is None:
        return
    yield Deed(at, lambda t: ask_use_unit(visit_id=visit.pk, now=t))
    yield Deed(at + timedelta(days=7, hours=1), lambda t: let_pass(now=t))
    unit = _person(RoleKind.USE_UNIT, visit.elevator.use_unit_id)
    office = _person(RoleKind.FIRM_OFFICE, visit.firm_id)
    if plot is None or plot.hours is None or unit is None or office is None:
        return
    said = at + timedelta(hours=plot.hours)
    if not plot.objection:
        yield Deed(said, _confirming(visit.uid, unit))
        return
    yield Deed(said, lambda t: object_to_visit(
        visit_uid=visit.uid, reason=plot.objection, form_id=_form(visit, "object"), now=t, by=unit
    ))  # fmt: skip
    if plot.replied:
        yield Deed(said + _NEXT_DAY, lambda t: reply_to_objection(
            visit_uid=visit.uid, words=REPLY, form_id=_form(visit, "reply"), now=t, by=office
        ))  # fmt: skip
    if plot.corrected:
        yield Deed(said + _NEXT_DAY, lambda t: correct_record(
            visit_uid=visit.uid, correction=CORRECTION, form_id=_form(visit, "correct"), now=t,
            by=office,
        ))  # fmt: skip
    if plot.after_all:
        yield Deed(said + 2 * _NEXT_DAY, _confirming(visit.uid, unit))


def _confirming(uid: UUID, unit: Actor) -> Callable[[datetime], object]:
    form = uuid5(uid, "confirm")
    return lambda t: confirm_visit(visit_uid=uid, form_id=form, now=t, by=unit)


def _form(visit: Visit, deed: str) -> UUID:
    return uuid5(visit.uid, deed)


def _person(role: RoleKind, organisation_id: int | None) -> Actor | None:
    account = account_of_role(role=role, organisation_id=organisation_id)
    return actor_of(account=account) if account else None
