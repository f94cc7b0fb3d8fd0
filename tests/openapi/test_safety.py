"""`/v1/safety-rounds`, `/v1/safety-posts`, `/v1/safety-units`: the use unit's own duties."""

from datetime import timedelta

import pytest

from hoistway.foundation.periods import local_day
from hoistway.parties.models import ReadAudit
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from hoistway.safety.models import KeptRound
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW, a_bureau, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator
from tests.world.safety import a_keeper

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = TODAY.isoformat()


@pytest.fixture(autouse=True)
def _now(tmp_path):
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def answers(program: Program, path: str = f"/v1/safety-rounds/daily/{DAY}") -> dict[str, str]:
    lines = told(program.get(path))["lines"]
    return {one["line"]: one["begins_with"] or "sound" for one in lines}


def test_a_round_is_laid_out_answered_and_kept_once():
    unit = a_program(by=a_keeper(elevator=an_elevator()))
    body = {"kind": "daily", "first_day": DAY, "answers": answers(unit), "words": "正常"}

    before = told(unit.get(f"/v1/safety-rounds/daily/{DAY}"))
    kept = told(unit.send("/v1/safety-rounds", body, write="once"))
    again = unit.send("/v1/safety-rounds", body, write="once")
    twice = unit.send("/v1/safety-rounds", body)
    after = told(unit.get(f"/v1/safety-rounds/daily/{DAY}"))

    assert (before["standing"], before["open"], before["keeper"]) == ("due", True, "officer")
    assert (kept["late"], kept["answers"]) == (False, body["answers"])
    assert (again["Idempotent-Replayed"], KeptRound.objects.count()) == ("true", 1)
    assert (twice.status_code, told(twice)["code"]) == (409, "safety_round_kept")
    assert (after["standing"], after["open"]) == ("kept", False)
    (row,) = told(unit.get("/v1/safety-rounds?kind=daily"))["items"]
    assert (row["first_day"], row["sha256"]) == (DAY, kept["sha256"])


def test_a_round_that_lacks_an_answer_a_period_or_a_post_is_refused():
    elevator = an_elevator()
    unit = a_program(by=a_keeper(elevator=elevator, posts=()))
    body = {"kind": "daily", "first_day": DAY, "answers": answers(unit), "words": "正常"}
    sunday = TODAY - timedelta(days=TODAY.weekday() - 6 if TODAY.weekday() < 6 else 7)

    vacant = unit.send("/v1/safety-rounds", body)
    lacking = unit.send("/v1/safety-rounds", {**body, "answers": {}})
    old = unit.send("/v1/safety-rounds", {**body, "first_day": "2020-01-01"})
    no_week = unit.get(f"/v1/safety-rounds/weekly/{(sunday - timedelta(days=7)).isoformat()}")

    assert told(vacant)["code"] == "safety_post_vacant"
    assert told(lacking)["code"] == "safety_round_lacking"
    assert told(old)["code"] == "safety_round_closed"
    assert (no_week.status_code, told(no_week)["code"]) == (422, "safety_round_no_period")
    assert not KeptRound.objects.exists()


def test_posts_are_held_and_left_and_names_need_the_scope():
    by = a_keeper(elevator=an_elevator(), posts=())
    unit = a_program(by=by)
    bare = a_program(by=by, scopes=frozenset({Scope.SAFETY}), name="bare")
    body = {"post": "officer", "name": "李某", "since": DAY, "telephone": "021-5555"}

    made = told(unit.send("/v1/safety-posts", body))
    (named,) = told(unit.get("/v1/safety-posts"))["items"]
    (unnamed,) = told(bare.get("/v1/safety-posts"))["items"]
    turned = unit.send(f"/v1/safety-posts/{made['number']}/release", {"until": "2020-01-01"})
    left = told(unit.send(f"/v1/safety-posts/{made['number']}/release", {"until": DAY}))

    assert (named["name"], named["telephone"]) == ("李某", "021-5555")
    assert (unnamed["name"], ReadAudit.objects.count()) == ("", 1)
    assert told(turned)["code"] == "safety_dates_turned"
    assert (left["until"], left["telephone"]) == (DAY, "")


def test_a_regulator_reads_the_units_of_the_area_and_a_stranger_nothing():
    elevator = an_elevator()
    keeper = a_keeper(elevator=elevator)
    unit = a_program(by=keeper)
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    district = a_program(by=an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))
    other = a_program(by=a_keeper(elevator=an_elevator(), posts=()))
    firm = a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm))

    body = {"kind": "daily", "first_day": DAY, "answers": answers(unit), "words": "正常"}
    told(unit.send("/v1/safety-rounds", body))
    (own,) = told(unit.get("/v1/safety-units"))["items"]
    ref = own["use_unit"]

    assert ref in [one["use_unit"] for one in told(district.get("/v1/safety-units"))["items"]]
    assert told(district.get(f"/v1/safety-rounds?use_unit={ref}"))["items"]
    assert told(district.get(f"/v1/safety-rounds/daily/{DAY}?use_unit={ref}"))["kept_at"]
    assert district.get("/v1/safety-rounds").status_code == 404
    assert other.get(f"/v1/safety-rounds?use_unit={ref}").status_code == 404
    assert firm.get("/v1/safety-rounds").status_code == 403
    assert district.send("/v1/safety-rounds", body).status_code == 403
