import tomllib
from datetime import timedelta

import pytest
from django.contrib.auth import authenticate

from hoistway.emergency.models import Duty, RescueStation
from hoistway.foundation.actors import A_PASSENGER, PLATFORM
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.models import Account, Certificate, Jurisdiction, Organisation, Person
from hoistway.parties.queries import account_named
from hoistway.server.enrolment import BadFile, EnrolReport, enrol_file
from tests.city.test_switch_on import documented_file
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db

FIRM = """
city = "shanghai"
[[organisations]]
kind = "firm"
name = "申恒电梯"
credit_code = "91310101MA1FL0001D"
jurisdiction = "310101"
phone = "021-0000 0001"
"""

TECHNICIAN = """
[[people]]
name = "王建国"
phone = "130 0000 0001"
organisation = "申恒电梯"
role = "technician"
login = "wang"
certificates = [{ kind = "T", number = "T-1", from = 2024-01-01, until = 2099-01-01 }]
duty = [{ from = 2026-11-22T08:00:00, until = 2026-11-22T20:00:00 }]
"""


class Desk:
    """An operator who enrols files and writes the passwords down."""

    def __init__(self) -> None:
        self.passwords: dict[str, str] = {}

    def enrol(self, text: str, *, apply: bool = True) -> EnrolReport:
        return enrol_file(
            text=text, apply=apply, now=NOW, by=PLATFORM, tell=self.passwords.__setitem__
        )


def outcomes(report: EnrolReport) -> list[str]:
    return [str(entry.change) for entry in report.entries]


def reasons(report: EnrolReport) -> list[tuple[int, str, str]]:
    return [
        (entry.number, finding.field, str(finding.fault))
        for entry in report.entries
        for finding in entry.findings
    ]


def test_a_dry_run_says_what_would_come_and_writes_nothing() -> None:
    desk = Desk()

    tried = desk.enrol(documented_file(), apply=False)

    assert outcomes(tried) == ["new"] * 8
    assert (tried.jurisdictions_laid, tried.accounts, desk.passwords) == (18, 3, {})
    assert not Jurisdiction.objects.exists()
    assert not Account.objects.exists()


def test_the_documented_file_enrols_everybody_and_twice_changes_nothing() -> None:
    desk = Desk()
    desk.enrol(documented_file())
    first = dict(desk.passwords)

    again = desk.enrol(documented_file())

    assert (outcomes(again), again.changes, again.accounts) == (["unchanged"] * 8, 0, 0)
    assert desk.passwords == first
    assert sorted(first) == ["li.wenbin", "wang.jianguo", "zhou.lixin"]
    assert authenticate(username="wang.jianguo", password=first["wang.jianguo"]) is not None
    assert Jurisdiction.objects.count() == 19
    duty, station = Duty.objects.get(), RescueStation.objects.get()
    assert (duty.station_id, f"{duty.period.lower:%F %T}") == (station.pk, "2026-01-01 00:00:00")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("130 0000 0001", "130 0000 0002"),
        ("021-0000 0001", "021-0000 0002"),
        ("until = 2099-01-01 }", "until = 2099-01-02 }"),
        ("T20:00:00", "T21:00:00"),
        ("王建国", "王建军"),
    ],
)
def test_one_difference_is_one_change(old: str, new: str) -> None:
    text = FIRM + TECHNICIAN
    Desk().enrol(text)
    people, held, shifts = Person.objects.count(), Certificate.objects.count(), Duty.objects.count()

    changed = Desk().enrol(text.replace(old, new))

    assert sorted(outcomes(changed)) == ["changed", "unchanged"]
    assert (Person.objects.count(), Certificate.objects.count()) == (people, held)
    assert Duty.objects.count() == shifts


def test_good_entries_survive_bad_neighbours_and_each_finding_is_told() -> None:
    bad = """
[[organisations]]
kind = "company"
name = ""
credit_code = "91310101MA1FL0001X"
jurisdiction = "310101"
colour = "red"
[[organisations]]
kind = "use_unit"
name = "绿苑"
jurisdiction = "319999"
[[stations]]
firm = "无此单位"
name = "站"
longitude = 200
latitude = "north"
[[people]]
name = "李"
organisation = "申恒电梯"
role = "dispatcher"
[[people]]
name = "赵"
phone = "call me"
organisation = "申恒电梯"
role = "technician"
certificates = [{ kind = "T", number = "T-9", from = 2026-01-02, until = 2026-01-01 }]
duty = [{ from = "monday", until = 2026-01-01 }]
"""
    report = Desk().enrol(FIRM + bad + TECHNICIAN)

    assert outcomes(report) == ["new", "None", "None", "None", "None", "None", "new"]
    assert reasons(report) == [
        (2, "colour", "unknown_key"), (2, "kind", "unknown_code"), (2, "name", "missing"),
        (2, "credit_code", "check_digit"),
        (3, "jurisdiction", "not_enrolled"),
        (1, "longitude", "out_of_range"), (1, "latitude", "wrong_type"),
        (1, "organisation", "wrong_kind"),
        (2, "phone", "shape"), (2, "certificates[1].until", "ends_before_start"),
        (2, "duty[1].from", "wrong_type"), (2, "certificates", "cannot_be_called"),
        (2, "login", "cannot_sign_in"),
    ]  # fmt: skip
    assert not Certificate.objects.filter(number="T-9").exists()


def test_a_person_whose_shift_cannot_stand_leaves_nothing_behind() -> None:
    spoilt = TECHNICIAN.replace("20:00:00 }", '20:00:00, station = "无此站" }')

    report = Desk().enrol(FIRM + spoilt)

    assert reasons(report) == [(1, "duty[1].station", "not_enrolled")]
    assert not Person.objects.exists()
    assert not Account.objects.exists()


def test_the_same_entry_twice_in_a_file_is_found() -> None:
    report = Desk().enrol(FIRM + TECHNICIAN + TECHNICIAN)

    assert outcomes(report) == ["new", "new", "None"]
    assert reasons(report) == [(2, "login", "twice")]


def test_a_login_of_somebody_else_is_not_taken_over() -> None:
    other = TECHNICIAN.replace('"technician"', '"firm_office"').partition("certificates")[0]
    Desk().enrol(FIRM + TECHNICIAN)

    report = Desk().enrol(other)

    assert reasons(report) == [(1, "login", "taken")]


def test_a_firm_that_came_with_the_register_gets_its_code_and_telephone() -> None:
    Desk().enrol('city = "shanghai"')
    area = Jurisdiction.objects.get(code="310101")
    known = Organisation.objects.create(kind="firm", name="申恒电梯", jurisdiction=area)

    report = Desk().enrol(FIRM)

    known.refresh_from_db()
    assert outcomes(report) == ["changed"]
    assert (known.credit_code, known.phone) == ("91310101MA1FL0001D", "021-0000 0001")


def test_two_of_one_name_need_logins() -> None:
    person = TECHNICIAN.replace('login = "wang"', "").replace("T-1", "T-{n}")
    Desk().enrol(FIRM + person.replace("{n}", "1"))
    Desk().enrol(TECHNICIAN.replace("T-1", "T-2").replace('"wang"', '"wang.2"'))

    report = Desk().enrol(TECHNICIAN.replace("T-1", "T-3").replace('"wang"', '"wang.3"'))

    assert outcomes(report) == ["new"]
    assert Person.objects.count() == 2
    assert account_named(login="wang.2") is not None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("city = ", "it is not valid TOML"),
        ("[[persons]]", "«persons» is no section"),
        ("people = 1", "«people» is written [[people]]"),
        ('city = "atlantis"', "the districts of «atlantis» are not shipped"),
    ],
)
def test_a_file_that_is_none_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadFile) as refusal:
        Desk().enrol(text)

    assert sentence in refusal.value.sentence("en")


def test_only_the_platform_enrols() -> None:
    with pytest.raises(NotAllowed):
        enrol_file(
            text=FIRM, apply=True, now=NOW + timedelta(0), by=A_PASSENGER, tell=lambda _a, _b: None
        )


def test_the_documented_file_is_toml() -> None:
    assert set(tomllib.loads(documented_file())) == {
        "city", "jurisdictions", "organisations", "stations", "people",
    }  # fmt: skip
