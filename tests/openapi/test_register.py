"""What programs read of the register: found by words, explained fact by fact, corrected."""

import pytest

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import claims_of
from tests.world.emergency import acting
from tests.world.lifecycle import two_sides
from tests.world.parties import a_firm, a_member, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.quality import a_regulator
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def office() -> tuple[Program, Site]:
    site = Site(firm=a_firm())
    return a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)), site


def test_elevators_are_found_by_words_of_the_address_and_by_the_code_on_the_plate() -> None:
    program, site = office()
    row, other = an_elevator(site=site), an_elevator(site=site)
    (plate,) = told(program.get(f"/v1/plates?elevator={row.register_number}"))["items"]

    by_words = told(program.get(f"/v1/elevators?text={row.address}"))["items"]
    by_code = told(program.get(f"/v1/elevators?text={plate['code']}"))["items"]
    both = told(program.get("/v1/elevators?text=延平路"))["items"]

    assert [one["register_number"] for one in by_words] == [row.register_number]
    assert by_code == by_words
    assert {one["register_number"] for one in both} == {row.register_number, other.register_number}


def test_what_lies_behind_an_elevator_is_told_to_who_sees_it_only() -> None:
    program, site = office()
    row, foreign = an_elevator(site=site), an_elevator()
    parts = ("timeline", "sources", "sources/address", "maintainers")

    mine = [program.get(f"/v1/elevators/{row.register_number}/{part}") for part in parts]
    theirs = [program.get(f"/v1/elevators/{foreign.register_number}/{part}") for part in parts]
    why = told(mine[2])

    assert [one.status_code for one in mine] == [200] * 4
    assert [one.status_code for one in theirs] == [404] * 4
    assert (why["value"], why["sayings"][0]["part"]) == (row.address, "held")
    assert program.get(f"/v1/elevators/{row.register_number}/sources/colour").status_code == 404


def test_a_firms_proposal_waits_and_a_regulators_decision_holds() -> None:
    program, site = office()
    row = an_elevator(site=site)
    city = a_program(by=a_regulator(jurisdiction=row.jurisdiction))
    body = {"register_number": row.register_number, "values": {"stops": 7}, "text": "现场核对"}

    suggested = program.send("/v1/corrections", body)
    again = program.send("/v1/corrections", body, write="w1")
    row.refresh_from_db()
    before = row.stops
    decided = city.send("/v1/corrections", body)
    row.refresh_from_db()

    assert (suggested.status_code, told(suggested)["decided"]) == (201, False)
    assert again["Idempotent-Replayed"] == "true"
    assert claims_of(elevator_id=row.pk).filter(origin__suggested=True).count() == 1
    assert (before, told(decided)["decided"], row.stops) == (None, True, 7)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"use_state": "suspended"}, "ask_for_use"),
        ({"made_on": "gestern"}, "value_unfit"),
        ({"longitude": 121.4}, "value_unfit"),
        ({"colour": "red"}, "fields_unsound"),
        ({"stops": 1e300}, "fields_unsound"),
        ({"address": "a\x00b"}, "body_unreadable"),
    ],
)
def test_a_value_that_the_register_cannot_hold_is_refused(
    values: dict[str, object], code: str
) -> None:
    program, site = office()
    row = an_elevator(site=site)
    body = {"register_number": row.register_number, "values": values, "text": "x"}

    answer = program.send("/v1/corrections", body)

    assert (told(answer)["code"], 400 <= answer.status_code < 500) == (code, True)


def test_a_use_unit_asks_to_suspend_and_takes_it_back() -> None:
    sides = two_sides()
    unit = a_program(by=sides.by_unit)
    district = a_program(by=sides.by_district)
    body = {
        "register_number": sides.elevator.register_number, "kind": "suspend",
        "effective_on": "2190-01-01", "reason": "大楼修缮",
    }  # fmt: skip

    late = unit.send("/v1/use-requests", body)
    body["effective_on"] = local_day(at=clock.now()).isoformat()
    filed = told(unit.send("/v1/use-requests", body))
    seen = told(district.get("/v1/use-requests?state=filed"))["items"]
    theirs = district.send(f"/v1/use-requests/{filed['number']}/withdraw")
    back = told(unit.send(f"/v1/use-requests/{filed['number']}/withdraw"))

    assert told(late)["code"] == "too_far_ahead"
    assert [one["number"] for one in seen] == [filed["number"]]
    assert theirs.status_code == 403
    assert (filed["state"], back["state"]) == ("filed", "withdrawn")


def test_organisations_are_those_one_deals_with() -> None:
    program, site = office()
    row, foreign = an_elevator(site=site), an_elevator()
    assert row.use_unit is not None
    assert foreign.use_unit is not None

    listed = told(program.get("/v1/organisations"))["items"]
    names = {one["name"] for one in listed}
    stranger = program.get(f"/v1/organisations/{foreign.use_unit.credit_code or 'O1'}")
    areas = told(program.get("/v1/jurisdictions"))["items"]

    assert {row.use_unit.name, site.firm.name} <= names  # type: ignore[union-attr]
    assert foreign.use_unit.name not in names
    assert stranger.status_code in {404, 422}
    assert row.jurisdiction.code in {one["code"] for one in areas}


def test_an_address_with_a_nul_is_refused_and_not_stumbled_over() -> None:
    program, _ = office()

    answers = [program.get(path) for path in ("/v1/elevators?text=%00", "/v1/plates/a%00b")]

    assert [told(one)["code"] for one in answers] == ["address_unreadable"] * 2


def test_technicians_of_the_other_firm_are_nobodys_business() -> None:
    program, _site = office()
    crew = told(program.get("/v1/technicians"))["items"]
    inspector = a_program(by=acting(membership=a_member(role=RoleKind.INSPECTOR)))

    assert crew == []
    assert inspector.get("/v1/technicians").status_code == 403
