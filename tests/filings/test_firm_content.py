from dataclasses import replace
from datetime import timedelta

import pytest

from hoistway.filings.rules.firm_content import (
    BLOCKING,
    FirmContent,
    FoundFault,
    firm_faults,
    is_duty_phone,
)
from hoistway.filings.rules.policy import policy_on
from hoistway.filings.vocabulary import Fault, LicenceItem, LicenceLevel
from tests.world.firm_filings import DAY, TODAY, a_content, a_licence, a_point, a_worker

POLICY = policy_on(day=TODAY)


def found(content: FirmContent, *, elsewhere: tuple[str, ...] = ()) -> list[tuple[Fault, str]]:
    faults = firm_faults(content=content, policy=POLICY, day=TODAY, elsewhere=elsewhere)
    return [(one.fault, one.about) for one in faults]


def kinds(**given: object) -> set[Fault]:
    return {fault for fault, _ in found(a_content(**given))}


def test_a_whole_filing_has_no_faults() -> None:
    assert found(a_content()) == []


def test_everything_that_is_missing_is_named() -> None:
    assert found(FirmContent()) == [
        (Fault.MISSING, part)
        for part in ("name", "credit_code", "duty_phone", "licences", "points", "staff")
    ]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"credit_code": "91310106MA1FY0000X"}, Fault.CREDIT_CODE),
        ({"duty_phone": "119"}, Fault.DUTY_PHONE),
        ({"duty_phone": "值班室"}, Fault.DUTY_PHONE),
        ({"licences": (a_licence(number=""),)}, Fault.MISSING),
        ({"licences": (a_licence(level=LicenceLevel.NONE),)}, Fault.MISSING),
        ({"licences": (a_licence(since=TODAY, last=TODAY - DAY),)}, Fault.PERIOD_ENDS_FIRST),
        ({"licences": (a_licence(last=TODAY - DAY),)}, Fault.NO_LICENCE),
        ({"licences": (a_licence(since=TODAY + DAY),)}, Fault.NO_LICENCE),
        ({"points": (a_point(address=""),)}, Fault.MISSING),
        ({"points": (a_point(branch=True),)}, Fault.MISSING),
        ({"points": (a_point(credit_code="91310106MA1FY0000X"),)}, Fault.CREDIT_CODE),
        ({"staff": (a_worker(phone=""),)}, Fault.MISSING),
        ({"staff": (a_worker(last=TODAY - DAY),)}, Fault.NO_TECHNICIAN),
        ({"staff": (a_worker(since=TODAY, last=TODAY - DAY),)}, Fault.PERIOD_ENDS_FIRST),
        ({"staff": (a_worker(number="T1"), a_worker(number="T1"))}, Fault.TWICE),
    ],
)
def test_what_is_wrong_is_found_and_keeps_the_filing_from_being_checked(
    given: dict[str, object], fault: Fault
) -> None:
    assert fault in kinds(**given)
    assert fault in BLOCKING


def test_only_the_traction_item_needs_a_level() -> None:
    goods = a_licence(item=LicenceItem.GOODS, level=LicenceLevel.NONE)

    assert kinds(licences=(goods,)) == set()


def test_a_licence_counts_on_its_last_day_and_is_told_before_it_ends() -> None:
    days = POLICY.licence_warn_days

    assert kinds(licences=(a_licence(last=TODAY),)) == {Fault.LICENCE_ENDS}
    assert kinds(licences=(a_licence(last=TODAY + (days - 1) * DAY),)) == {Fault.LICENCE_ENDS}
    assert kinds(licences=(a_licence(last=TODAY + days * DAY),)) == set()


def test_a_licence_that_is_renewed_in_time_is_not_told() -> None:
    ending = a_licence(last=TODAY + 10 * DAY)
    renewed = a_licence(since=TODAY + 11 * DAY, last=TODAY + 1400 * DAY, number="TS3310001-2030")

    assert kinds(licences=(ending, renewed)) == set()


def test_certificates_that_end_soon_are_told_with_the_name_and_block_nothing() -> None:
    last = TODAY + timedelta(days=POLICY.certificate_warn_days) - DAY
    soon, later = a_worker(name="赵师傅", last=last), a_worker(last=last + DAY)

    (fault,) = firm_faults(
        content=a_content(staff=(soon, later)), policy=POLICY, day=TODAY, elsewhere=()
    )

    assert fault == FoundFault(Fault.CERTIFICATE_ENDS, f"赵师傅 {last}", blocking=False)


def test_people_of_another_firm_are_named_by_certificate() -> None:
    assert found(a_content(), elsewhere=("T-7",)) == [(Fault.PERSON_ELSEWHERE, "T-7")]


def test_blocking_faults_come_first() -> None:
    soon = a_worker(last=TODAY + DAY)
    content = a_content(staff=(soon,), points=())

    assert [fault for fault, _ in found(content)] == [Fault.MISSING, Fault.CERTIFICATE_ENDS]


def test_content_and_faults_are_kept_and_read_back_as_they_were() -> None:
    content = a_content(points=(a_point(longitude=None, latitude=None, branch=True),))
    blank = replace(content, licences=(a_licence(since=None, last=None),), staff=())  # type: ignore[arg-type]
    fault = FoundFault(Fault.MISSING, "name", blocking=True)

    assert FirmContent.read(content.as_json()) == content
    assert FirmContent.read(blank.as_json()) == blank
    assert FoundFault.read(fault.as_json()) == fault


@pytest.mark.parametrize(
    ("phone", "good"),
    [
        ("021-62891234", True), ("+86 21 6289 1234", True), ("95598", True), ("4008201234", True),
        ("9559", False), ("110", False), ("", False),
    ],
)  # fmt: skip
def test_a_duty_line_is_a_line_of_the_firms_own(phone: str, good: bool) -> None:
    assert is_duty_phone(phone=phone) is good
