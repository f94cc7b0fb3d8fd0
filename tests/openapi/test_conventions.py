"""What all resources share: pages by cursor, chosen fields, tags, refusals that say how to mend."""

import pytest

from hoistway.parties.models import Membership, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey
from hoistway.programs.vocabulary import Scope
from tests.world.parties import LONG_AGO, NOW, a_firm, an_actor
from tests.world.programs import Program, a_program, told
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


def office() -> tuple[Program, Organisation]:
    firm = a_firm()
    return a_program(by=an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm)), firm


def test_a_list_is_read_to_its_end_without_gap_or_double_though_rows_come_between() -> None:
    program, firm = office()
    numbers = [an_elevator(site=Site(firm=firm)).register_number for _ in range(5)]
    an_elevator()

    seen, after = [], ""
    for _ in range(5):
        page = told(program.get(f"/v1/elevators?limit=2&after={after}"))
        seen += [one["register_number"] for one in page["items"]]
        if not seen[2:]:
            numbers.append(an_elevator(site=Site(firm=firm)).register_number)
        after = page["next"]
        if not after:
            break

    assert seen == numbers


def test_only_the_fields_that_were_asked_for_are_answered() -> None:
    program, firm = office()
    row = an_elevator(site=Site(firm=firm))

    answer = program.get(f"/v1/elevators/{row.register_number}?fields=address,kind")
    refused = program.get("/v1/elevators?fields=adress")

    assert told(answer) == {"address": row.address, "kind": str(row.kind)}
    assert (refused.status_code, told(refused)["code"]) == (400, "field_unknown")


def test_what_the_caller_has_is_not_sent_again() -> None:
    program, firm = office()
    row = an_elevator(site=Site(firm=firm))
    path = f"/v1/elevators/{row.register_number}"

    tag = program.get(path)["ETag"]

    assert program.get(path, **{"If-None-Match": tag}).status_code == 304
    assert program.get(path, **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/elevators?after=nonsense", 400, "bad_cursor"),
        ("/v1/elevators?limit=0", 422, "fields_unsound"),
        ("/v1/elevators?kind=9999", 422, "fields_unsound"),
        ("/v1/elevators/31100000000000000000", 404, "not_found"),
        ("/v1/nothing", 404, "no_such_resource"),
    ],
)
def test_a_refusal_is_a_problem_document(path: str, status: int, code: str) -> None:
    program, _ = office()

    answer = program.get(path)

    assert answer["Content-Type"] == "application/problem+json"
    assert (answer.status_code, told(answer)["code"]) == (status, code)
    assert told(answer)["detail"]


def test_a_program_sees_what_its_person_sees() -> None:
    program, _ = office()
    stranger = an_elevator()

    assert program.get(f"/v1/elevators/{stranger.register_number}").status_code == 404


def test_a_method_that_is_not_known_names_those_that_are() -> None:
    program, _ = office()

    answer = program.send("/v1/elevators", {})

    assert (answer.status_code, told(answer)["code"]) == (405, "method_not_allowed")


def test_a_key_of_somebody_who_left_acts_for_nobody() -> None:
    program, firm = office()
    Membership.objects.filter(organisation=firm).update(period=(LONG_AGO, NOW))

    answer = program.get("/v1/elevators")

    assert (answer.status_code, told(answer)["code"]) == (403, "key_without_role")


def test_a_key_does_only_what_it_was_opened_for() -> None:
    program, _ = office()
    ApiKey.objects.update(scopes=[str(Scope.CLAIMS)])

    answer = program.get("/v1/elevators")

    assert (answer.status_code, told(answer)["code"]) == (403, "scope_missing")
