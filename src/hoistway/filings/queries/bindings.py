"""Which technicians look after an elevator."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from hoistway.filings.models import Binding, BindingRule, ElevatorFiling
from hoistway.filings.rules.binding import SELF_BINDING
from hoistway.filings.vocabulary import BindingState, FilingState
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import in_reach, members
from hoistway.parties.vocabulary import RoleKind

_OPEN = [str(BindingState.ASKED), str(BindingState.BOUND)]


@dataclass(frozen=True, slots=True)
class Bound:
    """One technician of an elevator; waiting for the office, or bound."""

    binding_id: int
    person_id: int
    name: str
    state: BindingState
    since: datetime


def bindings(*, by: Actor) -> QuerySet[Binding]:
    """Return the bindings that this actor may see, the latest first; a technician sees own ones."""
    rows = Binding.objects.select_related(
        "elevator__jurisdiction", "elevator__use_unit", "person", "firm"
    )
    if by.role == str(RoleKind.TECHNICIAN):
        rows = rows.filter(person_id=by.person_id)
    elif by.role == str(RoleKind.FIRM_OFFICE):
        rows = rows.filter(firm_id=by.organisation_id)
    else:
        rows = rows.filter(in_reach(by=by, prefix="elevator__"))
    return rows.order_by("-pk")


def open_bindings(*, by: Actor) -> QuerySet[Binding]:
    """Return the visible bindings that hold or wait for the office."""
    return bindings(by=by).filter(state__in=_OPEN)


def bound_to(*, elevator_id: int, at: datetime) -> list[Bound]:
    """Return the technicians of an elevator who are still with their firm, bound ones first."""
    rows = Binding.objects.filter(elevator_id=elevator_id, state__in=_OPEN)
    held = list(rows.select_related("person").order_by("-state", "pk"))
    with_firm = {
        (firm_id, member.person_id)
        for firm_id in {row.firm_id for row in held}
        for member in members(organisation_id=firm_id, role=RoleKind.TECHNICIAN, at=at)
    }
    return [
        Bound(row.pk, row.person_id, row.person.name, row.state, row.period.lower)
        for row in held
        if (row.firm_id, row.person_id) in with_firm
    ]


def binding_of(*, elevator_id: int, person_id: int) -> Binding | None:
    """Return the latest binding of a technician to an elevator, whatever became of it."""
    rows = Binding.objects.filter(elevator_id=elevator_id, person_id=person_id)
    return rows.order_by("-pk").first()


def self_binding(*, firm_id: int) -> bool:
    """Return whether technicians of a firm bind themselves."""
    rule = BindingRule.objects.filter(firm_id=firm_id).first()
    return SELF_BINDING if rule is None else rule.self_binding


def claiming_firms(*, elevator_id: int) -> frozenset[int]:
    """Return the firms whose filing for an elevator is not settled yet."""
    waiting = [str(state) for state in FilingState.open_states()]
    rows = ElevatorFiling.objects.filter(elevator_id=elevator_id, state__in=waiting)
    return frozenset(rows.values_list("firm_id", flat=True))
