"""Builders of requests of use units, brought to their stage by the same deeds as in life."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.lifecycle.actions import confirm_request, file_request
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.rules.filing import Wish
from hoistway.lifecycle.vocabulary import UseRequestKind
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_member
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Sides:
    """An elevator with its use unit's manager and its district's inspector."""

    elevator: Elevator
    unit: Membership
    district: Membership

    @property
    def by_unit(self) -> Actor:
        """The use unit as the one who acts."""
        return acting(membership=self.unit)

    @property
    def by_district(self) -> Actor:
        """The district as the one who acts."""
        return acting(membership=self.district)


def two_sides(*, use_state: UseState = UseState.IN_USE, site: Site | None = None) -> Sides:
    """Return an elevator whose use unit and district can act."""
    elevator = an_elevator(use_state=use_state, site=site)
    assert elevator.use_unit is not None
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    return Sides(elevator, unit, a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def a_wish(
    *, kind: UseRequestKind = UseRequestKind.SUSPEND, on: date | None = None,
    reason: str = "大楼修缮，暂停使用", until: date | None = None,
    changes: dict[str, str] | None = None,
) -> Wish:  # fmt: skip
    """Return a sound wish for today unless told otherwise."""
    return Wish(
        kind=kind, effective_on=on or local_day(at=NOW), reason=reason, until=until,
        changes=changes or {},
    )  # fmt: skip


def a_request(
    *, sides: Sides, wish: Wish | None = None, now: datetime = NOW, confirmed: bool = False
) -> UseRequest:
    """Return a request that was filed, and confirmed if told so."""
    request = file_request(
        elevator_id=sides.elevator.pk, wish=wish or a_wish(), form_id=uuid4(), now=now,
        by=sides.by_unit,
    )  # fmt: skip
    if confirmed:
        confirm_request(request_id=request.pk, now=now, by=sides.by_district, inspected=True)
        request.refresh_from_db()
    return request
