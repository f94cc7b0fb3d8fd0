"""Key units, a lot drawn among use units, checks done with and without findings, one refused."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, islice, zip_longest
from random import Random
from uuid import UUID

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import account_of_role, actor_of, jurisdictions
from hoistway.parties.vocabulary import JurisdictionKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.sampling.vocabulary import Answer, DrawPurpose
from hoistway.supervision import actions
from hoistway.supervision.models import Check
from hoistway.supervision.queries import (
    audience_of,
    checklist_on,
    key_proposals,
    officers_of,
    plan_frame,
)
from hoistway.supervision.vocabulary import (
    CheckKind,
    CheckLead,
    FindingWeight,
    KeyGround,
    Measure,
)

REFUSING = 0.3
"""Share of districts whose firm would not sign. Chosen: so that the demo shows some."""

_SEED_SOURCE = "演示虚构：中国福利彩票双色球当期开奖号码"

_FOUND: dict[str, tuple[tuple[str, str], ...]] = {
    "use_unit": (
        ("records", "近三个月维保记录有两次使用单位未确认，自行检查记录缺一个月。"),
        ("marks", "两台电梯轿厢内使用标志缺失，安全注意事项被广告遮挡。"),
        ("alarm", "一台电梯五方通话接通后无人应答。"),
    ),
    "firm": (
        ("onsite", "层门门锁触点氧化、底坑有积水，与当月维保记录“正常”不符。"),
        ("truth", "两次维保的现场照片为同一组，签到位置不在电梯所在地。"),
        ("people", "一名作业人员的证件已过期三个月，仍单独上门维保。"),
    ),
}  # fmt: skip
"""What is found: the item of the checklist, and the officers' words."""

NEAR = 7
"""Checks after complaints in the district that the hub shows. Chosen: one for each stage that an
order can have reached."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """Chance, the moment of the demo, and one district's regulator."""

    chance: Random
    now: datetime
    by: Actor
    area_id: int

    def form(self) -> UUID:
        return UUID(int=self.chance.getrandbits(128), version=4)


def lay_out_checks(
    *, elevators: Sequence[Elevator], chance: Random, now: datetime
) -> list[Check]:  # fmt: skip
    """Let each district that has elevators plan and check; return what is finished."""
    done: list[Check] = []
    for area in sorted({one.jurisdiction_id for one in elevators}):
        account = account_of_role(role=RoleKind.DISTRICT_REGULATOR, jurisdiction_id=area)
        if account is None:
            continue
        scene = _Scene(chance=chance, now=now, by=actor_of(account=account), area_id=area)
        _key_units(scene)
        done += _drawn(scene)
        own = [one for one in elevators if one.jurisdiction_id == area and one.firm_id]
        for organisation in _complained_of(own, at_hub=area == elevators[0].jurisdiction_id):
            done += _by_lead(scene, organisation)
    return done


def _complained_of(own: Sequence[Elevator], *, at_hub: bool) -> list[int]:
    """Return whom complaints name: one firm, or at the hub firms and use units in turn."""
    firms = list(dict.fromkeys(one.firm_id for one in own if one.firm_id))
    units = list(dict.fromkeys(one.use_unit_id for one in own if one.use_unit_id))
    if not at_hub:
        return firms[:1]
    both = [key for pair in zip_longest(firms, units) for key in pair if key]
    return list(islice(cycle(both), NEAR)) if both else []


def _key_units(scene: _Scene) -> None:
    for unit in sorted(key_proposals(jurisdiction_id=scene.area_id))[:2]:
        actions.keep_key_unit(
            organisation_id=unit, ground=KeyGround.CROWDS, words="",
            now=scene.now - timedelta(days=60), by=scene.by,
        )  # fmt: skip


def _drawn(scene: _Scene) -> list[Check]:
    """Draw what the year lacks; the first use unit of a lot is checked, the others wait."""
    then, done = scene.now - timedelta(days=30), []
    area = jurisdictions().exclude(kind=JurisdictionKind.CITY).get(pk=scene.area_id)
    for purpose in (DrawPurpose.KEY_UNITS, DrawPurpose.USE_UNITS, DrawPurpose.FIRMS):
        frame = plan_frame(area=area, purpose=purpose, size=None, now=then, day=local_day(at=then))
        with suppress(Refusal):
            draw = actions.freeze_checks(
                purpose=purpose, size=max(frame.size, 2), form_id=scene.form(), now=then,
                by=scene.by,
            )  # fmt: skip
            rows = actions.draw_checks(
                draw_id=draw.pk, seed=f"{scene.chance.randrange(10**11):011d}",
                seed_source=_SEED_SOURCE, now=then + timedelta(days=1), by=scene.by,
            )  # fmt: skip
            if rows and purpose is not DrawPurpose.FIRMS:
                good = purpose is DrawPurpose.KEY_UNITS
                done.append(_checked(scene, rows[0], days=20, good=good, refused=False))
            if purpose is not DrawPurpose.KEY_UNITS:
                _under_way(scene, rows[1:3])
    return done


def _under_way(scene: _Scene, rows: Sequence[Check]) -> None:
    """Leave one record to the unit's signature, and one check undone for a reason."""
    for row in rows[:1]:
        at = scene.now - timedelta(days=1)
        officers = _officers(scene, row, at)
        actions.record_check(
            check_id=row.pk, record=_record(row, officers, at, good=True), form_id=scene.form(),
            now=at, by=_as(scene, officers[0].person_id, _names(scene, at)),
        )  # fmt: skip
        actions.sign_as_officer(
            check_id=row.pk, now=at + timedelta(minutes=5),
            by=_as(scene, officers[1].person_id, _names(scene, at)),
        )  # fmt: skip
    for row in rows[1:]:
        actions.drop_check(
            check_id=row.pk, words="到场时该单位正在搬迁，无人在岗，改期另行安排。",
            now=scene.now - timedelta(days=2), by=scene.by,
        )  # fmt: skip


def _by_lead(scene: _Scene, organisation_id: int) -> list[Check]:
    """Check an organisation after a complaint; where chance has it, it refuses to sign."""
    proposal = actions.Proposal(
        organisation_id=organisation_id, jurisdiction_id=scene.area_id, form_id=scene.form(),
        kind=CheckKind.OTHER, lead=CheckLead.COMPLAINT, lead_ref="演示投诉",
    )  # fmt: skip
    then = scene.now - timedelta(days=12)
    row = actions.propose_checks(proposals=[proposal], now=then, by=scene.by)[0]
    refused = scene.chance.random() < REFUSING
    return [_checked(scene, row, days=10, good=False, refused=refused)]


def _checked(scene: _Scene, row: Check, *, days: int, good: bool, refused: bool) -> Check:
    """Record a check and let the others sign."""
    at = scene.now - timedelta(days=days)
    known, officers = _names(scene, at), _officers(scene, row, at)
    first, second = (one.person_id for one in officers)
    unit = actions.UnitRefusal(
        words="负责人核对后拒绝签字，称已安排整改。", witness="物业服务中心值班员（演示）"
    )
    actions.record_check(
        check_id=row.pk, record=_record(row, officers, at, good=good), form_id=scene.form(),
        now=at, by=_as(scene, first, known), unit=unit if refused else None,
    )  # fmt: skip
    row = actions.sign_as_officer(
        check_id=row.pk, now=at + timedelta(minutes=5), by=_as(scene, second, known)
    )
    return row if refused else _signed_by_unit(row, at)


def _names(scene: _Scene, at: datetime) -> dict[int, str]:
    return {one.pk: one.name for one in officers_of(jurisdiction_id=scene.area_id, now=at)}


def _officers(scene: _Scene, row: Check, at: datetime) -> list[actions.Officer]:
    """Return the two who were drawn, else the district's own and a colleague."""
    sent = [int(one["person"]) for one in row.officers]
    own = scene.by.person_id or 0
    keys = sent or [own, *sorted(set(_names(scene, at)) - {own})]
    return [actions.Officer(person_id=key, card=f"沪执{key:06d}") for key in keys[:2]]


def _as(scene: _Scene, person_id: int, names: dict[int, str]) -> Actor:
    return Actor(
        kind=ActorKind.PERSON, name=names[person_id], person_id=person_id, role=scene.by.role,
        organisation_id=scene.by.organisation_id, jurisdiction_id=scene.area_id,
    )  # fmt: skip


def _signed_by_unit(row: Check, at: datetime) -> Check:
    """Let the organisation sign by its own sign-in, where it has one."""
    role = RoleKind.FIRM_OFFICE if audience_of(organisation=row.organisation) == "firm" else (
        RoleKind.USE_UNIT
    )  # fmt: skip
    account = account_of_role(role=role, organisation_id=row.organisation_id)
    if account is None:
        return row
    return actions.sign_as_unit(
        check_id=row.pk, post="安全管理负责人", opinion="情况属实，立即整改。",
        now=at + timedelta(hours=2), by=actor_of(account=account),
    )  # fmt: skip


def _record(
    row: Check, officers: Sequence[actions.Officer], at: datetime, *, good: bool
) -> actions.Record:
    audience = audience_of(organisation=row.organisation)
    checklist = checklist_on(audience=audience, day=local_day(at=at))
    item, words = _FOUND[audience][row.pk % len(_FOUND[audience])]
    found = actions.Found(
        words=words, weight=FindingWeight.BREACH, item=item,
        articles=[one.key for one in checklist.rules_of(item=item)][:1],
    )  # fmt: skip
    answers = {one.code: Answer.YES for one in checklist.items}
    return actions.Record(
        officers=officers, began_at=at - timedelta(minutes=70), ended_at=at,
        answers=answers if good else answers | {item: Answer.NO},
        findings=() if good else (found,), measures=(Measure.NONE,) if good else (Measure.ORDER,),
        unit_facts={"contact": "现场负责人（演示）", "post": "项目经理"},
    )  # fmt: skip
