"""`/v1/credit-rounds`, `/v1/credit-objections`: a firm's own score, its reasons, its objection."""

import pytest

from hoistway.credit.vocabulary import Grade, RoundState
from hoistway.foundation import clock
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.credit import BAD, a_round, a_scored_round, counts_of
from tests.world.maintenance import a_photo_file
from tests.world.parties import a_firm, an_actor
from tests.world.programs import Program, a_program, told

pytestmark = pytest.mark.django_db


def office(firm: Organisation) -> Program:
    return a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm))


def test_a_firm_reads_its_own_score_and_not_its_neighbours() -> None:
    firm, other = a_firm(), a_firm()
    round_ = a_round(grades={firm: Grade.B, other: Grade.A}, now=clock.now())
    mine, city = office(firm), a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))
    path = f"/v1/credit-rounds/{round_.number}"

    listed = told(mine.get(f"{path}/scores"))["items"]
    whole = told(mine.get(f"{path}/scores/O{firm.pk}"))

    assert [one["number"] for one in told(mine.get("/v1/credit-rounds"))["items"]] == [
        round_.number
    ]
    assert [one["organisation"] for one in listed] == [f"O{firm.pk}"] or len(listed) == 1
    assert (whole["grade"], whole["points"][0]["key"], whole["points"][0]["points"]) == (
        "B", "arrival", 8.0,
    )  # fmt: skip
    assert mine.get(f"{path}/scores/O{other.pk}").status_code == 404
    assert len(told(city.get(f"{path}/scores"))["items"]) == 2


def test_a_round_that_is_not_previewed_is_hidden_from_firms() -> None:
    firm = a_firm()
    round_ = a_round(grades={firm: Grade.B}, state=RoundState.SCORED, now=clock.now())

    assert office(firm).get(f"/v1/credit-rounds/{round_.number}").status_code == 404


def test_a_computed_score_says_what_would_raise_it_and_what_is_behind_a_point() -> None:
    firm = a_firm()
    round_ = a_scored_round(facts={firm: counts_of(**BAD)}, now=clock.now())
    city = a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))
    path = f"/v1/credit-rounds/{round_.number}/scores/O{firm.pk}"

    whole = told(city.get(path))
    key = whole["points"][0]["key"]
    records = told(city.get(f"{path}/records?indicator={key}"))

    assert whole["raises"]
    assert whole["raises"][0]["gain"] > 0
    assert (records["indicator"], records["more"]) == (key, False)
    assert told(city.get(f"{path}/records?indicator=nothing"))["records"] == []


def test_a_firm_objects_with_evidence_and_takes_it_back() -> None:
    firm = a_firm()
    round_ = a_round(grades={firm: Grade.C}, state=RoundState.PREVIEW, now=clock.now())
    mine = office(firm)
    photo = told(mine.send("/v1/attachments", a_photo_file(), content_type="image/jpeg"))
    body = {"round": round_.number, "indicators": ["arrival"], "words": "到场时间有误"}

    bare = mine.send("/v1/credit-objections", body)
    made = told(mine.send("/v1/credit-objections", {**body, "file_sha256": photo["sha256"]}))
    twice = mine.send("/v1/credit-objections", {**body, "file_sha256": photo["sha256"]})
    path = f"/v1/credit-objections/{made['number']}"
    seen = office(a_firm()).get(path)
    file = mine.get(f"{path}/files/{photo['sha256']}")
    gone = told(mine.send(f"{path}/withdraw"))

    assert told(bare)["code"] == "credit_evidence_missing"
    assert (made["state"], made["indicators"], told(twice)["code"]) == (
        "open", ["arrival"], "credit_objection_stands",
    )  # fmt: skip
    assert (seen.status_code, file.status_code, gone["state"]) == (404, 200, "withdrawn")


def test_no_program_decides() -> None:
    city = a_program(by=an_actor(role=RoleKind.CITY_REGULATOR))

    assert city.send("/v1/credit-objections", {"round": "x", "words": "x"}).status_code == 403
