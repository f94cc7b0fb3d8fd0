"""What programs follow: the log by cursor, webhooks from their opening to their end."""

from uuid import uuid4

import jsonschema
import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from standardwebhooks.webhooks import Webhook as Reader

from hoistway.changes.models import Webhook
from hoistway.foundation import clock
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey, Receipt
from hoistway.programs.vocabulary import Scope
from tests.world.changes import a_listener, a_webhook, deliver, last_change, told_fault
from tests.world.parties import a_firm, an_actor
from tests.world.programs import OPENED, Program, a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def office() -> tuple[Program, Site]:
    site = Site(firm=a_firm())
    return a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)), site


def opened(program: Program, url: str, **said: object) -> dict:
    answer = program.send("/v1/webhooks", {"name": "ERP", "url": url, **said})
    assert answer.status_code == 201, answer.content
    return told(answer)


def test_changes_are_read_on_from_the_cursor_without_gap_or_double():
    program, site = office()
    elevator = an_elevator(site=site)
    for kind in ("door_closing", "light", "shaking"):
        told_fault(now=clock.now(), elevator=elevator, kind=kind)

    seen, after, more = [], "", True
    while more:
        page = told(program.get(f"/v1/changes?limit=1&kind=fault.opened&after={after}"))
        seen += [one["data"]["kind"] for one in page["items"]]
        after, more = page["next"], page["more"]

    assert seen == ["door_closing", "light", "shaking"]
    assert told(program.get(f"/v1/changes?after={after}"))["items"] == []
    assert told(program.get("/v1/changes?after=latest"))["next"] == str(last_change().pk)


def test_every_change_of_the_feed_is_a_cloud_event_and_fits_its_published_schema():
    program, site = office()
    fault = told_fault(now=clock.now(), elevator=an_elevator(site=site))
    schemas = {
        one["type"]: one["data_schema"] for one in told(program.get("/v1/change-kinds"))["items"]
    }

    (event,) = told(program.get("/v1/changes?kind=fault.opened"))["items"]

    CloudEvent({k: v for k, v in event.items() if k not in {"data", "time"}}, event["data"])
    jsonschema.validate(event["data"], schemas[event["type"]])
    assert event["subject"] == f"faults/{fault.number}"
    assert told(program.get(f"/v1/{event['subject']}"))["number"] == fault.number


def test_only_what_the_person_and_the_key_may_read_is_told():
    program, site = office()
    mine, foreign = an_elevator(site=site), an_elevator()
    told_fault(now=clock.now(), elevator=mine)
    told_fault(now=clock.now(), elevator=foreign)

    numbers = {
        one["data"].get("register_number") for one in told(program.get("/v1/changes"))["items"]
    }
    ApiKey.objects.update(scopes=[str(Scope.CHANGES), str(Scope.RESCUE)])
    narrow = told(program.get("/v1/changes"))["items"]
    asked = program.get("/v1/changes?kind=fault.opened")
    kinds = {one["kind"] for one in told(program.get("/v1/change-kinds"))["items"]}

    assert mine.register_number in numbers
    assert foreign.register_number not in numbers
    assert {one["type"].split(".")[2] for one in narrow} <= {"incident"}
    assert (asked.status_code, told(asked)["code"]) == (422, "kind_unknown")
    assert "incident.opened" in kinds
    assert "fault.opened" not in kinds


def test_changes_are_asked_of_one_elevator_and_one_area():
    program, site = office()
    one, other = an_elevator(site=site), an_elevator(site=site)
    told_fault(now=clock.now(), elevator=one)
    told_fault(now=clock.now(), elevator=other)

    def numbers(query):
        found = told(program.get(f"/v1/changes?kind=fault.opened&{query}"))["items"]
        return [each["data"]["register_number"] for each in found]

    assert numbers(f"elevator={one.register_number}") == [one.register_number]
    assert len(numbers(f"elevator={one.register_number}&elevator={other.register_number}")) == 2
    assert len(numbers(f"jurisdiction={one.jurisdiction.code}")) >= 1
    assert numbers("elevator=31100000000000000000") == []
    assert numbers("jurisdiction=999999") == []


@pytest.mark.parametrize(
    ("after", "status", "code"),
    [("x", 400, "bad_cursor"), ("-1", 400, "bad_cursor"), ("9" * 17, 409, "cursor_ahead")],
)
def test_a_cursor_that_cannot_be_ours_is_refused(after, status, code):
    program, _site = office()

    answer = program.get(f"/v1/changes?after={after}")

    assert (answer.status_code, told(answer)["code"]) == (status, code)


def test_a_webhook_is_tried_then_told_and_both_libraries_accept_what_came():
    program, site = office()
    elevator = an_elevator(site=site)
    with a_listener() as listener:
        webhook = opened(program, listener.url, kinds=["fault.opened"])
        deliver(now=clock.now())
        fault = told_fault(now=clock.now(), elevator=elevator)
        deliver(now=clock.now())

    test, sent = listener.posts
    number = webhook["number"]
    row = told(program.get(f"/v1/webhooks/{number}"))
    for post in (test, sent):
        Reader(webhook["secret"]).verify(post.body, post.headers)
    event = from_structured(HTTPMessage(sent.headers, sent.body), JSONFormat())
    assert event.get_subject() == f"faults/{fault.number}"
    assert (webhook["state"], row["state"], row["delivered"]) == ("checking", "active", 2)
    assert "secret" not in row


def test_the_secret_is_told_to_who_sends_the_same_write_again_and_kept_nowhere():
    program, _site = office()
    body = {"name": "ERP", "url": "https://erp.example.com/hook"}

    first = told(program.send("/v1/webhooks", body, write="open-1"))
    again = program.send("/v1/webhooks", body, write="open-1")

    assert told(again) == first
    assert again["Idempotent-Replayed"] == "true"
    assert again["Cache-Control"] == "no-store"
    assert Webhook.objects.count() == 1
    assert "secret" not in Receipt.objects.get().answer


def test_a_rotated_secret_signs_beside_the_old_one_for_a_day():
    program, site = office()
    elevator = an_elevator(site=site)
    with a_listener() as listener:
        old = opened(program, listener.url)
        deliver(now=clock.now())
        new = told(program.send(f"/v1/webhooks/{old['number']}/rotate"))
        told_fault(now=clock.now(), elevator=elevator)
        deliver(now=clock.now())

    post = listener.posts[-1]
    assert new["secret"] != old["secret"]
    for secret in (old["secret"], new["secret"]):
        Reader(secret).verify(post.body, post.headers)


def test_what_was_sent_is_read_with_every_attempt_and_sent_again_under_the_same_number():
    program, site = office()
    elevator = an_elevator(site=site)
    with a_listener() as listener:
        number = opened(program, listener.url, kinds=["fault.opened"])["number"]
        deliver(now=clock.now())
        listener.answers = [500]
        told_fault(now=clock.now(), elevator=elevator)
        deliver(now=clock.now())
        listed = told(program.get(f"/v1/webhooks/{number}/deliveries?state=waiting"))["items"]
        again = told(program.send(f"/v1/webhooks/{number}/replay", {"since": OPENED.isoformat()}))
        one = told(program.get(f"/v1/webhooks/{number}/deliveries/{listed[0]['id']}"))
        told(program.send(f"/v1/webhooks/{number}/replay", {"deliveries": [one["id"]]}))
    empty = program.send(f"/v1/webhooks/{number}/replay", {})

    assert [(row["attempts"], row["status"]) for row in listed] == [(1, 500)]
    assert [row["status"] for row in one["tried"]] == [500]
    assert one["event"]["data"]["register_number"] == elevator.register_number
    assert one["webhook_id"] == listener.posts[-1].headers["webhook-id"]
    assert again["count"] == 1
    assert (empty.status_code, told(empty)["code"]) == (422, "replay_empty")


def test_a_webhook_is_paused_resumed_changed_and_ended():
    program, _site = office()
    number = opened(program, "https://erp.example.com/hook")["number"]
    path = f"/v1/webhooks/{number}"

    states = [
        told(program.send(f"{path}/{deed}"))["state"] for deed in ("pause", "resume", "try", "end")
    ]
    late = program.send(f"{path}/resume")

    assert states == ["paused", "checking", "checking", "ended"]
    assert (late.status_code, told(late)["code"]) == (409, "webhook_moved")


def test_a_changed_webhook_is_tried_at_its_new_place():
    program, site = office()
    elevator = an_elevator(site=site)
    body = {
        "name": "neu", "url": "https://b.example.com/", "elevators": [elevator.register_number],
    }  # fmt: skip
    with a_listener() as listener:
        number = opened(program, listener.url)["number"]
        deliver(now=clock.now())
        changed = told(program.send(f"/v1/webhooks/{number}", body, method="PUT"))

    assert (changed["state"], changed["name"]) == ("checking", "neu")
    assert changed["elevators"] == [elevator.register_number]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"url": "http://erp.example.com/"}, "address_unsound"),
        ({"url": "https://10.0.0.1/"}, "address_unsound"),
        ({"url": "https://localhost/"}, "address_unsound"),
        ({"elevators": ["31100000000000000000"]}, "kind_unknown"),
        ({"jurisdictions": ["000000"]}, "kind_unknown"),
        ({"kinds": ["fault.imagined"]}, "fields_unsound"),
    ],
)
def test_a_webhook_that_cannot_be_told_is_refused(said, code, settings):
    settings.WEBHOOK_NETWORKS = ()
    program, _site = office()

    answer = program.send("/v1/webhooks", {"name": "x", "url": "https://a.example.com/", **said})

    assert (answer.status_code, told(answer)["code"]) == (422, code)


def test_a_program_neither_sees_nor_moves_what_it_did_not_open():
    site = Site(firm=a_firm())
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)
    one, other = a_program(by=by, name="one"), a_program(by=by, name="two")
    theirs, _ = office()
    number = opened(one, "https://a.example.com/")["number"]
    by_hand = a_webhook(by=by, url="https://b.example.com/").number

    assert [row["number"] for row in told(one.get("/v1/webhooks"))["items"]] == [number]
    for program, which in ((other, number), (theirs, number), (one, by_hand)):
        assert program.get(f"/v1/webhooks/{which}").status_code == 404
        assert program.get(f"/v1/webhooks/{which}/deliveries").status_code == 404
        assert program.send(f"/v1/webhooks/{which}/rotate").status_code == 404
        assert program.send(f"/v1/webhooks/{which}/replay", {"failed": True}).status_code == 404


def test_a_webhook_whose_programs_key_ended_is_paused_and_sent_nothing():
    program, site = office()
    elevator = an_elevator(site=site)
    with a_listener() as listener:
        number = opened(program, listener.url)["number"]
        deliver(now=clock.now())
        told_fault(now=clock.now(), elevator=elevator)
        ApiKey.objects.update(revoked_at=OPENED)
        listener.posts.clear()
        deliver(now=clock.now())

    row = Webhook.objects.get(number=number)
    assert listener.posts == []
    assert (str(row.state), str(row.pause_reason)) == ("paused", "no_key")


def test_a_key_without_the_scope_follows_nothing():
    site = Site(firm=a_firm())
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)
    program = a_program(by=by, scopes=frozenset({Scope.FAULTS}), name=f"n {uuid4()}")

    for path in ("/v1/changes", "/v1/change-kinds", "/v1/webhooks"):
        assert told(program.get(path))["code"] == "scope_missing"
