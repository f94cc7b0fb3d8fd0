"""What a key may be opened for on the pages, role by role."""

from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope

_READS_ELEVATORS = (
    Scope.REGISTER, Scope.REGISTER_WRITE, Scope.CODES, Scope.CHANGES, Scope.MESSAGES,
)  # fmt: skip
_INSPECTIONS = (Scope.INSPECTIONS_READ, Scope.INSPECTIONS_WRITE)
_BULLETINS = (Scope.BULLETINS, Scope.BULLETINS_WRITE)
_FAULTS = (Scope.FAULTS, Scope.FAULTS_WRITE)
_RESCUE = (Scope.RESCUE, Scope.RESCUE_WRITE)
_REPORTS = (Scope.REPORTS, Scope.REPORTS_WRITE)
_FILINGS = (Scope.FILINGS, Scope.FILINGS_WRITE)
_MAINTENANCE = (Scope.MAINTENANCE, Scope.MAINTENANCE_WRITE)
_PILOT = (Scope.PILOT, Scope.PILOT_WRITE)
_SUPERVISION = (Scope.SUPERVISION, Scope.SUPERVISION_WRITE)

_REGULATES = (
    *_READS_ELEVATORS, *_FILINGS, *_MAINTENANCE, *_FAULTS, *_RESCUE, *_REPORTS,
    Scope.REPORTS_FILE, Scope.INSPECTIONS_READ, Scope.INSURANCE, *_PILOT, *_SUPERVISION,
    Scope.SAFETY, Scope.CREDIT, *_BULLETINS, Scope.PEOPLE,
)  # fmt: skip

OFFERED: dict[RoleKind, tuple[Scope, ...]] = {
    RoleKind.FIRM_OFFICE: (
        *_READS_ELEVATORS, Scope.CLAIMS, *_FILINGS, *_MAINTENANCE, *_FAULTS, *_RESCUE,
        *_REPORTS, *_INSPECTIONS, Scope.INSURANCE, *_PILOT, *_SUPERVISION,
        Scope.CREDIT, Scope.CREDIT_WRITE, *_BULLETINS, Scope.PEOPLE,
    ),
    RoleKind.USE_UNIT: (
        *_READS_ELEVATORS, Scope.CLAIMS, *_FILINGS, *_MAINTENANCE, *_FAULTS, *_RESCUE,
        *_REPORTS, *_INSPECTIONS, Scope.INSURANCE, *_PILOT, *_SUPERVISION, Scope.SAFETY,
        Scope.SAFETY_WRITE, *_BULLETINS, Scope.PEOPLE,
    ),
    RoleKind.DISPATCHER: (
        Scope.REGISTER, Scope.CODES, Scope.CHANGES, Scope.MESSAGES, *_FAULTS, *_RESCUE,
        Scope.BULLETINS, Scope.PEOPLE,
    ),
    RoleKind.DISTRICT_REGULATOR: _REGULATES,
    RoleKind.CITY_REGULATOR: _REGULATES,
    RoleKind.INSPECTOR: (
        Scope.REGISTER, Scope.CODES, Scope.CHANGES, Scope.MESSAGES, *_FILINGS, Scope.FAULTS,
        Scope.INSPECTIONS, Scope.INSPECTIONS_READ, Scope.BULLETINS,
    ),
    RoleKind.INSURER: (
        Scope.INSURANCE, Scope.INSURANCE_WRITE, Scope.CHANGES, Scope.MESSAGES, Scope.BULLETINS,
    ),
}  # fmt: skip
"""Role → scopes a person of it may open a key for. What a role may not do, its key may not either
(`parties.rules.deeds`); letting people of a partner's app in, and speaking as a bureau's source,
is opened by the platform's staff alone."""


def offered_to(*, role: str) -> tuple[Scope, ...]:
    """Return what a key may be opened for by this role, each once; nothing for others.

    Example:
        >>> offered_to(role="technician")
        ()
    """
    return OFFERED.get(RoleKind(role), ()) if role else ()
