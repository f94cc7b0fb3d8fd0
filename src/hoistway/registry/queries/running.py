"""What telemetry asks of the register: labels of landings, and who should stand still."""

from collections.abc import Iterable
from datetime import datetime

from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import Field, UseState


def floor_labels_of(*, elevator_ids: Iterable[int]) -> dict[int, list[str]]:
    """Return the labels of the landings of these elevators, the lowest first."""
    rows = Elevator.objects.filter(pk__in=list(elevator_ids), merged_into=None)
    return {key: list(labels) for key, labels in rows.values_list("pk", "floor_labels")}


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
