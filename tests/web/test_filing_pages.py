"""Pages of elevator filings: filed, answered, objected to, checked, ruled, reversed, looked up."""

import csv
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from hoistway.filings.models import Decision, ElevatorFiling
from hoistway.filings.vocabulary import FilingState, UnitAnswer
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
from tests.world.filings import (
    Firm,
    Stage,
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
)
from tests.world.parties import NOW, client_of, signed_in_client
from tests.world.registry import Site, an_elevator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home", "hand")]


@pytest.fixture
def home(tmp_path: Path, settings: object) -> Path:
    """Keep handed-in files in a folder of the test's own."""
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.fixture
def hand(tmp_path: Path) -> object:
    """Let it be the day of the builders."""
    with clock_in_hand(tmp_path / "clock", NOW) as clock:
        yield clock


@pytest.fixture
def firm() -> Firm:
    return a_filing_firm()


@pytest.fixture
def stage(firm: Firm) -> Stage:
    return a_stage(elevator=an_elevator(site=Site(firm=firm.firm)))


def of(member: Membership | None) -> Client:
    assert member is not None
    return client_of(membership=member)


def page(client: Client, filing: ElevatorFiling) -> str:
    return client.get(reverse("filing", args=[filing.number])).content.decode()


def a_form(firm: Firm, **more: object) -> dict[str, object]:
    return {
        "contract_number": "HT-7", "first_day": "2026-11-22", "last_day": "2027-11-21",
        "technicians": [str(firm.technician_id)], "promise_min": "30", "remark": "",
        "form_id": str(uuid4()),
        "contract_file": SimpleUploadedFile("c.pdf", b"%PDF-1.4 contract"),
    } | more  # fmt: skip


def test_a_firm_files_an_elevator_and_reads_what_the_machine_says(firm: Firm, stage: Stage) -> None:
    office = of(firm.office)
    there = reverse("firm-filing-new", args=[stage.elevator.register_number])
    assert (
        stage.elevator.register_number in office.get(reverse("firm-filing-choose")).content.decode()
    )

    answer = office.post(there, a_form(firm))

    filing = ElevatorFiling.objects.get()
    shown = page(office, filing)
    assert answer["Location"] == reverse("filing", args=[filing.number])
    assert "未发现问题" in shown
    assert "待使用单位确认" in shown
    contract = office.get(reverse("filing-contract", args=[filing.number]))
    assert contract.content == b"%PDF-1.4 contract"
    assert (contract["X-Content-Type-Options"], contract["Cache-Control"]) == (
        "nosniff", "private, max-age=3600",
    )  # fmt: skip


def test_a_repeated_form_is_one_filing_and_a_wrong_one_is_told(firm: Firm, stage: Stage) -> None:
    office = of(firm.office)
    there = reverse("firm-filing-new", args=[stage.elevator.register_number])
    wrong = office.post(there, a_form(firm, last_day="2026-11-21", technicians=[]))
    form = a_form(firm)
    office.post(there, form)

    again = office.post(there, form | {"contract_file": ""})
    second = office.post(there, a_form(firm))

    assert wrong.status_code == 422
    assert "截止日期早于开始日期" in wrong.content.decode()
    assert (again.status_code, second.status_code) == (302, 409)
    assert ElevatorFiling.objects.count() == 1


def test_any_elevator_is_found_by_its_number_and_others_only_by_own_words(firm: Firm) -> None:
    office, foreign = of(firm.office), an_elevator()
    there = reverse("firm-filing-choose")

    def shows(text: str) -> bool:
        found = office.get(there, {"q": text}).content.decode()
        return f"/f/filings/new/{foreign.register_number}" in found

    assert shows(foreign.register_number)
    assert not shows(foreign.address)
    assert not shows("no such elevator")


def test_the_use_unit_confirms_many_and_denies_with_a_reason(firm: Firm) -> None:
    stage = a_stage()
    first = an_elevator_filing(stage=stage, firm=firm)
    unit = of(stage.unit)
    listed = unit.get(reverse("use-unit-filings")).content.decode()
    assert first.number in listed
    without = unit.post(reverse("use-unit-filing-deny", args=[first.number]), {"reason": " "})
    assert without.status_code == 422

    unit.post(reverse("use-unit-filing-deny", args=[first.number]), {"reason": "未签此合同"})
    assert "未签此合同" in page(of(firm.office), first)
    answer = unit.post(reverse("use-unit-filings-confirm"), {"filing": [first.number, "none"]})

    first.refresh_from_db()
    assert first.unit_answer is UnitAnswer.CONFIRMED
    assert "已确认 1 份备案" in answer.content.decode()


def test_the_district_checks_many_and_is_told_which_cannot_pass(firm: Firm) -> None:
    good, bad = a_stage(), a_stage()
    right = an_elevator_filing(stage=good, firm=firm, confirmed=True)
    wrong = an_elevator_filing(stage=bad, firm=firm, wish=a_filing_wish(firm=firm, technicians=[]))
    district = of(good.district)
    queue = district.get(reverse("regulator-filings")).content.decode()
    assert right.number in queue
    assert wrong.number in queue
    clean = district.get(reverse("regulator-filings"), {"machine": "clean"}).content.decode()
    assert wrong.number not in clean

    answer = district.post(
        reverse("regulator-filings-check"), {"filing": [right.number, wrong.number]}
    )

    right.refresh_from_db()
    text = answer.content.decode()
    assert right.state is FilingState.CHECKED
    assert "已核对 1 份备案" in text
    assert "缺少必填内容" in text


def test_a_hand_over_is_drawn_objected_to_ruled_and_reversed(firm: Firm) -> None:
    stage, other = a_stage(), a_filing_firm()
    a_checked_filing(stage=stage, firm=firm)
    claim = an_elevator_filing(stage=stage, firm=other, confirmed=True)
    old, district, colleague = of(firm.office), of(stage.district), of(stage.colleague)
    told = page(old, claim)
    assert "同意移交" in told
    assert 'class="tenure"' in told
    assert "tenure-bar claimed" in told
    evidence = SimpleUploadedFile("e.pdf", b"%PDF-1.4 evidence")

    old.post(
        reverse("firm-filing-object", args=[claim.number]),
        {"reason": "合同未到期", "form_id": str(uuid4()), "evidence": evidence},
    )
    ruling = page(district, claim)
    assert "合同未到期" in ruling
    assert "采信这份备案" in ruling
    assert old.get(reverse("filing-contract", args=[claim.number])).status_code == 404
    district.post(
        reverse("regulator-filing-rule", args=[claim.number]),
        {"reason": "以新合同为准", "deed": "accept"},
    )
    claim.refresh_from_db()
    assert claim.state is FilingState.CHECKED
    decision = Decision.objects.latest("pk")
    there = reverse("regulator-filing-reverse", args=[claim.number, decision.pk])
    assert there not in page(district, claim)
    assert there in page(colleague, claim)
    assert "区局裁定" in page(old, claim)
    colleague.post(there, {"reason": "误裁"})

    claim.refresh_from_db()
    assert claim.state is FilingState.REFUSED
    assert "误裁" in page(of(other.office), claim)


def test_a_returned_filing_says_why_and_is_filed_anew_with_what_was_filled_in(
    firm: Firm, stage: Stage
) -> None:
    filing = an_elevator_filing(stage=stage, firm=firm)
    district, office = of(stage.district), of(firm.office)
    district.post(
        reverse("regulator-filing-return", args=[filing.number]), {"reason": "合同缺盖章"}
    )
    shown = page(office, filing)
    there = reverse("firm-filing-new", args=[stage.elevator.register_number])
    mend = f"{there}?kind=start&from={filing.number}"
    assert "合同缺盖章" in shown
    assert mend.replace("&", "&amp;") in shown
    assert 'value="WB-2026-001"' in office.get(mend).content.decode()

    office.post(mend, a_form(firm) | {"contract_file": ""})

    fresh = ElevatorFiling.objects.latest("pk")
    assert fresh.contract_file_id == filing.contract_file_id
    assert fresh.state is FilingState.FILED


def test_a_renewal_begins_where_the_contract_ends(firm: Firm, stage: Stage) -> None:
    filing = a_checked_filing(stage=stage, firm=firm)
    there = reverse("firm-filing-new", args=[stage.elevator.register_number])

    form = of(firm.office).get(f"{there}?kind=renew&from={filing.number}").content.decode()

    assert 'value="2027-11-22"' in form
    assert 'value="2028-11-21"' in form


def test_who_maintains_is_answered_for_any_day(firm: Firm, stage: Stage) -> None:
    a_checked_filing(stage=stage, firm=firm)
    there = reverse("elevator-filings", args=[stage.elevator.register_number])
    district = of(stage.district)

    today = district.get(there).content.decode()
    after = district.get(there, {"day": "2027-11-22"}).content.decode()

    assert "已备案" in today
    assert firm.firm.name in today
    assert "<strong>无人维保</strong>" in after


def test_a_list_is_handed_out_under_the_headings_of_the_table(firm: Firm, stage: Stage) -> None:
    filing = an_elevator_filing(stage=stage, firm=firm)

    answer = of(firm.office).get(reverse("firm-filings"), {"export": "csv"})

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text))
    assert row["注册代码"] == stage.elevator.register_number
    assert row["备案编号"] == filing.number
    assert row["截止日期"] == "2027-11-21"
    assert row["维保人员"]


def test_what_is_overdue_is_listed_for_the_district_and_filled_into_the_template(
    firm: Firm, stage: Stage
) -> None:
    number = stage.elevator.register_number

    listed = of(stage.district).get(reverse("regulator-filings"), {"tab": "overdue"})
    answer = of(firm.office).get(reverse("firm-filing-template"), {"export": "csv"})

    assert number in listed.content.decode()
    assert number in b"".join(answer.streaming_content).decode("utf-8-sig")


@pytest.mark.parametrize("role", [RoleKind.TECHNICIAN, RoleKind.DISPATCHER])
def test_those_without_business_in_filings_are_sent_away(role: RoleKind, firm: Firm) -> None:
    filing = an_elevator_filing(stage=a_stage(), firm=firm)

    answer = signed_in_client(role=role).get(reverse("filing", args=[filing.number]))

    assert answer.status_code == 403
