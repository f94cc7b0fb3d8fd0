"""Mismatches in the database: reported, answered, escalated, closed, dismissed, and told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.filings.actions import mismatches as acts
from hoistway.filings.actions.mismatches import SiteComparison, SiteFinding
from hoistway.filings.models import Mismatch, MismatchStep, SiteCheck
from hoistway.filings.queries.mismatches import (
    mismatch_seen,
    mismatches,
    open_mismatches_of,
    overdue_mismatches,
    steps_of,
    unanswered_by,
)
from hoistway.filings.rules.mismatches import MismatchSettled, moment_of
from hoistway.filings.vocabulary import MismatchDeed, MismatchField, MismatchState
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.actions import decide_field
from tests.world.mismatches import Four, a_mismatch, four_sides
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member, an_actor

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)


@pytest.fixture
def sides() -> Four:
    return four_sides()


def fresh(mismatch: Mismatch) -> Mismatch:
    return Mismatch.objects.get(pk=mismatch.pk)


def moved_to(sides: Four, address: str) -> None:
    """Let the district decide that the elevator stands elsewhere."""
    decide_field(
        elevator_id=sides.elevator.pk, field="address", value=address, reason="门牌已核对",
        now=NOW, by=sides.by("district"),
    )  # fmt: skip


def confirmed(mismatch: Mismatch, sides: Four, *whose: str) -> None:
    for who in whose:
        acts.confirm_mismatch(mismatch_id=mismatch.pk, form_id=uuid4(), now=NOW, by=sides.by(who))


def looked(sides: Four) -> int:
    return acts.close_if_mended(elevator_ids=[sides.elevator.pk], now=NOW)


def test_what_was_filed_and_found_is_kept_with_whoever_is_asked(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)

    assert (mismatch.filed, mismatch.found) == (sides.elevator.address, "武定路 9 号")
    assert mismatch.firm_id == sides.elevator.firm_id
    assert mismatch.use_unit_id == sides.elevator.use_unit_id
    assert mismatch.due_at == moment_of(opened_at=NOW, days=5)
    assert mismatch.edition == "shanghai-2023"
    assert [step.deed for step in steps_of(mismatch_id=mismatch.pk)] == [MismatchDeed.REPORT]
    assert open_mismatches_of(elevator_id=sides.elevator.pk) == [mismatch]


def test_the_same_form_is_one_mismatch_and_the_same_fact_one_open_mismatch(sides: Four) -> None:
    finding = SiteFinding(field=MismatchField.ADDRESS, found="武定路 9 号")
    form, by = uuid4(), sides.by("inspector")
    one, two = (
        acts.report_mismatch(
            elevator_id=sides.elevator.pk, finding=finding, found_on=TODAY, form_id=form, now=NOW,
            by=by,
        )
        for _ in range(2)
    )  # fmt: skip
    assert one.pk == two.pk

    with pytest.raises(acts.AlreadyOpen) as refused:
        a_mismatch(sides=sides)
    assert one.number in refused.value.sentence("zh")


@pytest.mark.parametrize(
    ("found", "refusal"), [(" ", acts.FoundMissing), ("same", acts.NotDifferent)]
)
def test_a_difference_that_says_nothing_new_is_refused(
    sides: Four, found: str, refusal: type[Exception]
) -> None:
    told = f"上海市 {sides.elevator.address}" if found == "same" else found

    with pytest.raises(refusal):
        a_mismatch(sides=sides, found=told)


def test_nothing_is_found_tomorrow(sides: Four) -> None:
    compared = SiteComparison(
        found_on=TODAY + timedelta(days=1), agreed=frozenset({MismatchField.FIRM})
    )
    with pytest.raises(acts.FoundInFuture):
        acts.compare_site(
            elevator_id=sides.elevator.pk, compared=compared, form_id=uuid4(), now=NOW,
            by=sides.by("inspector"),
        )  # fmt: skip


def test_a_whole_comparison_keeps_what_agreed_and_opens_what_did_not(sides: Four) -> None:
    compared = SiteComparison(
        found_on=TODAY, agreed=frozenset({MismatchField.FIRM, MismatchField.USE_UNIT}),
        findings=(SiteFinding(field=MismatchField.DUTY_PHONE, found="021-62345678"),),
    )  # fmt: skip
    form, by = uuid4(), sides.by("inspector")
    one, two = (
        acts.compare_site(
            elevator_id=sides.elevator.pk, compared=compared, form_id=form, now=NOW, by=by
        )
        for _ in range(2)
    )

    assert one == two
    assert [row.field for row in one] == [MismatchField.DUTY_PHONE]
    check = SiteCheck.objects.get()
    assert (check.agreed, check.differed) == (["firm", "use_unit"], ["duty_phone"])
    with pytest.raises(acts.NothingCompared):
        acts.compare_site(
            elevator_id=sides.elevator.pk, compared=SiteComparison(found_on=TODAY),
            form_id=uuid4(), now=NOW, by=by,
        )  # fmt: skip


def test_it_counts_as_answered_when_both_who_were_asked_have_said_something(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    form = uuid4()
    for _ in range(2):
        acts.answer_mismatch(
            mismatch_id=mismatch.pk, words="正在办理", form_id=form, now=NOW, by=sides.by("unit")
        )
    assert fresh(mismatch).state is MismatchState.OPEN
    assert [row.pk for row in unanswered_by(by=sides.by("firm"))] == [mismatch.pk]
    assert not unanswered_by(by=sides.by("unit")).exists()

    confirmed(mismatch, sides, "firm")

    assert fresh(mismatch).state is MismatchState.ANSWERED
    assert MismatchStep.objects.filter(mismatch=mismatch).count() == 3
    with pytest.raises(acts.WordsMissing):
        acts.answer_mismatch(
            mismatch_id=mismatch.pk, words=" ", form_id=uuid4(), now=NOW, by=sides.by("unit")
        )


@pytest.mark.parametrize("last", ["the register", "the firm"])
def test_it_closes_when_the_register_says_what_was_found_and_both_have_confirmed(
    sides: Four, last: str
) -> None:
    mismatch = a_mismatch(sides=sides)
    confirmed(mismatch, sides, "unit")
    if last == "the register":
        confirmed(mismatch, sides, "firm")
        assert looked(sides) == 0
        moved_to(sides, "武定路9号")
        assert looked(sides) == 1
    else:
        moved_to(sides, "武定路9号")
        assert looked(sides) == 0
        confirmed(mismatch, sides, "firm")

    settled = fresh(mismatch)
    assert settled.state is MismatchState.CLOSED
    assert (settled.closed_at, settled.due_at) == (NOW, None)
    inputs = steps_of(mismatch_id=mismatch.pk)[-1].facts
    assert (inputs["filed"], inputs["now"]) == (sides.elevator.address, "武定路9号")
    assert (inputs["unit"], inputs["firm"], inputs["as_found"]) == ("step", "step", True)
    with pytest.raises(MismatchSettled):
        confirmed(mismatch, sides, "firm")


def test_a_third_truth_closes_only_when_somebody_has_seen_the_site_again(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    with pytest.raises(acts.NotChangedYet):
        acts.verify_mismatch(
            mismatch_id=mismatch.pk, form_id=uuid4(), now=NOW, by=sides.by("inspector")
        )
    moved_to(sides, "昌平路 9 号")
    confirmed(mismatch, sides, "unit", "firm")
    assert fresh(mismatch).state is MismatchState.ANSWERED

    acts.verify_mismatch(
        mismatch_id=mismatch.pk, form_id=uuid4(), now=NOW, by=sides.by("inspector")
    )

    assert fresh(mismatch).state is MismatchState.CLOSED


def test_a_duty_telephone_is_mended_at_the_firm(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides, field=MismatchField.DUTY_PHONE, found="021-6234 5678")
    confirmed(mismatch, sides, "unit", "firm")
    Organisation.objects.filter(pk=sides.elevator.firm_id).update(phone="02162345678")

    assert looked(sides) == 1


def test_only_who_uses_or_maintains_it_now_confirms(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    other = four_sides()
    with pytest.raises(NotFound):
        confirmed(mismatch, other, "firm")
    sides.elevator.firm_id = other.elevator.firm_id
    sides.elevator.save(update_fields=["firm"])

    with pytest.raises(acts.NotAsked):
        confirmed(mismatch, sides, "firm")
    confirmed(mismatch, Four(**{**_parts(sides), "firm": other.firm}), "firm")


def _parts(sides: Four) -> dict[str, object]:
    return {name: getattr(sides, name) for name in Four.__slots__}


def test_the_clock_escalates_each_moment_once_and_tells_more_each_time(sides: Four) -> None:
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    mismatch = a_mismatch(sides=sides)
    acts.answer_mismatch(
        mismatch_id=mismatch.pk, words="已联系", form_id=uuid4(), now=NOW, by=sides.by("unit")
    )
    first = moment_of(opened_at=NOW, days=5)
    assert acts.escalate_mismatches(now=first - timedelta(seconds=1)) == 0

    assert acts.escalate_mismatches(now=first) == 1
    assert acts.escalate_mismatches(now=first) == 0

    assert fresh(mismatch).level == 1
    assert overdue_mismatches(by=sides.by("district")).count() == 1
    district = sides.district.organisation_id
    firm, unit = sides.elevator.firm_id, sides.elevator.use_unit_id
    assert told(mismatch) == {firm, district}
    assert acts.escalate_mismatches(now=first + timedelta(days=40)) == 2
    assert told(mismatch) == {firm, unit, district, city.pk}
    assert fresh(mismatch).due_at is None


def told(mismatch: Mismatch) -> set[int]:
    """Return whom the last step of a mismatch is told, running its task twice."""
    Message.objects.all().delete()
    for _ in range(2):
        last = steps_of(mismatch_id=mismatch.pk)[-1]
        acts.tell_mismatch(step_id=last.pk, now=NOW)
    rows = list(Message.objects.filter(channel=Channel.SMS))
    assert len({row.organisation_id for row in rows}) == len(rows)
    assert all(mismatch.number in row.zh and mismatch.number in row.en for row in rows)
    return {row.organisation_id for row in rows}


def test_two_answers_in_time_keep_the_first_moment_quiet(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    confirmed(mismatch, sides, "unit", "firm")

    assert acts.escalate_mismatches(now=moment_of(opened_at=NOW, days=5)) == 0
    assert acts.escalate_mismatches(now=moment_of(opened_at=NOW, days=10)) == 1
    assert fresh(mismatch).level == 1


def test_the_clock_closes_what_is_mended_instead(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    confirmed(mismatch, sides, "unit", "firm")
    moved_to(sides, "武定路 9 号")

    assert acts.escalate_mismatches(now=moment_of(opened_at=NOW, days=20)) == 0
    assert fresh(mismatch).state is MismatchState.CLOSED


def test_both_sides_are_asked_and_hear_with_the_reporter_how_it_ended(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    both = {sides.elevator.firm_id, sides.elevator.use_unit_id}
    assert told(mismatch) == both
    assert "2026-11-27" in Message.objects.first().zh

    acts.dismiss_mismatch(
        mismatch_id=mismatch.pk, reason="门牌为旧牌", now=NOW, by=sides.by("district")
    )

    assert told(mismatch) == both | {sides.inspector.organisation_id}
    assert "门牌为旧牌" in Message.objects.first().zh


def test_the_district_dismisses_with_a_reason_but_never_its_own_note(sides: Four) -> None:
    own = sides.by("district")
    mismatch = a_mismatch(sides=sides, by=own)
    colleague = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=sides.district.organisation)
    with pytest.raises(acts.ReporterDismisses):
        acts.dismiss_mismatch(mismatch_id=mismatch.pk, reason="误记", now=NOW, by=own)
    with pytest.raises(acts.WordsMissing):
        acts.dismiss_mismatch(mismatch_id=mismatch.pk, reason=" ", now=NOW, by=colleague)

    acts.dismiss_mismatch(mismatch_id=mismatch.pk, reason="误记", now=NOW, by=colleague)

    assert fresh(mismatch).state is MismatchState.DISMISSED


def test_a_regulator_of_another_district_is_refused(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    there = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    foreign = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=there)

    with pytest.raises(NotFound):
        mismatch_seen(number=mismatch.number, by=foreign)
    with pytest.raises(NotFound):
        acts.dismiss_mismatch(mismatch_id=mismatch.pk, reason="误记", now=NOW, by=foreign)
    with pytest.raises(NotFound):
        a_mismatch(sides=sides, found="昌平路 9 号", by=foreign)


@pytest.mark.parametrize("role", [RoleKind.TECHNICIAN, RoleKind.DISPATCHER])
def test_who_has_nothing_to_do_with_mismatches_sees_none(sides: Four, role: RoleKind) -> None:
    a_mismatch(sides=sides)
    body = sides.elevator.firm if role is RoleKind.TECHNICIAN else None
    by = an_actor(role=role, organisation=body)

    assert not mismatches(by=by).exists()
    with pytest.raises(NotAllowed):
        a_mismatch(sides=sides, by=by)


def test_who_was_asked_still_sees_it_when_the_elevator_has_gone_on(sides: Four) -> None:
    mismatch = a_mismatch(sides=sides)
    sides.elevator.firm = a_member(role=RoleKind.FIRM_OFFICE).organisation
    sides.elevator.use_unit = None
    sides.elevator.save(update_fields=["firm", "use_unit"])

    assert mismatch_seen(number=mismatch.number, by=sides.by("firm")) == mismatch
    assert mismatch_seen(number=mismatch.number, by=sides.by("unit")) == mismatch
