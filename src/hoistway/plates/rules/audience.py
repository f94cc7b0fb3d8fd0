"""Which page a scan opens, and what may be done there: one table, role × relation → opening.

The public page is never refused to anybody: help stands on every door.
"""

from dataclasses import dataclass

from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.plates.vocabulary import Door, DoorReason, Relation, Scan


@dataclass(frozen=True, slots=True, kw_only=True)
class Scanner:
    """Who scans: the role in use, and of which organisation and area; 0 where there is none."""

    role: RoleKind
    organisation_id: int
    jurisdiction_id: int
    is_called: bool = False
    """Whether a rescue in this elevator rings at, or was taken by, this person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """To whom the scanned elevator belongs; 0 where nobody is recorded."""

    firm_id: int
    use_unit_id: int
    jurisdiction_id: int
    claiming_firms: frozenset[int] = frozenset()
    """Firms whose filing for this elevator is open."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What opens: the door, what may be done there, and why where it is the public page."""

    door: Door
    deeds: frozenset[Deed] = frozenset()
    reason: DoorReason = DoorReason.NONE


PUBLIC = Opening(Door.PUBLIC)
"""What opens for who is not signed in. Source: 286号 附件1 二（一）."""


def _public(reason: DoorReason) -> Opening:
    return Opening(Door.PUBLIC, reason=reason)


_OTHER_FIRM, _NOT_DECIDED = _public(DoorReason.OTHER_FIRM), _public(DoorReason.NOT_DECIDED)
_OTHER_UNIT, _DESK = _public(DoorReason.OTHER_UNIT), _public(DoorReason.DESK)
_OTHER_DISTRICT = _public(DoorReason.OTHER_DISTRICT)
_REGULATOR = Opening(
    Door.REGULATOR,
    frozenset(
        {
            Deed.SEE_ELEVATORS, Deed.SEE_INCIDENTS, Deed.SEE_QUALITY, Deed.SEE_FILINGS,
            Deed.SEE_MISMATCHES, Deed.SEE_PLATES, Deed.REPORT_MISMATCH, Deed.CORRECT_REGISTER,
            Deed.CHECK_FILING, Deed.POST_PLATE, Deed.SEE_FAULTS, Deed.SEE_REPORTS,
            Deed.SEE_INSPECTIONS, Deed.SEE_INSURANCE, Deed.APPROVE_ORDER,
        }
    ),
)  # fmt: skip

TABLE: dict[tuple[RoleKind, Relation], Opening] = {
    (RoleKind.TECHNICIAN, Relation.OWN): Opening(
        Door.TECHNICIAN,
        frozenset(
            {
                Deed.SEE_ELEVATORS, Deed.SEE_INCIDENTS, Deed.ANSWER_CALL, Deed.CALL_RESCUE,
                Deed.SUGGEST_CORRECTION, Deed.BIND_ELEVATOR, Deed.POST_PLATE, Deed.DO_MAINTENANCE,
                Deed.SEE_FAULTS, Deed.REPORT_FAULT, Deed.SEE_INSPECTIONS,
            }
        ),
    ),
    (RoleKind.TECHNICIAN, Relation.CALLED): Opening(
        Door.TECHNICIAN, frozenset({Deed.ANSWER_CALL, Deed.SEE_INCIDENTS})
    ),
    (RoleKind.TECHNICIAN, Relation.CLAIMING): _NOT_DECIDED,
    (RoleKind.TECHNICIAN, Relation.STRANGER): _OTHER_FIRM,
    (RoleKind.FIRM_OFFICE, Relation.OWN): Opening(
        Door.FIRM,
        frozenset(
            {
                Deed.SEE_ELEVATORS, Deed.SEE_INCIDENTS, Deed.SEE_QUALITY, Deed.SEE_FILINGS,
                Deed.FILE_MAINTENANCE, Deed.SEE_MISMATCHES, Deed.SEE_PLATES, Deed.POST_PLATE,
                Deed.SEE_FAULTS, Deed.REPORT_FAULT, Deed.SEE_REPORTS, Deed.SEE_INSPECTIONS,
                Deed.SEE_INSURANCE,
            }
        ),
    ),
    (RoleKind.FIRM_OFFICE, Relation.CALLED): _OTHER_FIRM,
    (RoleKind.FIRM_OFFICE, Relation.CLAIMING): _NOT_DECIDED,
    (RoleKind.FIRM_OFFICE, Relation.STRANGER): _OTHER_FIRM,
    (RoleKind.USE_UNIT, Relation.OWN): Opening(
        Door.USE_UNIT,
        frozenset(
            {
                Deed.SEE_ELEVATORS, Deed.SEE_INCIDENTS, Deed.CALL_RESCUE, Deed.SEE_QUALITY,
                Deed.FILE_USE_REQUEST, Deed.SEE_FILINGS, Deed.CONFIRM_FILING,
                Deed.SEE_MISMATCHES, Deed.POST_PLATE, Deed.SEE_FAULTS, Deed.REPORT_FAULT,
                Deed.SEE_REPORTS, Deed.SEE_INSPECTIONS, Deed.SEE_INSURANCE,
            }
        ),
    ),
    **{
        (RoleKind.USE_UNIT, relation): _OTHER_UNIT
        for relation in (Relation.CALLED, Relation.CLAIMING, Relation.STRANGER)
    },
    (RoleKind.DISTRICT_REGULATOR, Relation.OWN): _REGULATOR,
    **{
        (RoleKind.DISTRICT_REGULATOR, relation): _OTHER_DISTRICT
        for relation in (Relation.CALLED, Relation.CLAIMING, Relation.STRANGER)
    },
    **{(RoleKind.CITY_REGULATOR, relation): _REGULATOR for relation in Relation},
    **{
        (RoleKind.INSPECTOR, relation): Opening(
            Door.INSPECTOR,
            frozenset(
                {
                    Deed.SEE_ELEVATORS, Deed.SEE_FILINGS, Deed.SEE_MISMATCHES,
                    Deed.REPORT_MISMATCH, Deed.SEE_FAULTS, Deed.SEE_INSPECTIONS,
                }
            ),
        )
        for relation in Relation
    },
    **{(RoleKind.DISPATCHER, relation): _DESK for relation in Relation},
    **{(RoleKind.INSURER, relation): _public(DoorReason.INSURER) for relation in Relation},
}  # fmt: skip
"""Role and relation → what opens. Sources: 286号 附件1 二（一）–（四）, 二（一） for inspectors."""

NEEDS_A_GENUINE_CODE = frozenset({Deed.BIND_ELEVATOR, Deed.POST_PLATE})
"""What rests on standing before the plate. Chosen: a copied address without its signature, or a
plate that is void, proves nothing of the kind."""

_REACHES_ALL = frozenset({RoleKind.CITY_REGULATOR, RoleKind.INSPECTOR, RoleKind.DISPATCHER})


def relation_of(*, scanner: Scanner, site: Site) -> Relation:
    """Return how somebody stands to an elevator.

    Example:
        >>> mine = Scanner(role=RoleKind.USE_UNIT, organisation_id=7, jurisdiction_id=1)
        >>> str(relation_of(scanner=mine, site=Site(firm_id=1, use_unit_id=7, jurisdiction_id=1)))
        'own'
    """
    if scanner.role in _REACHES_ALL or _owns(scanner, site):
        return Relation.OWN
    if scanner.is_called:
        return Relation.CALLED
    is_firm = scanner.role in {RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE}
    if is_firm and scanner.organisation_id in site.claiming_firms:
        return Relation.CLAIMING
    return Relation.STRANGER


def opening_for(*, scanner: Scanner | None, site: Site, scan: Scan) -> Opening:
    """Return what a scan opens; nobody signed in and an unknown code open the public page."""
    if scanner is None or scan is Scan.UNKNOWN:
        return PUBLIC
    found = TABLE[scanner.role, relation_of(scanner=scanner, site=site)]
    if scan is Scan.GENUINE:
        return found
    return Opening(found.door, found.deeds - NEEDS_A_GENUINE_CODE, found.reason)


def _owns(scanner: Scanner, site: Site) -> bool:
    if scanner.role in {RoleKind.TECHNICIAN, RoleKind.FIRM_OFFICE}:
        mine, its = scanner.organisation_id, site.firm_id
    elif scanner.role is RoleKind.USE_UNIT:
        mine, its = scanner.organisation_id, site.use_unit_id
    else:
        mine, its = scanner.jurisdiction_id, site.jurisdiction_id
    return mine != 0 and mine == its
