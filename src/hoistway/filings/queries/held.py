"""What the platform holds of the facts that inspection bodies compare on site."""

from collections.abc import Iterable
from dataclasses import dataclass

from hoistway.filings.models import ElevatorFiling
from hoistway.filings.vocabulary import FilingKind, FilingState, MismatchField
from hoistway.parties.models import Organisation
from hoistway.parties.queries import people_named
from hoistway.registry.models import Elevator

_CONTENT = (FilingKind.START, FilingKind.RENEW, FilingKind.CHANGE)


@dataclass(frozen=True, slots=True)
class Held:
    """One fact as it is held: its text, and all names by which it would be recognised on site."""

    text: str
    names: frozenset[str]


def filed_facts(*, elevator: Elevator) -> dict[MismatchField, Held]:
    """Return what is held of an elevator with loaded organisations, in the order of the words.

    «Something else» is held nowhere.
    """
    firm = elevator.firm
    phone = firm.phone if firm else ""
    return {
        MismatchField.FIRM: _organisation(firm),
        MismatchField.USE_UNIT: _organisation(elevator.use_unit),
        MismatchField.DUTY_PHONE: _text(phone),
        MismatchField.TECHNICIANS: _technicians(elevator),
        MismatchField.ADDRESS: _text(elevator.address),
        MismatchField.OTHER: _text(""),
    }


def filing_in_force(*, elevator: Elevator) -> ElevatorFiling | None:
    """Return the last checked filing, other than an ending, of the firm that now answers."""
    if elevator.firm_id is None:
        return None
    found = ElevatorFiling.objects.filter(
        elevator_id=elevator.pk, firm_id=elevator.firm_id, state=FilingState.CHECKED,
        kind__in=[str(kind) for kind in _CONTENT],
    )  # fmt: skip
    return found.order_by("-checked_at", "-pk").first()


def _technicians(elevator: Elevator) -> Held:
    filing = filing_in_force(elevator=elevator)
    if filing is None:
        return _text("")
    return _text("、".join(people_named(person_ids=filing.technicians)))


def _organisation(body: Organisation | None) -> Held:
    if body is None:
        return _text("")
    return Held(body.name, _known((body.name, body.name_en, body.credit_code)))


def _text(text: str) -> Held:
    return Held(text, _known((text,)))


def _known(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if name)
