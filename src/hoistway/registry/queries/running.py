"""What telemetry asks of the register: labels of landings, and who should stand still."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from hoistway.parties.queries import every_organisation
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import Field, UseState


def floor_labels_of(*, elevator_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the labels of the landings of these elevators, the lowest first."""
    rows = Elevator.objects.filter(pk__in=list(elevator_ids), merged_into=None)
    return {key: list(labels) for key, labels in rows.values_list("pk", "floor_labels")}


def numbers_of_maker(*, maker: str, serial: str) -> list[str]:
    """Return the register numbers of elevators by their maker's credit code and serial number.

    The register knows makers by name; the name is that of the organisation with the code. More
    than one is ambiguous: two are returned at most.
    """
    names = every_organisation().filter(credit_code=maker.upper()).order_by().values("name")
    rows = Elevator.objects.filter(serial_number=serial, merged_into=None)
    found = rows.exclude(use_state=UseState.SCRAPPED).filter(
        Q(made_by=maker.upper()) | Q(made_by__in=names)
    )
    return list(found.order_by("pk").values_list("register_number", flat=True)[:2])


def suspended_elevators(*, elevator_ids: Iterable[int] | None = None) -> dict[int, datetime | None]:
    """Return the elevators that are out of use and when the claim that says so was observed."""
    rows = Elevator.objects.filter(use_state=UseState.SUSPENDED, merged_into=None)
    if elevator_ids is not None:
        rows = rows.filter(pk__in=list(elevator_ids))
    said: dict[int, int] = {}
    for key, provenance in rows.values_list("pk", "provenance"):
        said[key] = provenance.get(str(Field.USE_STATE)) or provenance.get("*") or 0
    claims = Claim.objects.filter(pk__in=set(said.values()))
    observed = dict(claims.values_list("pk", "observed_at"))
    return {key: observed.get(claim) for key, claim in said.items()}
