"""`/v1/policies` and cover: an insurer enters, adds, ends and cancels; others read their own."""

import json
from datetime import date, timedelta

import pytest

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.insurance.models import Policy
from hoistway.insurance.vocabulary import PolicySource
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.insurance import a_policy, an_underwriter
from tests.world.maintenance import a_photo_file
from tests.world.parties import a_use_unit, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def today() -> date:
    return local_day(at=clock.now())


def policy(*elevators: Elevator, **more: object) -> dict[str, object]:
    return {
        "number": "P-1", "holder_kind": "use_unit", "holder_name": "某物业",
        "first_day": today().isoformat(), "last_day": (today() + timedelta(days=364)).isoformat(),
        "sum_insured_fen": 500_000_000, "elevators": [one.register_number for one in elevators],
        **more,
    }  # fmt: skip


def insurer() -> tuple[Program, Actor]:
    by = an_underwriter()
    return a_program(by=by), by


def test_an_insurer_enters_a_policy_once_with_its_paper() -> None:
    program, _by = insurer()
    elevator = an_elevator()
    paper = told(program.send("/v1/attachments", a_photo_file(), content_type="image/jpeg"))
    body = policy(elevator, file_sha256=paper["sha256"])

    first, again = (program.send("/v1/policies", body, write="p") for _ in range(2))
    other = program.send("/v1/policies", body)
    key = told(first)["policy"]
    whole = told(program.get(f"/v1/policies/{key}"))

    assert (first.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert (told(other)["code"], Policy.objects.get().source) == ("policy_known", PolicySource.API)
    assert (whole["phase"], whole["elevators"], whole["steps"][0]["deed"]) == (
        "running", 1, "enter",
    )  # fmt: skip
    assert program.get(f"/v1/policies/{key}/file").status_code == 200
    assert told(program.get("/v1/policies?elevator=" + elevator.register_number))["items"]


def test_many_policies_come_as_lines() -> None:
    program, _by = insurer()
    lines = [
        policy(an_elevator()), policy(an_elevator(), number="P-2", elevators=["1"]),
        policy(an_elevator(), number="P-3", each_accident_fen=10**12), {"number": "P-4"},
    ]  # fmt: skip
    body = "\n".join(json.dumps(one) for one in lines).encode()

    rows = told(program.send("/v1/policies", body, content_type="application/x-ndjson"))["rows"]

    assert [one["code"] for one in rows] == [
        "", "elevator_unknown", "policy_unsound", "fields_unsound",
    ]  # fmt: skip


def test_cover_is_added_ended_and_cancelled() -> None:
    program, _by = insurer()
    first, second = an_elevator(), an_elevator()
    key = told(program.send("/v1/policies", policy(first)))["policy"]
    path, soon = f"/v1/policies/{key}", (today() + timedelta(days=30)).isoformat()

    added = told(
        program.send(
            f"{path}/add",
            {"elevators": [second.register_number], "first_day": today().isoformat()},
        )
    )
    ended = program.send(
        f"{path}/end",
        {"elevators": [second.register_number], "last_day": soon, "words": "电梯拆除"},
    )
    covers = told(program.get(f"{path}/covers"))["items"]
    wordless = program.send(f"{path}/cancel", {"last_day": soon, "words": ""})
    gone = told(program.send(f"{path}/cancel", {"last_day": soon, "words": "退保"}))

    assert (added["elevators"], ended.status_code) == (2, 200)
    assert [one["last_day"] == soon for one in covers] == [False, True]
    assert (wordless.status_code, gone["state"], gone["cancelled_last"]) == (422, "cancelled", soon)


def test_a_unit_sees_whether_its_elevator_is_covered_on_a_day_and_others_do_not() -> None:
    unit = a_use_unit()
    elevator = an_elevator(site=Site(use_unit=unit))
    bare = an_elevator(site=Site(use_unit=unit))
    a_policy(elevators=[elevator], now=clock.now())
    own = a_program(by=an_actor(role=RoleKind.USE_UNIT, organisation=unit))
    path = f"/v1/elevators/{elevator.register_number}/insurance"
    late = (today() + timedelta(days=900)).isoformat()

    now, later = told(own.get(path)), told(own.get(f"{path}?day={late}"))
    gaps = told(own.get("/v1/insurance-gaps?standing=never"))["items"]

    assert (now["standing"], later["standing"], later["in_force"]) == ("covered", "lapsed", None)
    assert now["in_force"]["number"]
    assert [one["register_number"] for one in gaps] == [bare.register_number]
    stranger, _by = insurer()
    assert stranger.get(path).status_code == 404
    assert told(stranger.get("/v1/policies"))["items"] == []
    key = told(own.get("/v1/policies"))["items"][0]["policy"]
    ended = own.send(f"/v1/policies/{key}/cancel", {"last_day": late, "words": "退"})
    assert ended.status_code in {403, 404}
    assert own.get(f"/v1/policies/{2**70}").status_code == 404
