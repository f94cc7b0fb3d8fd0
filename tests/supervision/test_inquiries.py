"""A regulator asks about a record from the desk; the firm answers; none of it is an order."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.foundation.workdays import workdays_after
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.maintenance.actions.notes import Correction, NoteIncomplete
from hoistway.maintenance.models import Visit, VisitNote
from hoistway.messages.models import Message
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions.inquiring import (
    Asked,
    InquiryMovedOn,
    InquiryStands,
    InquiryWordsMissing,
    NothingCorrected,
    answer_inquiry,
    ask_again,
    ask_firm,
    mark_overdue,
    settle_inquiry,
    turn_into_check,
)
from hoistway.supervision.actions.telling_inquiries import tell_inquiry
from hoistway.supervision.models import Check, Inquiry, InquiryStep, Order
from hoistway.supervision.queries.inquiries import (
    InquirySearch,
    found_inquiries,
    inquiries_of_visit,
    inquiry_counts,
    inquiry_seen,
    unsound_records,
)
from hoistway.supervision.rules.inquiries import MOVES, moved
from hoistway.supervision.vocabulary import (
    CheckLead,
    InquiryDeed,
    InquiryKind,
    InquiryOutcome,
    InquiryState,
)
from tests.world.emergency import acting
from tests.world.maintenance import a_signed_visit
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


def words(text: str = "请说明用时为何只有 4 分钟。") -> Asked:
    return Asked(form_id=uuid4(), words=text)


def a_regulator(*, of: Visit) -> Actor:
    bureau = a_bureau(jurisdiction=of.elevator.jurisdiction)
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def an_office(*, of: Visit) -> Actor:
    return acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=of.firm))


def an_inquiry(kind: InquiryKind = InquiryKind.QUESTION) -> tuple[Inquiry, Actor, Actor]:
    visit = a_signed_visit()
    by = a_regulator(of=visit)
    row = ask_firm(visit_uid=visit.uid, kind=kind, asked=words(), now=NOW, by=by)
    return row, by, an_office(of=visit)


def test_the_firm_has_five_working_days_and_is_told() -> None:
    row, _by, office = an_inquiry()
    step = InquiryStep.objects.get(inquiry=row)
    tell_inquiry(step_id=step.pk, now=NOW)
    tell_inquiry(step_id=step.pk, now=NOW)

    assert row.answer_by == workdays_after(day=TODAY, count=5)
    told = Message.objects.filter(organisation_id=office.organisation_id)
    assert len({one.channel for one in told}) == len(told) > 0
    for one in told:
        assert row.number in one.zh
        assert str(row.answer_by) in one.zh
        assert one.link == f"/oversight/inquiries/{row.number}"


def test_a_desk_click_is_never_an_order() -> None:
    row, by, _office = an_inquiry(InquiryKind.DISPUTE)
    settle_inquiry(number=row.number, outcome=InquiryOutcome.UNSOUND, asked=words(), now=NOW, by=by)

    assert Order.objects.count() == Check.objects.count() == 0
    assert unsound_records(organisation_ids=[row.firm_id], first=TODAY, last=TODAY) == {
        row.firm_id: 1
    }
    assert unsound_records(organisation_ids=None, first=TODAY, last=TODAY - timedelta(1)) == {}


def test_a_correction_is_appended_and_the_record_stays() -> None:
    row, by, office = an_inquiry(InquiryKind.CORRECTION)
    body = row.visit.record.body
    fixed = Correction(about="A-1-29", reads="7.2 mm", words="抄录错误")

    answer_inquiry(number=row.number, asked=words("已更正"), correction=fixed, now=NOW, by=office)
    settle_inquiry(
        number=row.number, outcome=InquiryOutcome.CORRECTED, asked=words(), now=NOW, by=by
    )

    note = VisitNote.objects.get(visit=row.visit)
    assert note.document.kind is DocumentKind.CORRECTION
    assert Visit.objects.get(pk=row.visit_id).record.body == body
    assert InquiryStep.objects.get(deed=InquiryDeed.CORRECTED).note == note
    assert Inquiry.objects.get().outcome is InquiryOutcome.CORRECTED


def test_nothing_is_settled_as_corrected_to_which_nothing_was_appended() -> None:
    row, by, office = an_inquiry(InquiryKind.CORRECTION)
    with pytest.raises(NoteIncomplete):
        answer_inquiry(
            number=row.number, asked=words(), now=NOW, by=office,
            correction=Correction(about="A-1-29", reads="", words="抄录错误"),
        )  # fmt: skip
    answer_inquiry(number=row.number, asked=words("没有错误"), now=NOW, by=office)

    with pytest.raises(NothingCorrected):
        settle_inquiry(
            number=row.number, outcome=InquiryOutcome.CORRECTED, asked=words(), now=NOW, by=by
        )


def test_an_answer_may_be_sent_back_and_its_time_begins_anew() -> None:
    row, by, office = an_inquiry()
    later = NOW + timedelta(days=3)
    answer_inquiry(number=row.number, asked=words("见照片"), now=NOW, by=office)
    again = ask_again(number=row.number, asked=words("照片不清"), now=later, by=by)

    assert again.state is InquiryState.OPEN
    assert again.settle_by is None
    assert again.answer_by == workdays_after(day=local_day(at=later), count=5)
    with pytest.raises(InquiryMovedOn):
        ask_again(number=row.number, asked=words(), now=later, by=by)


def test_what_the_records_show_becomes_a_check_on_site() -> None:
    row, by, _office = an_inquiry()

    turned = turn_into_check(number=row.number, asked=words("需到现场核实"), now=NOW, by=by)

    check = Check.objects.get()
    assert turned.check_made == check
    assert (check.lead, check.lead_ref) == (CheckLead.RECORD, row.number)
    assert check.organisation_id == row.firm_id


def test_the_day_after_its_deadline_an_answer_is_late_and_said_so_once() -> None:
    row, by, office = an_inquiry()
    last = row.answer_by
    assert isinstance(last, date)
    on, after = (NOW + timedelta(days=(last - TODAY).days + n) for n in (0, 1))

    assert mark_overdue(now=on) == 0
    assert [mark_overdue(now=after), mark_overdue(now=after)] == [1, 0]
    assert inquiry_counts(by=by, today=last + timedelta(days=1)) == {
        "open": 1, "answered": 0, "late": 1,
    }  # fmt: skip
    assert answer_inquiry(number=row.number, asked=words("抱歉"), now=after, by=office)
    search = InquirySearch(overdue_on=last + timedelta(days=1), pending=True, text=row.number)
    assert not found_inquiries(by=by, search=search).exists()


def test_a_form_twice_is_once_and_the_same_question_stands_once() -> None:
    visit = a_signed_visit()
    by, asked = a_regulator(of=visit), words()

    rows = [
        ask_firm(visit_uid=visit.uid, kind=InquiryKind.DISPUTE, asked=asked, now=NOW, by=by)
        for _ in range(2)
    ]
    assert rows[0] == rows[1]
    with pytest.raises(InquiryStands):
        ask_firm(visit_uid=visit.uid, kind=InquiryKind.DISPUTE, asked=words(), now=NOW, by=by)
    said, office = words("说明"), an_office(of=visit)
    for _ in range(2):
        answer_inquiry(number=rows[0].number, asked=said, now=NOW, by=office)
    assert InquiryStep.objects.count() == 2


def test_each_side_does_its_own_and_others_read_nothing() -> None:
    row, by, office = an_inquiry()
    area = a_jurisdiction(code="310115", name="浦东新区")
    stranger = acting(
        membership=a_member(
            role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=area)
        )
    )
    unit = acting(membership=a_member(role=RoleKind.USE_UNIT))
    other = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))

    with pytest.raises(NotAllowed):
        answer_inquiry(number=row.number, asked=words(), now=NOW, by=by)
    with pytest.raises(NotAllowed):
        ask_firm(visit_uid=row.visit.uid, kind=row.kind, asked=words(), now=NOW, by=office)
    with pytest.raises(InquiryWordsMissing):
        answer_inquiry(number=row.number, asked=words(" "), now=NOW, by=office)
    for foreign in (stranger, other):
        with pytest.raises(NotFound):
            inquiry_seen(number=row.number, by=foreign)
    with pytest.raises(NotAllowed):
        inquiry_seen(number=row.number, by=unit)
    assert inquiries_of_visit(visit_id=row.visit_id, by=unit) == []
    assert inquiries_of_visit(visit_id=row.visit_id, by=office) == [row]


def test_every_state_but_the_last_ones_leads_on() -> None:
    ends = {InquiryState.SETTLED, InquiryState.TO_CHECK}

    assert {state for state, _deed in MOVES} == set(InquiryState) - ends
    assert moved(state=InquiryState.OPEN, deed=InquiryDeed.RETURNED) is None
