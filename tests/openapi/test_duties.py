"""`/v1/notices` and `/v1/duties`: what firms tell use units, and what they do of their duties."""

import json
from datetime import timedelta

import pytest

from hoistway.duties.models import DutyRecord, Notice
from hoistway.duties.vocabulary import DutyKind, NoticeKind
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope
from tests.world.duties import Sides, a_drill, a_hazard, a_notice, notice_sides
from tests.world.parties import an_actor
from tests.world.plates import picture
from tests.world.programs import Program, a_program, told
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db


def programs(sides: Sides) -> dict[str, Program]:
    return {who: a_program(by=sides.by(who)) for who in ("firm", "unit", "district")}


def a_photo(program: Program) -> str:
    sent = program.send("/v1/attachments", picture(of=3), content_type="image/jpeg")
    return str(told(sent)["sha256"])


def test_a_serious_hazard_goes_from_the_firm_over_unit_and_district_to_its_end() -> None:
    sides = notice_sides()
    by = programs(sides)
    photo = a_photo(by["firm"])
    body = {
        "register_number": sides.elevator.register_number, "kind": "hazard", "grade": "serious",
        "words": "制动器不能可靠制停", "attachment": photo,
    }  # fmt: skip

    made = told(by["firm"].send("/v1/notices", body, write="once"))
    again = by["firm"].send("/v1/notices", body, write="once")
    path = f"/v1/notices/{made['number']}"
    received = told(by["unit"].send(f"{path}/receive", {"words": "已停用"}))
    taken = told(by["district"].send(f"{path}/acknowledge", {"words": "三日内整改"}))
    cleared = told(by["firm"].send(f"{path}/clear", {"words": "更换制动器"}))
    ended = told(by["district"].send(f"{path}/verify"))
    whole = told(by["unit"].get(path))

    assert (again["Idempotent-Replayed"], Notice.objects.count()) == ("true", 1)
    assert (made["needs"], received["needs"], taken["needs"]) == (
        ["receipt", "acknowledgement"], ["acknowledgement"], [],
    )  # fmt: skip
    assert [one["state"] for one in (made, cleared, ended)] == ["open", "cleared", "ended"]
    deeds = [step["deed"] for step in whole["steps"]]
    assert deeds == ["issue", "receive", "acknowledge", "clear", "verify"]
    assert whole["steps"][0]["by_program"].startswith("program of firm_office")
    assert by["unit"].get(f"{path}/files/{photo}").status_code == 200
    assert by["unit"].get(f"{path}/files/{'0' * 64}").status_code == 404


def test_a_hazard_without_a_grade_is_refused_and_nothing_is_written() -> None:
    sides = notice_sides()
    body = {
        "register_number": sides.elevator.register_number, "kind": "hazard", "words": "松动",
    }  # fmt: skip

    answer = a_program(by=sides.by("firm")).send("/v1/notices", body)

    assert (answer.status_code, told(answer)["code"]) == (422, "grade_missing")
    assert not Notice.objects.exists()


def test_a_notice_of_another_is_not_there_and_who_may_not_is_told() -> None:
    sides, other = notice_sides(), notice_sides()
    notice = a_notice(elevator=sides.elevator)
    strangers = [programs(other)[who] for who in ("firm", "unit")]
    inspector = a_program(by=an_actor(role=RoleKind.INSPECTOR))

    hidden = [one.get(f"/v1/notices/{notice.number}").status_code for one in strangers]
    lists = [told(one.get("/v1/notices"))["items"] for one in strangers]
    unit = a_program(by=sides.by("unit"))
    wrong = unit.send(f"/v1/notices/{notice.number}/clear", {"words": "好了"})

    assert (hidden, lists) == ([404, 404], [[], []])
    assert (wrong.status_code, inspector.get("/v1/notices").status_code) == (403, 403)


def test_notices_are_found_by_what_waits_for_the_own_side() -> None:
    sides = notice_sides()
    by = programs(sides)
    notice = a_notice(elevator=sides.elevator)
    ended = a_notice(elevator=sides.elevator, kind=NoticeKind.SOLUTION)
    by["firm"].send(f"/v1/notices/{ended.number}/clear", {"words": "已修复"})
    by["unit"].send(f"/v1/notices/{ended.number}/receive")

    def numbers(who: str, query: str) -> list[str]:
        return [one["number"] for one in told(by[who].get(f"/v1/notices?{query}"))["items"]]

    assert numbers("unit", "waiting=true") == [notice.number]
    assert numbers("firm", "state=ended") == [ended.number]
    assert numbers("firm", "kind=repair&text=曳引轮") == [notice.number]
    assert numbers("district", "waiting=true") == []


def test_of_many_notices_good_ones_survive_bad_neighbours() -> None:
    sides = notice_sides()
    good = {
        "register_number": sides.elevator.register_number, "kind": "repair", "words": "需修理",
    }  # fmt: skip
    foreign = {**good, "register_number": an_elevator().register_number}
    lines = "\n".join(json.dumps(one) for one in (good, foreign, {"kind": "?"})).encode()

    answer = a_program(by=sides.by("firm")).send(
        "/v1/notices", lines, content_type="application/x-ndjson"
    )

    rows = told(answer)["rows"]
    assert [row["code"] for row in rows] == ["", "not_found", "fields_unsound"]
    assert rows[0]["answer"]["number"] == Notice.objects.get().number


def test_a_drill_is_recorded_with_its_people_and_is_due_no_longer() -> None:
    sides = notice_sides()
    firm = a_program(by=sides.by("firm"))
    today = local_day(at=clock.now())
    body = {
        "kind": "drill", "held_on": today.isoformat(), "words": "困人救援演练",
        "people": [f"P{sides.technician.person_id}"], "attachment": a_photo(firm),
        "register_number": sides.elevator.register_number,
    }  # fmt: skip

    before = [one for one in told(firm.get("/v1/duties/due"))["items"] if one["kind"] == "drill"]
    made = told(firm.send("/v1/duties", body))
    after = [one for one in told(firm.get("/v1/duties/due"))["items"] if one["kind"] == "drill"]

    assert (before[0]["last_on"], after[0]["last_on"]) == (None, today.isoformat())
    assert (after[0]["state"], made["category"]) == ("in_time", after[0]["category"])
    assert made["document_sha256"]
    path = f"/v1/duties/{made['duty']}"
    assert told(firm.get(path)) == made
    assert firm.get(f"{path}/proof").status_code == 200


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"held_on": "2099-01-01"}, "held_in_future"),
        ({"register_number": ""}, "elevator_missing"),
        ({"people": []}, "people_missing"),
        ({"people": ["nobody"]}, "person_unknown"),
    ],
)
def test_a_duty_that_cannot_be_is_refused(said: dict[str, object], code: str) -> None:
    sides = notice_sides()
    body = {
        "kind": str(DutyKind.DRILL), "held_on": (local_day(at=clock.now())).isoformat(),
        "words": "演练", "people": [f"P{sides.technician.person_id}"],
        "register_number": sides.elevator.register_number,
    }  # fmt: skip

    answer = a_program(by=sides.by("firm")).send("/v1/duties", {**body, **said})

    assert (answer.status_code, told(answer)["code"]) == (422, code)
    assert not DutyRecord.objects.exists()


def test_duties_are_the_own_firms_and_their_regulators_read_them() -> None:
    sides, other = notice_sides(), notice_sides()
    drill = a_drill(elevator=sides.elevator, now=clock.now() - timedelta(days=1))
    own, district = (a_program(by=sides.by(who)) for who in ("firm", "district"))
    stranger = a_program(by=other.by("firm"))
    unit = a_program(by=sides.by("unit"))

    for program in (own, district):
        items = told(program.get("/v1/duties?kind=drill"))["items"]
        assert [one["duty"] for one in items] == [f"D{drill.pk}"]
    assert told(stranger.get("/v1/duties"))["items"] == []
    assert stranger.get(f"/v1/duties/D{drill.pk}").status_code == 404
    assert own.get("/v1/duties/D²").status_code == 404
    assert [one.get("/v1/duties/due").status_code for one in (district, unit)] == [403, 403]


def test_a_key_without_the_scope_writes_no_notice() -> None:
    sides = notice_sides()
    hazard = a_hazard(elevator=sides.elevator)
    reader = a_program(by=sides.by("firm"), scopes=frozenset({Scope.MAINTENANCE}))

    answer = reader.send(f"/v1/notices/{hazard.number}/clear", {"words": "好了"})

    assert (answer.status_code, told(answer)["code"]) == (403, "scope_missing")


def test_a_regulator_holds_the_records_of_an_elevator_and_lets_them_go() -> None:
    sides = notice_sides()
    by = programs(sides)
    path = f"/v1/elevators/{sides.elevator.register_number}/record-hold"

    nothing = by["district"].get(path)
    firms = by["firm"].send(path, {"reason": "?"})
    held = told(by["district"].send(path, {"reason": "事故调查"}))
    seen = told(by["district"].get(path))
    lifted = told(by["district"].send(f"{path}/lift", {"reason": "调查结束"}))

    assert [nothing.status_code, firms.status_code] == [404, 403]
    assert (seen, held["lifted_at"]) == (held, None)
    assert (lifted["lifted_reason"], bool(lifted["lifted_at"])) == ("调查结束", True)
    assert by["district"].send(f"{path}/lift", {"reason": "?"}).status_code == 404
