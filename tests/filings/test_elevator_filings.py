"""Filing an elevator, the answers of use unit and other firm, checking, ruling, taking back."""

from uuid import uuid4

import pytest

from hoistway.filings.actions import (
    CheckedAlready,
    ElevatorScrapped,
    FilerMayNotCheck,
    HasFaults,
    NothingToContinue,
    OneAtATime,
    ReasonMissing,
    UnknownTechnician,
    answer_filing,
    check_filing,
    check_many,
    file_elevator,
    object_to_filing,
    return_filing,
)
from hoistway.filings.models import ElevatorFiling, Responsibility
from hoistway.filings.queries import (
    FilingSearch,
    decisions_of,
    filing_seen,
    filings,
    found_filings,
    maintainer_on,
    maintainers_on,
    open_cases,
)
from hoistway.filings.vocabulary import (
    Basis,
    Fault,
    FilingKind,
    FilingState,
)
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.filings import (
    DAY,
    TODAY,
    a_checked_filing,
    a_filing_firm,
    a_filing_wish,
    a_stage,
    an_elevator_filing,
    days_later,
)
from tests.world.parties import NOW
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db

SINCE = TODAY - 100 * DAY


def _state(filing):
    return ElevatorFiling.objects.get(pk=filing.pk).state


def _firm_today(stage):
    return maintainer_on(elevator_id=stage.elevator.pk, day=TODAY).firm_id


def _held_by(firm, stage, *, last=None):
    wish = a_filing_wish(firm=firm, first=SINCE, last=last)
    return a_checked_filing(stage=stage, firm=firm, wish=wish)


def _object(filing, firm, *, at=NOW, form=None):
    return object_to_filing(
        filing_id=filing.pk, reason="合同未到期", evidence_id=None, form_id=form or uuid4(),
        now=at, by=firm.by,
    )  # fmt: skip


def test_a_filing_holds_once_it_is_checked_and_confirmed_in_either_order():
    firm = a_filing_firm()
    for first in ("check", "answer"):
        stage = a_stage()
        filing = an_elevator_filing(
            stage=stage, firm=firm, checked=first == "check", confirmed=first == "answer"
        )
        assert (_state(filing), _firm_today(stage)) == (FilingState.FILED, stage.elevator.firm_id)

        if first == "check":
            answer_filing(filing_id=filing.pk, confirms=True, reason="", now=NOW, by=stage.by_unit)
        else:
            check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)

        answer = maintainer_on(elevator_id=stage.elevator.pk, day=TODAY)
        assert _state(filing) is FilingState.CHECKED
        assert (answer.basis, answer.firm_id) == (Basis.FILED, firm.firm.pk)
        assert (answer.filing_id, answer.since) == (filing.pk, TODAY)
        assert Elevator.objects.get(pk=stage.elevator.pk).firm_id == firm.firm.pk
        assert decisions_of(elevator_id=stage.elevator.pk)[0].inputs["filing"] == filing.number


def test_the_same_form_twice_is_one_filing_and_another_waits_for_the_first():
    firm, stage, form = a_filing_firm(), a_stage(), uuid4()
    given = {"elevator_id": stage.elevator.pk, "wish": a_filing_wish(firm=firm), "now": NOW}

    first = file_elevator(**given, form_id=form, by=firm.by)

    assert file_elevator(**given, form_id=form, by=firm.by).pk == first.pk
    with pytest.raises(OneAtATime):
        file_elevator(**given, form_id=uuid4(), by=firm.by)
    with pytest.raises(NotAllowed):
        file_elevator(**given, form_id=form, by=a_filing_firm().by)
    assert ElevatorFiling.objects.count() == 1


def test_only_firms_file_and_only_with_people_of_their_own():
    firm, stage = a_filing_firm(), a_stage()
    given = {"elevator_id": stage.elevator.pk, "form_id": uuid4(), "now": NOW}
    stranger = a_filing_wish(firm=firm, technicians=[a_filing_firm().technician_id])

    for actor in (stage.by_unit, stage.by_district):
        with pytest.raises(NotAllowed):
            file_elevator(**given, wish=a_filing_wish(firm=firm), by=actor)
    with pytest.raises(UnknownTechnician):
        file_elevator(**given, wish=stranger, by=firm.by)


def test_a_scrapped_elevator_is_not_filed_and_a_suspended_one_is_with_a_note():
    firm = a_filing_firm()
    scrapped = a_stage(elevator=an_elevator(use_state=UseState.SCRAPPED, plate=False))
    suspended = a_stage(elevator=an_elevator(use_state=UseState.SUSPENDED, plate=False))

    with pytest.raises(ElevatorScrapped):
        an_elevator_filing(stage=scrapped, firm=firm)
    filing = an_elevator_filing(stage=suspended, firm=firm, confirmed=True, checked=True)

    assert filing.state is FilingState.CHECKED
    assert [one["fault"] for one in filing.faults] == [Fault.NOT_IN_USE]


def test_an_elevator_scrapped_meanwhile_cannot_be_checked():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm, confirmed=True)
    Elevator.objects.filter(pk=stage.elevator.pk).update(use_state=UseState.SCRAPPED)

    with pytest.raises(HasFaults):
        check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)


@pytest.mark.parametrize("kind", [FilingKind.RENEW, FilingKind.CHANGE, FilingKind.END])
def test_what_does_not_hold_cannot_be_renewed_changed_or_ended(kind):
    firm, stage = a_filing_firm(), a_stage()

    with pytest.raises(NothingToContinue):
        an_elevator_filing(stage=stage, firm=firm, wish=a_filing_wish(firm=firm, kind=kind))


def test_a_renewal_joins_the_last_day_and_no_day_lies_between():
    firm, stage = a_filing_firm(), a_stage()
    _held_by(firm, stage, last=TODAY - DAY)

    renewal = a_checked_filing(
        stage=stage, firm=firm,
        wish=a_filing_wish(firm=firm, kind=FilingKind.RENEW, first=TODAY, contract="WB-2"),
    )  # fmt: skip

    assert _firm_today(stage) == firm.firm.pk
    rows = Responsibility.objects.order_by("period").values_list("filing_id", "period")
    assert [(row[0] == renewal.pk, row[1].lower) for row in rows] == [(False, SINCE), (True, TODAY)]


def test_a_change_replaces_the_filing_whose_days_it_takes_over_whole():
    firm, stage = a_filing_firm(), a_stage()
    first = _held_by(firm, stage)
    change = a_filing_wish(firm=firm, kind=FilingKind.CHANGE, first=SINCE, last=None)

    a_checked_filing(stage=stage, firm=firm, wish=change)

    assert _state(first) is FilingState.REPLACED


def test_who_ends_answers_until_the_day_and_then_nobody_does():
    firm, stage = a_filing_firm(), a_stage()
    _held_by(firm, stage)
    ending = a_filing_wish(firm=firm, kind=FilingKind.END, first=TODAY, technicians=[])

    filing = an_elevator_filing(stage=stage, firm=firm, wish=ending)
    assert _firm_today(stage) == firm.firm.pk
    answer_filing(filing_id=filing.pk, confirms=True, reason="", now=NOW, by=stage.by_unit)
    check_filing(filing_id=filing.pk, now=NOW, by=stage.by_district)

    yesterday, today = (
        maintainer_on(elevator_id=stage.elevator.pk, day=day) for day in (TODAY - DAY, TODAY)
    )
    assert (yesterday.basis, yesterday.firm_id) == (Basis.FILED, firm.firm.pk)
    assert (today.basis, today.firm_id, today.since) == (Basis.NOBODY, None, TODAY)
    assert Elevator.objects.get(pk=stage.elevator.pk).firm is None


def test_the_days_before_any_filing_are_the_registers():
    firm, stage = a_filing_firm(), a_stage()
    a_checked_filing(
        stage=stage, firm=firm, wish=a_filing_wish(firm=firm, first=TODAY + DAY),
        now=days_later(1),
    )  # fmt: skip

    answers = {
        number: maintainer_on(elevator_id=stage.elevator.pk, day=TODAY + number * DAY)
        for number in (-1, 0, 1)
    }

    assert {n: (one.basis, one.firm_id) for n, one in answers.items()} == {
        -1: (Basis.UNKNOWN, None),
        0: (Basis.REGISTER, stage.elevator.firm_id),
        1: (Basis.FILED, firm.firm.pk),
    }


def test_who_sees_a_filing():
    old, new, stage, elsewhere = a_filing_firm(), a_filing_firm(), a_stage(), a_stage()
    _held_by(old, stage)
    claim = an_elevator_filing(stage=stage, firm=new)

    seers = (old.by, new.by, stage.by_unit, stage.by_district, stage.by_city)
    assert all(filing_seen(number=claim.number, by=actor) == claim for actor in seers)
    assert not filings(by=elsewhere.by_unit).exists()
    search = FilingSearch(text=claim.number, waiting=True, complete=True)
    assert list(found_filings(by=stage.by_district, search=search)) == [claim]


def test_a_filing_is_checked_once_by_another_than_its_filer():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm, checked=True)

    with pytest.raises(CheckedAlready):
        check_filing(filing_id=filing.pk, now=NOW, by=stage.by_colleague)
    own = an_elevator_filing(stage=a_stage(elevator=an_elevator(plate=False)), firm=firm)
    ElevatorFiling.objects.filter(pk=own.pk).update(filed_by={"person": stage.district.person_id})
    for deed in (check_filing, return_filing):
        more = {"reason": "x"} if deed is return_filing else {}
        with pytest.raises(FilerMayNotCheck):
            deed(filing_id=own.pk, now=NOW, by=stage.by_district, **more)


def test_many_are_checked_at_once_and_each_refusal_is_told():
    firm, stages = a_filing_firm(), [a_stage() for _ in range(3)]
    sound = [an_elevator_filing(stage=one, firm=firm, confirmed=True) for one in stages[:2]]
    wish = a_filing_wish(firm=firm, contract="")
    lacking = an_elevator_filing(stage=stages[2], firm=firm, wish=wish)

    report = check_many(
        filing_ids=[*(one.pk for one in sound), lacking.pk, 10**9], now=NOW,
        by=stages[0].by_district,
    )  # fmt: skip

    assert report.checked == [one.pk for one in sound]
    assert {key: type(one) for key, one in report.refused.items()} == {
        lacking.pk: HasFaults, 10**9: NotFound,
    }  # fmt: skip


def test_what_was_returned_is_mended_by_a_new_filing():
    firm, stage = a_filing_firm(), a_stage()
    filing = an_elevator_filing(stage=stage, firm=firm)

    with pytest.raises(ReasonMissing):
        return_filing(filing_id=filing.pk, reason="", now=NOW, by=stage.by_district)
    return_filing(filing_id=filing.pk, reason="合同不清晰", now=NOW, by=stage.by_district)
    assert _state(filing) is FilingState.RETURNED
    an_elevator_filing(stage=stage, firm=firm)

    assert _state(filing) is FilingState.REPLACED


def test_many_are_asked_and_judged_with_as_many_queries_as_one(django_assert_num_queries):
    firm, stages = a_filing_firm(), [a_stage() for _ in range(3)]
    for stage in stages:
        an_elevator_filing(stage=stage, firm=firm)
    keys = [stage.elevator.pk for stage in stages]

    for some in (keys[:1], keys):
        with django_assert_num_queries(4):
            assert len(maintainers_on(elevator_ids=some, day=TODAY)) == len(some)
        with django_assert_num_queries(9):
            assert len(open_cases(elevator_ids=some, now=NOW)) == len(some)
