"""The door of technicians' phones: packs, deeds, photos and keys as JSON over HTTP."""

import json
from datetime import timedelta
from hashlib import sha256
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.maintenance.models import Operation, Visit
from hoistway.maintenance.vocabulary import VisitState
from tests.world.maintenance import a_crew, a_hand, a_job, a_photo_file, a_visit
from tests.world.parties import NOW, client_of, signed_in_client
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def posted(client, path, said, **headers):
    return client.post(path, json.dumps(said), content_type="application/json", headers=headers)


def op(deed):
    return {
        "id": str(deed.uid), "seq": deed.seq, "visit": str(deed.visit), "base": deed.base,
        "elevator": deed.register_number, "kind": str(deed.kind),
        "made_at": deed.made_at.isoformat(), "data": dict(deed.data),
    }  # fmt: skip


def message(hand, *deeds):
    return {
        "device": str(hand.phone.device), "sent_at": NOW.isoformat(),
        "ops": [op(deed) for deed in deeds],
    }  # fmt: skip


@pytest.fixture
def elevator():
    return an_elevator()


def test_a_whole_visit_goes_from_pack_to_record_over_the_wire(elevator):
    first, second = a_crew(firm=elevator.firm)
    visit = a_visit(elevator=elevator, lead=first.member)
    mine, hers = client_of(membership=first.member), client_of(membership=second.member)

    pack = mine.get("/t/pack?days=7").json()
    (told,) = pack["visits"]
    job = a_job(elevator=elevator, crew=[first, second], visit=visit)
    assert told["uid"] == str(visit.uid)
    assert told["facts"] == json.loads(json.dumps(job.facts))
    assert [one["code"] for one in told["checklist"]] == [one.code for one in job.items]
    done = posted(
        mine, "/t/sync",
        message(first, first.begin(job=job), *first.lines(job=job), first.sign(job=job)),
    ).json()  # fmt: skip
    assert {one["verdict"] for one in done["answers"]} == {"applied"}
    assert done["visits"][str(visit.uid)]["content"] == job.content()
    waiting = hers.get("/t/pack").json()["visits"]
    assert [one["content"] for one in waiting] == [job.content()]
    last = posted(hers, "/t/sync", message(second, second.sign(job=job))).json()

    assert last["visits"][str(visit.uid)]["state"] == str(VisitState.SIGNED)
    assert last["visits"][str(visit.uid)]["record"] is not None


def test_a_pack_of_one_elevator_brings_a_job_that_nobody_planned(elevator):
    hand = a_hand(firm=elevator.firm)
    client = client_of(membership=hand.member)

    found = client.get(f"/t/pack/{elevator.register_number}?kind=self_inspection").json()
    foreign = client.get(f"/t/pack/{an_elevator().register_number}?kind=repair")

    (fresh,) = found["visits"]
    assert (fresh["uid"], fresh["kind"], fresh["level"]) == (None, "self_inspection", None)
    assert len(fresh["checklist"]) == 76
    assert foreign.status_code == 404


def test_a_pack_costs_the_same_questions_for_three_jobs_as_for_one(
    elevator, django_assert_num_queries
):
    hand = a_hand(firm=elevator.firm)
    client = client_of(membership=hand.member)
    day = (NOW - timedelta(days=3)).date()
    a_visit(elevator=elevator, lead=hand.member, due_on=day)
    client.get("/t/pack")
    with CaptureQueriesContext(connection) as asked:
        client.get("/t/pack")
    for _ in range(2):
        other = an_elevator()
        a_visit(elevator=other, firm=elevator.firm, lead=hand.member, due_on=day)

    with django_assert_num_queries(len(asked)):
        assert len(client.get("/t/pack").json()["visits"]) == 3


def test_who_is_signed_out_is_told_so_and_no_other_role_comes_in():
    office = signed_in_client(role="firm_office")
    for path in ("/t/pack", "/t/pack/1"):
        assert Client().get(path).status_code == 401
        assert Client().get(path).json()["code"] == "signed_out"
        assert office.get(path).status_code == 403
    for path in ("/t/sync", "/t/keys", "/t/blobs/missing"):
        assert posted(Client(), path, {}).status_code == 401
        assert posted(office, path, {}).status_code == 403


def test_photos_are_kept_byte_by_byte_and_named_by_their_sum(elevator):
    client = client_of(membership=a_hand(firm=elevator.firm).member)
    data = a_photo_file()
    name = sha256(data).hexdigest()

    assert posted(client, "/t/blobs/missing", {"sha256": [name]}).json() == {"missing": [name]}
    assert client.put(f"/t/blobs/{name}", data, "image/jpeg").status_code == 201
    assert client.put(f"/t/blobs/{name}", data, "image/jpeg").status_code == 200
    assert client.put(f"/t/blobs/{'0' * 64}", data, "image/jpeg").status_code == 422
    text = b"no photo"
    text_name = sha256(text).hexdigest()
    assert client.put(f"/t/blobs/{text_name}", text, "image/jpeg").status_code == 422
    cut = data[: len(data) // 2]
    cut_name = sha256(cut).hexdigest()
    assert client.put(f"/t/blobs/{cut_name}", cut, "image/jpeg").status_code == 422
    assert posted(client, "/t/blobs/missing", {"sha256": [name]}).json() == {"missing": []}


def test_a_message_that_makes_no_sense_is_refused_and_one_bad_deed_keeps_no_other_out(elevator):
    (hand, _) = crew = a_crew(firm=elevator.firm)
    client = client_of(membership=hand.member)
    job = a_job(elevator=elevator, crew=crew)
    good, bad = op(hand.begin(job=job)), op(hand.line(job=job, item="A-1-01"))
    bad["data"]["result"] = "splendid"
    strange = {**op(hand.line(job=job, item="A-1-02")), "kind": "sing"}

    assert client.post("/t/sync", "nonsense", content_type="application/json").status_code == 400
    assert posted(client, "/t/sync", {"device": "x", "ops": []}).status_code == 400
    said = {**message(hand), "ops": [good, bad, strange]}
    answers = posted(client, "/t/sync", said, **{"Accept-Language": "en"}).json()["answers"]

    assert [(one["id"], one["verdict"], one["code"]) for one in answers] == [
        (good["id"], "applied", ""),
        (bad["id"], "refused", "bad_shape"),
        (strange["id"], "refused", "bad_shape"),
    ]
    assert answers[1]["sentence"] == "Not of the right shape."
    assert Operation.objects.count() == 1


def test_the_sheet_says_how_far_a_phones_clock_is_off(elevator):
    hand = a_hand(firm=elevator.firm)
    crew = [hand, a_hand(firm=elevator.firm)]
    job = a_job(elevator=elevator, crew=crew)
    said = message(hand, hand.begin(job=job))

    posted(client_of(membership=hand.member), "/t/sync", said)

    phone = Visit.objects.get(uid=job.uid).sheet["phones"][str(hand.phone.device)]
    assert isinstance(phone["skew_ms"], int)


def test_a_key_is_registered_once_and_must_be_a_key(elevator):
    hand = a_hand(firm=elevator.firm)
    client = client_of(membership=hand.member)
    said = {
        "id": str(uuid4()), "device": str(uuid4()), "device_name": "Pixel",
        "public_key": hand.phone.public_key,
    }  # fmt: skip

    assert posted(client, "/t/keys", said).status_code == 201
    assert posted(client, "/t/keys", said).status_code == 201
    assert posted(client, "/t/keys", {**said, "public_key": "AAAA"}).status_code == 422
    assert posted(client, "/t/keys", {"id": "x"}).status_code == 400


def test_an_old_token_is_answered_with_a_new_one_so_that_the_phone_sends_again(elevator):
    hand = a_hand(firm=elevator.firm)
    client = client_of(membership=hand.member)
    client.handler.enforce_csrf_checks = True

    refused = posted(client, "/t/blobs/missing", {"sha256": []})
    token = client.cookies["csrftoken"].value
    again = posted(client, "/t/blobs/missing", {"sha256": []}, **{"X-CSRFToken": token})

    assert (refused.status_code, refused.json()["code"]) == (403, "form_too_old")
    assert again.json() == {"missing": []}
