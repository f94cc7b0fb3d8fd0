"""Filings over HTTP: a firm files one or a thousand, its use unit and rivals answer."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.programs.models import ApiKey
from hoistway.programs.vocabulary import Scope
from tests.world.filings import Firm, Stage, a_filing_firm, a_stage
from tests.world.mismatches import a_mismatch, four_sides
from tests.world.programs import a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def today() -> str:
    return local_day(at=clock.now()).isoformat()


def begun(stage: Stage, firm: Firm, **more: object) -> dict[str, object]:
    return {
        "register_number": stage.elevator.register_number, "contract_number": "WB-1",
        "first_day": today(), "last_day": "2190-01-01", "technicians": [f"P{firm.technician_id}"],
        **more,
    }  # fmt: skip


def test_a_firm_files_and_the_use_unit_confirms() -> None:
    stage, firm = a_stage(), a_filing_firm()
    office, unit = a_program(by=firm.by), a_program(by=stage.by_unit)

    filed = office.send("/v1/filings", begun(stage, firm))
    number = told(filed)["number"]
    again = office.send("/v1/filings", begun(stage, firm))
    seen = told(unit.get(f"/v1/filings/{number}"))
    answered = told(unit.send(f"/v1/filings/{number}/answer", {"confirms": True}))

    assert (filed.status_code, told(filed)["state"]) == (201, "filed")
    assert [one["fault"] for one in told(filed)["faults"] if one["blocking"]] == [
        "no_contract_file"
    ]
    assert told(again)["code"] == "one_filing_at_a_time"
    assert (seen["unit_answer"], seen["technicians"]) == ("asked", [f"P{firm.technician_id}"])
    assert answered["unit_answer"] == "confirmed"
    assert told(office.send(f"/v1/filings/{number}/withdraw"))["state"] == "withdrawn"


def test_many_filings_are_sent_as_lines_and_each_is_answered() -> None:
    firm, stages = a_filing_firm(), [a_stage(), a_stage()]
    office = a_program(by=firm.by)
    lines = [
        begun(stages[0], firm), {"register_number": "1"}, begun(stages[0], firm),
        begun(stages[1], firm, technicians=["P999999"]), begun(stages[1], firm),
    ]  # fmt: skip
    body = "\n".join(json.dumps(one) for one in lines).encode()

    def sent() -> object:
        return told(
            office.send("/v1/filings", body, write="many", content_type="application/x-ndjson")
        )

    report, again = sent(), sent()

    assert [(row["accepted"], row["code"]) for row in report["rows"]] == [
        (True, ""), (False, "fields_unsound"), (False, "one_filing_at_a_time"),
        (False, "unknown_technician"), (True, ""),
    ]  # fmt: skip
    assert report["rows"][1]["mistakes"][0]["where"] == "first_day"
    assert again == report
    assert len(told(office.get("/v1/filings"))["items"]) == 2


@pytest.mark.parametrize("body", [b"", b"nothing", b"[]", b"null", b'{"first_day": "9999-12-31"}'])
def test_what_is_no_filing_is_refused(body: bytes) -> None:
    office = a_program(by=a_filing_firm().by)

    answer = office.send("/v1/filings", body)

    assert 400 <= answer.status_code < 500
    assert told(answer)["detail"]


def test_a_rival_sees_that_days_are_claimed_but_not_by_whose_hands() -> None:
    old = a_filing_firm()
    stage = a_stage(elevator=an_elevator(site=Site(firm=old.firm), plate=False))
    new = a_filing_firm()
    mine, theirs = a_program(by=old.by), a_program(by=new.by)
    mine.send("/v1/filings", begun(stage, old))

    number = told(theirs.send("/v1/filings", begun(stage, new)))["number"]
    seen = told(mine.get(f"/v1/filings/{number}"))
    objected = mine.send(f"/v1/filings/{number}/objections", {"reason": "合同未到期"})
    whole = told(theirs.get(f"/v1/filings/{number}"))

    assert (seen["technicians"], seen["contract_file"]) == ([], None)
    assert objected.status_code == 201
    assert [one["reason"] for one in whole["objections"]] == ["合同未到期"]


def test_a_firm_reads_the_draft_of_its_own_filing_and_files_it_again() -> None:
    office = a_program(by=a_filing_firm().by)
    plain = a_program(by=a_filing_firm().by)
    ApiKey.objects.filter(name__contains=plain.secret.removeprefix("secret of ")).update(
        scopes=[str(Scope.FILINGS)]
    )

    draft = told(office.get("/v1/firm-filings/draft"))["content"]
    nameless = told(plain.get("/v1/firm-filings/draft"))["content"]
    examined = told(office.send("/v1/firm-filings/examine", draft))
    filed = office.send("/v1/firm-filings", draft)
    whole = told(office.get(f"/v1/firm-filings/{told(filed)['number']}"))

    assert draft["staff"][0]["name"]
    assert {one["name"] for one in nameless["staff"]} == {""}
    assert filed.status_code == 201
    assert whole["content"] == draft
    assert [one["fault"] for one in whole["faults"]] == [one["fault"] for one in examined["faults"]]


def test_technicians_are_listed_by_number_and_by_name_only_to_keys_for_people() -> None:
    firm = a_filing_firm()
    office = a_program(by=firm.by)

    (named,) = told(office.get("/v1/technicians"))["items"]
    ApiKey.objects.update(scopes=[str(Scope.FILINGS)])
    (unnamed,) = told(office.get("/v1/technicians"))["items"]

    assert named["person"] == unnamed["person"] == f"P{firm.technician_id}"
    assert (bool(named["name"]), unnamed["name"], unnamed["phone"]) == (True, "", "")
    assert named["certificates"] == unnamed["certificates"] != []


def test_a_mismatch_is_answered_and_confirmed_by_the_sides_only() -> None:
    sides = four_sides()
    found = a_mismatch(sides=sides, now=datetime.now(UTC) - timedelta(days=1))
    unit, inspector = a_program(by=sides.by("unit")), a_program(by=sides.by("inspector"))
    path = f"/v1/mismatches/{found.number}"

    answered = unit.send(f"{path}/answers", {"words": "门牌已更新"})
    refused = inspector.send(f"{path}/answers", {"words": "不归我答"})
    whole = told(unit.get(path))
    foreign = a_program(by=four_sides().by("unit"))

    assert answered.status_code == 201
    assert refused.status_code == 403
    assert [one["deed"] for one in whole["steps"]] == ["report", "answer"]
    assert whole["waits_for"]
    assert foreign.get(path).status_code == 404


def test_an_inspection_body_sends_what_it_compared_on_site() -> None:
    sides = four_sides()
    inspector = a_program(by=sides.by("inspector"))
    body = {
        "register_number": sides.elevator.register_number, "found_on": today(),
        "agreed": ["firm"], "differed": [{"field": "address", "found": "武定路 9 号"}],
    }  # fmt: skip

    kept = told(inspector.send("/v1/site-checks", body))
    listed = told(inspector.get("/v1/mismatches?field=address&state=open"))["items"]

    assert kept["mismatches"] == [one["number"] for one in listed]
