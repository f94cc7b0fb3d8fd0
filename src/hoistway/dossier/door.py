"""Which door a scan opens for somebody, with what the rule needs gathered from the rooms."""

from typing import TYPE_CHECKING

from hoistway.emergency.queries import is_called_to
from hoistway.filings.queries import claiming_firms
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import Opening, Scanner, Site, opening_for
from hoistway.plates.vocabulary import Scan

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

_OF_FIRMS = frozenset({RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE})


def opening_of(*, by: Actor | None, elevator: "Elevator", scan: Scan) -> Opening:
    """Return what this scan opens for this actor; at most two queries, none for nobody."""
    site = Site(
        firm_id=elevator.firm_id or 0, use_unit_id=elevator.use_unit_id or 0,
        jurisdiction_id=elevator.jurisdiction_id,
    )  # fmt: skip
    if by is None or not by.role:
        return opening_for(scanner=None, site=site, scan=scan)
    role = RoleKind(by.role)
    called = False
    if role in _OF_FIRMS and by.organisation_id != elevator.firm_id:
        called = is_called_to(person_id=by.person_id, elevator_id=elevator.pk)
        site = Site(
            firm_id=site.firm_id, use_unit_id=site.use_unit_id,
            jurisdiction_id=site.jurisdiction_id,
            claiming_firms=claiming_firms(elevator_id=elevator.pk),
        )  # fmt: skip
    scanner = Scanner(
        role=role, organisation_id=by.organisation_id, jurisdiction_id=by.jurisdiction_id,
        is_called=called,
    )  # fmt: skip
    return opening_for(scanner=scanner, site=site, scan=scan)
