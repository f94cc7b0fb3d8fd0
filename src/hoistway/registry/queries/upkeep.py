"""What maintenance asks of the register: who maintains what, since when it stands, where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hoistway.foundation.among import among
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState


@dataclass(frozen=True, slots=True, kw_only=True)
class ToMaintain:
    """What decides how one row of the register is maintained; `made_on` None is «not known»."""

    elevator_id: int
    kind: str
    firm_id: int | None
    use_state: UseState
    made_on: date | None
    merged: bool
    jurisdiction_code: str


def elevator_keys(*, after_id: int, most: int) -> list[int]:
    """Return the next keys of the register after one, by key; merged rows too."""
    rows = Elevator.objects.filter(pk__gt=after_id).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


def to_maintain(*, elevator_ids: Collection[int]) -> list[ToMaintain]:
    """Return what decides how these rows are maintained, by key; one query."""
    rows = Elevator.objects.filter(among("pk", elevator_ids)).order_by("pk")
    columns = rows.values_list(
        "pk", "kind", "firm_id", "use_state", "made_on", "installed_on", "merged_into_id",
        "jurisdiction__code",
    )  # fmt: skip
    return [
        ToMaintain(
            elevator_id=key, kind=str(kind), firm_id=firm, use_state=UseState(state),
            made_on=made or installed, merged=merged is not None, jurisdiction_code=code,
        )
        for key, kind, firm, state, made, installed, merged, code in columns
    ]  # fmt: skip
