"""Some bulletins for the demo city: one for everybody, one for an estate, some elevators stand."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.bulletins.actions import Draft, publish_bulletin, write_bulletin
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A bulletin without time and place."""

    kind: BulletinKind
    scope: BulletinScope
    title_zh: str
    text_zh: str
    title_en: str
    text_en: str


_TYPHOON = Words(
    kind=BulletinKind.SAFETY, scope=BulletinScope.CITY, title_zh="台风天乘梯提示",
    text_zh="台风期间可能停电。听到停电预告请走楼梯；被困时按报警按钮或扫码求救，不要扒门。",
    title_en="Elevators in a typhoon",
    text_en="Power may fail. Take the stairs when a cut is announced; if you are shut in, press "
    "the alarm or scan the code, and do not force the doors.",
)  # fmt: skip
_STANDS = Words(
    kind=BulletinKind.STOPPED, scope=BulletinScope.ELEVATOR, title_zh="本梯停用检修",
    text_zh="正在更换曳引钢丝绳，预计三天。请使用相邻电梯，行动不便请致电物业。",
    title_en="Out of service for repair",
    text_en="The ropes are being replaced, for about three days. Please use the elevator beside "
    "it; call the property office if you need help.",
)  # fmt: skip
_ESTATE = Words(
    kind=BulletinKind.WORK, scope=BulletinScope.PLACE, title_zh="年度检验安排",
    text_zh="本小区电梯将于下周接受定期检验，每台约停两小时，时间以楼内通知为准。",
    title_en="Yearly inspection",
    text_en="The elevators of this estate are inspected next week; each stands for two hours.",
)  # fmt: skip
STANDING = 400
"""Elevators of which one stands. Chosen: a visitor of the demo meets one on the first pages."""


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Publish the demo city's bulletins, each written and checked by two people."""
    _publish(_TYPHOON, chance, by_role=RoleKind.CITY_REGULATOR, now=now)
    placed = [row for row in elevators if row.use_unit_id and row.place_id]
    for row in chance.sample(placed, k=min(len(placed), 1 + len(placed) // STANDING)):
        _publish(_STANDS, chance, by_role=RoleKind.USE_UNIT, now=now, elevator=row)
        _publish(_ESTATE, chance, by_role=RoleKind.USE_UNIT, now=now, elevator=row)


def _publish(
    words: Words, chance: Random, *, by_role: RoleKind, now: datetime,
    elevator: Elevator | None = None,
) -> None:  # fmt: skip
    unit = elevator.use_unit_id if elevator else None
    account = account_of_role(role=by_role, organisation_id=unit)
    if account is None:
        return
    written = write_bulletin(
        draft=Draft(
            **asdict(words), begins=now - timedelta(hours=3), ends=now + timedelta(days=3),
            form_id=UUID(int=chance.getrandbits(128)),
            place_id=elevator.place_id if elevator else None,
            elevator_id=elevator.pk if elevator else None,
        ),
        now=now, by=actor_of(account=account),
    )  # fmt: skip
    if words.scope is not BulletinScope.ELEVATOR:
        publish_bulletin(bulletin_id=written.pk, now=now, by=PLATFORM)
