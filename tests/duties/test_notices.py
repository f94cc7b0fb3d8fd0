"""Written notices and hazards: issued, received, taken up, cleared, seen, escalated, told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.duties import actions
from hoistway.duties.models import Notice
from hoistway.duties.queries import (
    do_not_use,
    notice_seen,
    notices,
    notices_of,
    open_hazards,
    steps_of,
    waiting_for,
)
from hoistway.duties.rules.notices import NoticeSettled
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeKind, NoticeState
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel
from hoistway.parties.vocabulary import RoleKind
from tests.world.duties import Sides, a_hazard, a_notice, notice_sides
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def sides() -> Sides:
    return notice_sides()


def fresh(notice: Notice) -> Notice:
    return Notice.objects.get(pk=notice.pk)


def told(notice: Notice) -> set[int]:
    """Return whom the last step of a notice is told, running its task twice."""
    Message.objects.all().delete()
    for _ in range(2):
        last = steps_of(notice_id=notice.pk)[-1]
        actions.tell_notice(step_id=last.pk, now=NOW)
    rows = list(Message.objects.filter(channel=Channel.SMS))
    assert len({row.organisation_id for row in rows}) == len(rows)
    assert all(notice.number in row.zh and notice.number in row.en for row in rows)
    return {row.organisation_id for row in rows}


def test_a_notice_waits_for_the_use_unit_and_its_receipt_refers_to_it(sides: Sides) -> None:
    notice = a_notice(elevator=sides.elevator, by=sides.by("firm"))
    assert told(notice) == {sides.elevator.use_unit_id}
    assert list(waiting_for(by=sides.by("unit"))) == [notice]

    form = uuid4()
    for _ in range(2):
        actions.receive_notice(
            notice_id=notice.pk, form_id=form, words="已安排", now=NOW + HOUR, by=sides.by("unit")
        )

    issued, received = steps_of(notice_id=notice.pk)
    assert (issued.deed, received.deed) == (NoticeDeed.ISSUE, NoticeDeed.RECEIVE)
    assert issued.document.kind is DocumentKind.NOTICE
    assert received.document.kind is DocumentKind.RECEIPT
    assert received.document.refers_to == issued.document
    assert fresh(notice).received_at == NOW + HOUR
    assert fresh(notice).due_at is None
    assert not waiting_for(by=sides.by("unit")).exists()
    assert told(notice) == {sides.elevator.firm_id}
    with pytest.raises(actions.AlreadySaid):
        actions.receive_notice(notice_id=notice.pk, form_id=uuid4(), now=NOW, by=sides.by("unit"))


def test_the_same_form_is_one_notice(sides: Sides) -> None:
    form, by = uuid4(), sides.by("technician")
    one, two = (
        actions.report_hazard(
            form_id=form, elevator_id=sides.elevator.pk, grade=HazardGrade.ORDINARY,
            words="底坑积水", now=NOW, by=by,
        )
        for _ in range(2)
    )  # fmt: skip

    assert one == two
    assert list(open_hazards(by=by)) == [one]
    assert notices_of(elevator_id=sides.elevator.pk) == [Notice.objects.get()]


def test_a_serious_hazard_is_told_to_the_district_and_ends_only_when_it_has_looked(
    sides: Sides,
) -> None:
    unit, district = sides.elevator.use_unit_id, sides.district.organisation_id
    hazard = a_hazard(elevator=sides.elevator, by=sides.by("technician"))
    assert told(hazard) == {unit, district}
    clear = {"hazard_id": hazard.pk, "now": NOW, "by": sides.by("firm")}

    actions.clear_hazard(form_id=uuid4(), words="更换制动器", **clear)
    assert fresh(hazard).state is NoticeState.CLEARED
    assert told(hazard) == {unit, district}
    with pytest.raises(NoticeSettled):
        actions.clear_hazard(form_id=uuid4(), words="再次", **clear)
    actions.reopen_hazard(
        hazard_id=hazard.pk, form_id=uuid4(), words="仍有异响", now=NOW, by=sides.by("district")
    )
    assert fresh(hazard).state is NoticeState.OPEN
    assert told(hazard) == {unit, sides.elevator.firm_id}
    actions.clear_hazard(form_id=uuid4(), words="已更换", **clear)
    actions.verify_hazard(hazard_id=hazard.pk, form_id=uuid4(), now=NOW, by=sides.by("district"))

    assert fresh(hazard).state is NoticeState.ENDED
    assert fresh(hazard).ended_at == NOW
    assert not open_hazards(by=sides.by("firm")).exists()
    kinds = {step.document.kind for step in steps_of(notice_id=hazard.pk)}
    assert kinds == {DocumentKind.HAZARD}


def test_an_ordinary_hazard_is_the_firms_and_the_district_does_not_take_it_up(
    sides: Sides,
) -> None:
    hazard = a_hazard(elevator=sides.elevator, grade=HazardGrade.ORDINARY)
    assert told(hazard) == {sides.elevator.use_unit_id}
    with pytest.raises(actions.NotSerious):
        actions.acknowledge_hazard(
            hazard_id=hazard.pk, form_id=uuid4(), now=NOW, by=sides.by("district")
        )

    actions.clear_hazard(
        hazard_id=hazard.pk, form_id=uuid4(), words="已排水", now=NOW, by=sides.by("technician")
    )

    assert fresh(hazard).state is NoticeState.ENDED


def test_the_clock_names_who_is_silent_and_tells_those_above_the_second_time(
    sides: Sides,
) -> None:
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    hazard = a_hazard(elevator=sides.elevator, by=sides.by("technician"))
    district, unit = sides.district.organisation_id, sides.elevator.use_unit_id
    assert actions.escalate_notices(now=NOW + 24 * HOUR - timedelta(seconds=1)) == 0

    assert actions.escalate_notices(now=NOW + 24 * HOUR) == 1
    assert actions.escalate_notices(now=NOW + 24 * HOUR) == 0
    assert told(hazard) == {district}
    assert actions.escalate_notices(now=NOW + 72 * HOUR) == 1
    assert told(hazard) == {district, city.pk, unit}
    actions.acknowledge_hazard(
        hazard_id=hazard.pk, form_id=uuid4(), words="责令停用", now=NOW + 73 * HOUR,
        by=sides.by("district"),
    )  # fmt: skip
    assert told(hazard) == {unit, sides.elevator.firm_id}
    assert actions.escalate_notices(now=NOW + 168 * HOUR) == 1

    assert told(hazard) == {unit, district}
    assert fresh(hazard).level == 3


def test_who_has_nobody_to_sign_is_told_through_the_district(sides: Sides) -> None:
    sides.elevator.use_unit = None
    sides.elevator.save(update_fields=["use_unit"])

    notice = a_notice(elevator=sides.elevator)

    assert told(notice) == {sides.district.organisation_id}
    assert notice.due_at is None


def test_an_elevator_must_not_be_used_from_the_notice_until_it_is_lifted(sides: Sides) -> None:
    keys = [sides.elevator.pk]
    stop = a_notice(elevator=sides.elevator, kind=NoticeKind.DO_NOT_USE, by=sides.by("technician"))
    a_notice(elevator=sides.elevator, kind=NoticeKind.SOLUTION, by=sides.by("technician"))
    assert do_not_use(elevator_ids=keys, now=NOW - HOUR) == {}
    assert do_not_use(elevator_ids=keys, now=NOW) == {sides.elevator.pk: stop}
    assert fresh(stop).due_at == NOW + 24 * HOUR

    lift = {"elevator_id": sides.elevator.pk, "words": "故障已排除", "by": sides.by("unit")}
    assert actions.lift_do_not_use(now=NOW + HOUR, **lift) == 2
    assert actions.lift_do_not_use(now=NOW + HOUR, **lift) == 0

    assert do_not_use(elevator_ids=keys, now=NOW + HOUR) == {}
    assert do_not_use(elevator_ids=keys, now=NOW) == {sides.elevator.pk: stop}


def test_only_the_office_proposes_repair_and_only_for_its_own_elevators(sides: Sides) -> None:
    other = notice_sides()
    with pytest.raises(NotAllowed):
        a_notice(elevator=sides.elevator, by=sides.by("technician"))
    with pytest.raises(NotFound):
        a_notice(elevator=sides.elevator, by=other.by("firm"))
    with pytest.raises(NotAllowed):
        a_notice(elevator=sides.elevator, by=sides.by("unit"))
    with pytest.raises(actions.GradeMissing):
        a_notice(elevator=sides.elevator, kind=NoticeKind.HAZARD, by=sides.by("firm"))


def test_each_side_sees_its_own_and_strangers_see_none(sides: Sides) -> None:
    notice = a_notice(elevator=sides.elevator)
    other = notice_sides()
    for who in ("technician", "firm", "unit", "district"):
        assert notice in notices(by=sides.by(who))
    for actor in (other.by("firm"), other.by("unit"), an_actor(role=RoleKind.DISPATCHER)):
        with pytest.raises(NotFound):
            notice_seen(number=notice.number, by=actor)
    with pytest.raises(NotFound):
        actions.receive_notice(notice_id=notice.pk, form_id=uuid4(), now=NOW, by=other.by("unit"))


def test_the_firm_that_took_over_ends_what_the_former_one_issued(sides: Sides) -> None:
    notice = a_notice(elevator=sides.elevator, by=sides.by("firm"))
    after = notice_sides()
    sides.elevator.firm = after.elevator.firm
    sides.elevator.save(update_fields=["firm"])
    end = {"notice_id": notice.pk, "now": NOW}
    with pytest.raises(NotAllowed):
        actions.end_notice(form_id=uuid4(), words="完成", by=sides.by("firm"), **end)
    with pytest.raises(actions.WordsMissing):
        actions.end_notice(form_id=uuid4(), words=" ", by=after.by("firm"), **end)

    actions.end_notice(form_id=uuid4(), words="修理完成", by=after.by("firm"), **end)

    assert fresh(notice).state is NoticeState.ENDED
