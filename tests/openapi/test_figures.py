"""Monitoring, outages, messages, figures, efforts and statements over HTTP."""

from datetime import date

import pytest

from hoistway.foundation import clock
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.reform.actions import keep_figures
from tests.world.inspections import inspection_rows
from tests.world.parties import a_firm, an_actor
from tests.world.programs import a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def test_a_firm_reads_what_monitoring_says_of_its_own_elevator_alone() -> None:
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))
    own = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm))
    path = f"/v1/elevators/{elevator.register_number}/monitoring"

    said = told(own.get(path))

    assert (said["connection"]["state"], said["health"]) == ("never", "unknown")
    assert told(own.get("/v1/monitored-elevators"))["items"] == []
    other = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    desk = a_program(by=an_actor(role=RoleKind.DISPATCHER))
    assert [other.get(path).status_code, desk.get(path).status_code] == [404, 403]


def test_outages_are_of_the_city_or_of_the_own_elevators() -> None:
    firm = a_firm()
    elevator = an_elevator(site=Site(firm=firm))
    inspection_rows(elevator=elevator, now=clock.now())
    inspection_rows(elevator=an_elevator(site=Site(firm=a_firm())), now=clock.now())
    own = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm))

    city, mine = told(own.get("/v1/outages")), told(own.get("/v1/outages?own=true"))

    assert (city["count"], mine["count"]) == (2, 1)
    assert (mine["outages"][0]["reason"], mine["outages"][0]["register_number"]) == (
        "failed", elevator.register_number,
    )  # fmt: skip
    assert told(own.get("/v1/outages?reason=fault"))["outages"] == []


def a_message(*, firm_id: int, purpose: Purpose, key: str) -> Message:
    return Message.objects.create(
        key=key, channel=Channel.PAGE, purpose=purpose, organisation_id=firm_id, zh="请查看",
        en="Please look", link="/orders", state=DeliveryState.SENT, queued_at=clock.now(),
    )  # fmt: skip


def test_an_inbox_is_read_and_what_is_urgent_is_left_to_people() -> None:
    firm = a_firm()
    own = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm))
    other = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    rows = [
        a_message(firm_id=firm.pk, purpose=one, key=f"k{n}")
        for n, one in enumerate((Purpose.DUTY, Purpose.ORDER))
    ]
    paths = [f"/v1/messages/{row.pk}" for row in rows]

    listed = told(own.get("/v1/messages?unread=true"))["items"]
    marked, refused = (own.send(f"{path}/read") for path in paths)

    assert [one["pressed"] for one in listed] == [True, False]
    assert (marked.status_code, bool(told(marked)["read_at"])) == (200, True)
    assert (refused.status_code, told(refused)["code"]) == (403, "opened_by_hand")
    assert told(own.send("/v1/messages/read-ordinary"))["read"] == 0
    assert [other.get(paths[0]).status_code, told(other.get("/v1/messages"))["items"]] == [404, []]
    thin = a_program(
        by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm), name="thin",
        scopes=frozenset({Scope.REGISTER}),
    )  # fmt: skip
    assert told(thin.get("/v1/messages"))["code"] == "scope_missing"


def test_figures_are_for_regulators_and_efforts_of_the_own_area() -> None:
    an_elevator()
    keep_figures(now=clock.now())
    city, firm = (
        a_program(by=an_actor(role=role))
        for role in (RoleKind.CITY_REGULATOR, RoleKind.FIRM_OFFICE)
    )
    body = {"kind": "training", "title": "维保人员培训", "on": "2026-03-01", "people": 40}

    said = told(city.get("/v1/reform-figures"))
    made = told(city.send("/v1/efforts", body, write="e"))
    path = f"/v1/efforts/{made['effort']}"
    gone = told(city.send(f"{path}/withdraw", {"why": "重复录入"}))

    assert len(said["city"]["figures"]) == 10
    assert (made["people"], bool(gone["withdrawn_at"])) == (40, True)
    assert [
        firm.get(one).status_code for one in ("/v1/reform-figures", "/v1/efforts", "/v1/statements")
    ] == [403, 403, 403]
    for area in said["areas"][:1]:
        course = told(city.get(f"/v1/reform-figures/{area['jurisdiction']}/filed"))
        assert len(course["days"]) <= 1


def test_the_city_states_a_month_and_publishes_it_once() -> None:
    city = a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))
    district = a_program(by=an_actor(role=RoleKind.DISTRICT_REGULATOR))
    body = {"span": "month", "day": date(2026, 5, 9).isoformat()}

    made = told(city.send("/v1/statements", body))
    path = f"/v1/statements/{made['statement']}"
    whole = told(district.get(path))
    refused = district.send("/v1/statements", body)
    out = told(city.send(f"{path}/publish", {"typical": "无", "asked": "加强巡查"}))
    twice = city.send(f"{path}/publish", {})

    assert (made["first_day"], made["last_day"]) == ("2026-05-01", "2026-05-31")
    assert "stock" in [one["part"] for one in whole["sections"]]
    assert (refused.status_code, bool(out["published_at"]), twice.status_code >= 400) == (
        403, True, True,
    )  # fmt: skip
    assert len(told(district.get("/v1/statements?published=true"))["items"]) == 1
