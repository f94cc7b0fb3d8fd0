"""What is disputed in the demo city, brought about by the same deeds as in life."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.filings.actions import (
    FilingWish,
    agree_to_hand_over,
    answer_filing,
    check_filing,
    file_elevator,
    object_to_filing,
)
from hoistway.filings.models import ElevatorFiling, Responsibility
from hoistway.filings.seed.contracts import Filer, actor_in
from hoistway.filings.vocabulary import FilingKind
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator

_DAY = timedelta(days=1)
_LEAST = 30
"""Elevators below which nothing is disputed. Chosen: a tiny city for tests stays plain."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """One elevator with the firm that answers for it and another that could."""

    elevator: Elevator
    old: Filer
    new: Filer
    chance: Random
    now: datetime

    @property
    def unit(self) -> Actor:
        return actor_in(role=RoleKind.USE_UNIT, organisation_id=self.elevator.use_unit_id)

    @property
    def district(self) -> Actor:
        area = self.elevator.jurisdiction_id
        return actor_in(role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=area)

    def form(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)

    def filed(self, *, kind: FilingKind, by: Filer, days: int) -> ElevatorFiling:
        """Let a firm file for a year from so many days from today on."""
        first = local_day(at=self.now) + days * _DAY
        ends = kind is FilingKind.END
        wish = FilingWish(
            kind=kind, contract_number=f"WB-{first:%Y}-{self.chance.randrange(10**4):04d}",
            first_day=first, last_day=None if ends else first + 364 * _DAY,
            technicians=() if ends else tuple(by.crew[:2]), contract_file_id=by.contract_id,
        )  # fmt: skip
        return file_elevator(
            elevator_id=self.elevator.pk, wish=wish, form_id=self.form(), now=self.now,
            by=by.office,
        )  # fmt: skip

    def answered(self, filing: ElevatorFiling, *, confirms: bool = True) -> None:
        reason = "" if confirms else "我单位未与该公司签订维保合同。"
        answer_filing(
            filing_id=filing.pk, confirms=confirms, reason=reason, now=self.now, by=self.unit
        )

    def checked(self, filing: ElevatorFiling) -> None:
        check_filing(filing_id=filing.pk, now=self.now, by=self.district)


def dispute(
    *, filers: dict[int, Filer], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> None:  # fmt: skip
    """Let some firms claim what others answer for, agree, object, deny, and one of them end."""
    if len(elevators) < _LEAST:
        return
    scenes = [_silent, _objected, _agreed, _denied, _ended, _silent, _objected]
    for act, scene in zip(scenes, _scenes(filers, elevators, chance, now), strict=False):
        act(scene)


def _scenes(
    filers: dict[int, Filer], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> list[_Scene]:
    """Return the first elevator of each of several contracts that hold, with a second firm."""
    held = set(Responsibility.objects.order_by("pk").values_list("elevator_id", flat=True))
    fit = [one for one in filers.values() if one.is_checked and one.crew]
    found: dict[int, _Scene] = {}
    for row in reversed(elevators):
        if row.pk in held and row.use_unit_id and row.use_unit_id not in found:
            old = filers[row.firm_id or 0]
            others = [one for one in fit if one.firm.pk != old.firm.pk]
            found[row.use_unit_id] = _Scene(
                elevator=row, old=old, new=chance.choice(others), chance=chance, now=now
            )
    return list(found.values())


def _silent(scene: _Scene) -> None:
    """Mid-month hand-over: checked and confirmed, the old firm may still object."""
    claim = scene.filed(kind=FilingKind.START, by=scene.new, days=-6)
    scene.answered(claim)
    scene.checked(claim)


def _objected(scene: _Scene) -> None:
    claim = scene.filed(kind=FilingKind.START, by=scene.new, days=-3)
    scene.answered(claim)
    object_to_filing(
        filing_id=claim.pk, reason="我单位合同尚未到期，使用单位未书面解除。", evidence_id=None,
        form_id=scene.form(), now=scene.now, by=scene.old.office,
    )  # fmt: skip


def _agreed(scene: _Scene) -> None:
    """A hand-over in ten days on which both agree: the day turns by itself."""
    claim = scene.filed(kind=FilingKind.START, by=scene.new, days=10)
    scene.answered(claim)
    agree_to_hand_over(filing_id=claim.pk, now=scene.now, by=scene.old.office)
    scene.checked(claim)


def _denied(scene: _Scene) -> None:
    scene.answered(scene.filed(kind=FilingKind.START, by=scene.new, days=0), confirms=False)


def _ended(scene: _Scene) -> None:
    """The firm has ended and nobody has followed: nobody maintains the elevator from today."""
    ending = scene.filed(kind=FilingKind.END, by=scene.old, days=0)
    scene.answered(ending)
    scene.checked(ending)
