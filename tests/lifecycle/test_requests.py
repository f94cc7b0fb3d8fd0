from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.credit_code import credit_check_digit
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.lifecycle.actions import (
    InspectionComesFirst,
    OneAtATime,
    OtherDistrict,
    SamePerson,
    bring_into_force,
    confirm_request,
    file_request,
    return_request,
    withdraw_request,
)
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.queries import out_of_use_since, requests
from hoistway.lifecycle.rules.course import RequestMovedOn
from hoistway.lifecycle.rules.filing import InArrears, ReasonMissing
from hoistway.lifecycle.rules.use_states import ScrappedForGood, WrongUseState
from hoistway.lifecycle.vocabulary import UseRequestKind, UseRequestState
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Claim, Elevator
from hoistway.registry.vocabulary import SourceKind, UseState
from tests.world.emergency import acting
from tests.world.lifecycle import Sides, a_request, a_wish, two_sides
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, a_use_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 11, 22)
LAST_SECOND = datetime(2026, 11, 22, 15, 59, 59, tzinfo=UTC)
"""23:59:59 in Shanghai; a second later it is the 23rd there."""


@pytest.fixture
def sides() -> Sides:
    return two_sides()


def state_of(sides: Sides) -> UseState:
    return Elevator.objects.get(pk=sides.elevator.pk).use_state


def filed(sides: Sides, member: Membership, **wish: object) -> UseRequest:
    return file_request(
        elevator_id=sides.elevator.pk, wish=a_wish(**wish), form_id=uuid4(), now=NOW,  # type: ignore[arg-type]
        by=acting(membership=member),
    )  # fmt: skip


def test_the_use_unit_of_the_elevator_files(sides: Sides) -> None:
    request = filed(sides, sides.unit)

    assert request.state is UseRequestState.FILED
    assert request.number == f"SQ261122{request.pk:06d}"
    assert request.jurisdiction_id == sides.elevator.jurisdiction_id
    assert state_of(sides) is UseState.IN_USE


@pytest.mark.parametrize(
    "role",
    [
        RoleKind.FIRM_OFFICE, RoleKind.TECHNICIAN, RoleKind.DISPATCHER,
        RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    ],
)  # fmt: skip
def test_nobody_else_files_and_the_firm_least_of_all(sides: Sides, role: RoleKind) -> None:
    firm = sides.elevator.firm if role in {RoleKind.FIRM_OFFICE, RoleKind.TECHNICIAN} else None

    with pytest.raises(NotAllowed):
        filed(sides, a_member(role=role, organisation=firm))


def test_the_use_unit_of_another_elevator_does_not_file(sides: Sides) -> None:
    with pytest.raises(NotFound):
        filed(sides, a_member(role=RoleKind.USE_UNIT))


def test_the_same_form_sent_twice_is_one_request(sides: Sides) -> None:
    form_id = uuid4()
    sent = [
        file_request(
            elevator_id=sides.elevator.pk, wish=a_wish(), form_id=form_id, now=NOW,
            by=sides.by_unit,
        ).pk
        for _ in range(2)
    ]  # fmt: skip

    assert sent[0] == sent[1]
    assert UseRequest.objects.count() == 1


@pytest.mark.parametrize(
    ("now", "first"), [(LAST_SECOND, TODAY), (LAST_SECOND + timedelta(seconds=1), TODAY + DAY)]
)
def test_the_day_of_filing_is_shanghais_day(sides: Sides, now: datetime, first: date) -> None:
    with pytest.raises(InArrears):
        a_request(sides=sides, wish=a_wish(on=first - DAY), now=now)

    assert a_request(sides=sides, wish=a_wish(on=first), now=now).effective_on == first


def test_one_request_at_a_time(sides: Sides) -> None:
    first = a_request(sides=sides)
    with pytest.raises(OneAtATime, match=first.number):
        a_request(sides=sides, wish=a_wish(kind=UseRequestKind.SCRAP))

    withdraw_request(request_id=first.pk, now=NOW, by=sides.by_unit)
    assert a_request(sides=sides, wish=a_wish(kind=UseRequestKind.SCRAP)).pk != first.pk


def test_a_suspended_elevator_is_not_suspended_again() -> None:
    with pytest.raises(WrongUseState):
        a_request(sides=two_sides(use_state=UseState.SUSPENDED))


def test_confirmed_today_it_holds_at_once_by_a_persons_claim(sides: Sides) -> None:
    request = a_request(sides=sides, confirmed=True)

    claim = Claim.objects.get(pk=request.claim_id)
    assert request.state is UseRequestState.IN_FORCE
    assert request.in_force_at == NOW
    assert state_of(sides) is UseState.SUSPENDED
    assert (claim.kind, claim.fields) == (SourceKind.PERSON, {"use_state": "suspended"})
    assert claim.origin["use_request"] == request.number
    assert request.number in claim.reason


def test_confirmed_ahead_it_holds_from_midnight_of_its_day(sides: Sides) -> None:
    request = a_request(sides=sides, wish=a_wish(on=TODAY + DAY), confirmed=True)
    assert request.state is UseRequestState.CONFIRMED

    assert bring_into_force(now=LAST_SECOND, by=PLATFORM) == 0
    assert state_of(sides) is UseState.IN_USE
    assert bring_into_force(now=LAST_SECOND + timedelta(seconds=1), by=PLATFORM) == 1
    assert bring_into_force(now=LAST_SECOND + timedelta(seconds=9), by=PLATFORM) == 0

    request.refresh_from_db()
    assert state_of(sides) is UseState.SUSPENDED
    assert request.in_force_at == LAST_SECOND + timedelta(seconds=1)


def test_confirmed_late_it_holds_from_the_confirmation_and_not_in_arrears(sides: Sides) -> None:
    request = a_request(sides=sides)

    confirm_request(request_id=request.pk, now=NOW + 3 * DAY, by=sides.by_district)

    request.refresh_from_db()
    assert request.in_force_at == NOW + 3 * DAY


def test_a_request_that_fits_no_longer_is_returned_and_the_others_go_on(sides: Sides) -> None:
    other = two_sides()
    stale = a_request(sides=sides, wish=a_wish(on=TODAY + DAY), confirmed=True)
    fresh = a_request(sides=other, wish=a_wish(on=TODAY + DAY), confirmed=True)
    Elevator.objects.filter(pk=sides.elevator.pk).update(use_state=UseState.SCRAPPED)

    assert bring_into_force(now=NOW + DAY, by=PLATFORM) == 2

    stale.refresh_from_db()
    fresh.refresh_from_db()
    assert (stale.state, fresh.state) == (UseRequestState.RETURNED, UseRequestState.IN_FORCE)
    assert "报废" in stale.checked_reason


def test_scrapping_is_final(sides: Sides) -> None:
    a_request(sides=sides, wish=a_wish(kind=UseRequestKind.SCRAP), confirmed=True)

    assert state_of(sides) is UseState.SCRAPPED
    for kind in UseRequestKind:
        with pytest.raises(ScrappedForGood):
            a_request(sides=sides, wish=a_wish(kind=kind, changes={"name": "新名"}))


def test_a_change_of_use_unit_and_name_reaches_the_register(sides: Sides) -> None:
    body = "91310106000000007"
    code = body + credit_check_digit(body=body)
    changes = {"use_unit": "新天物业", "use_unit_code": code, "name": "东楼1号梯"}

    a_request(sides=sides, wish=a_wish(kind=UseRequestKind.CHANGE, changes=changes), confirmed=True)

    elevator = Elevator.objects.select_related("use_unit").get(pk=sides.elevator.pk)
    assert elevator.use_unit is not None
    assert (elevator.use_unit.name, elevator.use_unit.credit_code) == ("新天物业", code)
    assert elevator.name == "东楼1号梯"
    assert elevator.firm_id == sides.elevator.firm_id
    assert elevator.register_number == sides.elevator.register_number


def test_a_change_hands_the_elevator_to_a_unit_that_is_known_already(sides: Sides) -> None:
    body = "91310106000000015"
    code = body + credit_check_digit(body=body)
    heir = a_use_unit(name="嘉里物业")
    type(heir).objects.filter(pk=heir.pk).update(credit_code=code)
    changes = {"use_unit": "嘉里物业", "use_unit_code": code}

    request = a_request(
        sides=sides, wish=a_wish(kind=UseRequestKind.CHANGE, changes=changes), confirmed=True
    )

    assert Elevator.objects.get(pk=sides.elevator.pk).use_unit_id == heir.pk
    assert list(requests(by=sides.by_unit)) == [request]


def test_the_district_returns_with_a_reason(sides: Sides) -> None:
    request = a_request(sides=sides)
    with pytest.raises(ReasonMissing):
        return_request(request_id=request.pk, reason=" ", now=NOW, by=sides.by_district)

    return_request(request_id=request.pk, reason="请附检修计划", now=NOW, by=sides.by_district)

    request.refresh_from_db()
    assert (request.state, request.checked_reason) == (UseRequestState.RETURNED, "请附检修计划")
    assert state_of(sides) is UseState.IN_USE
    with pytest.raises(RequestMovedOn):
        confirm_request(request_id=request.pk, now=NOW, by=sides.by_district)


def test_another_district_cannot_even_see_it(sides: Sides) -> None:
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)

    with pytest.raises(NotFound):
        confirm_request(
            request_id=a_request(sides=sides).pk, now=NOW, by=acting(membership=stranger)
        )


def test_the_city_sees_it_but_the_district_checks(sides: Sides) -> None:
    city = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))
    request = a_request(sides=sides)

    assert list(requests(by=city)) == [request]
    with pytest.raises(OtherDistrict):
        confirm_request(request_id=request.pk, now=NOW, by=city)


@pytest.mark.parametrize("role", [RoleKind.FIRM_OFFICE, RoleKind.TECHNICIAN])
def test_the_firm_sees_it_but_cannot_check(sides: Sides, role: RoleKind) -> None:
    firm = acting(membership=a_member(role=role, organisation=sides.elevator.firm))
    request = a_request(sides=sides)

    assert list(requests(by=firm)) == [request]
    with pytest.raises(NotAllowed):
        confirm_request(request_id=request.pk, now=NOW, by=firm)


def test_whoever_filed_does_not_check(sides: Sides) -> None:
    request = a_request(sides=sides)
    UseRequest.objects.filter(pk=request.pk).update(filed_by=sides.by_district.as_json())

    with pytest.raises(SamePerson):
        confirm_request(request_id=request.pk, now=NOW, by=sides.by_district)


def test_only_its_unit_withdraws_and_only_until_it_holds(sides: Sides) -> None:
    request = a_request(sides=sides, wish=a_wish(on=TODAY + DAY), confirmed=True)
    stranger = acting(membership=a_member(role=RoleKind.USE_UNIT))
    with pytest.raises(NotFound):
        withdraw_request(request_id=request.pk, now=NOW, by=stranger)

    bring_into_force(now=NOW + DAY, by=PLATFORM)

    with pytest.raises(RequestMovedOn):
        withdraw_request(request_id=request.pk, now=NOW + DAY, by=sides.by_unit)


def resumed(sides: Sides, *, after: timedelta, inspected: bool = False) -> UseRequest:
    a_request(sides=sides, confirmed=True)
    later = NOW + after
    wish = a_wish(kind=UseRequestKind.RESUME, on=later.date())
    request = a_request(sides=sides, wish=wish, now=later)
    confirm_request(request_id=request.pk, now=later, by=sides.by_district, inspected=inspected)
    return request


def test_a_year_out_of_use_resumes_as_it_is(sides: Sides) -> None:
    resumed(sides, after=timedelta(days=365))

    assert state_of(sides) is UseState.IN_USE


def test_more_than_a_year_out_of_use_is_inspected_first(sides: Sides) -> None:
    with pytest.raises(InspectionComesFirst):
        resumed(sides, after=timedelta(days=366))

    assert state_of(sides) is UseState.SUSPENDED


def test_the_checker_says_that_the_inspection_was_passed(sides: Sides) -> None:
    resumed(sides, after=timedelta(days=366), inspected=True)

    assert state_of(sides) is UseState.IN_USE
    assert out_of_use_since(elevator_id=sides.elevator.pk) is None
