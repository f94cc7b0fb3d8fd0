"""A round from its frozen facts to the published bulletin, and what firms may ask."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.credit import actions
from hoistway.credit.actions import Claim, RoundDraft, Strike
from hoistway.credit.models import CreditFacts, CreditRound, CreditScore, Objection
from hoistway.credit.queries import grades_on, scores
from hoistway.credit.vocabulary import Grade, ObjectionKind, ObjectionState, RoundState
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.foundation.workdays import workdays_after
from hoistway.messages.models import Message
from hoistway.parties.models import Organisation
from hoistway.supervision.queries import grades_taken
from tests.world.credit import BAD, EDITION, a_scored_round, counts_of, office, said, the_city
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def previewed(*firms: Organisation, **changed: float) -> CreditRound:
    row = a_scored_round(facts={firm: counts_of(**changed) for firm in firms})
    return actions.open_preview(number=row.number, said=said(), now=NOW, by=the_city())


def score_of(row: CreditRound, firm: Organisation) -> CreditScore:
    return CreditScore.objects.get(round=row, organisation=firm, is_latest=True)


def objecting(row: CreditRound, firm: Organisation, *, days: int = 0) -> Objection:
    now = NOW + timedelta(days=days)
    return actions.object_to_score(
        round_number=row.number, claim=Claim(indicators=["arrival"]),
        said=said(file=True, now=now), now=now, by=office(firm),
    )  # fmt: skip


def test_a_killed_round_goes_on_where_it_stood_and_scores_nobody_twice() -> None:
    firms = [a_firm() for _n in range(3)]
    row = a_scored_round(facts={firm: counts_of() for firm in firms})
    frozen = row.facts_sha256
    CreditScore.objects.filter(organisation=firms[2]).delete()
    CreditRound.objects.filter(pk=row.pk).update(state=RoundState.FROZEN, progress=2)

    actions.compute_round(round_id=row.pk, now=NOW)

    row.refresh_from_db()
    assert (row.state, row.progress, row.facts_sha256) == (RoundState.SCORED, 3, frozen)
    assert CreditScore.objects.filter(round=row).count() == 3


def test_the_same_facts_have_the_same_hash_and_one_count_more_another() -> None:
    firm = a_firm()
    first, again, other = (
        a_scored_round(facts={firm: counts_of(faults_caused=count)}) for count in (40, 40, 41)
    )

    assert first.facts_sha256 == again.facts_sha256 != other.facts_sha256
    assert CreditFacts.objects.filter(organisation=firm).count() == 3


@pytest.mark.parametrize(("first", "last"), [(-10, 0), (-1, -2), (-800, -2)])
def test_a_period_that_is_not_over_backwards_or_too_long_is_refused(first: int, last: int) -> None:
    draft = RoundDraft(
        form_id=uuid4(), edition=EDITION, first_day=TODAY + timedelta(days=first),
        last_day=TODAY + timedelta(days=last),
    )  # fmt: skip

    with pytest.raises(actions.PeriodUnsound):
        actions.ask_round(draft=draft, now=NOW, by=the_city())


def test_a_firm_begins_no_round_and_sees_nothing_before_the_preview() -> None:
    firm = a_firm()
    row = a_scored_round(facts={firm: counts_of()})

    with pytest.raises(NotAllowed):
        actions.open_preview(number=row.number, said=said(), now=NOW, by=office(firm))
    assert not scores(by=office(firm)).exists()


def test_a_firm_sees_its_own_previewed_score_and_nobody_elses() -> None:
    firm, other = a_firm(), a_firm()
    row = previewed(firm, other)
    actions.tell_round(round_id=row.pk, now=NOW)

    assert [one.organisation_id for one in scores(by=office(firm))] == [firm.pk]
    told = Message.objects.filter(organisation_id=firm.pk, key__startswith=f"credit.{row.pk}.")
    assert str(row.preview_until) in told[0].zh


def test_the_preview_ends_after_ten_working_days_and_is_published_the_day_after() -> None:
    row, by = previewed(a_firm()), the_city()
    last = workdays_after(day=TODAY, count=10)
    on_the_last = NOW + (last - TODAY)

    assert row.preview_until == last
    with pytest.raises(actions.PreviewRuns):
        actions.publish_round(number=row.number, said=said(), now=on_the_last, by=by)
    after = on_the_last + timedelta(days=1)
    done = actions.publish_round(number=row.number, said=said(), now=after, by=by)
    assert done.state is RoundState.PUBLISHED


def test_on_the_last_day_a_firm_may_object_and_the_day_after_not() -> None:
    firm, late = a_firm(), a_firm()
    row = previewed(firm, late)
    days = (workdays_after(day=TODAY, count=10) - TODAY).days

    found = objecting(row, firm, days=days)

    assert found.decide_by == workdays_after(day=TODAY + timedelta(days=days), count=5)
    with pytest.raises(actions.PreviewOver):
        objecting(row, late, days=days + 1)


def test_an_objection_needs_a_point_evidence_and_the_answer_to_the_former() -> None:
    firm = a_firm()
    row, by = previewed(firm), office(firm)
    ask = {"round_number": row.number, "now": NOW, "by": by}

    with pytest.raises(actions.PointsMissing):
        actions.object_to_score(claim=Claim(), said=said(file=True), **ask)
    with pytest.raises(actions.PointsMissing):
        actions.object_to_score(claim=Claim(indicators=["nothing"]), said=said(file=True), **ask)
    with pytest.raises(actions.EvidenceMissing):
        actions.object_to_score(claim=Claim(indicators=["arrival"]), said=said(), **ask)
    objecting(row, firm)
    with pytest.raises(actions.ObjectionStands):
        objecting(row, firm)


def test_an_open_objection_and_an_unconfirmed_d_keep_a_round_from_being_published() -> None:
    firm = a_firm()
    row, by = previewed(firm, **BAD), the_city()
    found = objecting(row, firm)
    after = NOW + timedelta(days=30)
    publish = {"number": row.number, "now": after, "by": by}

    assert score_of(row, firm).grade in {Grade.C, Grade.D}
    with pytest.raises(actions.ObjectionsOpen):
        actions.publish_round(said=said(), **publish)
    actions.decide_objection(
        number=found.number, outcome=ObjectionState.REFUSED, struck=[], said=said(), now=after,
        by=by,
    )  # fmt: skip
    with pytest.raises(actions.GradesUnconfirmed):
        actions.publish_round(said=said(), **publish)
    actions.confirm_grade(
        round_number=row.number, organisation_id=firm.pk, said=said(), now=after, by=by
    )
    actions.publish_round(said=said(), **publish)
    assert grades_taken(organisation_ids=[firm.pk])[firm.pk][0] == score_of(row, firm).grade


def test_a_refusal_strikes_nothing_and_an_acceptance_something() -> None:
    firm = a_firm()
    found = objecting(previewed(firm), firm)
    decide = {"number": found.number, "said": said(), "now": NOW, "by": the_city()}

    with pytest.raises(actions.NothingStruck):
        actions.decide_objection(outcome=ObjectionState.UPHELD, struck=[], **decide)
    with pytest.raises(actions.NothingStruck):
        actions.decide_objection(
            outcome=ObjectionState.REFUSED, struck=[Strike("arrival")], **decide
        )
    with pytest.raises(actions.RecordUnknown):
        actions.decide_objection(
            outcome=ObjectionState.UPHELD, struck=[Strike("arrival", "incident:0")], **decide
        )
    with pytest.raises(NotAllowed):
        actions.decide_objection(
            outcome=ObjectionState.REFUSED, struck=[], **{**decide, "by": office(firm)}
        )


def test_the_city_is_reminded_of_a_late_decision_once() -> None:
    firm, bureau = a_firm(), a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    found = objecting(previewed(firm), firm)
    late = NOW + (found.decide_by - TODAY) + timedelta(days=1)

    actions.remind_late(now=late)
    actions.remind_late(now=late + timedelta(days=1))

    told = Message.objects.filter(organisation_id=bureau.pk, key__contains=f".{found.pk}.late")
    assert {one.key for one in told} == {f"credit_due.{found.pk}.late.{bureau.pk}"}


def published(firm: Organisation, **changed: float) -> CreditRound:
    row, by = previewed(firm, **changed), the_city()
    if score_of(row, firm).grade in {Grade.C, Grade.D}:
        actions.confirm_grade(
            round_number=row.number, organisation_id=firm.pk, said=said(), now=NOW, by=by
        )
    after = NOW + timedelta(days=30)
    return actions.publish_round(number=row.number, said=said(), now=after, by=by)


def test_a_repaired_result_is_shown_no_more_and_bars_nobody() -> None:
    firm = a_firm()
    row, then = published(firm, **BAD), NOW + timedelta(days=60)
    found = actions.object_to_score(
        round_number=row.number, claim=Claim(kind=ObjectionKind.REPAIR), now=then,
        said=said(file=True, now=then), by=office(firm),
    )  # fmt: skip

    assert found.decide_by == workdays_after(day=then.date(), count=3)
    assert firm.pk in grades_on(organisation_ids=None, day=then.date())
    actions.decide_objection(
        number=found.number, outcome=ObjectionState.UPHELD, struck=[], said=said(), now=then,
        by=the_city(),
    )  # fmt: skip
    assert firm.pk not in grades_on(organisation_ids=None, day=then.date())
    assert grades_taken(organisation_ids=[firm.pk])[firm.pk][0] == ""


def test_a_repair_needs_a_paper_and_a_published_round() -> None:
    firm = a_firm()
    claim = Claim(kind=ObjectionKind.REPAIR)
    asked = {"claim": claim, "now": NOW, "by": office(firm)}
    waiting = previewed(firm)

    with pytest.raises(actions.RoundMovedOn):
        actions.object_to_score(round_number=waiting.number, said=said(file=True), **asked)
    row = published(firm)
    with pytest.raises(actions.EvidenceMissing):
        actions.object_to_score(round_number=row.number, said=said(), **asked)


def test_a_foreign_firm_can_neither_object_nor_withdraw() -> None:
    firm, other = a_firm(), a_firm()
    row = previewed(firm)
    found = objecting(row, firm)

    with pytest.raises(NotFound):
        objecting(row, other)
    with pytest.raises(NotFound):
        actions.withdraw_objection(number=found.number, said=said(), now=NOW, by=office(other))


def test_after_five_years_a_round_is_expired_once() -> None:
    row = published(a_firm())
    assert row.published_at is not None
    over = row.published_at.replace(year=row.published_at.year + 5)

    assert actions.expire_rounds(now=over - timedelta(days=1)) == 0
    assert actions.expire_rounds(now=over) == 1
    assert actions.expire_rounds(now=over) == 0


def test_a_dropped_preview_is_told_and_its_objections_end() -> None:
    firm = a_firm()
    row = previewed(firm)
    found = objecting(row, firm)

    actions.drop_round(number=row.number, said=said(), now=NOW, by=the_city())
    actions.tell_round(round_id=row.pk, now=NOW)

    found.refresh_from_db()
    assert found.state is ObjectionState.WITHDRAWN
    assert Message.objects.filter(key=f"credit.{row.pk}.dropped.{firm.pk}").exists()
