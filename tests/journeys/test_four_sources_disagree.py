"""Four sources disagree about one elevator until its district decides, with a reason."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.quality.models import Finding
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.models import Elevator
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, signed_in_client
from tests.world.told_files import CLAIMS, a_table, claims_in, counts, handed_in

pytestmark = pytest.mark.django_db(transaction=True)

NUMBER = "31103101062011050001"
WHY = f"/elevators/{NUMBER}/why/rated_load_kg"
ON_RECORD = {
    "注册代码": NUMBER, "名称": "1号楼1号梯", "地址": "静安区延平路12号",
    "设备品种": "曳引驱动乘客电梯", "监管辖区": "静安区", "使用状态": "在用",
    "使用单位": "春江苑物业管理处", "维保单位": "申恒电梯", "额定载重量": "1000",
}  # fmt: skip
"""How supervision writes it."""


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def supervised(folder: Path, day: str, **changed: str) -> dict[str, object]:
    file = a_table(folder / f"supervision-{day}.csv", [ON_RECORD | changed | {"数据日期": day}])
    return handed_in(file, source="supervision")


def inspected(folder: Path, day: str, load_kg: int) -> dict[str, object]:
    fields = {"register_number": NUMBER, "rated_load_kg": load_kg}
    claim = {"source": "inspection", "record": "J-77", "observed": day, "fields": fields}
    return handed_in(claims_in(folder / "inspection.ndjson", claim), mapping=CLAIMS)


def its_load(load_kg: str, day: str) -> dict[str, str]:
    return ON_RECORD | {"额定载重量": load_kg, "数据日期": day}


def maintained(folder: Path, day: str, firm: Organisation) -> dict[str, object]:
    file = a_table(folder / "firm.csv", [its_load("1050", day)])
    return handed_in(file, source=f"firm:{firm.pk}")


def looked_at(folder: Path, day: str) -> dict[str, object]:
    file = a_table(folder / "mobile.csv", [its_load("800", day)])
    return handed_in(file, source="mobile")


def four_files(folder: Path, firm: Organisation) -> Elevator:
    """Let all four sources speak, each by its own file."""
    a_jurisdiction()
    told = [
        supervised(folder, "2026-10-01"), inspected(folder, "2026-10-10", 1050),
        maintained(folder, "2026-10-12", firm), looked_at(folder, "2026-10-14"),
    ]  # fmt: skip
    assert [counts(one) for one in told] == [(1, 0, 0, 0, 0)] + [(0, 1, 0, 0, 0)] * 3
    work_off()
    return Elevator.objects.get()


def held_kg() -> float | None:
    return Elevator.objects.get().rated_load_kg


def open_findings() -> list[tuple[str, str]]:
    rows = Finding.objects.filter(state=FindingState.OPEN).order_by("kind")
    return [(str(row.kind), row.field) for row in rows]


def regulator(code: str = "310106", name: str = "静安区") -> Client:
    bureau = a_bureau(jurisdiction=a_jurisdiction(code=code, name=name))
    return signed_in_client(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau)


def office(firm: Organisation | None = None) -> Client:
    return signed_in_client(role=RoleKind.FIRM_OFFICE, organisation=firm)


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.mark.usefixtures("hand")
def test_the_register_holds_one_value_says_why_and_asks_the_right_district(folder: Path) -> None:
    firm = a_firm(name="申恒电梯")
    four_files(folder, firm)
    own, elsewhere = regulator(), regulator("310115", "浦东新区")
    finding = Finding.objects.get(kind=FindingKind.SOURCES_DISAGREE, field="rated_load_kg")

    assert held_kg() == 1000
    assert (finding.value, finding.proposal) == (1000, 1050)
    why = page(own, WHY)
    assert "来源不一致；对这一项，「监察系统」的优先级更高。" in why
    for source, load in (("检验系统", "1050"), ("移动监管系统", "800")):
        assert source in why
        assert load in why
    assert NUMBER in page(own, "/quality/findings")
    assert NUMBER not in page(elsewhere, "/quality/findings")
    assert elsewhere.get(f"/quality/findings/{finding.pk}").status_code == 404
    assert elsewhere.get(WHY).status_code == 404


@pytest.mark.usefixtures("hand")
def test_the_firm_answers_the_district_decides_and_nobody_else(folder: Path) -> None:
    firm = a_firm(name="申恒电梯")
    four_files(folder, firm)
    finding = Finding.objects.get(kind=FindingKind.SOURCES_DISAGREE, field="rated_load_kg")
    there = f"/quality/findings/{finding.pk}"
    accept = {"deed": "accept", "preset": "", "reason": "以检验报告 J-77 为准"}

    own_firm, other_firm = office(Elevator.objects.get().firm), office()
    answers = [
        own_firm.post(f"{there}/answer", {"agrees": "yes", "text": "轿厢铭牌为 1050 kg"}),
        other_firm.post(f"{there}/answer", {"agrees": "yes"}),
        own_firm.post(f"{there}/settle", accept),
        regulator("310115", "浦东新区").post(f"{there}/settle", accept),
        regulator().post(f"{there}/settle", accept | {"reason": " "}),
    ]
    assert [answer.status_code for answer in answers] == [302, 404, 403, 404, 422]
    assert held_kg() == 1000

    district = regulator()
    assert "轿厢铭牌为 1050 kg" in page(district, there)
    district.post(f"{there}/settle", accept)
    work_off()

    assert held_kg() == 1050
    assert "监管人员裁定。理由：以检验报告 J-77 为准" in page(district, WHY)
    assert "1050 kg" in page(district, f"/elevators/{NUMBER}")
    assert district.post(f"{there}/settle", accept).status_code == 409
    assert open_findings() == []
    assert failed_jobs() == 0


def decided(folder: Path) -> None:
    """Let the four disagree and the district decide for 1050 kg."""
    four_files(folder, a_firm(name="申恒电梯"))
    finding = Finding.objects.get(kind=FindingKind.SOURCES_DISAGREE, field="rated_load_kg")
    settle = f"/quality/findings/{finding.pk}/settle"
    regulator().post(settle, {"deed": "accept", "reason": "以检验报告 J-77 为准"})
    work_off()
    assert held_kg() == 1050


def test_later_files_of_the_source_that_lost_change_nothing_and_ask_nothing(
    folder: Path, hand: HandClock
) -> None:
    decided(folder)
    hand.set(datetime(2026, 12, 20, 4, tzinfo=UTC))

    again = supervised(folder, "2026-12-01")
    otherwise = supervised(folder, "2026-12-15", 名称="东1号梯")
    work_off()

    assert (counts(again), counts(otherwise)) == ((0, 0, 1, 0, 0), (0, 1, 0, 0, 0))
    assert (held_kg(), Elevator.objects.get().name) == (1050, "东1号梯")
    assert open_findings() == []


def test_a_later_file_of_the_source_that_won_challenges_the_decision(
    folder: Path, hand: HandClock
) -> None:
    decided(folder)
    hand.set(datetime(2026, 12, 20, 4, tzinfo=UTC))

    inspected(folder, "2026-12-16", 1150)
    work_off()

    assert held_kg() == 1050
    challenge = Finding.objects.get(state=FindingState.OPEN)
    assert (challenge.kind, challenge.field) == (FindingKind.DECISION_CHALLENGED, "rated_load_kg")
    assert (challenge.value, challenge.proposal) == (1050, 1150)
    district = regulator()
    assert "人工裁定之后，" in page(district, f"/quality/findings/{challenge.pk}")
    district.post(
        f"/quality/findings/{challenge.pk}/settle", {"deed": "accept", "reason": "改造后复检"}
    )
    work_off()
    assert (held_kg(), open_findings(), failed_jobs()) == (1150, [], 0)
