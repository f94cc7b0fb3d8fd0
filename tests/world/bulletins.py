"""Builders of bulletins, written by the same deeds as in life."""

from datetime import datetime, timedelta
from uuid import uuid4

from hoistway.bulletins.actions import Draft, write_bulletin
from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.vocabulary import BulletinKind, BulletinScope
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_member


def a_draft(*, now: datetime = NOW, days: int = 7, **more: object) -> Draft:
    """Return a sound notice to the city for a week, or what `more` makes of it."""
    said: dict[str, object] = {
        "kind": BulletinKind.NOTICE, "scope": BulletinScope.CITY, "title_zh": "夜间检修",
        "text_zh": "今夜检修，请走楼梯。", "begins": now, "ends": now + timedelta(days=days),
        "form_id": uuid4(),
    }  # fmt: skip
    return Draft(**(said | more))  # type: ignore[arg-type]


def a_stop_notice(*, elevator: Elevator, now: datetime = NOW) -> Bulletin:
    """Return the public notice of a use unit that its elevator stands."""
    assert elevator.use_unit is not None
    unit = a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit)
    draft = a_draft(
        now=now, kind=BulletinKind.STOPPED, scope=BulletinScope.ELEVATOR,
        elevator_id=elevator.pk, title_zh="1 号梯停梯", text_zh="更换曳引钢丝绳，预计三天。",
    )  # fmt: skip
    return write_bulletin(draft=draft, now=now, by=acting(membership=unit))
