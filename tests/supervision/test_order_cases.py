"""Terms that run out, cases that are handed over, and what their outcomes lead to."""

import io
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.ondemand.actions.exits import follow_order
from hoistway.ondemand.models import ExitCase
from hoistway.ondemand.vocabulary import ExitClause
from hoistway.parties.actions import enrol
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.registry.models import Elevator
from hoistway.supervision.actions.orders_bundling import NoCase, case_bundle
from hoistway.supervision.actions.orders_cases import Outcome, OutcomeIncomplete, settle_case
from hoistway.supervision.actions.orders_steps import OrderSaid
from hoistway.supervision.actions.orders_sweeping import sweep_orders
from hoistway.supervision.actions.orders_telling import tell_order
from hoistway.supervision.models import OrderStep
from hoistway.supervision.queries import order_counts, orders_of, penalties_of
from hoistway.supervision.rules.orders import (
    OrderClock,
    order_policy_on,
    review_by,
    standing_of,
)
from hoistway.supervision.vocabulary import CaseOutcome, OrderDeed, OrderStanding, OrderState
from tests.world.exits import someone_of
from tests.world.ondemand import a_listed_firm
from tests.world.orders import TERM, OrderWorld, an_order
from tests.world.parties import NOW, a_bureau, a_jurisdiction
from tests.world.registry import Site, an_elevator

TODAY = local_day(at=NOW)
FINED = Outcome(
    outcome=CaseOutcome.FINED, decided_on=TODAY, document="沪市监罚〔2026〕1号", fen=3_000_000,
    veto=True, unlawful=True,
)  # fmt: skip
DAY = timedelta(days=1)
POLICY = order_policy_on(day=TODAY)


def clock(state: OrderState, **days: date) -> OrderClock:
    known = {"approved_on": None, "due_on": None, "review_by": None}
    return OrderClock(state=state, **(known | days))  # type: ignore[arg-type]


def test_a_term_holds_through_its_last_day_and_a_review_through_its_tenth_working_day() -> None:
    due = date(2026, 11, 30)
    served = clock(OrderState.SERVED, due_on=due)
    said = [standing_of(clock=served, policy=POLICY, day=due + n * DAY) for n in (-5, -3, 0, 1)]
    assert said == [
        OrderStanding.DUE_SOON, OrderStanding.DUE_SOON, OrderStanding.DUE_SOON,
        OrderStanding.OVERDUE,
    ]  # fmt: skip
    early = standing_of(clock=served, policy=POLICY, day=date(2026, 11, 24))
    assert early is OrderStanding.IN_TIME
    assert review_by(policy=POLICY, reported_on=date(2026, 9, 21)) == date(2026, 10, 12)
    approved = clock(OrderState.APPROVED, approved_on=date(2026, 11, 20))
    last = date(2026, 11, 25)
    assert standing_of(clock=approved, policy=POLICY, day=last) is OrderStanding.TO_SERVE
    assert standing_of(clock=approved, policy=POLICY, day=last + DAY) is OrderStanding.UNSERVED


def told(purpose: Purpose = Purpose.ORDER) -> list[int]:
    rows = Message.objects.filter(purpose=purpose, channel="page")
    return list(rows.values_list("organisation_id", flat=True))


@pytest.mark.django_db
def test_a_term_that_ran_out_is_kept_once_and_both_sides_are_told() -> None:
    world = an_order(elevator=an_elevator())
    after = NOW + TERM + DAY

    assert sweep_orders(now=NOW + TERM) == 0
    assert sweep_orders(now=after + DAY) == 1
    assert sweep_orders(now=after + DAY) == 0

    step = OrderStep.objects.get(deed=OrderDeed.OVERDUE)
    tell_order(step_id=step.pk, now=after)
    assert {world.unit.organisation_id, world.bureau.body.pk} <= set(told())
    found = orders_of(organisation_ids=[world.unit.organisation_id], first=TODAY, last=TODAY)
    [record] = found[world.unit.organisation_id]
    assert (record.late, record.passed, len(record.elevator_ids)) == (True, None, 1)


@pytest.mark.django_db
def test_art_29_a_late_review_is_pressed_on_and_counted() -> None:
    world = an_order(elevator=an_elevator(), state=OrderState.REPORTED)
    last = world.now().review_by
    assert last is not None
    late = NOW + (last - TODAY) + DAY

    sweep_orders(now=late - DAY)
    before = len(told())
    sweep_orders(now=late)
    sweep_orders(now=late)

    assert len(told()) > before
    counts = order_counts(first=TODAY, last=TODAY, day=local_day(at=late))
    assert counts[world.order.jurisdiction_id].review_late == 1
    assert order_counts(first=TODAY, last=TODAY, day=last)[
        world.order.jurisdiction_id
    ].review_late == 0  # fmt: skip


def a_case(*, elevator: Elevator | None = None) -> OrderWorld:
    return an_order(elevator=elevator or an_elevator(), state=OrderState.TRANSFERRED)


def settled(world: OrderWorld, outcome: Outcome) -> OrderStep:
    team = enrol(
        kind=OrganisationKind.BUREAU, name="上海市市场监督管理局执法总队", name_en="Enforcement",
        jurisdiction=a_jurisdiction(code="310000"), phone="",
    )  # fmt: skip
    by = someone_of(team, RoleKind.CITY_REGULATOR)
    settle_case(order_id=world.order.pk, outcome=outcome, said=OrderSaid(), now=NOW, by=by)
    return OrderStep.objects.filter(order=world.order, deed=OrderDeed.OUTCOME).latest("pk")


@pytest.mark.django_db
def test_only_the_enforcement_team_ends_a_case_and_a_fine_has_its_amount() -> None:
    world = a_case()
    plain = someone_of(
        a_bureau(jurisdiction=a_jurisdiction(code="310000")), RoleKind.CITY_REGULATOR
    )
    with pytest.raises(OutcomeIncomplete):
        settled(world, replace(FINED, fen=0))
    with pytest.raises(NotAllowed):
        settle_case(order_id=world.order.pk, outcome=FINED, said=OrderSaid(), now=NOW, by=plain)
    with pytest.raises(OutcomeIncomplete):
        settled(world, replace(FINED, decided_on=TODAY + DAY))
    assert settled(world, FINED).facts["fen"] == 3_000_000


@pytest.mark.django_db
def test_a_penalty_counts_until_it_is_set_aside() -> None:
    world = a_case()
    unit = world.unit.organisation_id
    settled(world, FINED)
    [found] = penalties_of(organisation_ids=[unit], first=TODAY, last=TODAY)[unit]
    assert (found.outcome, found.fen, found.is_veto) == (CaseOutcome.FINED, 3_000_000, True)
    assert not penalties_of(organisation_ids=[unit], first=TODAY + DAY, last=TODAY + DAY)

    aside = Outcome(
        outcome=CaseOutcome.WITHDRAWN, decided_on=TODAY, document="沪府复决〔2026〕1号"
    )  # fmt: skip
    settled(world, aside)
    assert not penalties_of(organisation_ids=[unit], first=TODAY, last=TODAY)


@pytest.mark.django_db
def test_annex_2_an_unlawful_firm_in_the_pilot_is_judged_by_a_case_of_its_own() -> None:
    listed = a_listed_firm()
    world = a_case(elevator=an_elevator(site=Site(firm=listed.firm)))
    lawful = settled(world, replace(FINED, unlawful=False))
    assert follow_order(step_id=lawful.pk, now=NOW) == 0
    step = settled(world, FINED)

    assert follow_order(step_id=step.pk, now=NOW) == 1
    assert follow_order(step_id=step.pk, now=NOW) == 0
    case = ExitCase.objects.get(firm_pilot=listed)
    assert case.clause is ExitClause.FIRM_UNLAWFUL
    assert world.now().number in case.evidence["words"]


@pytest.mark.django_db
def test_an_order_ends_in_a_case_file_that_anybody_can_verify(tmp_path: Path) -> None:
    world = a_case()
    by = world.bureau.head
    data = case_bundle(order_id=world.order.pk, papers={"order.pdf": b"%PDF-"}, by=by)
    assert data == case_bundle(order_id=world.order.pk, papers={"order.pdf": b"%PDF-"}, by=by)
    with zipfile.ZipFile(io.BytesIO(data)) as bundle:
        bundle.extractall(tmp_path)
    assert {one.name for one in (tmp_path / "signed").iterdir()} == {
        "order.json", "order.key", "check.json", "check.key",
    }  # fmt: skip
    assert list((tmp_path / "files").iterdir())

    assert verdict(tmp_path) == (0, "TRUE")
    signed = tmp_path / "signed" / "order.json"
    signed.write_bytes(signed.read_bytes().replace("限".encode(), "现".encode(), 1) + b" ")
    assert verdict(tmp_path) == (1, "FALSE")


def verdict(folder: Path) -> tuple[int, str]:
    done = subprocess.run(
        ["sh", str(folder / "verify.sh")], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout.strip().splitlines()[-1]


@pytest.mark.django_db
def test_an_order_that_was_not_handed_over_has_no_case_file() -> None:
    world = an_order(elevator=an_elevator())
    with pytest.raises(NoCase):
        case_bundle(order_id=world.order.pk, papers={}, by=world.bureau.head)
