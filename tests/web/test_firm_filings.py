"""Firms file themselves on the pages; the district looks, checks, returns, hands lists out."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hoistway.filings.models import FirmFiling
from hoistway.filings.queries import FirmContent, StaffLine, licences_of
from hoistway.filings.vocabulary import FilingState, LicenceItem
from hoistway.parties.models import Organisation, ReadAudit
from hoistway.parties.vocabulary import RoleKind
from tests.world.clock import clock_in_hand
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
from tests.world.parties import NOW, a_bureau, a_jurisdiction, client_of, signed_in_client

pytestmark = pytest.mark.django_db

FORM, LIST = "/f/filing/form", "/g/filings/firms"


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


@pytest.fixture
def office() -> Office:
    return an_office()


@pytest.fixture
def firm(office: Office) -> Client:
    return client_of(membership=office.member)


@pytest.fixture
def district(office: Office) -> Client:
    return client_of(membership=office.district)


def a_form(content: FirmContent, *, do: str = "file", **more: str) -> dict[str, str]:
    """Return what a browser sends for this content."""
    kept = content.as_json()
    sent = {name: kept[name] for name in ("name", "credit_code", "duty_phone")}
    for part in ("licences", "points", "staff"):
        sent |= {f"{part}-TOTAL_FORMS": str(len(kept[part])), f"{part}-INITIAL_FORMS": "0"}
        for number, line in enumerate(kept[part]):
            said = {k: v for k, v in line.items() if v not in (None, False)}
            sent |= {f"{part}-{number}-{name}": str(value) for name, value in said.items()}
    return {**sent, "form_id": str(uuid4()), "do": do, **more}


def text(answer: Any) -> str:
    return answer.content.decode()


def test_a_firm_that_never_filed_is_told_so_and_led_to_the_form(firm: Client) -> None:
    page = text(firm.get("/f/filing"))

    assert "本单位尚未备案" in page
    assert f'href="{FORM}"' in page
    assert "市政府令第76号" in page


def test_the_form_begins_with_what_the_register_knows(firm: Client, office: Office) -> None:
    page = text(firm.get(FORM))

    assert f'value="{office.firm.name}"' in page
    assert 'name="licences-0-item"' in page
    assert 'name="staff-0-name"' in page


def test_a_firm_files_itself_and_follows_its_filing(firm: Client) -> None:
    content = a_content()

    answer = firm.post(FORM, a_form(content))

    assert (answer.status_code, answer["Location"]) == (302, "/f/filing")
    assert FirmContent.read(FirmFiling.objects.get().content) == content
    page = text(firm.get("/f/filing"))
    assert "待核对" in page
    assert "A2 级" in page
    assert "机器检查没有发现问题" in page
    assert "仍待核对" in text(firm.get(FORM))
    assert firm.post(FORM, a_form(content)).status_code == 409


def test_rows_are_added_pasted_and_struck_out_without_scripts(firm: Client) -> None:
    content = a_content()

    more = text(firm.post(FORM, a_form(content, do="add-licences")))
    pasted = (
        "郑师傅\t138-DEMO-1\tT-900\t2025/3/1\t2029年2月28日\n\n"
        "王师傅，138-DEMO-2，T-901，x，2029-2-31"
    )
    page = text(firm.post(FORM, a_form(content, do="paste", pasted=pasted)))
    firm.post(FORM, a_form(replace(content, staff=(*content.staff, a_worker(name="要走的")))
                           , **{"staff-1-DELETE": "on"}))  # fmt: skip

    assert 'name="licences-1-item"' in more
    assert 'value="2029-02-28"' in page
    assert 'value="郑师傅"' in page
    assert 'value="2029-2-31"' in page
    assert FirmContent.read(FirmFiling.objects.get().content) == content


def test_a_day_that_is_none_is_said_above_the_form_and_nothing_is_lost(firm: Client) -> None:
    answer = firm.post(FORM, a_form(a_content(), **{"licences-0-last": "gestern"}))

    assert answer.status_code == 422
    assert 'href="#id_licences-0-last"' in text(answer)
    assert 'value="gestern"' in text(answer)
    assert FirmFiling.objects.count() == 0


def test_faults_are_told_once_before_a_filing_with_them_is_kept(firm: Client) -> None:
    content = a_content(duty_phone="119")

    first = firm.post(FORM, a_form(content))
    assert first.status_code == 422
    assert "24 小时值班电话不可用" in text(first)
    assert FirmFiling.objects.count() == 0
    firm.post(FORM, a_form(content, do="anyway"))

    assert FirmFiling.objects.get().faults == [
        {"fault": "duty_phone", "about": "119", "blocking": True}
    ]


def test_looking_files_nothing(firm: Client) -> None:
    answer = firm.post(FORM, a_form(a_content(), do="look"))

    assert answer.status_code == 200
    assert "机器检查没有发现问题" in text(answer)
    assert FirmFiling.objects.count() == 0


def test_a_waiting_filing_is_withdrawn_and_the_form_keeps_its_content(
    firm: Client, office: Office
) -> None:
    filing = a_firm_filing(office=office)

    answer = firm.post("/f/filing/withdraw", {"number": filing.number})

    assert answer["Location"] == FORM
    assert "上海延平电梯工程有限公司" in text(firm.get(FORM))
    assert firm.post("/f/filing/withdraw", {"number": filing.number}).status_code == 409
    other = a_firm_filing()
    assert firm.post("/f/filing/withdraw", {"number": other.number}).status_code == 404


def test_the_district_checks_and_the_licence_holds(district: Client, office: Office) -> None:
    filing = a_firm_filing(office=office)
    page = text(district.get(f"{LIST}/{filing.number}"))
    assert "核对通过：" in page

    answer = district.post(f"{LIST}/{filing.number}/check")

    assert answer.status_code == 302
    assert len(licences_of(firm_ids=[office.firm.pk])[office.firm.pk]) == 1
    assert "已核对" in text(district.get(answer["Location"]))
    assert ReadAudit.objects.filter(subject=f"firm filing {filing.number} staff").exists()


def test_the_district_sees_what_would_change_the_sensitive_marked(
    district: Client, office: Office
) -> None:
    content = a_content()
    a_firm_filing(office=office, content=content, checked=True)
    filing = a_firm_filing(office=office, content=replace(content, duty_phone="021-DEMO-1234567"))

    page = text(district.get(f"{LIST}/{filing.number}"))

    assert "与现行备案不同" in page
    assert "重点核对" in page
    assert "021-DEMO-62891234" in page


def test_a_filing_with_blocking_faults_offers_no_check_and_is_returned(
    district: Client, firm: Client, office: Office
) -> None:
    filing = a_firm_filing(office=office, content=a_content(points=()))
    page = text(district.get(f"{LIST}/{filing.number}"))
    assert "核对通过：" not in page
    assert district.post(f"{LIST}/{filing.number}/check").status_code == 422
    assert district.post(f"{LIST}/{filing.number}/return", {"reason": ""}).status_code == 422

    district.post(f"{LIST}/{filing.number}/return", {"reason": "请补充服务网点"})

    assert FirmFiling.objects.get().state is FilingState.RETURNED
    assert "请补充服务网点" in text(firm.get("/f/filing"))


def test_another_district_finds_nothing_and_the_city_finds_all(office: Office) -> None:
    filing = a_firm_filing(office=office)
    bureau = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    other = signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)
    city = signed_in_client(role=RoleKind.CITY_REGULATOR)

    assert other.get(f"{LIST}/{filing.number}").status_code == 404
    assert other.post(f"{LIST}/{filing.number}/check").status_code == 404
    assert filing.number not in text(other.get(LIST))
    assert filing.number in text(city.get(f"{LIST}?district=310106"))


def test_the_list_is_filtered_and_handed_out(district: Client, office: Office) -> None:
    filing = a_firm_filing(office=office)
    a_firm_filing(checked=True)

    waiting = text(district.get(f"{LIST}?state=filed"))
    file = b"".join(district.get(f"{LIST}?state=filed&export=csv").streaming_content)  # type: ignore[attr-defined]

    rows = list(csv.reader(io.StringIO(file.decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["备案编号", filing.number]
    assert waiting.count('class="figure-text"><a href') == 1
    assert "没有符合条件的备案" in text(district.get(f"{LIST}?q=nothing"))


def test_firms_without_a_filing_and_what_runs_out_have_lists_of_their_own(
    district: Client, office: Office
) -> None:
    content = a_content(
        licences=(a_licence(item=LicenceItem.GOODS, last=TODAY + 9 * DAY),),
        staff=(a_worker(name="已过期的", last=TODAY - DAY), a_worker()),
    )
    a_firm_filing(content=content, checked=True)

    lacking, ending = text(district.get(f"{LIST}/lacking")), text(district.get("/g/filings/ending"))

    assert office.firm.name in lacking
    assert "上海延平电梯工程有限公司" not in lacking
    assert "已过期的" in ending
    assert "9 天" in ending
    assert "已过期的" not in text(district.get("/g/filings/ending?q=nobody"))


@pytest.mark.parametrize("path", ["", "/lacking", "../ending"])
def test_lists_cost_as_many_queries_for_one_row_as_for_three(district: Client, path: str) -> None:
    address = "/g/filings/ending" if path.startswith("..") else f"{LIST}{path}"

    def cost() -> int:
        soon = a_content(licences=(a_licence(last=TODAY),))
        a_firm_filing(content=soon, checked=True)
        a_firm_filing()
        with CaptureQueriesContext(connection) as asked:
            assert district.get(address).status_code == 200
        return len(asked)

    cost()
    assert len({cost(), cost()}) == 1


def test_a_large_firm_can_file_its_whole_staff(firm: Client) -> None:
    staff = tuple(
        StaffLine(name="工", phone="138-DEMO-1", number=f"T{n}", since=TODAY, last=TODAY + DAY)
        for n in range(400)
    )

    assert firm.post(FORM, a_form(a_content(staff=staff))).status_code == 302
    assert len(FirmFiling.objects.get().content["staff"]) == 400


def test_pages_speak_english(firm: Client, district: Client, office: Office) -> None:
    filing = a_firm_filing(office=office)

    own = text(firm.get("/f/filing?lang=en"))
    theirs = text(district.get(f"{LIST}/{filing.number}?lang=en"))

    assert "Waiting to be checked" in own
    assert "Machine check" in theirs
    assert Organisation.objects.filter(pk=office.firm.pk).exists()
