"""A firm files itself: kept, checked or returned by its home, and what then is in force."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from hoistway.filings.actions import (
    FaultsRemain,
    FirmFilingMovedOn,
    FirmFilingWaits,
    OwnFiling,
    ReturnNeedsReason,
    check_firm,
    file_firm,
    return_firm,
    tell_firm,
    withdraw_firm_filing,
)
from hoistway.filings.models import FirmFiling, Licence
from hoistway.filings.queries import (
    FirmContent,
    filled_in,
    firm_filings,
    firms_checked,
    firms_not_checked,
    licences_of,
    running_out,
    service_points_of,
)
from hoistway.filings.vocabulary import FilingState, LicenceItem, LicenceLevel, UrgeReason
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.messages.models import Message
from hoistway.parties.models import Certificate, Membership, Person
from hoistway.parties.queries import certified_until
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from tests.world.firm_filings import (
    DAY,
    TODAY,
    Office,
    a_content,
    a_firm_filing,
    a_licence,
    a_worker,
    an_office,
)
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_technician, an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return an_office()


def checked(office: Office, content: FirmContent) -> FirmFiling:
    return a_firm_filing(office=office, content=content, checked=True)


def crew(office: Office) -> set[str]:
    now = Membership.objects.filter(
        organisation=office.firm, role=RoleKind.TECHNICIAN, period__contains=NOW
    )
    return set(now.values_list("person__name", flat=True))


def test_what_is_filed_waits_and_nothing_of_it_holds_yet(office: Office) -> None:
    filing = a_firm_filing(office=office)

    office.firm.refresh_from_db()
    assert filing.state is FilingState.FILED
    assert filing.number.startswith("DW261122")
    assert filing.edition == "shanghai-2023"
    assert licences_of(firm_ids=[office.firm.pk]) == {office.firm.pk: []}
    assert office.firm.phone != "021-DEMO-62891234"
    assert firms_checked(firm_ids=[office.firm.pk]) == frozenset()


def test_a_form_sent_twice_is_one_filing_and_a_second_one_waits_its_turn(office: Office) -> None:
    form_id, content = uuid4(), a_content()
    first, again = (
        file_firm(content=content, form_id=form_id, now=NOW, by=office.by_firm) for _ in range(2)
    )

    assert first == again
    with pytest.raises(FirmFilingWaits):
        a_firm_filing(office=office)


def test_a_check_brings_everything_into_force(office: Office) -> None:
    worker, content = a_worker(name="钱师傅"), a_content()
    content = replace(content, staff=(worker,), name="上海新延平电梯有限公司")

    filing = checked(office, content)

    office.firm.refresh_from_db()
    (held,) = licences_of(firm_ids=[office.firm.pk])[office.firm.pk]
    assert filing.state is FilingState.CHECKED
    assert filing.checked_by == office.by_district.as_json()
    assert (held.item, held.level) == (LicenceItem.TRACTION, LicenceLevel.A2)
    assert held.until == TODAY + 1096 * DAY
    assert [one.name for one in service_points_of(firm_ids=[office.firm.pk])] == ["静安站"]
    assert crew(office) == {"钱师傅"}
    assert Certificate.objects.get(number=worker.number).valid_until == worker.last
    assert office.firm.name == "上海新延平电梯有限公司"
    assert office.firm.phone == "021-DEMO-62891234"
    assert office.firm.credit_code == content.credit_code
    assert firms_checked(firm_ids=[office.firm.pk]) == {office.firm.pk}


def test_a_later_check_replaces_what_held_and_keeps_what_covered_past_days(
    office: Office,
) -> None:
    past = a_licence(since=TODAY - 900 * DAY, last=TODAY - DAY, number="TS-OLD")
    first = checked(office, a_content(licences=(past, a_licence(number="TS-1"))))

    checked(office, a_content(licences=(a_licence(number="TS-2"),)))

    first.refresh_from_db()
    numbers = Licence.objects.order_by("number").values_list("number", flat=True)
    assert first.state is FilingState.REPLACED
    assert list(numbers) == ["TS-2", "TS-OLD"]


def test_who_is_no_longer_named_has_left_and_others_stay(office: Office) -> None:
    by_hand = a_technician(firm=office.firm)
    stays, goes = a_worker(name="孙师傅"), a_worker(name="李师傅")
    checked(office, a_content(staff=(stays, goes)))
    assert crew(office) == {"孙师傅", "李师傅", by_hand.person.name}

    checked(office, a_content(staff=(replace(stays, phone="139-DEMO-0001"),)))

    assert crew(office) == {"孙师傅", by_hand.person.name}
    assert Person.objects.get(name="孙师傅").phone == "139-DEMO-0001"


def test_a_renewed_certificate_moves_its_last_day(office: Office) -> None:
    worker = a_worker(last=TODAY + 10 * DAY)
    checked(office, a_content(staff=(worker,)))

    checked(office, a_content(staff=(replace(worker, last=TODAY + 1470 * DAY),)))

    (person,) = Certificate.objects.filter(number=worker.number).values_list("person", flat=True)
    until = certified_until(person_ids=[person], kind=CertificateKind.T)
    assert until == {person: TODAY + 1470 * DAY}


def test_people_of_another_firm_cannot_be_filed_until_that_firm_lets_them_go(
    office: Office,
) -> None:
    worker, other = a_worker(), an_office()
    checked(other, a_content(staff=(worker,)))
    filing = a_firm_filing(office=office, content=a_content(staff=(worker,)))
    assert [one["fault"] for one in filing.faults] == ["person_elsewhere"]
    with pytest.raises(FaultsRemain):
        check_firm(filing_id=filing.pk, now=NOW, by=office.by_district)

    checked(other, a_content())

    assert check_firm(filing_id=filing.pk, now=NOW, by=office.by_district).faults == []
    assert crew(office) == {worker.name}


def test_what_ran_out_since_filing_keeps_the_filing_from_being_checked(office: Office) -> None:
    content = a_content(licences=(a_licence(last=TODAY),))
    filing = a_firm_filing(office=office, content=content)

    with pytest.raises(FaultsRemain) as no:
        check_firm(filing_id=filing.pk, now=NOW + DAY, by=office.by_district)

    assert "无有效许可" in no.value.sentence("zh")


def test_a_filing_is_returned_with_a_reason_and_what_held_holds_on(office: Office) -> None:
    first = checked(office, a_content())
    second = a_firm_filing(office=office)
    with pytest.raises(ReturnNeedsReason):
        return_firm(filing_id=second.pk, reason=" ", now=NOW, by=office.by_district)

    return_firm(filing_id=second.pk, reason="请附延续后的许可证", now=NOW, by=office.by_district)

    first.refresh_from_db()
    assert first.state is FilingState.CHECKED
    with pytest.raises(FirmFilingMovedOn):
        check_firm(filing_id=second.pk, now=NOW, by=office.by_district)
    tell_firm(filing_id=second.pk, now=NOW)
    tell_firm(filing_id=second.pk, now=NOW)
    assert {one.zh for one in Message.objects.all()} == {
        f"【慧梯】贵单位的维保单位备案 {second.number} 被退回：请附延续后的许可证。"
    }


def test_a_withdrawn_filing_makes_way_for_the_next(office: Office) -> None:
    filing = a_firm_filing(office=office)

    withdraw_firm_filing(filing_id=filing.pk, now=NOW, by=office.by_firm)

    with pytest.raises(FirmFilingMovedOn):
        check_firm(filing_id=filing.pk, now=NOW, by=office.by_district)
    assert a_firm_filing(office=office).state is FilingState.FILED


def test_whoever_filed_never_checks(office: Office) -> None:
    filing = a_firm_filing(office=office)
    both = Actor(
        kind=office.by_district.kind, name="x", person_id=office.by_firm.person_id,
        role=office.by_district.role, organisation_id=office.by_district.organisation_id,
        jurisdiction_id=office.by_district.jurisdiction_id,
    )  # fmt: skip

    with pytest.raises(OwnFiling):
        check_firm(filing_id=filing.pk, now=NOW, by=both)


def test_only_the_home_district_and_the_city_see_and_check(office: Office) -> None:
    filing = a_firm_filing(office=office)
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    other = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    city = an_actor(role=RoleKind.CITY_REGULATOR)

    with pytest.raises(NotFound):
        check_firm(filing_id=filing.pk, now=NOW, by=other)
    with pytest.raises(NotAllowed):
        check_firm(filing_id=filing.pk, now=NOW, by=office.by_firm)
    with pytest.raises(NotFound):
        withdraw_firm_filing(filing_id=filing.pk, now=NOW, by=an_office().by_firm)
    assert not firm_filings(by=other).exists()
    assert not firm_filings(by=an_office().by_firm).exists()
    assert list(firm_filings(by=office.by_firm)) == [filing]
    assert check_firm(filing_id=filing.pk, now=NOW, by=city).state is FilingState.CHECKED


def test_the_database_lets_one_filing_of_a_firm_wait_and_one_hold(office: Office) -> None:
    filing = a_firm_filing(office=office)
    row = FirmFiling.objects.get(pk=filing.pk)
    row.pk, row.form_id, row.number = None, uuid4(), "DW-TWIN"

    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_what_runs_out_is_listed_the_most_pressing_first(office: Office) -> None:
    ending = a_licence(last=TODAY + 30 * DAY)
    lapsed = a_worker(name="吴师傅", last=TODAY - DAY)
    checked(office, a_content(licences=(ending,), staff=(lapsed, a_worker())))
    other = an_office(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))

    ends = running_out(by=office.by_district, day=TODAY, now=NOW)

    assert [(one.reason, one.person, one.items, one.days) for one in ends] == [
        (UrgeReason.CERTIFICATE_ENDS, "吴师傅", (), -1),
        (UrgeReason.LICENCE_ENDS, "", (LicenceItem.TRACTION,), 30),
    ]
    assert ends == running_out(by=office.by_firm, day=TODAY, now=NOW)
    assert running_out(by=other.by_district, day=TODAY, now=NOW) == []


def test_a_renewal_ends_the_warning(office: Office) -> None:
    ending = a_licence(last=TODAY + 30 * DAY)
    renewed = a_licence(since=TODAY + 31 * DAY, last=date(2031, 1, 1), number="TS-NEXT")

    checked(office, a_content(licences=(ending, renewed)))

    assert running_out(by=office.by_district, day=TODAY, now=NOW) == []


def test_sub_items_that_end_together_are_one_line_and_what_is_given_up_is_none(
    office: Office,
) -> None:
    end = TODAY + 5 * DAY
    goods = a_licence(item=LicenceItem.GOODS, level=LicenceLevel.NONE, last=end)
    checked(office, a_content(licences=(a_licence(last=end), goods)))

    (both,) = running_out(by=office.by_firm, day=TODAY, now=NOW)
    later = TODAY + 10 * DAY
    a_firm_filing(office=office, checked=True, now=NOW + 10 * DAY)

    assert both.items == (LicenceItem.GOODS, LicenceItem.TRACTION)
    assert running_out(by=office.by_firm, day=later, now=NOW + 10 * DAY) == []


def test_firms_of_which_no_filing_holds_are_listed_for_their_home(office: Office) -> None:
    a_firm_filing(office=office)
    filed = an_office()
    checked(filed, a_content())

    assert list(firms_not_checked(by=office.by_district)) == [office.firm]


def test_the_form_begins_with_what_is_known_and_then_with_what_was_filed(office: Office) -> None:
    member = a_technician(firm=office.firm)

    first = filled_in(firm=office.firm, now=NOW)
    filed = a_firm_filing(office=office)

    assert [one.name for one in first.staff] == [member.person.name]
    assert first.staff[0].number.startswith("T-")
    assert filled_in(firm=office.firm, now=NOW) == FirmContent.read(filed.content)
