"""What follows from reports: requests, defects, warnings by the clock, tables with bad rows."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.inspection import actions
from hoistway.inspection.models import (
    Inspection,
    InspectionTable,
    InspectionTableRow,
    NextInspection,
    StopUse,
)
from hoistway.inspection.queries import defects_of, open_requests
from hoistway.inspection.rules.table_row import HeadingsMissing
from hoistway.inspection.vocabulary import (
    DefectState,
    InspectionKind,
    RequestState,
    TableState,
    Verdict,
)
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.duties import notice_sides
from tests.world.inspections import an_inspection
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, an_actor, an_inspection_body
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
KIND = InspectionKind


def told(purpose: Purpose) -> list[Message]:
    return list(Message.objects.filter(purpose=purpose, channel=Channel.PAGE).order_by("pk"))


def a_wish(elevator: Elevator, body: Organisation, kind: InspectionKind) -> actions.Wish:
    return actions.Wish(
        elevator_id=elevator.pk, body_id=body.pk, kind=kind, wished_on=TODAY + timedelta(days=10)
    )


def test_a_use_unit_asks_and_the_report_ends_the_request() -> None:
    sides, body = notice_sides(), an_inspection_body()
    inspector = an_actor(role=RoleKind.INSPECTOR, organisation=body)
    wish = a_wish(sides.elevator, body, KIND.PERIODIC)

    with pytest.raises(NotAllowed):
        actions.ask_inspection(wish=wish, form_id=uuid4(), now=NOW, by=sides.by("firm"))
    asked = actions.ask_inspection(wish=wish, form_id=uuid4(), now=NOW, by=sides.by("unit"))
    with pytest.raises(actions.AskedBefore):
        actions.ask_inspection(wish=wish, form_id=uuid4(), now=NOW, by=sides.by("unit"))
    actions.agree_day(request_id=asked.pk, agreed_on=TODAY, now=NOW, by=inspector)
    actions.tell_asked(request_id=asked.pk, now=NOW)
    an_inspection(elevator=sides.elevator, kind=KIND.TEST, by=inspector)
    assert open_requests(by=inspector).count() == 1
    kept = an_inspection(elevator=sides.elevator, by=inspector)

    asked.refresh_from_db()
    assert (asked.state, asked.inspection) == (RequestState.DONE, kept)
    assert [one.organisation_id for one in told(Purpose.INSPECTION_ASKED)] == [
        sides.elevator.use_unit_id
    ]
    with pytest.raises(actions.RequestGone):
        actions.drop_request(request_id=asked.pk, now=NOW, by=sides.by("unit"))


def test_a_defect_is_reported_mended_with_a_photo_and_seen_mended() -> None:
    sides = notice_sides()
    inspector = an_actor(role=RoleKind.INSPECTOR)
    report = an_inspection(elevator=sides.elevator, verdict=Verdict.FAILED, by=inspector)
    [defect] = defects_of(inspection=report)
    photo = keep(upload=a_picture(name="mended.jpg"), now=NOW, by=sides.by("firm"), photo=True)

    mended = actions.mend_defect(
        defect_id=defect.pk, words="已更换", file=photo, now=NOW, by=sides.by("firm")
    )
    with pytest.raises(actions.DefectSettled):
        actions.mend_defect(defect_id=defect.pk, words="又", now=NOW, by=sides.by("unit"))
    with pytest.raises(NotAllowed):
        actions.look_at_defect(defect_id=defect.pk, mended=True, now=NOW, by=sides.by("firm"))
    back = actions.look_at_defect(defect_id=defect.pk, mended=False, now=NOW, by=inspector)
    actions.mend_defect(defect_id=defect.pk, words="再次更换", now=NOW, by=sides.by("unit"))
    ended = actions.look_at_defect(defect_id=defect.pk, mended=True, now=NOW, by=inspector)

    states = [one.state for one in (mended, back, ended)]
    assert states == [DefectState.MENDED, DefectState.OPEN, DefectState.ENDED]


def test_each_moment_before_the_last_day_is_told_once_to_the_unit() -> None:
    elevator = an_elevator()
    an_inspection(elevator=elevator, kind=KIND.INSTALLATION, held_on=date(2025, 11, 3))
    NextInspection.objects.update(warned=0)

    def warned(at: datetime) -> int:
        return actions.warn_due(now=at)

    days = [warned(NOW), warned(NOW), warned(NOW + timedelta(days=1)), warned(NOW + timedelta(9))]

    assert days == [1, 0, 1, 1]  # 8 days, again, 7 days, the day after
    assert {one.organisation_id for one in told(Purpose.INSPECTION_DUE)} == {elevator.use_unit_id}
    assert len(told(Purpose.INSPECTION_DUE)) == 3


def test_a_stop_is_told_to_unit_firm_and_bureau_once_and_its_end_too() -> None:
    sides = notice_sides()
    an_inspection(elevator=sides.elevator, verdict=Verdict.FAILED)
    stop = StopUse.objects.get()

    for _ in range(2):
        actions.tell_stop(stop_id=stop.pk, now=NOW)
    an_inspection(elevator=sides.elevator, verdict=Verdict.PASSED_AFTER)
    actions.tell_stop(stop_id=stop.pk, now=NOW)

    bodies = [
        sides.elevator.use_unit_id,
        sides.elevator.firm_id,
        sides.by("district").organisation_id,
    ]
    assert [one.organisation_id for one in told(Purpose.STOP_USE)] == sorted(map(int, bodies)) * 2


HEAD = "注册代码,种类,结论,检验检测日期,报告编号,问题和说明"


def test_good_rows_of_a_table_survive_their_bad_neighbours() -> None:
    elevator, inspector = an_elevator(), an_actor(role=RoleKind.INSPECTOR)
    number = elevator.register_number
    lines = [
        HEAD, f"{number},定期检验,合格,2026-11-02,R-1,", f"{number},自行检查,合格,2026-11-03,R-2,",
        "3.1103101E+19,定期检验,合格,2026-11-02,R-3,", f"{number},检测,好,2026/13/2,R-4,",
        f"{number},自行检测,不合格,2026.11.05,R-5,抱闸间隙超差",
        f"{number},定期检验,合格,2026-11-02,R-1,",
        f"{number},定期检验,合格,2027-11-02,R-7,",
    ]  # fmt: skip

    def handed_in() -> InspectionTable:
        file = SimpleUploadedFile("月报.csv", "\n".join(lines).encode("gb18030"))
        table = actions.ask_table(
            name="月报.csv", upload=file, form_id=uuid4(), now=NOW, by=inspector
        )
        actions.work_on_table(table_id=table.pk, now=NOW)
        table.refresh_from_db()
        return table

    first, again = handed_in(), handed_in()

    assert (first.state, first.rows_done) == (TableState.DONE, 7)
    assert (first.kept, first.unchanged, first.refused) == (2, 0, 5)
    assert (again.kept, again.unchanged, again.refused) == (0, 2, 5)
    assert set(Inspection.objects.values_list("report_number", flat=True)) == {"R-1", "R-5"}
    rows = InspectionTableRow.objects.filter(table=first).order_by("line")
    assert [row.line for row in rows] == [3, 4, 5, 7, 8]
    said = ["；".join(reason["zh"] for reason in row.reasons) for row in rows]
    assert "年度自行检查不是检验检测" in said[0]
    assert "被表格软件破坏" in said[1]
    assert said[2].count("；") == 1
    assert "重复" in said[3]


def test_a_table_without_its_columns_is_refused_as_a_whole() -> None:
    file = SimpleUploadedFile("x.csv", "注册代码,结论\n1,合格".encode())

    with pytest.raises(HeadingsMissing):
        actions.ask_table(
            name="x.csv", upload=file, form_id=uuid4(), now=NOW,
            by=an_actor(role=RoleKind.INSPECTOR),
        )  # fmt: skip
