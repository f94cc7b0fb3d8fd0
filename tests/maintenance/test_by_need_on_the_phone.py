"""A visit by need and a targeted order, from the phone to the record and what follows."""

import json
from datetime import timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions.schedules import work_out_schedules
from hoistway.maintenance.models import Schedule, Visit
from hoistway.maintenance.queries.orders import orders_of_visits
from hoistway.maintenance.queries.packs import pack_of_days
from hoistway.maintenance.queries.regimes import items_due, on_site_visits
from hoistway.maintenance.queries.standards import edition_in_use
from hoistway.maintenance.rules.months import months_after
from hoistway.maintenance.rules.on_demand import PlanLine
from hoistway.maintenance.vocabulary import VisitKind, VisitState
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.monitoring.actions import follow_visit
from hoistway.monitoring.actions.opening import order_open
from hoistway.monitoring.vocabulary import DeviationState
from hoistway.web.visits.document import document_of
from tests.world.maintenance import a_crew, a_job, a_signed_visit
from tests.world.monitoring import deviated_here
from tests.world.parties import NOW
from tests.world.regimes import a_targeted_order, on_demand

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)
OFTEN = {
    "A-1-15": PlanLine(item="A-1-15", way=ItemWay.SITE, days=30),
    "A-1-29": PlanLine(item="A-1-29", way=ItemWay.NEVER_REMOTE, months=3),
}
ASKED = ["A-1-15", "A-1-29"]


@pytest.fixture
def by_need():
    """Return the planned visit of an elevator on demand; its door is due, 29 is in every visit."""
    elevator = on_demand(changed=OFTEN, visited=TODAY - 30 * DAY)
    return Visit.objects.get(elevator=elevator, state=VisitState.PLANNED)


def packed(visit, hand):
    """Return the visit as the phone takes it along once the office has given it to a person."""
    Visit.objects.filter(pk=visit.pk).update(lead=hand.member.person)
    pack = pack_of_days(days=2, now=NOW, by=hand.by)
    return next(one for one in pack["visits"] if one["uid"] == str(visit.uid))


def on_paper(visit):
    data = document_of(
        record=visit.record, papers=[], edition=edition_in_use(), now=NOW,
        base_url="https://lift.example",
    )  # fmt: skip
    return data["title"], data["pills"], json.dumps(data["sections"], ensure_ascii=False)


def test_the_phone_has_exactly_the_items_and_why(by_need):
    hand = a_crew(firm=by_need.firm, size=1)[0]

    told = packed(by_need, hand)

    assert [one["code"] for one in told["checklist"]] == by_need.items == ASKED
    assert (told["kind"], told["level"], told["due_at"]) == ("maintenance", None, None)
    assert told["why"]["zh"].startswith("A-1-15")


@pytest.mark.parametrize("kind", [VisitKind.MAINTENANCE, VisitKind.TARGETED])
def test_one_item_left_out_is_refused_by_its_name_and_all_of_them_are_enough(by_need, kind):
    visit = by_need
    if kind is VisitKind.TARGETED:
        visit = a_targeted_order(elevator=by_need.elevator, items=tuple(ASKED))
    crew = a_crew(firm=visit.firm)
    job = a_job(elevator=visit.elevator, crew=crew, visit=visit)
    short = a_job(elevator=visit.elevator, crew=crew, visit=visit)
    object.__setattr__(short, "items", job.items[1:])

    crew[0].send(crew[0].begin(job=job), *crew[0].lines(job=short), now=NOW)
    refused = crew[0].send(crew[0].sign(job=short), now=NOW)[0]
    crew[0].send(crew[0].line(job=job, item="A-1-15"), now=NOW)
    signed = crew[0].send(crew[0].sign(job=job), now=NOW)[0]

    assert [one.in_language("en") for one in refused.missing] == ["A-1-15 Result of the item"]
    assert str(signed.verdict) == "applied"


def test_a_visit_by_need_counts_moves_its_items_and_is_followed_within_three_months(by_need):
    visit = a_signed_visit(visit=by_need)
    key = visit.elevator_id

    work_out_schedules(elevator_ids=[key], now=NOW)

    title, pills, sections = on_paper(visit)
    assert (title, pills) == ("电梯维护保养记录", [["按需维保", "active"]])
    assert all(f'"{item}"' in sections for item in ASKED)
    assert "A-1-16" not in sections
    lines = json.loads(visit.record.body)["content"]["lines"]
    assert [one["item"] for one in lines] == ASKED
    dues = {one.item: one for one in items_due(elevator_ids=[key], now=NOW)[key]}
    assert (dues["A-1-15"].last_on, dues["A-1-15"].due_on) == (TODAY, TODAY + 30 * DAY)
    assert dues["A-1-16"].last_on == TODAY - 30 * DAY
    row = Schedule.objects.get(pk=key)
    assert (row.on_site_on, row.next_due_on) == (TODAY, TODAY + 30 * DAY)
    assert row.next_due_on <= months_after(day=TODAY, months=3)
    assert [one.items for one in on_site_visits(elevator_ids=[key], since=TODAY)[key]] == [
        tuple(ASKED)
    ]


def test_a_targeted_order_is_closed_by_its_visit_and_its_deviation_is_done():
    elevator = on_demand()
    deviation = deviated_here(elevator=elevator)
    order_open(elevator_ids=[elevator.pk], now=NOW, by=PLATFORM)
    deviation.refresh_from_db()
    visit = deviation.visit
    told = packed(visit, a_crew(firm=visit.firm, size=1)[0])

    signed = a_signed_visit(visit=visit)
    follow_visit(visit_id=visit.pk, now=NOW)
    work_out_schedules(elevator_ids=[elevator.pk], now=NOW)

    assert [one["code"] for one in told["checklist"]] == list(visit.items)
    assert told["due_at"] == visit.due_at.isoformat()
    title, _, sections = on_paper(signed)
    assert title == "电梯针对性维保记录"
    assert all(f'"{item}"' in sections for item in visit.items)
    order = orders_of_visits(visit_ids=[visit.pk])[visit.pk]
    assert order.results == dict.fromkeys(visit.items, "normal")
    assert not order.is_late(now=NOW + 30 * DAY)
    deviation.refresh_from_db()
    assert deviation.state is DeviationState.DONE
    dues = {one.item: one.last_on for one in items_due(
        elevator_ids=[elevator.pk], now=NOW)[elevator.pk]}  # fmt: skip
    assert {dues[item] for item in visit.items} == {TODAY}
    assert Schedule.objects.get(pk=elevator.pk).on_site_on == TODAY - DAY
