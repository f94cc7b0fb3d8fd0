"""The desks of public reports, and the figures that everybody reads."""

import csv
import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client

from hoistway.dossier.public_figures import KEPT_FOR, city_figures, forget_figures
from hoistway.riders.actions import add_photo, appeal_hidden
from hoistway.riders.models import PublicReport
from hoistway.riders.vocabulary import ReportKind, ReportState, Topic
from tests.world.clock import clock_in_hand
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, client_of
from tests.world.reports import Sides, a_report, report_sides

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    forget_figures()
    with clock_in_hand(tmp_path / "clock", NOW):
        yield
    forget_figures()


@pytest.fixture
def sides() -> Sides:
    return report_sides()


def client(sides: Sides, who: str) -> Client:
    return client_of(membership=getattr(sides, who))


def room(report: PublicReport) -> str:
    return f"/reports/{report.number}"


def do(browser: Client, report: PublicReport, deed: str, **given: object) -> int:
    said = {"form_id": str(uuid4()), "deed": deed, **given}
    return browser.post(f"{room(report)}/do", said).status_code


def page_of(browser: Client, report: PublicReport, **asked: str) -> str:
    return browser.get(room(report), asked).content.decode()


def a_complaint(sides: Sides, words: str = "每次只待十分钟") -> PublicReport:
    return a_report(
        elevator=sides.elevator, kind=ReportKind.COMPLAINT, topic=Topic.POOR_MAINTENANCE,
        words=words,
    )  # fmt: skip


def test_a_firm_takes_up_and_answers_with_a_template_and_a_file(sides: Sides) -> None:
    report, firm = a_report(elevator=sides.elevator), client(sides, "firm")
    assert do(firm, report, "take_up") == 302
    assert "常用答复" in page_of(firm, report)
    begun = page_of(firm, report, template="mended")
    assert "故障已修复" in begun.partition('id="answer-words"')[2].partition("</textarea>")[0]
    assert do(firm, report, "answer", words=" ") == 422

    assert do(firm, report, "answer", words="门已调整", file=a_picture()) == 302

    report.refresh_from_db()
    assert report.state is ReportState.ANSWERED
    told = page_of(client(sides, "unit"), report)
    assert "门已调整" in told
    assert f"{room(report)}/files/" in told


def test_neighbours_of_one_matter_are_one_line_and_its_fault_opens(sides: Sides) -> None:
    first, *_more = [a_report(elevator=sides.elevator, topic=Topic.DOOR) for _ in range(3)]

    page = page_of(client(sides, "firm"), first)

    assert page.count("2 份反映并入同一事项") == 1
    assert first.fault is not None
    assert f'href="/faults/{first.fault.number}"' in page


def test_who_has_nothing_to_do_with_a_report_does_not_find_it(sides: Sides) -> None:
    report, other = a_report(elevator=sides.elevator), client(report_sides(), "firm")

    assert other.get(room(report)).status_code == 404
    assert do(other, report, "answer", words="不关我事") == 404
    assert report.number not in other.get("/reports?tab=all").content.decode()


def test_the_list_shows_what_is_overdue_first_filters_and_goes_out_as_a_file(
    sides: Sides,
) -> None:
    late = a_report(elevator=sides.elevator, now=NOW - timedelta(days=20))
    fresh = a_complaint(sides)
    district = client(sides, "district")

    page = district.get("/reports?tab=all").content.decode()

    assert page.index(late.number) < page.index(fresh.number)
    assert "逾期" in page
    assert "left-late" in page
    assert late.number not in district.get("/reports?tab=mine").content.decode()
    assert fresh.number in district.get("/reports?tab=mine").content.decode()
    file = district.get("/reports", {"export": "csv", "kind": "complaint"})
    rows = list(csv.reader(io.StringIO(file.getvalue().decode("utf-8-sig"))))
    assert [row[0] for row in rows] == ["编号", fresh.number]
    assert len(rows[0]) == len(rows[1])
    assert "没有符合条件的反映" in district.get("/reports", {"q": "没有"}).content.decode()


def test_a_bureau_verifies_hands_outside_and_takes_the_hotlines_news(sides: Sides) -> None:
    report, district = a_complaint(sides), client(sides, "district")
    assert "请选择" in district.post(
        f"{room(report)}/do", {"form_id": str(uuid4()), "deed": "verify", "words": "看过"}
    ).content.decode()  # fmt: skip
    assert do(district, report, "verify", verdict="maintenance", words="现场查看属实") == 302
    assert do(client(sides, "firm"), report, "verify", verdict="not_true", words="不") == 403

    assert do(district, report, "outside", outside_number="12345-887") == 302
    assert do(district, report, "outside_news", outside_status="已派属地街道") == 302

    page = page_of(district, report)
    for said in ("属实：维保质量", "12345-887", "已派属地街道", "现场查看属实"):
        assert said in page


def test_what_is_hidden_is_read_by_bureaus_alone_and_judged_again_by_another(
    sides: Sides,
) -> None:
    report = a_complaint(sides, words="很难听的话")
    district, firm = client(sides, "district"), client(sides, "firm")
    assert do(district, report, "hide", words="辱骂") == 302
    assert "很难听的话" in page_of(district, report)
    assert "很难听的话" not in page_of(firm, report)
    appeal_hidden(token=report.token, form_id=uuid4(), words="我说的是事实", now=NOW)

    assert do(district, report, "keep_hidden", words="就是辱骂") == 403
    assert do(client(sides, "city"), report, "show", words="可以公开") == 302

    assert "很难听的话" in page_of(firm, report)


def test_photos_are_held_until_somebody_has_looked(sides: Sides) -> None:
    report = a_complaint(sides)
    photo = add_photo(token=report.token, form_id=uuid4(), upload=a_picture(), now=NOW)
    at = f"{room(report)}/photos/{photo.pk}"
    district, unit = client(sides, "district"), client(sides, "unit")
    assert unit.get(at).status_code == 404
    assert report.number in district.get("/reports?tab=photos").content.decode()

    assert do(district, report, "show_photo", photo_id=photo.pk) == 302

    assert unit.get(at)["Content-Type"] == "image/jpeg"
    assert client(report_sides(), "unit").get(at).status_code == 404


def test_first_pages_say_what_waits(sides: Sides) -> None:
    a_report(elevator=sides.elevator, now=NOW - timedelta(days=20))

    home = client(sides, "district").get("/g/").content.decode()

    assert "/reports?tab=mine" in home


def test_too_few_answers_are_no_figure_and_enough_are(sides: Sides) -> None:
    district = client(sides, "district")
    for number in range(3):
        a_report(elevator=sides.elevator, topic=list(Topic)[number], origin=f"198.51.100.{number}")

    page = district.get("/g/reports").content.decode()

    assert "不计算" in page
    file = district.get("/g/reports?export=csv").getvalue().decode("utf-8-sig")
    assert file.splitlines()[1].startswith("合计,3,0,")


def test_everybody_reads_the_open_figures_without_a_cookie(sides: Sides) -> None:
    a_report(elevator=sides.elevator, words="孙先生 13812345678 家门口")

    answer = Client().get("/figures?lang=en")

    page = answer.content.decode()
    assert "Elevators in figures" in page
    assert "How often elevators break down" in page
    assert "13812345678" not in page
    assert answer.cookies == {}
    assert answer["Cache-Control"] == "public, max-age=300"


def test_the_open_figures_are_reckoned_anew_after_five_minutes(sides: Sides) -> None:
    first = city_figures(now=NOW)
    a_report(elevator=sides.elevator)

    assert city_figures(now=NOW + KEPT_FOR - timedelta(seconds=1)) is first
    assert city_figures(now=NOW + KEPT_FOR).response.all.filed == 1
