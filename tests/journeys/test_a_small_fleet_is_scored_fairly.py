"""One unlucky rescue grades no small firm down; a fleet split in two is scored as one."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hoistway.credit.models import CreditRound, CreditScore
from hoistway.credit.rules.facts import Pool, SubjectFacts
from hoistway.credit.rules.model import model_named
from hoistway.credit.vocabulary import Grade
from hoistway.filings.models import Responsibility
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from tests.world.credit import EDITION, a_scored_round, counts_of
from tests.world.emergency import a_rescue, an_elevator_of
from tests.world.filed import a_laid_filing
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction
from tests.world.pilot_walk import Walk, walking

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = NOW.date()
LEAST = model_named(edition=EDITION).minimum_fleet


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path, rooms=("credit",)) as one:
        city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
        one.enters("city", role=RoleKind.CITY_REGULATOR, of=city)
        yield one


def scored(row: CreditRound, firm: Organisation) -> CreditScore:
    return CreditScore.objects.get(round=row, organisation=firm, is_latest=True)


def a_city(**firms: SubjectFacts) -> dict[Organisation, SubjectFacts]:
    """Return named firms among ten ordinary ones of two hundred elevators, one arrival late."""
    ordinary = counts_of(rescues=20, arrived_in_time=19)
    named = {a_firm(name=name): facts for name, facts in firms.items()}
    return named | {a_firm(): ordinary for _n in range(10)}


def by_name(facts: Mapping[Organisation, SubjectFacts]) -> dict[str, Organisation]:
    return {one.name: one for one in facts}


def unlucky(fleet: int, *, rescues: int, late: int) -> SubjectFacts:
    return counts_of(
        fleet=fleet, rescues=rescues, arrived_in_time=rescues - late, entrapments_caused=late
    )


def test_one_unlucky_rescue_grades_no_small_firm_down_but_a_habit_does_a_large_one(
    walk: Walk,
) -> None:
    facts = a_city(
        lucky=unlucky(40, rescues=4, late=0), unlucky=unlucky(40, rescues=4, late=1),
        habit=unlucky(4000, rescues=400, late=100),
    )  # fmt: skip
    firms = by_name(facts)

    row = a_scored_round(facts=facts)

    lucky, one_late, habit = (scored(row, firms[name]) for name in ("lucky", "unlucky", "habit"))
    assert lucky.grade == one_late.grade == Grade.A
    points = {
        score.organisation.name: next(one for one in score.points if one["key"] == "arrival")
        for score in (one_late, habit)
    }
    assert points["unlucky"]["raw"] == points["habit"]["raw"] == 0.75
    assert points["unlucky"]["value"] > 0.8 > points["habit"]["value"]
    assert points["unlucky"]["points"] > points["habit"]["points"]
    walk.say("city", f"/credit/rounds/{row.number}/say", deed="preview", words="预告知")
    walk.enters("firm", role=RoleKind.FIRM_OFFICE, of=firms["unlucky"])
    said = walk.read("firm", f"/credit/rounds/{row.number}/firms/{firms['unlucky'].pk}")
    assert "本单位实际值 75" in said
    assert "样本较少时按经验贝叶斯法向全市均值靠拢" in said


@pytest.mark.parametrize(("fleet", "rated"), [(LEAST - 1, False), (LEAST, True)])
def test_below_the_least_fleet_a_firm_has_no_grade_and_its_page_says_so(
    walk: Walk, fleet: int, rated: bool
) -> None:
    facts = a_city(small=unlucky(fleet, rescues=3, late=1))
    firm = by_name(facts)["small"]

    row = a_scored_round(facts=facts)

    assert (scored(row, firm).grade is not Grade.UNRATED) is rated
    page = walk.read("city", f"/credit/rounds/{row.number}/firms/{firm.pk}")
    assert ("未评级" in page) is not rated


def test_a_fleet_split_in_two_is_scored_as_one_and_says_so(walk: Walk) -> None:
    """Ten elevators pass to a firm with the same telephone; their rescues stay one record."""
    giver, taker, handed_on = a_firm(), a_firm(), TODAY - 100 * DAY
    Organisation.objects.filter(pk__in=[giver.pk, taker.pk]).update(phone="021-5555")
    fleet = [an_elevator_of(firm=giver) for _n in range(10)]
    for elevator in fleet:
        a_laid_filing(elevator=elevator, first=TODAY - 300 * DAY)
        row = Responsibility.objects.get(elevator=elevator)
        Responsibility.objects.filter(pk=row.pk).update(period=(TODAY - 300 * DAY, handed_on))
        Responsibility.objects.create(
            elevator=elevator, firm=taker, filing=row.filing, decided_at=NOW,
            period=(handed_on, None),
        )  # fmt: skip
    for elevator, minutes in zip(fleet[:3], (12, 14, 45), strict=True):
        a_rescue(
            elevator=elevator, opened_at=NOW - 200 * DAY, arrives_after=timedelta(minutes=minutes)
        )
    form = {
        "edition": EDITION, "first_day": str(TODAY - 365 * DAY), "last_day": str(TODAY - DAY),
    }  # fmt: skip

    walk.say("city", "/credit/rounds", **form)

    found = CreditRound.objects.get()
    for firm, other in ((giver, taker), (taker, giver)):
        one = scored(found, firm)
        assert sorted(one.extra["pooled_with"]) == sorted([firm.pk, other.pk])
        arrival = next(point for point in one.points if point["key"] == "arrival")
        assert (arrival["numerator"], arrival["denominator"], arrival["pooled"]) == (2, 3, True)
        page = walk.read("city", f"/credit/rounds/{found.number}/firms/{firm.pk}")
        assert "电梯在关联单位之间转移，按合并数据计算" in page


def test_splitting_a_fleet_escapes_neither_the_grade_nor_the_shrunken_points(walk: Walk) -> None:
    """Each half is below the least fleet; together they are rated, by the same rescues."""
    half = unlucky(LEAST - 10, rescues=20, late=10)
    whole = {name: 2 * count for name, count in half.counts.items()}
    one, other = a_firm(), a_firm()
    pool = Pool(
        organisation_ids=(one.pk, other.pk), fleet=2 * half.fleet, counts=whole,
        reasons=("telephone",),
    )  # fmt: skip
    apart = a_scored_round(facts={one: half, other: half, **a_city()})
    joined = replace(half, pool=pool)

    together = a_scored_round(facts={one: joined, other: joined, **a_city()})

    assert scored(apart, one).grade is scored(apart, other).grade is Grade.UNRATED
    assert scored(together, one).grade == scored(together, other).grade
    assert scored(together, one).grade not in {Grade.UNRATED, Grade.A}
