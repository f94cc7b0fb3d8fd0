from datetime import UTC, datetime
from uuid import uuid4

import pytest

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.refusal import NotFound
from hoistway.ondemand.actions.samples import freeze_pilot_sample
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries.samples import sample_shares
from hoistway.ondemand.vocabulary import ElevatorPilotState
from hoistway.parties.vocabulary import RoleKind
from hoistway.sampling.actions import (
    AlreadyChecked,
    AnswersMissing,
    CrewTooSmall,
    FrameEmpty,
    FrameWaits,
    InspectorsMissing,
    NotMended,
    SeedStands,
    SeedUnsound,
    Seen,
    confirm_mended,
    draw_sample,
    record_check,
    say_mended,
)
from hoistway.sampling.models import SampleCheck
from hoistway.sampling.queries import differences, draw_file
from hoistway.sampling.vocabulary import Answer, CheckResult, DrawState
from tests.world.emergency import acting
from tests.world.ondemand import a_listed_firm
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member
from tests.world.registry import an_elevator
from tests.world.samples import a_sample_draw, answers

pytestmark = pytest.mark.django_db


def regulators(*, people: int = 2, code: str = "310106") -> Actor:
    bureau = a_bureau(jurisdiction=a_jurisdiction(code=code))
    found = [
        a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau) for _n in range(people)
    ]
    return acting(membership=found[0])


def in_pilot(count: int, *, by: Actor, state: str = "listed") -> list[ElevatorPilot]:
    pilot = a_listed_firm(firm=a_firm())
    return [
        ElevatorPilot.objects.create(
            elevator=an_elevator(plate=False), firm_pilot=pilot, state=state, proposed_at=NOW,
            jurisdiction_id=by.jurisdiction_id, listed_at=NOW,
            ended_at=NOW if state == str(ElevatorPilotState.EXITED) else None,
        )
        for _n in range(count)
    ]  # fmt: skip


def test_a_district_of_21_pilot_elevators_draws_two_and_the_city_can_repeat_it() -> None:
    """286号 二（三）."""
    by = regulators()
    in_pilot(21, by=by)

    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)
    draw_sample(draw_id=draw.pk, seed="2026135", seed_source="福利彩票", now=NOW, by=by)

    draw.refresh_from_db()
    assert (draw.size, draw.state) == (2, DrawState.DRAWN)
    assert SampleCheck.objects.filter(draw=draw).count() == 2
    assert differences(said=draw_file(draw=draw)) == []


def test_who_left_counts_for_the_share_but_is_not_drawn() -> None:
    by = regulators()
    stays = in_pilot(1, by=by)
    in_pilot(20, by=by, state=str(ElevatorPilotState.EXITED))

    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)

    [share] = sample_shares(by=by, areas=[draw.jurisdiction], day=NOW.date())
    assert (draw.population, share.wanted) == (21, 2)
    assert draw.frame.count(stays[0].elevator.register_number) == 1
    assert draw.size == 1


def test_a_share_that_is_drawn_is_not_drawn_again_until_more_enter() -> None:
    by = regulators()
    in_pilot(20, by=by)
    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)
    with pytest.raises(FrameWaits):
        freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)
    draw_sample(draw_id=draw.pk, seed="2026135", seed_source="福利彩票", now=NOW, by=by)

    with pytest.raises(FrameEmpty):
        freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)
    in_pilot(1, by=by)
    assert freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by).size == 1


def test_a_new_year_begins_a_new_share() -> None:
    by = regulators()
    in_pilot(20, by=by)
    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)
    draw_sample(draw_id=draw.pk, seed="2026135", seed_source="福利彩票", now=NOW, by=by)

    last = datetime(2026, 12, 31, 15, 59, tzinfo=UTC)
    first = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    with pytest.raises(FrameEmpty):
        freeze_pilot_sample(form_id=uuid4(), now=last, by=by)
    assert freeze_pilot_sample(form_id=uuid4(), now=first, by=by).year == 2027


def test_one_inspector_alone_draws_nothing() -> None:
    """特种设备安全监督检查办法 art. 19."""
    by = regulators(people=1)
    in_pilot(3, by=by)

    with pytest.raises(InspectorsMissing):
        freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)


def test_a_seed_needs_a_source_and_is_never_changed() -> None:
    by = regulators()
    in_pilot(3, by=by)
    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)

    for seed, source in (("12345", "福利彩票"), ("123456", " ")):
        with pytest.raises(SeedUnsound):
            draw_sample(draw_id=draw.pk, seed=seed, seed_source=source, now=NOW, by=by)
    first = draw_sample(draw_id=draw.pk, seed="123456", seed_source="福利彩票", now=NOW, by=by)
    again = draw_sample(draw_id=draw.pk, seed="123456", seed_source="福利彩票", now=NOW, by=by)
    assert first.pk == again.pk
    with pytest.raises(SeedStands):
        draw_sample(draw_id=draw.pk, seed="654321", seed_source="福利彩票", now=NOW, by=by)


def test_a_neighbouring_district_neither_draws_nor_checks() -> None:
    by, other = regulators(), regulators(code="310104")
    in_pilot(3, by=by)
    draw = freeze_pilot_sample(form_id=uuid4(), now=NOW, by=by)

    with pytest.raises(NotFound):
        draw_sample(draw_id=draw.pk, seed="123456", seed_source="彩票", now=NOW, by=other)


def a_check() -> SampleCheck:
    return SampleCheck.objects.get(draw=a_sample_draw(elevators=[an_elevator()]))


def test_all_answers_in_order_are_good_and_close_the_draw() -> None:
    row = a_check()

    seen = Seen(answers=answers(), present=("甲", "乙"))
    kept = record_check(check_id=row.pk, seen=seen, form_id=uuid4(), now=NOW, by=PLATFORM)

    kept.draw.refresh_from_db()
    assert (kept.result, kept.score, kept.mend_by) == (CheckResult.GOOD, 100.0, None)
    assert kept.draw.state is DrawState.DONE


def test_a_failed_safety_question_is_bad_whatever_the_score() -> None:
    row = a_check()

    seen = Seen(answers=answers(but={"gap": Answer.NO}), present=("甲", "乙"), words="间隔4个月")
    kept = record_check(check_id=row.pk, seen=seen, form_id=uuid4(), now=NOW, by=PLATFORM)

    assert kept.result is CheckResult.BAD
    assert str(kept.mend_by) == "2026-12-07"


def test_a_check_needs_two_inspectors_all_answers_and_words_for_a_no() -> None:
    row, form = a_check(), uuid4()
    some = dict(list(answers().items())[:3])

    def record(seen: Seen) -> None:
        record_check(check_id=row.pk, seen=seen, form_id=form, now=NOW, by=PLATFORM)

    with pytest.raises(CrewTooSmall):
        record(Seen(answers=answers(), present=("甲", "甲")))
    with pytest.raises(AnswersMissing):
        record(Seen(answers=some, present=("甲", "乙")))
    with pytest.raises(AnswersMissing):
        record(Seen(answers=answers(but={"marks": Answer.NO}), present=("甲", "乙")))


def test_the_same_form_twice_is_one_result_another_is_refused() -> None:
    row, form = a_check(), uuid4()
    seen = Seen(answers=answers(), present=("甲", "乙"))

    record_check(check_id=row.pk, seen=seen, form_id=form, now=NOW, by=PLATFORM)
    record_check(check_id=row.pk, seen=seen, form_id=form, now=NOW, by=PLATFORM)

    with pytest.raises(AlreadyChecked):
        record_check(check_id=row.pk, seen=seen, form_id=uuid4(), now=NOW, by=PLATFORM)


def test_what_was_found_is_followed_until_somebody_sees_it_mended() -> None:
    row = a_check()
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=row.firm))
    seen = Seen(answers=answers(but={"call": Answer.NO}), present=("甲", "乙"), words="对讲不通")
    record_check(check_id=row.pk, seen=seen, form_id=uuid4(), now=NOW, by=PLATFORM)

    with pytest.raises(NotMended):
        confirm_mended(check_id=row.pk, holds=True, now=NOW, by=PLATFORM)
    say_mended(check_id=row.pk, words="已换话筒", file=None, now=NOW, by=office)
    sent_back = confirm_mended(check_id=row.pk, holds=False, now=NOW, by=PLATFORM)
    assert sent_back.mended_at is None
    say_mended(check_id=row.pk, words="又换线路", file=None, now=NOW, by=office)

    assert confirm_mended(check_id=row.pk, holds=True, now=NOW, by=PLATFORM).confirmed_at == NOW


def test_another_firm_cannot_say_it_is_mended() -> None:
    row = a_check()
    other = acting(membership=a_member(role=RoleKind.FIRM_OFFICE, organisation=a_firm()))

    with pytest.raises(NotFound):
        say_mended(check_id=row.pk, words="已整改", file=None, now=NOW, by=other)
