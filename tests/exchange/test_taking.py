"""What partners send is taken once, answered with where it stands, and never twice a rescue."""

import json
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from hoistway.emergency.models import Incident, Report, TimelineEntry
from hoistway.exchange.actions import (
    ask_counts,
    draw,
    follow,
    link_placed,
    read_folders,
    send_due,
    take_in,
)
from hoistway.exchange.models import Count, Held, Passage, Taken
from hoistway.exchange.queries import secrets_of
from hoistway.exchange.vocabulary import Mode, Outcome, PassageState, RecordState, Topic
from hoistway.messages.models import Message
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.actions import hand_outside, place_call
from hoistway.riders.models import CallerNumber, PublicReport, UnplacedCall
from hoistway.riders.vocabulary import ReportState
from tests.exchange.conftest import CITY
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor, fresh_number
from tests.world.partners import StandIn, connect, opened
from tests.world.registry import an_elevator

ORDERS, REPORTS = Topic.RESCUE_ORDERS, Topic.PUBLIC_REPORTS
POLICE, HOTLINE = "police-110", "hotline-12345"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _at_home(home: Path) -> None:
    connect(home=home, profile=POLICE, url="http://127.0.0.1:9")
    connect(home=home, profile=HOTLINE, url="http://127.0.0.1:9")


def order(number: str, **said: object) -> dict[str, object]:
    return {"policeNumber": number, "occurTime": "2026-11-22 11:58:00", "eventType": "1", **said}


def sent(*events: dict[str, object], name: str = POLICE, topic: Topic = ORDERS, now=NOW):
    key = "events" if name == POLICE else "orders"
    return take_in(name=name, topic=topic, text=json.dumps({key: events}), now=now)


def test_an_order_of_110_opens_one_rescue_by_channel_s01() -> None:
    elevator = an_elevator()
    said = order("A1", registerNumber=elevator.register_number, reporterTel="13711112222")

    (first,), (again,) = sent(said), sent(said, now=NOW + timedelta(minutes=5))

    incident = Incident.objects.get()
    assert (first.outcome, first.ours, first.state) == (Outcome.OPENED, incident.number, "2")
    assert again.outcome is Outcome.REPEATED
    assert [str(row.source) for row in Report.objects.all()] == ["S01"]
    assert incident.began_at == NOW - timedelta(minutes=2)
    assert CallerNumber.objects.get().phone == "13711112222"


def test_two_numbers_for_one_elevator_are_one_rescue() -> None:
    elevator = an_elevator()
    number = elevator.register_number

    told = sent(order("B1", registerNumber=number), order("B2", registerNumber=number))

    assert [one.outcome for one in told] == [Outcome.OPENED, Outcome.JOINED]
    assert Incident.objects.count() == 1


def test_an_order_without_an_elevator_waits_for_a_dispatcher_and_is_then_told_of() -> None:
    (told,) = sent(order("C1", address="延平路 100 号 3 号楼"))
    call = UnplacedCall.objects.get()
    elevator = an_elevator()

    key = place_call(
        call_id=call.pk, elevator_id=elevator.pk, now=NOW, by=an_actor(role=RoleKind.DISPATCHER)
    )
    link_placed(things=[key])

    assert told.outcome is Outcome.TO_PLACE
    assert Taken.objects.get().thing == key
    follow(topic=ORDERS, things=[key], now=NOW)
    body = Passage.objects.get(partner__name=POLICE)
    assert body.records == 1


def test_news_of_an_order_are_noted_and_older_ones_are_not() -> None:
    elevator = an_elevator()
    number = elevator.register_number

    def news(state: str, minute: int):
        at = f"2026-11-22 12:{minute:02d}:00"
        (one,) = sent(order("D1", registerNumber=number, currentStatus=state, statusTime=at))
        return one.outcome

    outcomes = [news("1", 0), news("7", 5), news("3", 2), news("7", 5)]

    assert outcomes == [Outcome.OPENED, Outcome.NOTED, Outcome.REPEATED, Outcome.REPEATED]
    notes = TimelineEntry.objects.filter(deed="noted")
    assert [one.facts["note"] for one in notes] == ["110 报警服务台 · 误报"]


def test_a_bad_record_keeps_no_other_out_and_says_what_is_wrong() -> None:
    elevator = an_elevator()

    told = sent(
        {"occurTime": "2026-11-22 11:58:00"},
        order("E2", registerNumber="x", occurTime="gestern"),
        order("E3", registerNumber=elevator.register_number),
    )

    assert [one.outcome for one in told] == [Outcome.REFUSED, Outcome.REFUSED, Outcome.OPENED]
    assert [one.reason.split(":")[0] for one in told[:2]] == ["number", "occurred_at"]


def test_orders_that_are_repeated_and_reordered_open_each_rescue_once() -> None:
    chance = Random(7)
    elevators = [an_elevator() for _ in range(5)]
    events = [order(f"F{n}", registerNumber=one.register_number) for n, one in enumerate(elevators)]
    for _ in range(6):
        sent(*chance.choices(events, k=5))
    sent(*events)

    assert Incident.objects.count() == 5
    assert Report.objects.count() == 5


def test_a_hotlines_order_is_one_report_and_its_answer_goes_back(home: Path) -> None:
    partner = StandIn(secrets=secrets_of(name=HOTLINE, now=NOW))
    partner.answers = lambda _one: (200, {"success": True})
    server = opened(partner)
    connect(home=home, profile=HOTLINE, url=partner.base)
    elevator = an_elevator()
    said = {
        "orderNo": "12345-1", "registerNumber": elevator.register_number, "kind": "投诉",
        "matter": "维保", "content": "维保不到位", "callerPhone": "13711112222",
    }  # fmt: skip

    (first,) = sent(said, name=HOTLINE, topic=REPORTS)
    (again,) = sent(said, name=HOTLINE, topic=REPORTS)
    report = PublicReport.objects.get()
    follow(topic=REPORTS, things=[report.pk], now=NOW)
    send_due(now=NOW, name=HOTLINE)
    server.shutdown()
    server.server_close()

    assert (first.outcome, again.outcome) == (Outcome.OPENED, Outcome.REPEATED)
    assert str(report.topic) == "poor_maintenance"
    (record,) = partner.inbox[0].body["orders"]
    assert (record["orderNo"], record["state"]) == ("12345-1", "办理中")


def test_many_orders_of_a_hotline_are_not_taken_for_one_angry_phone() -> None:
    elevators = [an_elevator() for _ in range(30)]
    told = sent(
        *(
            {"orderNo": f"N{n}", "registerNumber": one.register_number, "kind": "投诉"}
            for n, one in enumerate(elevators)
        ),
        name=HOTLINE, topic=REPORTS,
    )  # fmt: skip

    assert {one.outcome for one in told} == {Outcome.OPENED}


def test_news_of_a_report_that_was_handed_to_the_hotline_end_it() -> None:
    elevator = an_elevator()
    said = {"orderNo": "G1", "registerNumber": elevator.register_number, "kind": "投诉"}
    sent(said, name=HOTLINE, topic=REPORTS)
    report = PublicReport.objects.get()
    city = an_actor(role=RoleKind.CITY_REGULATOR)
    form = report.form_id.__class__(int=fresh_number())
    hand_outside(report_id=report.pk, form_id=form, number="G9", now=NOW, by=city)

    (told,) = sent(
        {"orderNo": "G9", "reportNo": report.number, "state": "已办结", "closed": "1"},
        name=HOTLINE, topic=REPORTS,
    )  # fmt: skip

    report.refresh_from_db()
    assert (told.outcome, report.state) == (Outcome.NOTED, ReportState.ANSWERED)


def test_a_later_receipt_ends_a_passage_and_gives_records_back(home: Path) -> None:
    connect(home=home, profile="housing", url=f"file:{home}/front")
    elevator = an_elevator()
    (passage,) = draw(name="housing", topic=Topic.ELEVATORS, mode=Mode.FULL, now=NOW)
    send_due(now=NOW, name="housing")
    folder = home / "front" / "in" / "receipts"
    folder.mkdir(parents=True)
    (folder / "1.csv").write_text(f"number,accepted,reason\n{passage.number},1,\n", "utf-8")

    assert read_folders(now=NOW) == 1

    passage.refresh_from_db()
    assert passage.state is PassageState.RECEIPTED
    assert Held.objects.get(key=elevator.register_number).state is RecordState.HELD
    assert not list(folder.iterdir())


def test_counts_that_agree_are_kept_and_a_difference_is_told(home: Path) -> None:
    a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    partner = StandIn()
    server = opened(partner)
    connect(home=home, profile=CITY, url=partner.base)
    an_elevator()
    an_elevator()
    draw(name=CITY, topic=Topic.ELEVATORS, mode=Mode.FULL, now=NOW)
    send_due(now=NOW, name=CITY)

    partner.counts = {"/elevators/count": {"total": 2, "districts": {"310106": 2}}}
    assert ask_counts(now=NOW, name=CITY) == 0
    told = Message.objects.count()
    partner.counts = {"/elevators/count": {"total": 1, "districts": {"310106": 1}}}
    assert ask_counts(now=NOW + timedelta(days=1), name=CITY) == 1
    server.shutdown()
    server.server_close()

    assert told == 0
    assert Message.objects.count() > 0
    assert [(row.area, row.theirs, row.sent) for row in Count.objects.order_by("pk")] == [
        ("", 2, 2), ("310106", 2, 2), ("", 1, 2), ("310106", 1, 2),
    ]  # fmt: skip
