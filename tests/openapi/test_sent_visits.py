"""Whole visits of firms' own systems: the rules of our app, everything wrong named at once."""

import json
from datetime import timedelta

import pytest

from hoistway.ledger.rules.canonical import canonical
from hoistway.maintenance.models import Operation, Repair, Visit
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from tests.world.clock import clock_in_hand
from tests.world.maintenance import a_hand, a_photo_file, a_visit
from tests.world.own_systems import an_own_system
from tests.world.parties import NOW, an_actor
from tests.world.programs import a_program, told
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def system():
    return an_own_system()


def faults(answer):
    assert answer.status_code == 422, answer.content
    return {(one["where"], one["code"]) for one in told(answer)["mistakes"]}


def changed(body, **said):
    """Return the content otherwise than it was signed."""
    content = json.loads(body["content"]) | said
    return {**body, "content": canonical(content=content)}


def test_a_signed_visit_of_an_own_system_counts_like_one_of_our_app(system):
    planned = a_visit(elevator=system.elevator)

    answer = system.program.send("/v1/visits", system.signed())

    visit = Visit.objects.select_related("record").get(uid=planned.uid)
    assert answer.status_code == 201
    assert (visit.state, visit.counted_on) == (VisitState.SIGNED, NOW.date())
    record = json.loads(visit.record.body)
    assert [one["code"] for one in record["notes"]] == ["own_system"]
    assert len(record["signatures"]) == 2
    assert told(answer)["record_sha256"] == visit.record.sha256


def test_the_same_visit_again_changes_nothing_and_another_text_is_refused(system):
    body = system.signed()
    first = told(system.program.send("/v1/visits", body))
    deeds = Operation.objects.count()

    again = system.program.send("/v1/visits", body)
    other = system.program.send("/v1/visits", changed(body, remark="改了"))

    assert told(again) == {**first, "known_before": True}
    assert faults(other) == {("content.visit", "already_signed")}
    assert (Visit.objects.count(), Operation.objects.count()) == (1, deeds)


def test_a_refusal_names_everything_that_is_missing_and_nothing_is_written(system):
    lines = system.lines()[1:]
    lines[0] = {**lines[0], "result": "abnormal"}
    body = system.signed(
        lines=lines, crew=system.people()[:1], barrier="ab" * 32,
        ended_at=(NOW - timedelta(hours=2)).isoformat(),
    )  # fmt: skip

    answer = system.program.send("/v1/visits", body)

    first, second = (one["item"] for one in system.lines()[:2])
    assert faults(answer) == {
        (f"content.lines.{first}", "item"), (f"content.lines.{second}", "repair"),
        ("content.time", "time"), ("content.crew", "crew_too_small"),
        (f"photos.{'ab' * 32}", "photos_missing"), ("signatures.1", "crew_unknown"),
    }  # fmt: skip
    assert not Visit.objects.exists()
    assert not Operation.objects.exists()


def test_each_of_the_crew_signs_these_very_bytes_by_an_own_key(system):
    body = system.signed()
    one, other = body["signatures"]

    def answer(*signatures):
        return faults(system.program.send("/v1/visits", {**body, "signatures": list(signatures)}))

    assert answer(one) == {("content.crew.1", "signature_missing")}
    assert answer(one, {**other, "key": one["key"]}) == {("signatures.1", "key_unknown")}
    assert answer(one, {**other, "signature": one["signature"]}) == {
        ("signatures.1", "signature_wrong")
    }
    tampered = faults(system.program.send("/v1/visits", changed(body, remark="改了")))
    assert tampered == {("signatures.0", "signature_wrong"), ("signatures.1", "signature_wrong")}


def test_who_is_no_technician_of_the_firm_or_not_certified_is_named(system):
    stranger = a_hand(firm=an_elevator().firm)
    bare = a_hand(firm=system.elevator.firm, certified=False)
    system.crew = [stranger, bare]

    answer = system.program.send("/v1/visits", system.signed())

    assert faults(answer) >= {
        ("content.crew.0", "crew_unknown"), ("content.crew.1.certificate", "certificate_missing"),
    }  # fmt: skip


def test_nobody_sends_visits_on_elevators_of_another_firm(system):
    other = an_own_system()
    body = other.signed()

    answer = system.program.send("/v1/visits", body)
    told(other.program.send("/v1/visits", body))
    later = system.program.send("/v1/visits", body)

    assert ("content.begun_at", "not_maintained") in faults(answer)
    assert faults(later) == {("content.visit", "not_yours")}


def test_a_photo_that_a_text_names_was_sent_by_the_firm_itself(system):
    data = a_photo_file(shade=9)
    other = an_own_system()
    sha = told(other.program.send("/v1/attachments?use=signed_photo", data))["sha256"]
    body = system.signed(barrier=sha)

    without = system.program.send("/v1/visits", body)
    system.program.send("/v1/attachments?use=signed_photo", data)
    kept = system.program.send("/v1/visits", body)

    assert faults(without) == {(f"photos.{sha}", "photos_missing")}
    assert kept.status_code == 201
    photo = system.program.get(f"/v1/visits/{told(kept)['visit']}/photos/{sha}")
    assert photo.content == data


def test_what_is_abnormal_becomes_a_repair_of_the_visit(system):
    lines = system.lines()
    lines[0] = {**lines[0], "result": "abnormal", "note": "异响"}
    found = {"item": lines[0]["item"], "words": "异响", "urgency": "soon"}

    answer = system.program.send("/v1/visits", system.signed(lines=lines, repairs=[found]))

    visit = told(system.program.get(f"/v1/visits/{told(answer)['visit']}"))
    assert visit["repairs"] == [Repair.objects.get().number]
    assert visit["to_repair"] == [found]


def test_of_many_lines_good_ones_survive_bad_neighbours(system):
    good, bad = system.signed(), system.signed(level="quarter", lines=[])
    lines = "\n".join(json.dumps(one) for one in (good, bad, {"content": "{}"})) + "\n"

    answer = system.program.send("/v1/visits", lines.encode(), content_type="application/x-ndjson")

    rows = told(answer)["rows"]
    assert [row["accepted"] for row in rows] == [True, False, False]
    assert [row["code"] for row in rows] == ["", "visit_refused", "fields_unsound"]
    assert {one["code"] for one in rows[1]["mistakes"]} == {"item"}


def test_a_preview_writes_nothing_and_names_people_only_with_the_scope():
    scopes = frozenset(Scope) - {Scope.PEOPLE}
    bare = an_own_system(scopes=scopes)
    system = an_own_system(elevator=bare.elevator)

    answer = bare.program.send("/v1/visits/preview", system.work())
    preview = system.preview()

    assert (answer.status_code, told(answer)["code"]) == (403, "scope_missing")
    assert (preview["whole"], preview["mistakes"]) == (True, [])
    assert not Visit.objects.exists()


def test_who_does_no_maintenance_sends_no_visit(system):
    body = system.signed()
    by = an_actor(role=RoleKind.USE_UNIT, organisation=system.elevator.use_unit)

    answer = a_program(by=by).send("/v1/visits", body)

    assert (answer.status_code, told(answer)["code"]) == (403, "not_allowed")
