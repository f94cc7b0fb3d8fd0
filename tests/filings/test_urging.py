from datetime import UTC, date, datetime, timedelta

import pytest

from hoistway.filings.actions.urging import NothingOverdue, UrgedToday, urge_now, urge_overdue
from hoistway.filings.models import Urging
from hoistway.filings.queries.overdue import overdue
from hoistway.filings.vocabulary import FilingState, UnitAnswer, UrgeReason
from hoistway.foundation.refusal import NotAllowed
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.parties.models import Certificate, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.filed import a_laid_filing, a_laid_firm_filing
from tests.world.parties import (
    NOW,
    a_bureau,
    a_firm,
    a_jurisdiction,
    a_member,
    a_technician,
    a_use_unit,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REGISTERED = date(2026, 11, 1)
DUE = date(2026, 11, 11)
"""Ten days after the registration, by the edition of 2023."""


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 1, 0, tzinfo=UTC)


@pytest.fixture
def firm() -> Organisation:
    firm = a_firm()
    a_laid_firm_filing(firm=firm)
    return firm


def elevators(firm: Organisation, count: int, *, on: date = REGISTERED, **site: object) -> None:
    site = {"use_unit": a_use_unit(), **site}
    for _ in range(count):
        elevator = an_elevator(site=Site(firm=firm, **site), plate=False)  # type: ignore[arg-type]
        Elevator.objects.filter(pk=elevator.pk).update(registered_on=on)


def letters(organisation: Organisation) -> list[str]:
    told = Message.objects.filter(
        purpose=Purpose.FILING_URGE, organisation=organisation, channel=Channel.PAGE
    )
    return [message.zh for message in told.order_by("pk")]


def test_three_elevators_overdue_are_one_message_on_days_1_7_and_15(firm: Organisation) -> None:
    elevators(firm, 3)

    for days in (0, 1, 2, 6, 7, 8, 14, 15, 16, 40):
        urge_overdue(now=at(DUE + days * DAY))
        urge_overdue(now=at(DUE + days * DAY) + timedelta(hours=9))

    assert letters(firm) == ["【慧梯】维保备案提醒：电梯逾期未备案 3 台。请登录办理。"] * 3
    urged = Urging.objects.filter(organisation=firm).order_by("pk")
    assert [(row.days, row.count) for row in urged] == [(1, 3), (7, 3), (15, 3)]


def test_nobody_is_urged_on_the_last_day(firm: Organisation) -> None:
    elevators(firm, 1)

    assert urge_overdue(now=at(DUE)) == 0
    assert urge_overdue(now=at(DUE + DAY)) == 1


def test_what_was_filed_in_between_is_not_urged_again(firm: Organisation) -> None:
    elevators(firm, 2)
    urge_overdue(now=at(DUE + DAY))
    for elevator in Elevator.objects.filter(firm=firm)[:1]:
        a_laid_filing(elevator=elevator, state=FilingState.FILED, filed_at=at(DUE + 2 * DAY))

    urge_overdue(now=at(DUE + 7 * DAY))

    assert [row.count for row in Urging.objects.order_by("pk")] == [2, 1]


def test_several_reasons_and_deadlines_are_still_one_message(firm: Organisation) -> None:
    elevators(firm, 1)
    elevators(firm, 2, on=REGISTERED - DAY)
    back = an_elevator(site=Site(firm=firm), plate=False)
    a_laid_filing(elevator=back, state=FilingState.RETURNED, filed_at=at(date(2026, 11, 1)))

    assert urge_overdue(now=at(date(2026, 11, 22))) == 1
    assert letters(firm) == [
        "【慧梯】维保备案提醒：电梯逾期未备案 3 台；退回后逾期未改 1 份。请登录办理。"
    ]


def test_a_firm_that_has_not_filed_itself_is_urged() -> None:
    firm = a_firm()
    elevators(firm, 1)

    rows = overdue(day=DUE + DAY, reasons=[UrgeReason.FIRM_NOT_FILED])

    assert [(row.organisation_id, row.due, row.count) for row in rows] == [(firm.pk, DUE, 1)]


def test_a_returned_filing_that_was_filed_anew_is_mended(firm: Organisation) -> None:
    elevator = an_elevator(site=Site(firm=firm), plate=False)
    a_laid_filing(elevator=elevator, state=FilingState.RETURNED, filed_at=NOW - 30 * DAY)
    late = [UrgeReason.RETURNED]
    assert len(overdue(day=NOW.date(), reasons=late)) == 1

    a_laid_filing(elevator=elevator, state=FilingState.FILED, filed_at=NOW)

    assert overdue(day=NOW.date(), reasons=late) == []


def test_a_silent_use_unit_is_urged_itself(firm: Organisation) -> None:
    unit = a_use_unit()
    elevator = an_elevator(site=Site(firm=firm, use_unit=unit), plate=False)
    a_laid_filing(elevator=elevator, state=FilingState.FILED, answer=UnitAnswer.ASKED, filed_at=NOW)

    urge_overdue(now=NOW + 5 * DAY)
    assert letters(unit) == []
    urge_overdue(now=NOW + 6 * DAY)

    assert letters(unit) == ["【慧梯】维保备案提醒：使用单位逾期未确认 1 份。请登录办理。"]


def test_a_contract_that_ends_is_warned_of_once_and_not_when_it_goes_on(
    firm: Organisation,
) -> None:
    ends = date(2026, 12, 22)
    lone, renewed = (an_elevator(site=Site(firm=firm), plate=False) for _ in range(2))
    a_laid_filing(elevator=lone, after=ends)
    a_laid_filing(elevator=renewed, after=ends)
    a_laid_filing(elevator=renewed, first=ends)

    for days in (-1, 0, 1, 9):
        urge_overdue(now=at(ends - (30 - days) * DAY))

    assert letters(firm) == ["【慧梯】维保备案提醒：合同即将到期 1 台。请登录办理。"]


def test_a_certificate_is_warned_of_and_urged_when_it_has_run_out(firm: Organisation) -> None:
    held = Certificate.objects.filter(person_id=a_technician(firm=firm).person_id)
    held.update(valid_until=date(2026, 11, 30))
    reasons = [UrgeReason.CERTIFICATE_ENDS]

    (ahead,) = overdue(day=date(2026, 11, 30), reasons=reasons)
    (after,) = overdue(day=date(2026, 12, 1), reasons=reasons)

    assert (ahead.warns, after.warns, after.due) == (True, False, date(2026, 11, 30))
    assert overdue(day=date(2026, 10, 1), reasons=reasons) == []


def test_a_district_urges_by_hand_what_is_overdue_in_its_sight_once_a_day(
    firm: Organisation,
) -> None:
    district, elsewhere = a_jurisdiction(), a_jurisdiction(code="310115", name="浦东新区")
    elevators(firm, 2, jurisdiction=district)
    elevators(firm, 1, jurisdiction=elsewhere)
    bureau = a_bureau(jurisdiction=district)
    desk = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))
    reason = UrgeReason.ELEVATOR_NOT_FILED
    with pytest.raises(NothingOverdue):
        urge_now(organisation_id=firm.pk, reason=reason, now=at(DUE), by=desk)

    urging = urge_now(organisation_id=firm.pk, reason=reason, now=at(DUE + DAY), by=desk)

    assert (urging.count, urging.days, urging.by["name"]) == (2, 1, desk.name)
    assert letters(firm) == ["【慧梯】维保备案提醒：电梯逾期未备案 2 台。请登录办理。"]
    with pytest.raises(UrgedToday):
        urge_now(organisation_id=firm.pk, reason=reason, now=at(DUE + DAY), by=desk)
    urge_now(organisation_id=firm.pk, reason=reason, now=at(DUE + 2 * DAY), by=desk)


def test_a_firm_urges_nobody(firm: Organisation) -> None:
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=firm))

    with pytest.raises(NotAllowed):
        urge_now(organisation_id=firm.pk, reason=UrgeReason.RETURNED, now=NOW, by=office)
