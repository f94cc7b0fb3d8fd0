"""A firm objects to its score and wins: the record is struck, the score follows from the rest."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hoistway.credit.actions import Strike
from hoistway.credit.models import CreditFacts, CreditRound, CreditScore, Objection
from hoistway.credit.queries import grades_on
from hoistway.credit.queries.behind import records_of
from hoistway.credit.vocabulary import ObjectionState, RoundState
from hoistway.foundation.workdays import workdays_after
from hoistway.messages.models import Message
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.credit import a_scored_round, counts_of
from tests.world.emergency import a_rescue, an_elevator_of
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction
from tests.world.pilot_walk import Walk, walking

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REASON = "门禁记录证明 28 分钟到场"
ARRIVED_LATE = 4
"""Late arrivals of twenty; one of them the firm disputes."""


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path, rooms=("credit", "supervision")) as one:
        yield one


@pytest.fixture
def firm() -> Organisation:
    return a_firm(name="安捷电梯维保有限公司")


@pytest.fixture
def row(walk: Walk, firm: Organisation) -> CreditRound:
    """A computed round, with somebody of the firm, of another firm and of the city signed in."""
    a_rescue(
        elevator=an_elevator_of(firm=firm), opened_at=NOW - 350 * DAY,
        arrives_after=timedelta(minutes=45),
    )  # fmt: skip
    other = a_firm()
    facts = {one: counts_of() for one in (other, a_firm(), a_firm())}
    facts[firm] = counts_of(rescues=20, arrived_in_time=20 - ARRIVED_LATE)
    walk.enters("firm", role=RoleKind.FIRM_OFFICE, of=firm)
    walk.enters("other", role=RoleKind.FIRM_OFFICE, of=other)
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    walk.enters("city", role=RoleKind.CITY_REGULATOR, of=city)
    return a_scored_round(facts=facts)


def scored(row: CreditRound, firm: Organisation) -> CreditScore:
    return CreditScore.objects.get(round=row, organisation=firm, is_latest=True)


def after_the_preview(row: CreditRound) -> datetime:
    row.refresh_from_db()
    assert row.preview_until is not None
    return NOW + (row.preview_until - NOW.date()) + DAY


def won(walk: Walk, firm: Organisation, row: CreditRound) -> tuple[CreditScore, Strike]:
    """Let the firm object to a record and the city decide for it; return the score before."""
    mine = f"/credit/rounds/{row.number}/firms/{firm.pk}"
    walk.say("city", f"/credit/rounds/{row.number}/say", deed="preview", words="开始预告知")
    before = scored(row, firm)
    [record] = records_of(score=before, indicator="arrival")
    assert record.number in walk.read("firm", f"{mine}?point=arrival")

    # It names the record; without one it would need a paper.
    named, strike = f"arrival:{record.key}", Strike("arrival", record.key)
    claim = {"deed": "objection", "words": "到场时间记录有误"}
    assert "证明材料" in walk.say("firm", f"{mine}/say", expect=422, points="arrival", **claim)
    walk.say("firm", f"{mine}/say", records=named, **claim)
    asked = Objection.objects.get()
    assert asked.decide_by == workdays_after(day=NOW.date(), count=5)
    assert asked.number in walk.read("city", "/credit/objections")

    # A person of the city decides, with reasons; a firm cannot decide for itself.
    decided = {"objection": asked.number, "deed": "uphold", "words": REASON}
    walk.say("firm", f"{mine}/say", expect=403, records=named, **decided)
    walk.say("city", f"{mine}/say", expect=422, **decided)
    walk.say("city", f"{mine}/say", records=named, **decided)
    asked.refresh_from_db()
    assert (asked.state, asked.struck) == (ObjectionState.UPHELD, [strike.as_json()])
    return before, strike


def test_a_score_is_its_firms_alone_until_it_is_published(
    walk: Walk, firm: Organisation, row: CreditRound
) -> None:
    mine = f"/credit/rounds/{row.number}/firms/{firm.pk}"
    assert walk.browsers["firm"].get(mine).status_code == 404

    walk.say("city", f"/credit/rounds/{row.number}/say", deed="preview", words="开始预告知")

    row.refresh_from_db()
    assert row.preview_until == workdays_after(day=NOW.date(), count=10)
    assert firm.name in walk.read("firm", mine)
    assert walk.browsers["other"].get(mine).status_code == 404
    assert row.number not in walk.read("other", "/credit")


def test_a_firm_objects_wins_and_the_public_reads_what_follows(
    walk: Walk, firm: Organisation, row: CreditRound
) -> None:
    there, frozen = f"/credit/rounds/{row.number}", row.facts_sha256

    before, strike = won(walk, firm, row)

    # The score is a new version, computed from the frozen facts less the record; both are kept.
    after = scored(row, firm)
    assert (before.version, after.version, after.struck) == (1, 2, [strike.as_json()])
    assert after.facts["counts"]["rescues"] == before.facts["counts"]["rescues"] - 1
    assert (after.total or 0) > (before.total or 0)
    row.refresh_from_db()
    assert row.facts_sha256 == frozen
    assert CreditFacts.objects.get(round=row, organisation=firm).facts == before.facts
    page = walk.read("firm", f"{there}/firms/{firm.pk}")
    assert REASON in page
    assert "撤除 1 项" in page
    assert Message.objects.filter(organisation_id=firm.pk, key__contains=".upheld.").exists()

    # Not before the ten working days are over is it published; then everybody reads the new score.
    publish = {"deed": "publish", "words": "公布"}
    walk.say("city", f"{there}/say", expect=409, **publish)
    walk.hand.set(after_the_preview(row))
    walk.say("city", f"{there}/say", **publish)
    row.refresh_from_db()
    assert row.state is RoundState.PUBLISHED
    told = walk.browsers["other"].get(f"/credit.json?round={row.number}").json()
    [line] = [one for one in told["subjects"] if one["name"] == firm.name]
    assert (line["total"], line["grade"]) == (after.total, str(after.grade))
    today = walk.now.date()
    assert grades_on(organisation_ids=[firm.pk], day=today)[firm.pk].grade == after.grade


def test_an_objection_left_undecided_holds_the_round_and_reminds_the_city(
    walk: Walk, firm: Organisation, row: CreditRound
) -> None:
    there = f"/credit/rounds/{row.number}"
    walk.say("city", f"{there}/say", deed="preview", words="开始预告知")
    [record] = records_of(score=scored(row, firm), indicator="arrival")
    claim = {"deed": "objection", "words": "有误", "records": f"arrival:{record.key}"}
    walk.say("firm", f"{there}/firms/{firm.pk}/say", **claim)

    walk.hand.set(after_the_preview(row))

    refused = walk.say("city", f"{there}/say", expect=409, deed="publish", words="公布")
    assert "异议" in refused
    assert "已逾期" in walk.read("city", f"{there}/firms/{firm.pk}")
    late = walk.say("firm", f"{there}/firms/{firm.pk}/say", expect=409, **claim)
    assert "预告知期已于" in late
