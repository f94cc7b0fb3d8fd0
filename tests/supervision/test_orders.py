"""An order from its draft to its end: by two officers, two hands, with terms, proof and review."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.inspection.models import StopUse
from hoistway.ledger.queries import signed_text_holds
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions.orders import (
    CheckNotFinished,
    DueTooSoon,
    NothingFound,
    OfficerAlone,
    OrderIncomplete,
    TwoOfficersNeeded,
    approve_order,
    draft_order,
    require_two,
    return_order,
    rewrite_order,
    submit_order,
)
from hoistway.supervision.actions.orders_mending import (
    FindingUnanswered,
    Mended,
    Review,
    TermNotLonger,
    ask_time,
    extend_order,
    report_order,
    review_order,
)
from hoistway.supervision.actions.orders_revoking import revoke_order
from hoistway.supervision.actions.orders_serving import (
    ReceiverMissing,
    Service,
    receive_order,
    serve_order,
)
from hoistway.supervision.actions.orders_steps import (
    OrderMovedOn,
    OrderProofMissing,
    OrderSaid,
    OrderWordsMissing,
)
from hoistway.supervision.models import Check, Order, OrderStep
from hoistway.supervision.queries.orders import order_standing, orders, orders_on
from hoistway.supervision.vocabulary import (
    FindingWeight,
    OrderDeed,
    OrderStanding,
    OrderState,
    ReviewWay,
    ServiceWay,
)
from tests.world.exits import someone_of
from tests.world.orders import (
    OrderWorld,
    a_bureau_at_work,
    a_finding_of,
    a_photo,
    an_order,
    mended,
    order_text,
)
from tests.world.parties import NOW, a_firm, a_jurisdiction
from tests.world.registry import an_elevator
from tests.world.supervision import a_planned_check

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)


def approved(world: OrderWorld, *, by: Actor | None = None) -> Order:
    by = by or world.bureau.head
    return approve_order(order_id=world.order.pk, said=OrderSaid(), now=NOW, by=by)


def reviewed(world: OrderWorld, *, passes: bool, next_due: date | None = None) -> Order:
    review = Review(passes=passes, way=ReviewWay.ON_SITE, next_due=next_due)
    said = OrderSaid(words="现场核实")
    return review_order(
        order_id=world.order.pk, review=review, said=said, now=NOW, by=world.bureau.officer
    )


def deeds(world: OrderWorld) -> list[OrderDeed]:
    return [one.deed for one in OrderStep.objects.filter(order=world.order).order_by("pk")]


def test_art_19_an_officer_alone_cannot_issue_an_order() -> None:
    bureau, unit = a_bureau_at_work(), a_firm()
    alone = a_planned_check(organisation=unit)
    Check.objects.filter(pk=alone.pk).update(officers=[{"person": 1, "name": "甲", "card": "沪1"}])
    with pytest.raises(TwoOfficersNeeded):
        require_two(check=Check.objects.get(pk=alone.pk))
    with pytest.raises(CheckNotFinished):
        draft_order(
            check_id=alone.pk, text=order_text(findings=[]), form_id=uuid4(), now=NOW,
            by=bureau.officer,
        )  # fmt: skip
    with pytest.raises(DatabaseError, match="two officers"), transaction.atomic():
        Order.objects.create(
            form_id=uuid4(), check_made=alone, organisation=unit, jurisdiction=alone.jurisdiction,
            edition="office57-2022", drafted_by_key="person:1", state=OrderState.SUBMITTED,
        )  # fmt: skip


def test_art_23_who_drafted_does_not_approve_by_rule_and_by_the_database() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.SUBMITTED)

    with pytest.raises(OfficerAlone):
        approved(world, by=world.bureau.officer)
    with pytest.raises(DatabaseError, match="two_hands"), transaction.atomic():
        Order.objects.filter(pk=world.order.pk).update(
            approved_by_key=world.order.drafted_by_key
        )  # fmt: skip
    assert approved(world).state is OrderState.APPROVED


def test_who_rewrites_a_returned_draft_is_its_drafter() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.SUBMITTED)
    key, bureau = world.order.pk, world.bureau
    with pytest.raises(OrderWordsMissing):
        return_order(order_id=key, said=OrderSaid(), now=NOW, by=bureau.head)
    return_order(order_id=key, said=OrderSaid(words="措施不明确"), now=NOW, by=bureau.head)

    text = order_text(findings=world.findings)
    rewrite_order(order_id=key, text=text, form_id=uuid4(), now=NOW, by=bureau.head)
    submit_order(order_id=key, said=OrderSaid(), now=NOW, by=bureau.head)

    with pytest.raises(OfficerAlone):
        approved(world)
    assert approved(world, by=bureau.officer).approved_by_key


def test_numbers_are_gapless_in_each_organ_and_year() -> None:
    here, there = an_elevator(), an_elevator()
    first, second = (an_order(elevator=one, state=OrderState.APPROVED) for one in (here, there))
    revoke_order(
        order_id=first.order.pk, said=OrderSaid(words="事实有误"), now=NOW, by=first.bureau.head
    )
    third = an_order(elevator=here, state=OrderState.APPROVED)

    numbers = [one.now().number for one in (first, second, third)]
    assert numbers == [f"沪静市监特令〔2026〕第{n}号" for n in (1, 2, 3)]


def test_what_was_approved_is_signed_and_stays_as_it_is() -> None:
    order = an_order(elevator=an_elevator(), state=OrderState.APPROVED).now()
    signed = {key: order.signed_text[key] for key in ("body", "sha256", "key", "signature")}  # type: ignore[index]

    assert signed_text_holds(**signed)
    assert order.number in signed["body"]
    with pytest.raises(DatabaseError, match="as it was approved"), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(number="沪静市监特令〔2026〕第99号")


def test_an_order_rests_on_free_findings_of_a_check_of_the_own_bureau() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.DRAFT)
    by = world.bureau.officer
    text = order_text(findings=world.findings)
    with pytest.raises(NothingFound):
        draft_order(
            check_id=world.order.check_made_id, text=text, form_id=uuid4(), now=NOW, by=by
        )  # fmt: skip
    elsewhere = a_bureau_at_work(area=a_jurisdiction(code="310115", name="浦东新区"))
    with pytest.raises(NotFound):
        draft_order(
            check_id=world.order.check_made_id, text=text, form_id=uuid4(), now=NOW,
            by=elsewhere.officer,
        )  # fmt: skip


def test_a_term_ends_on_the_day_after_at_the_earliest_and_rules_are_chosen() -> None:
    found, by = [a_finding_of(unit=a_firm(), area=a_jurisdiction())], a_bureau_at_work().officer
    check = found[0].check_made
    text = order_text(findings=found, due_on=TODAY)
    with pytest.raises(DueTooSoon):
        draft_order(check_id=check.pk, text=text, form_id=uuid4(), now=NOW, by=by)
    bare = replace(order_text(findings=found), rules=())
    with pytest.raises(OrderIncomplete):
        draft_order(check_id=check.pk, text=bare, form_id=uuid4(), now=NOW, by=by)

    form, text = uuid4(), order_text(findings=found, due_on=TODAY + DAY)
    one = draft_order(check_id=check.pk, text=text, form_id=form, now=NOW, by=by)
    again = draft_order(check_id=check.pk, text=text, form_id=form, now=NOW, by=by)
    assert one.pk == again.pk


def test_a_unit_sees_no_draft_and_only_its_own_order_once_it_is_served() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.APPROVED)
    stranger = someone_of(a_firm(), RoleKind.FIRM_OFFICE)
    assert not orders(by=world.unit).exists()

    serve_order(
        order_id=world.order.pk, service=Service(way=ServiceWay.SIGNED, receiver="周经理"),
        said=OrderSaid(files=(a_photo(by=world.bureau.officer),)), now=NOW,
        by=world.bureau.officer,
    )  # fmt: skip

    assert orders(by=world.unit).count() == 1
    assert not orders(by=stranger).exists()


def test_art_27_service_refused_it_is_left_with_words_a_witness_and_evidence() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.APPROVED)
    by, key = world.bureau.officer, world.order.pk
    left = Service(way=ServiceWay.LEFT, receiver="社区民警 张某（见证）")
    photo = a_photo(by=by)
    bare = Service(way=ServiceWay.LEFT)
    with pytest.raises(ReceiverMissing):
        serve_order(order_id=key, service=bare, said=OrderSaid(), now=NOW, by=by)
    with pytest.raises(OrderProofMissing):
        serve_order(order_id=key, service=left, said=OrderSaid(words="拒收"), now=NOW, by=by)
    with pytest.raises(OrderWordsMissing):
        serve_order(order_id=key, service=left, said=OrderSaid(files=(photo,)), now=NOW, by=by)

    said = OrderSaid(words="负责人拒绝签收，留置于值班室", files=(photo,))
    order = serve_order(order_id=key, service=left, said=said, now=NOW, by=by)

    assert (order.state, order.service) == (OrderState.SERVED, ServiceWay.LEFT)
    step = OrderStep.objects.get(order=order, deed=OrderDeed.SERVED)
    assert step.facts["files"] == [{"pk": photo.pk, "sha256": photo.sha256}]


def test_by_the_platform_an_order_is_served_when_the_unit_receives_it() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.APPROVED)
    key, stranger = world.order.pk, someone_of(a_firm(), RoleKind.FIRM_OFFICE)
    with pytest.raises(NotFound):
        receive_order(order_id=key, said=OrderSaid(), now=NOW, by=world.unit)
    sent = serve_order(
        order_id=key, service=Service(way=ServiceWay.PLATFORM), said=OrderSaid(), now=NOW,
        by=world.bureau.officer,
    )  # fmt: skip
    assert (sent.state, sent.served_at) == (OrderState.APPROVED, None)
    with pytest.raises(NotFound):
        receive_order(order_id=key, said=OrderSaid(), now=NOW, by=stranger)

    got = receive_order(order_id=key, said=OrderSaid(), now=NOW, by=world.unit)
    assert (got.state, got.service) == (OrderState.SERVED, ServiceWay.PLATFORM)


def test_art_29_a_report_answers_each_problem_and_begins_ten_working_days() -> None:
    world = an_order(elevator=an_elevator())
    with pytest.raises(FindingUnanswered):
        report_order(
            order_id=world.order.pk, mended=Mended(words={}), said=OrderSaid(), now=NOW,
            by=world.unit,
        )  # fmt: skip
    told = mended(world.findings, by=world.unit)
    order = report_order(
        order_id=world.order.pk, mended=told, said=OrderSaid(), now=NOW, by=world.unit
    )

    assert order.review_by == date(2026, 12, 4)
    assert order_standing(order=order, day=date(2026, 12, 4)) is OrderStanding.TO_REVIEW
    assert order_standing(order=order, day=date(2026, 12, 5)) is OrderStanding.REVIEW_LATE
    with pytest.raises(OrderMovedOn):
        report_order(
            order_id=order.pk, mended=told, said=OrderSaid(), now=NOW, by=world.unit
        )  # fmt: skip


def test_a_failed_review_gives_a_new_term_and_a_passed_one_closes() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.REPORTED)
    with pytest.raises(DueTooSoon):
        reviewed(world, passes=False, next_due=TODAY)
    again = reviewed(world, passes=False, next_due=TODAY + DAY)
    assert (again.state, again.due_on, again.review_by) == (OrderState.SERVED, TODAY + DAY, None)
    told = mended(world.findings, by=world.unit)
    report_order(order_id=world.order.pk, mended=told, said=OrderSaid(), now=NOW, by=world.unit)

    assert reviewed(world, passes=True).state is OrderState.CLOSED
    assert deeds(world)[-3:] == [OrderDeed.FAILED, OrderDeed.REPORTED, OrderDeed.PASSED]


def test_more_time_is_asked_by_the_unit_and_given_only_beyond_the_present_term() -> None:
    world = an_order(elevator=an_elevator())
    key, due = world.order.pk, world.now().due_on
    assert due is not None
    ask_time(order_id=key, said=OrderSaid(words="配件待到货"), now=NOW, by=world.unit)
    said = OrderSaid(words="配件证明属实")
    with pytest.raises(NotAllowed):
        extend_order(order_id=key, due_on=due + DAY, said=said, now=NOW, by=world.unit)
    with pytest.raises(TermNotLonger):
        extend_order(order_id=key, due_on=due, said=said, now=NOW, by=world.bureau.head)

    extend_order(order_id=key, due_on=due + DAY, said=said, now=NOW, by=world.bureau.head)
    assert world.now().due_on == due + DAY


def test_art_26_and_30_a_grave_hazard_stops_use_and_is_reported_up_the_same_day() -> None:
    elevator = an_elevator()
    world = an_order(
        elevator=elevator, state=OrderState.REPORTED, weight=FindingWeight.GRAVE, stop=True
    )
    assert OrderDeed.REPORTED_UP in deeds(world)
    assert StopUse.objects.filter(elevator=elevator, lifted_at=None).count() == 1
    assert [one.pk for one in orders_on(elevator_ids=[elevator.pk])] == [world.order.pk]

    reviewed(world, passes=True)
    assert not StopUse.objects.filter(elevator=elevator, lifted_at=None).exists()


def test_a_stop_is_chosen_by_officers_never_by_the_weight_of_a_finding() -> None:
    elevator = an_elevator()
    an_order(elevator=elevator, weight=FindingWeight.GRAVE, stop=False)
    assert not StopUse.objects.filter(elevator=elevator).exists()


def test_another_order_keeps_its_elevator_stopped() -> None:
    elevator = an_elevator()
    first, other = (
        an_order(elevator=elevator, weight=FindingWeight.GRAVE, stop=True) for _ in range(2)
    )
    revoke_order(
        order_id=first.order.pk, said=OrderSaid(words="撤销"), now=NOW, by=first.bureau.head
    )

    [stop] = StopUse.objects.filter(elevator=elevator, lifted_at=None)
    assert stop.facts["order"] == other.order.pk
