"""Elevators of the demo city on their way into the pilot and in it, all through the deeds."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.ondemand.actions.checking import list_elevators, return_elevators, submit_elevators
from hoistway.ondemand.actions.consenting import consent_to_pilot, refuse_pilot
from hoistway.ondemand.actions.moving import MovedReport
from hoistway.ondemand.actions.proposing import propose_elevators
from hoistway.ondemand.models import ElevatorPilot, FirmPilot
from hoistway.ondemand.seed.firms import office_of
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.yearplans.queries.adopted import adopted_on

_STEP = timedelta(days=2)
"""Between two steps of the way. Chosen: all of it within ten days."""

LATER = 5
"""Elevators of a firm that are on their way still, a third at most. Chosen: one at every step."""

SETTLED = timedelta(days=20)
"""How long a firm is listed before its elevators come. Chosen: all steps lie after its listing."""

_RETURNED = "年度计划表未注明限速器校验日期，请补充后重新提交。"
_REFUSED = "加装改造在即，改造完成后再考虑。"
_Move = Callable[[Collection[int], datetime, Actor], MovedReport]


@dataclass(frozen=True, slots=True)
class Scene:
    """Chance and the moment of the demo."""

    chance: Random
    now: datetime

    def form(self) -> UUID:
        """Return the number of a form."""
        return UUID(int=self.chance.getrandbits(128), version=4)


def lay_out_elevators(
    *, listed: Sequence[FirmPilot], elevators: Sequence[Elevator], chance: Random, now: datetime
) -> list[ElevatorPilot]:
    """Bring the elevators of listed firms in; return those in the pilot.

    Who does not fulfil a condition stays on its way, with the failing fact.
    """
    scene = Scene(chance, now)
    found: list[ElevatorPilot] = []
    for firm in listed:
        if firm.listed_at is None or firm.listed_at > now - SETTLED:
            continue
        found += _of_firm(firm, [row for row in elevators if row.firm_id == firm.firm_id], scene)
    work_out_schedules(elevator_ids=[one.elevator_id for one in found], now=now)
    return found


def _of_firm(
    firm: FirmPilot, rows: Sequence[Elevator], scene: Scene
) -> list[ElevatorPilot]:  # fmt: skip
    office = office_of(firm=firm.firm).by
    then = (firm.published_at or scene.now) + timedelta(hours=1)
    planned = adopted_on(elevator_ids=[row.pk for row in rows], day=local_day(at=scene.now))
    numbers = [row.register_number for row in rows if row.pk in planned]
    count = min(LATER, len(numbers) // 3)
    later, first = numbers[2 : 2 + count], [*numbers[:2], *numbers[2 + count :]]
    pilots = _proposed(first, office, then, scene)
    done = _consented(pilots, then + _STEP, scene)
    done = submit_elevators(
        pilot_ids=_keys(done), form_id=scene.form(), now=then + 2 * _STEP, by=office
    ).moved
    found = _by_district(done, then + 3 * _STEP, lambda keys, at, by: list_elevators(
        pilot_ids=keys, form_id=scene.form(), now=at, by=by
    ))  # fmt: skip
    _on_their_way(later, office, scene)
    return found


def _on_their_way(numbers: Sequence[str], office: Actor, scene: Scene) -> None:
    """Leave one at every step: asked, refused, consented, handed in, given back."""
    now = scene.now
    pilots = _proposed(numbers, office, now - timedelta(days=9), scene)
    for one in pilots[1:2]:
        refuse_pilot(
            pilot_ids=[one.pk], words=_REFUSED, form_id=scene.form(), now=now - timedelta(days=7),
            by=_unit(one),
        )  # fmt: skip
    _consented(pilots[2:], now - timedelta(days=6), scene)
    submitted = submit_elevators(
        pilot_ids=_keys(pilots[3:]), form_id=scene.form(), now=now - timedelta(days=4), by=office
    ).moved
    _by_district(submitted[:1], now - timedelta(days=1), lambda keys, at, by: return_elevators(
        pilot_ids=keys, words=_RETURNED, form_id=scene.form(), now=at, by=by
    ))  # fmt: skip


def _proposed(
    numbers: Sequence[str], office: Actor, at: datetime, scene: Scene
) -> list[ElevatorPilot]:  # fmt: skip
    if not numbers:
        return []
    return propose_elevators(
        register_numbers=numbers, form_id=scene.form(), now=at, by=office
    ).moved


def _consented(
    pilots: Sequence[ElevatorPilot], at: datetime, scene: Scene
) -> list[ElevatorPilot]:  # fmt: skip
    by_unit: dict[int, list[ElevatorPilot]] = defaultdict(list)
    for one in pilots:
        by_unit[one.use_unit_id or 0].append(one)
    done: list[ElevatorPilot] = []
    for some in by_unit.values():
        done += consent_to_pilot(
            pilot_ids=_keys(some), form_id=scene.form(), now=at, by=_unit(some[0])
        ).moved
    return done


def _by_district(
    pilots: Sequence[ElevatorPilot], at: datetime, move: _Move
) -> list[ElevatorPilot]:  # fmt: skip
    by_area: dict[int, list[ElevatorPilot]] = defaultdict(list)
    for one in pilots:
        by_area[one.jurisdiction_id].append(one)
    done: list[ElevatorPilot] = []
    for area, some in by_area.items():
        done += move(_keys(some), at, district_of(area=area)).moved
    return done


def _keys(pilots: Sequence[ElevatorPilot]) -> list[int]:
    return [one.pk for one in pilots]


def district_of(*, area: int, other_than: int = 0) -> Actor:
    """Return who acts for a district's bureau."""
    account = account_of_role(role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=area)
    if account is not None and account.membership.person_id != other_than:
        return actor_of(account=account)
    return Actor(
        kind=ActorKind.PERSON, name="区局科员", role=str(RoleKind.DISTRICT_REGULATOR),
        jurisdiction_id=area,
    )  # fmt: skip


def _unit(pilot: ElevatorPilot) -> Actor:
    return unit_of(unit_id=pilot.use_unit_id or 0)


def unit_of(*, unit_id: int) -> Actor:
    """Return who acts for a use unit."""
    account = account_of_role(role=RoleKind.USE_UNIT, organisation_id=unit_id)
    if account is not None:
        return actor_of(account=account)
    return Actor(
        kind=ActorKind.PERSON, name="物业经理", role=str(RoleKind.USE_UNIT),
        organisation_id=unit_id,
    )  # fmt: skip
