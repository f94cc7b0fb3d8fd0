"""A firm objects and wins; a record whose decision was revoked goes; what everybody reads."""

from datetime import timedelta
from uuid import uuid4

import pytest

from hoistway.credit import actions
from hoistway.credit.actions import Claim, RoundDraft, Strike
from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.queries import grades_on
from hoistway.credit.queries.behind import records_of
from hoistway.credit.rules.subjects import subject_kind
from hoistway.credit.vocabulary import ObjectionState, RoundState, SubjectKind
from hoistway.emergency.models import Incident
from hoistway.messages.models import Message
from hoistway.ondemand.rules.firm_entry import FirmFacts, judge_firm
from hoistway.ondemand.rules.policy import edition_named
from hoistway.ondemand.vocabulary import EntryClause, FirmGround
from hoistway.parties.models import Organisation
from hoistway.server.cli.errands.explain_credit import told_score
from tests.world.credit import EDITION, a_scored_round, counts_of, office, said, the_city
from tests.world.emergency import a_rescue, an_elevator_of
from tests.world.filed import a_laid_filing
from tests.world.parties import NOW, a_firm

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def late_rescue(firm: Organisation) -> Incident:
    return a_rescue(
        elevator=an_elevator_of(firm=firm), opened_at=NOW - timedelta(days=350),
        arrives_after=timedelta(minutes=45),
    )  # fmt: skip


def previewed(firm: Organisation) -> CreditRound:
    facts = counts_of(rescues=20, arrived_in_time=15)
    row = a_scored_round(facts={firm: facts, **{a_firm(): counts_of() for _n in range(3)}})
    return actions.open_preview(number=row.number, said=said(), now=NOW, by=the_city())


def score_of(row: CreditRound, firm: Organisation) -> CreditScore:
    return CreditScore.objects.get(round=row, organisation=firm, is_latest=True)


def test_a_firm_objects_and_wins_and_its_score_is_computed_anew() -> None:
    firm = a_firm()
    rescue = late_rescue(firm)
    row, by = previewed(firm), the_city()
    before = score_of(row, firm)
    [record] = records_of(score=before, indicator="arrival")
    strike = Strike("arrival", record.key)
    asked = actions.object_to_score(
        round_number=row.number, claim=Claim(records=[strike]), said=said("到场时间记录有误"),
        now=NOW, by=office(firm),
    )  # fmt: skip

    actions.decide_objection(
        number=asked.number, outcome=ObjectionState.UPHELD, struck=[strike], said=said(),
        now=NOW, by=by,
    )  # fmt: skip
    actions.tell_objection(objection_id=asked.pk, now=NOW)

    after = score_of(row, firm)
    assert record.number == rescue.number
    assert (after.version, after.struck) == (2, [strike.as_json()])
    assert (after.facts["counts"]["rescues"], before.facts["counts"]["rescues"]) == (19, 20)
    assert (after.total or 0) > (before.total or 0)
    assert records_of(score=after, indicator="arrival") == []
    told = Message.objects.filter(key=f"credit_objection.{asked.pk}.upheld.{firm.pk}")
    assert told.exists()


def test_a_record_whose_decision_was_revoked_goes_after_publication_too() -> None:
    firm = a_firm()
    late_rescue(firm)
    row, by = previewed(firm), the_city()
    after = NOW + timedelta(days=30)
    actions.publish_round(number=row.number, said=said(), now=after, by=by)
    was = score_of(row, firm)

    fresh = actions.remove_records(
        round_number=row.number, organisation_id=firm.pk, struck=[Strike("arrival")],
        said=said("原决定已撤销"), now=after, by=by,
    )  # fmt: skip

    assert (fresh.version, fresh.confirmed_at) == (2, after)
    assert grades_on(organisation_ids=[firm.pk], day=after.date())[firm.pk].grade == fresh.grade
    assert grades_on(organisation_ids=[firm.pk], day=after.date())[firm.pk].since == after.date()
    assert (fresh.total or 0) > (was.total or 0)


def test_a_round_counts_what_is_in_the_records_and_explains_it_down_to_them() -> None:
    firm = a_firm(name="某某电梯有限公司上海分公司")
    elevator = an_elevator_of(firm=firm)
    a_laid_filing(elevator=elevator, first=TODAY - timedelta(days=300))
    rescue = a_rescue(elevator=elevator, opened_at=NOW - timedelta(days=100))
    draft = RoundDraft(
        form_id=uuid4(), edition=EDITION, first_day=TODAY - timedelta(days=200),
        last_day=TODAY - timedelta(days=10),
    )  # fmt: skip
    row = actions.ask_round(draft=draft, now=NOW, by=the_city())

    actions.compute_round(round_id=row.pk, now=NOW)

    told = told_score(score=score_of(row, firm))
    arrival = next(one for one in told["points"] if one["key"] == "arrival")
    assert (told["fleet"], told["grade"], told["subject"]) == (1, "unrated", "branch")
    assert (arrival["denominator"], arrival["records"]) == (1.0, [f"incident:{rescue.pk}"])
    row.refresh_from_db()
    assert (row.state, row.subjects) == (RoundState.SCORED, 1)


@pytest.mark.parametrize(
    ("edition", "grade", "ground"),
    [
        ("286-2020-graded", "C", FirmGround.GRADE_REFUSED),
        ("286-2020-graded", "B", FirmGround.FULFILLED),
        ("286-2020-graded", "", FirmGround.FULFILLED),
        ("286-2020", "D", None),
    ],
)
def test_a_low_grade_bars_from_the_pilot_only_where_the_edition_says_so(
    edition: str, grade: str, ground: FirmGround | None
) -> None:
    facts = FirmFacts(day=TODAY, grade=grade, grade_round="XY2026-1")

    found = judge_firm(facts=facts, policy=edition_named(edition=edition))

    grounds = [one.ground for one in found if one.clause is EntryClause.FIRM_CREDIT]
    assert grounds == ([] if ground is None else [ground])


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("上海某电梯有限公司", SubjectKind.LEGAL_PERSON),
        ("某电梯（中国）有限公司上海分公司", SubjectKind.BRANCH),
        ("某电梯公司浦东维保站", SubjectKind.STATION),
    ],
)
def test_branches_and_service_points_are_told_by_their_names(name: str, kind: SubjectKind) -> None:
    assert subject_kind(name=name) is kind
