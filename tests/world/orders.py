"""Builders of orders of the inspectorate, each brought to its state by the deeds of life."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.supervision.actions.orders import (
    OrderText,
    approve_order,
    draft_order,
    submit_order,
)
from hoistway.supervision.actions.orders_cases import hand_over_order
from hoistway.supervision.actions.orders_mending import Mended, report_order
from hoistway.supervision.actions.orders_serving import Service, serve_order
from hoistway.supervision.actions.orders_steps import OrderSaid
from hoistway.supervision.models import Finding, Order, OrderStep
from hoistway.supervision.vocabulary import (
    FindingWeight,
    OrderDeed,
    OrderState,
    ServiceWay,
)
from tests.world.exits import someone_of
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_bureau, a_jurisdiction, fresh_number
from tests.world.supervision import a_check, a_finding

TERM = timedelta(days=15)


def a_photo(*, now: datetime = NOW, by: Actor) -> Attachment:
    """Return a kept photo."""
    return keep(upload=a_picture(name=f"{fresh_number()}.jpg"), now=now, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bureau:
    """Two people of one bureau: who writes, and who approves."""

    body: Organisation
    officer: Actor
    head: Actor


def a_bureau_at_work(*, area: Jurisdiction | None = None, city: bool = False) -> Bureau:
    """Return a bureau with two of its people."""
    area = a_jurisdiction(code="310000") if city else area or a_jurisdiction()
    body = a_bureau(jurisdiction=area)
    role = RoleKind.CITY_REGULATOR if city else RoleKind.DISTRICT_REGULATOR
    return Bureau(body=body, officer=someone_of(body, role), head=someone_of(body, role))


def a_finding_of(
    *, unit: Organisation, area: Jurisdiction, elevator: Elevator | None = None,
    weight: FindingWeight = FindingWeight.BREACH, now: datetime = NOW,
) -> Finding:  # fmt: skip
    """Return what a finished check of a unit found."""
    item = "licence" if unit.kind is OrganisationKind.FIRM else "records"
    said = a_finding(item=item, weight=weight, elevator_id=elevator.pk if elevator else None)
    check = a_check(organisation=unit, jurisdiction=area, findings=[said], now=now)
    return Finding.objects.select_related("check_made").get(check_made=check)


def order_text(
    *, findings: list[Finding], due_on: date | None = None, stop: bool = False
) -> OrderText:
    """Return what officers write about findings."""
    return OrderText(
        finding_ids=tuple(one.pk for one in findings), rules=("TSG T5002-2017 第六条",),
        bases=("《中华人民共和国特种设备安全法》第六十二条",), measures="补齐记录并按期维保",
        due_on=due_on or local_day(at=NOW) + TERM, stop=stop,
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWorld:
    """An order with everybody concerned."""

    order: Order
    bureau: Bureau
    unit: Actor
    findings: list[Finding] = field(default_factory=list)

    def now(self) -> Order:
        """Return the order as it stands in the database."""
        return Order.objects.select_related("organisation", "check_made").get(pk=self.order.pk)


def an_order(
    *, elevator: Elevator, unit: Organisation | None = None, state: OrderState = OrderState.SERVED,
    weight: FindingWeight = FindingWeight.BREACH, stop: bool = False, now: datetime = NOW,
) -> OrderWorld:  # fmt: skip
    """Return an order to the elevator's firm, or another unit, brought to a state."""
    body = unit or elevator.firm
    assert body is not None
    bureau = a_bureau_at_work(area=elevator.jurisdiction)
    is_firm = body.kind is OrganisationKind.FIRM
    answerer = someone_of(body, RoleKind.FIRM_OFFICE if is_firm else RoleKind.USE_UNIT)
    found = a_finding_of(
        unit=body, area=elevator.jurisdiction, elevator=elevator, weight=weight, now=now
    )
    text = order_text(findings=[found], due_on=local_day(at=now) + TERM, stop=stop)
    order = draft_order(
        check_id=found.check_made_id, text=text, form_id=uuid4(), now=now, by=bureau.officer
    )  # fmt: skip
    world = OrderWorld(order=order, bureau=bureau, unit=answerer, findings=[found])
    _bring(world, state, now)
    return world


def _bring(world: OrderWorld, state: OrderState, now: datetime) -> None:
    key, bureau = world.order.pk, world.bureau
    way = [
        OrderState.DRAFT, OrderState.SUBMITTED, OrderState.APPROVED, OrderState.SERVED,
        OrderState.REPORTED,
    ]  # fmt: skip
    wanted = way.index(OrderState.SERVED if state is OrderState.TRANSFERRED else state)
    if wanted >= way.index(OrderState.SUBMITTED):
        submit_order(order_id=key, said=OrderSaid(), now=now, by=bureau.officer)
    if wanted >= way.index(OrderState.APPROVED):
        approve_order(order_id=key, said=OrderSaid(), now=now, by=bureau.head)
    if wanted >= way.index(OrderState.SERVED):
        service = Service(way=ServiceWay.SIGNED, receiver="周经理", post="负责人")
        said = OrderSaid(files=(a_photo(now=now, by=bureau.officer),))
        serve_order(order_id=key, service=service, said=said, now=now, by=bureau.officer)
    if wanted >= way.index(OrderState.REPORTED):
        told = mended(world.findings, by=world.unit, now=now)
        report_order(order_id=key, mended=told, said=OrderSaid(), now=now, by=world.unit)
    if state is OrderState.TRANSFERRED:
        said = OrderSaid(words="拒不整改")
        hand_over_order(order_id=key, said=said, now=now, by=bureau.head)


def mended(findings: list[Finding], *, by: Actor, now: datetime = NOW) -> Mended:
    """Return what a unit did about each problem, the first with a photo."""
    first = findings[0].pk
    return Mended(
        words={one.pk: "已补齐记录" for one in findings}, files={first: a_photo(now=now, by=by)}
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderRows:
    """An order that was handed over, with the receipt of its service."""

    order: Order
    step: OrderStep

    def words(self) -> dict[str, str]:
        """Return what fills the variable parts of addresses."""
        return {
            "order_id": str(self.order.pk), "order_step_id": str(self.step.pk), "file_place": "0",
        }  # fmt: skip


def order_rows(*, elevator: Elevator, now: datetime) -> OrderRows:
    """Return an order to the elevator's firm that went to the enforcement team."""
    world = an_order(elevator=elevator, state=OrderState.TRANSFERRED, now=now)
    step = OrderStep.objects.get(order=world.order, deed=OrderDeed.SERVED)
    return OrderRows(world.now(), step)
