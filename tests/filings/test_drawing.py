import hashlib
from datetime import date, timedelta
from uuid import uuid4

import pytest

from hoistway.filings.actions.drawing import (
    AlreadyChecked,
    CheckIncomplete,
    DrawWish,
    NothingToDraw,
    UnfinishedDraw,
    draw_spot_checks,
    record_spot_check,
)
from hoistway.filings.models import Draw, SpotCheck
from hoistway.filings.queries.draws import checks_of, draws, lots_today, outcomes_of, stands
from hoistway.filings.vocabulary import CheckResult, FilingState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from tests.world.emergency import acting
from tests.world.filed import a_laid_filing
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member, a_use_unit
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def district() -> Jurisdiction:
    return a_jurisdiction()


@pytest.fixture
def desk(district: Jurisdiction) -> Actor:
    bureau = a_bureau(jurisdiction=district)
    return acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))


def filings(district: Jurisdiction, count: int) -> list[str]:
    site = Site(firm=a_firm(), use_unit=a_use_unit(), jurisdiction=district)
    return [
        a_laid_filing(elevator=an_elevator(site=site, plate=False)).number for _ in range(count)
    ]


def a_draw(by: Actor, **wish: object) -> Draw:
    wished = DrawWish(jurisdiction_id=by.jurisdiction_id, **wish)  # type: ignore[arg-type]
    return draw_spot_checks(wish=wished, form_id=uuid4(), now=NOW, by=by)


def record(check: SpotCheck, by: Actor, result: CheckResult, **found: object) -> SpotCheck:
    said = {"answered_s": None, "words": "", **found}
    return record_spot_check(spot_check_id=check.pk, result=result, now=NOW, by=by, **said)  # type: ignore[arg-type]


def test_anybody_draws_again_what_was_drawn(district: Jurisdiction, desk: Actor) -> None:
    numbers = filings(district, 6)

    draw = a_draw(desk, size=2)

    published = "".join(f"{number}\n" for number in sorted(numbers))
    lots = sorted(
        (hashlib.sha256(f"{draw.seed}:{n}".encode()).hexdigest(), n) for n in published.split()
    )
    assert hashlib.sha256(published.encode()).hexdigest() == draw.population_sha256
    assert [row.filing.number for row in checks_of(draw_id=draw.pk)] == [n for _, n in lots[:2]]
    assert stands(draw=draw)
    SpotCheck.objects.filter(draw=draw, position=1).update(position=3)
    assert not stands(draw=draw)


def test_only_checked_filings_in_force_of_the_own_district_are_drawn(
    district: Jurisdiction, desk: Actor
) -> None:
    (mine,) = filings(district, 1)
    filings(a_jurisdiction(code="310115", name="浦东新区"), 1)
    a_laid_filing(elevator=an_elevator(), state=FilingState.FILED)
    a_laid_filing(elevator=an_elevator(), first=date(2020, 1, 1), after=date(2026, 11, 22))
    a_laid_filing(elevator=an_elevator(), first=date(2026, 11, 23))

    assert a_draw(desk, share=1.0).population_keys == [mine]


def test_without_a_wish_the_policys_share_is_drawn(district: Jurisdiction, desk: Actor) -> None:
    filings(district, 3)

    lots = lots_today(by=desk, day=date(2026, 11, 22))

    assert (lots.population, lots.share, lots.size) == (3, 0.05, 1)
    assert a_draw(desk).size == 1


def test_the_city_draws_from_all_districts(district: Jurisdiction) -> None:
    numbers = filings(district, 1) + filings(a_jurisdiction(code="310115", name="浦东新区"), 1)
    city = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))

    assert a_draw(city, share=1.0).population_keys == sorted(numbers)


def test_nobody_draws_again_until_a_draw_suits(district: Jurisdiction, desk: Actor) -> None:
    filings(district, 3)
    draw = a_draw(desk, size=1)
    with pytest.raises(UnfinishedDraw):
        a_draw(desk, size=1)

    record(checks_of(draw_id=draw.pk)[0], desk, CheckResult.TRUE, answered_s=0)

    assert a_draw(desk, size=1).pk != draw.pk


def test_the_same_form_twice_is_one_draw(district: Jurisdiction, desk: Actor) -> None:
    filings(district, 3)
    wish, form_id = DrawWish(jurisdiction_id=district.pk, size=2), uuid4()

    sent = [draw_spot_checks(wish=wish, form_id=form_id, now=NOW, by=desk) for _ in range(2)]

    assert sent[0].pk == sent[1].pk
    assert SpotCheck.objects.count() == 2


@pytest.mark.parametrize("size", [0, -1, 2_001])
def test_no_draw_of_nothing_or_of_too_many(district: Jurisdiction, desk: Actor, size: int) -> None:
    filings(district, 1)

    with pytest.raises(NothingToDraw):
        a_draw(desk, size=size)


def test_a_draw_from_nothing_is_refused(desk: Actor) -> None:
    with pytest.raises(NothingToDraw):
        a_draw(desk)


def test_another_district_neither_draws_nor_sees_nor_records(
    district: Jurisdiction, desk: Actor
) -> None:
    filings(district, 1)
    draw = a_draw(desk)
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere))

    with pytest.raises(NotAllowed):
        draw_spot_checks(
            wish=DrawWish(jurisdiction_id=district.pk), form_id=uuid4(), now=NOW, by=stranger
        )
    assert list(draws(by=stranger)) == []
    with pytest.raises(NotFound):
        record(checks_of(draw_id=draw.pk)[0], stranger, CheckResult.NO_ANSWER)


@pytest.mark.parametrize("role", [RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.INSPECTOR])
def test_only_those_who_check_filings_draw(role: RoleKind) -> None:
    with pytest.raises(NotAllowed):
        a_draw(acting(membership=a_member(role=role)))


@pytest.mark.parametrize(
    ("result", "found"),
    [
        (CheckResult.PENDING, {}), (CheckResult.TRUE, {}), (CheckResult.TRUE, {"answered_s": -1}),
        (CheckResult.TRUE, {"answered_s": 3601}), (CheckResult.FALSE, {"words": " "}),
    ],
)  # fmt: skip
def test_a_result_without_what_makes_it_one_is_refused(
    district: Jurisdiction, desk: Actor, result: CheckResult, found: dict[str, object]
) -> None:
    filings(district, 1)
    draw = a_draw(desk)

    with pytest.raises(CheckIncomplete):
        record(checks_of(draw_id=draw.pk)[0], desk, result, **found)


def test_a_result_stands_and_the_firm_is_told_of_what_is_wrong(
    district: Jurisdiction, desk: Actor
) -> None:
    filings(district, 3)
    draw = a_draw(desk, size=3)
    true, false, silent = checks_of(draw_id=draw.pk)

    record(true, desk, CheckResult.TRUE, answered_s=20)
    record(false, desk, CheckResult.FALSE, answered_s=40, words="作业人员已离职")
    record(silent, desk, CheckResult.NO_ANSWER, answered_s=9)

    outcome = outcomes_of(draw_ids=[draw.pk])[draw.pk]
    assert (outcome.done, outcome.true, outcome.false, outcome.no_answer) == (3, 1, 1, 1)
    assert outcome.mean_answer_s == 30
    told = Message.objects.filter(purpose=Purpose.SPOT_CHECK, channel="page").order_by("key")
    assert {message.key for message in told} == {
        f"spot_check.{false.pk}", f"spot_check.{silent.pk}",
    }  # fmt: skip
    assert any("作业人员已离职" in message.zh for message in told)
    with pytest.raises(AlreadyChecked):
        record(true, desk, CheckResult.NO_ANSWER)
