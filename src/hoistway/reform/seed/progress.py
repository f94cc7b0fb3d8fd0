"""The demo's three months of progress, counted back from the rows' own dates, and its efforts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import account_of_role, actor_of, jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind, RoleKind
from hoistway.reform.actions import Told, keep_effort, keep_figures
from hoistway.reform.vocabulary import EffortKind

DAYS = 90
STEP = 6
"""Days between two counts laid back. Chosen: a line over three months needs no more points."""


@dataclass(frozen=True, slots=True)
class _Model:
    kind: EffortKind
    title: str
    words: str
    audience: str
    people: int
    firms: int


_MODELS = (
    _Model(EffortKind.TRAINING, "维保小程序现场培训", "扫码签到、逐项记录、双方签字、断网补传。",
           "维保人员", 46, 11),
    _Model(EffortKind.PUBLICITY, "电梯安全进小区", "讲解电梯码的用途和被困时的正确做法。",
           "居民和物业", 130, 6),
    _Model(EffortKind.COORDINATION, "按需维保试点协调会", "商定监测数据对接和使用单位确认的时限。",
           "维保单位、使用单位", 18, 9),
    _Model(EffortKind.LESSON, "老旧小区监测信号弱",
           "机房信号弱造成离线，改用有线回传后连续在线；建议安装前先测信号。", "各区局", 0, 3),
)  # fmt: skip


def lay_out(*, chance: Random, now: datetime) -> int:
    """Lay the kept days and the efforts out; returns how many efforts there are."""
    for back in range(DAYS, -1, -STEP):
        keep_figures(now=now - timedelta(days=back))
    return sum(_efforts(area, chance, now) for area in _areas())


def _areas() -> Sequence[Jurisdiction]:
    return [one for one in jurisdictions() if one.kind is not JurisdictionKind.FOREIGN]


def _efforts(area: Jurisdiction, chance: Random, now: datetime) -> int:
    """Let a district enter two or three of what it did."""
    role = (
        RoleKind.CITY_REGULATOR
        if area.kind is JurisdictionKind.CITY
        else RoleKind.DISTRICT_REGULATOR
    )
    account = account_of_role(role=role, jurisdiction_id=area.pk)
    if account is None:
        return 0
    models = chance.sample(_MODELS, chance.choice((2, 3)))
    for model in models:
        then = now - timedelta(days=chance.randrange(3, 200))
        told = Told(
            kind=model.kind, title=model.title, words=model.words, audience=model.audience,
            people=int(model.people * chance.uniform(0.6, 1.6)), firms=model.firms, on=then.date(),
        )  # fmt: skip
        form_id = UUID(int=chance.getrandbits(128), version=4)
        keep_effort(told=told, form_id=form_id, now=then, by=actor_of(account=account))
    return len(models)
