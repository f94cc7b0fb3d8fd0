"""Orders of the demo city: each brought as far as its day allows, by who does so in life."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Person
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.supervision.actions.orders import (
    OrderText,
    approve_order,
    draft_order,
    submit_order,
)
from hoistway.supervision.actions.orders_cases import hand_over_order
from hoistway.supervision.actions.orders_mending import (
    Mended,
    Review,
    report_order,
    review_order,
)
from hoistway.supervision.actions.orders_serving import Service, receive_order, serve_order
from hoistway.supervision.actions.orders_steps import OrderSaid
from hoistway.supervision.actions.orders_sweeping import sweep_orders
from hoistway.supervision.models import Check, Order
from hoistway.supervision.queries import checklist_named, officers_of
from hoistway.supervision.queries.orders import bases_on, checks_to_order, findings_free
from hoistway.supervision.vocabulary import ReviewWay, ServiceWay

_STEP = timedelta(hours=5)
_TERM = timedelta(days=10)
_MEASURES = "立即停止违规行为，逐项整改，补齐记录，并在期限前提交整改报告和照片。"
_MENDED = "已按要求整改，补齐记录并对相关人员重新培训，附整改照片。"
_STAGES = ("closed", "served", "reported", "submitted", "failed", "case", "draft")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """One order on its way: who acts, and how late it is."""

    order: Order
    officer: Actor
    head: Actor
    unit: Actor | None
    chance: Random

    def said(self, words: str = "") -> OrderSaid:
        return OrderSaid(form_id=UUID(int=self.chance.getrandbits(128), version=4), words=words)


def lay_out_orders(*, chance: Random, now: datetime) -> int:
    """Draft orders from the demo's checks and carry each to another stage; return how many."""
    done = 0
    for check in Check.objects.order_by("pk").select_related("organisation"):
        people = officers_of(jurisdiction_id=check.jurisdiction_id, now=now)
        if len(people) < 2:
            continue
        officer, head = (_acting(one, check) for one in people[:2])
        if checks_to_order(by=officer).filter(pk=check.pk).exists():
            stage = _STAGES[done % len(_STAGES)]
            _play(check, stage, (officer, head), chance, now)
            done += 1
    sweep_orders(now=now)
    return done


def _acting(person: Person, check: Check) -> Actor:
    is_city = check.jurisdiction.code.endswith("0000")
    role = RoleKind.CITY_REGULATOR if is_city else RoleKind.DISTRICT_REGULATOR
    account = account_of_role(role=role, jurisdiction_id=check.jurisdiction_id)
    body = actor_of(account=account).organisation_id if account else 0
    return Actor(
        kind=ActorKind.PERSON, name=person.name, person_id=person.pk, role=str(role),
        organisation_id=body, jurisdiction_id=check.jurisdiction_id,
    )  # fmt: skip


def _play(
    check: Check, stage: str, people: tuple[Actor, Actor], chance: Random, now: datetime
) -> None:
    officer, head = people
    begun = min((check.signed_at or now) + _STEP, now - 6 * _STEP)
    found = list(findings_free(check_id=check.pk))
    checklist = checklist_named(edition=check.checklist)
    rules = [rule.zh for one in found for rule in checklist.rules_of(item=one.item)] if (
        checklist
    ) else []  # fmt: skip
    text = OrderText(
        finding_ids=tuple(one.pk for one in found),
        rules=tuple(dict.fromkeys(rules)) or ("特种设备安全法 第四十五条 (M)",),
        bases=tuple(one.zh for one in bases_on(day=local_day(at=begun)))[:2],
        measures=_MEASURES, due_on=local_day(at=begun + _TERM),
    )  # fmt: skip
    form = UUID(int=chance.getrandbits(128), version=4)
    order = draft_order(check_id=check.pk, text=text, form_id=form, now=begun, by=officer)
    role = (
        RoleKind.FIRM_OFFICE if check.organisation.kind is OrganisationKind.FIRM
        else RoleKind.USE_UNIT
    )  # fmt: skip
    account = account_of_role(role=role, organisation_id=check.organisation_id)
    unit = actor_of(account=account) if account else None
    scene = _Scene(order=order, officer=officer, head=head, unit=unit, chance=chance)
    _carry(scene, stage, begun)


def _carry(scene: _Scene, stage: str, begun: datetime) -> None:
    key = scene.order.pk
    if stage == "draft":
        return
    submit_order(order_id=key, said=scene.said(), now=begun + _STEP / 2, by=scene.officer)
    if stage == "submitted":
        return
    at = begun + _STEP
    approve_order(order_id=key, said=scene.said("同意"), now=at, by=scene.head)
    service = Service(way=ServiceWay.PLATFORM)
    at += _STEP
    serve_order(order_id=key, service=service, said=scene.said(), now=at, by=scene.officer)
    if scene.unit is None:
        return
    at += _STEP
    receive_order(order_id=key, said=scene.said(), now=at, by=scene.unit)
    if stage == "case":
        said = scene.said("多次催促仍未整改，涉嫌违反特种设备安全法，移送处理。")
        hand_over_order(order_id=key, said=said, now=at + _STEP, by=scene.head)
    elif stage != "served":
        _mended(scene, stage, at + _STEP)


def _mended(scene: _Scene, stage: str, at: datetime) -> None:
    key, unit = scene.order.pk, scene.unit or PLATFORM
    words = {int(one["finding"]): _MENDED for one in scene.order.content["problems"]}
    report_order(order_id=key, mended=Mended(words=words), said=scene.said(), now=at, by=unit)
    if stage == "reported":
        return
    passes = stage == "closed"
    review = Review(
        passes=passes, way=ReviewWay.ON_SITE if passes else ReviewWay.MATERIAL,
        next_due=None if passes else local_day(at=at + _TERM),
    )  # fmt: skip
    said = scene.said("现场核实，问题已整改。" if passes else "材料不足以证明已整改，再次限期。")
    review_order(order_id=key, review=review, said=said, now=at + _STEP, by=scene.officer)
