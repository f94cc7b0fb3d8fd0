"""What firms of the demo city did of their duties, and what they told use units in writing."""

import io
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.duties import actions
from hoistway.duties.models import Notice
from hoistway.duties.queries import firm_people
from hoistway.duties.rules.due import category_of
from hoistway.duties.vocabulary import DutyKind, HazardGrade, NoticeKind
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators as registered
from hoistway.registry.vocabulary import UseState

MOST_FIRMS = 12
"""Firms of the demo that have records. Chosen: every page has rows, the seed stays quick."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One notice: how long ago, what, and what became of it so far."""

    hours: int
    kind: NoticeKind
    words: str
    grade: HazardGrade = HazardGrade.ORDINARY
    received: str | None = None
    acknowledged: str | None = None
    cleared: str = ""
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that somebody does at an instant."""

    at: datetime
    do: Callable[[datetime], object]


_SERIOUS, _HAZARD = HazardGrade.SERIOUS, NoticeKind.HAZARD
SCENES = (
    Scene(80, NoticeKind.REPAIR, "曳引轮槽磨损超过制造单位要求，建议一个月内更换曳引轮和钢丝绳。"),
    Scene(30, _HAZARD, "制动器衬块磨损，带载制停距离变长，有溜车可能。", _SERIOUS,
          received="已通知业委会，今天停用。"),
    Scene(5, NoticeKind.DO_NOT_USE, "制动器故障现场不能排除，排除前请勿使用本梯，层站已挂警示。",
          received="收到，已在大堂张贴。"),
    Scene(5, NoticeKind.SOLUTION, "更换制动器线圈和衬块，配件预计两天到货，到货当天修复。",
          received="同意。"),
    Scene(200, _HAZARD, "底坑渗水，积水约 3 厘米，需物业做防水。", received="已联系防水施工。",
          cleared="积水已排除，防水完成，复查无渗水。"),
    Scene(300, _HAZARD, "层门门锁啮合只有 5 mm，且门头变形。", _SERIOUS, received="配合停梯。",
          acknowledged="请当日整改并报告。", cleared="更换门锁和门头，啮合 9 mm。", verified=True),
    Scene(50, _HAZARD, "轿厢报警装置无应答，对讲线路断。", _SERIOUS, received="收到。",
          acknowledged="两日内恢复。", cleared="线路已修复，与值班室通话正常。"),
    Scene(400, NoticeKind.REPAIR, "控制柜老化，建议列入明年改造。", received="列入维修资金申请。"),
)  # fmt: skip

_DONE = (
    (DutyKind.TRAINING, 150, "TSG T5002-2017 项目与安全操作培训，考核全部合格。"),
    (DutyKind.QUALITY_CHECK, 40, "质量人员抽查近一个月保养：层门地坎两处未清洁，当场整改。"),
    (DutyKind.RESCUE_PLAN, 200, "应急措施和救援预案年度修订，更新值班电话和人员。"),
    (DutyKind.INSPECTION_HELP, 25, "配合定期检验，现场操作和载荷准备。"),
)  # fmt: skip
_DRILL = "困人救援演练：模拟平层外困人，12 分钟到场，手动盘车平层，18 分钟放出。"


def lay_out(*, elevators: Sequence[Elevator], chance: Random, now: datetime) -> None:
    """Let firms of the demo record drills, training and checks, and write to use units.

    The first scenes concern the elevator that the hub shows at first; its firm's desk is entered.
    All is kept in the order of time; what was done before the platform is recorded today.
    """
    by_firm: dict[int, list[Elevator]] = defaultdict(list)
    now_held = registered(by=PLATFORM).filter(pk__in=[row.pk for row in elevators])
    for row in now_held.select_related("jurisdiction", "use_unit", "firm"):
        if row.firm_id and row.use_unit_id and row.use_state is UseState.IN_USE:
            by_firm[row.firm_id].append(row)
    deeds: list[Deed] = []
    for number, (firm_id, rows) in enumerate(list(by_firm.items())[:MOST_FIRMS]):
        office = _somebody(RoleKind.FIRM_OFFICE, organisation_id=firm_id)
        if office is None:
            continue
        deeds += _records(rows, office, chance=chance, now=now, late=number % 3 == 0)
        for at, scene in enumerate(SCENES if number == 0 else SCENES[number % 4 :: 4]):
            deeds += _story(scene, rows[at % len(rows)], office, chance=chance, now=now)
    for deed in sorted(deeds, key=lambda one: one.at):
        deed.do(deed.at)
    actions.escalate_notices(now=now)


def _records(
    rows: list[Elevator], office: Actor, *, chance: Random, now: datetime, late: bool
) -> list[Deed]:
    people = frozenset(list(firm_people(firm_id=office.organisation_id, at=now))[:4])
    seen = {category_of(kind=str(row.kind)): row for row in reversed(rows)}
    drills = [
        (DutyKind.DRILL, 190 if late and place == 0 else 60 + 55 * place, _DRILL, row)
        for place, row in enumerate(seen.values())
    ]
    others = [(kind, days, words, rows[-1]) for kind, days, words in _DONE]
    photo = keep(upload=_picture(), now=now, by=office, photo=True)
    return [
        Deed(now, _recording(
            actions.DutyDone(
                kind=kind, held_on=local_day(at=now - timedelta(days=days)), words=words,
                elevator_id=row.pk, proof=photo if kind is DutyKind.DRILL else None,
                people=people if kind in DutyKind.with_people() else frozenset(),
            ), office, chance,
        ))
        for kind, days, words, row in (*drills, *others)
    ]  # fmt: skip


def _recording(
    done: actions.DutyDone, office: Actor, chance: Random
) -> Callable[[datetime], object]:
    return lambda at: actions.record_duty(done=done, form_id=_key(chance), now=at, by=office)


def _story(
    scene: Scene, lift: Elevator, office: Actor, *, chance: Random, now: datetime
) -> list[Deed]:
    """Return the deeds of one notice; each finds it by the form with which it was issued."""
    at, form = now - timedelta(hours=scene.hours), _key(chance)
    unit = _somebody(RoleKind.USE_UNIT, organisation_id=lift.use_unit_id)
    district = _somebody(RoleKind.DISTRICT_REGULATOR, jurisdiction_id=lift.jurisdiction_id)

    def said(by: Actor, words: str) -> dict[str, Any]:
        return {"form_id": _key(chance), "words": words, "by": by}

    def key() -> int:
        return Notice.objects.get(form_id=form).pk

    deeds = [Deed(at, lambda t: _issue(scene, lift, office, form=form, at=t))]
    quarter = (now - at) / 4
    if scene.received is not None and unit is not None:
        told = said(unit, scene.received)
        deeds.append(
            Deed(at + quarter, lambda t: actions.receive_notice(notice_id=key(), now=t, **told))
        )
    if scene.acknowledged is not None and district is not None:
        asked = said(district, scene.acknowledged)
        deeds.append(
            Deed(
                at + quarter, lambda t: actions.acknowledge_hazard(hazard_id=key(), now=t, **asked)
            )
        )
    if scene.cleared:
        done = said(office, scene.cleared)
        deeds.append(
            Deed(at + 2 * quarter, lambda t: actions.clear_hazard(hazard_id=key(), now=t, **done))
        )
    if scene.verified and district is not None:
        seen = said(district, "")
        deeds.append(
            Deed(at + 3 * quarter, lambda t: actions.verify_hazard(hazard_id=key(), now=t, **seen))
        )
    return deeds


def _issue(scene: Scene, lift: Elevator, office: Actor, *, form: UUID, at: datetime) -> Notice:
    if scene.kind is not NoticeKind.HAZARD:
        return actions.issue_notice(
            form_id=form, elevator_id=lift.pk, firm_id=office.organisation_id,
            kind=scene.kind, words=scene.words, now=at, by=office,
        )  # fmt: skip
    return actions.report_hazard(
        form_id=form, elevator_id=lift.pk, grade=scene.grade, words=scene.words,
        photo=keep(upload=_picture(), now=at, by=office, photo=True), now=at, by=office,
    )  # fmt: skip


def _somebody(
    role: RoleKind, *, organisation_id: int | None = None, jurisdiction_id: int | None = None
) -> Actor | None:
    account = account_of_role(
        role=role, organisation_id=organisation_id, jurisdiction_id=jurisdiction_id
    )
    return actor_of(account=account) if account else None


def _key(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _picture() -> io.BytesIO:
    """Draw a brake on its drum: the demo photographs nobody and nothing real."""
    image = Image.new("RGB", (1200, 900), "#5d6a74")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 700, 1200, 900), fill="#3f4a52")
    pen.ellipse((330, 170, 870, 710), fill="#8f9ba4", outline="#2c353c", width=14)
    pen.ellipse((520, 360, 680, 520), fill="#4a5763", outline="#2c353c", width=10)
    for left in (250, 820):
        pen.rectangle((left, 260, left + 130, 640), fill="#b9702a", outline="#2c353c", width=10)
    pen.rectangle((180, 120, 1020, 180), fill="#c9a227", outline="#2c353c", width=8)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85)
    out.seek(0)
    return out
