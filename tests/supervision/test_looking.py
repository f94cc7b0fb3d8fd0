"""The desk finds what is irregular by itself, set by set, and forgets what was put right."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.maintenance.models import Judgement, Visit
from hoistway.maintenance.queries.oversight import visit_facts
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions import keep_habits, look_at_visits, weigh_visits
from hoistway.supervision.models import FirmHabit, Look, LookRun
from hoistway.supervision.queries import (
    OversightRows,
    OversightSearch,
    irregular,
    irregular_share,
)
from hoistway.supervision.vocabulary import Irregularity as Sign
from tests.world.emergency import acting
from tests.world.maintenance import a_crew, a_signed_visit, a_visit
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_member
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
SPAN = OversightSearch(first=TODAY - timedelta(days=30), last=TODAY)


def judged(visit: Visit, *codes: str, score: float = 0.9) -> Judgement:
    return Judgement.objects.create(
        visit=visit, edition="hoistway-2026", score=score, judged_at=NOW,
        reasons=[[code, 0.5, {}] for code in codes], facts={"motion": None},
    )  # fmt: skip


def codes(visit: Visit) -> list[str]:
    look = Look.objects.filter(pk=visit.pk).first()
    return list(look.codes) if look else []


def test_a_pass_finds_what_is_late_and_what_is_thin_and_lets_go_what_was_done() -> None:
    late = a_visit(due_on=TODAY - timedelta(days=2))
    thin = a_signed_visit()
    judged(thin, "photo_reused")

    first = look_at_visits(now=NOW)
    Visit.objects.filter(pk=late.pk).update(state=VisitState.VOID)
    Judgement.objects.create(
        visit=thin, edition="hoistway-2026", score=0.0, judged_at=NOW + timedelta(minutes=1),
        reasons=[], facts={"motion": None},
    )  # fmt: skip
    look_at_visits(now=NOW + timedelta(hours=1))

    assert first == 2
    assert codes(late) == codes(thin) == []
    assert LookRun.objects.count() == 2


def test_a_pass_that_is_repeated_finds_the_same() -> None:
    late = a_visit(due_on=TODAY - timedelta(days=2))

    assert look_at_visits(now=NOW) == look_at_visits(now=NOW) == 1
    assert codes(late) == ["overdue"]


def test_half_a_year_of_nothing_but_normal_is_a_sign_and_a_remark_breaks_it() -> None:
    elevator = an_elevator()
    crew = a_crew(firm=elevator.firm)
    last = [
        a_signed_visit(elevator=elevator, crew=crew, begun_at=NOW - timedelta(days=n, hours=1))
        for n in (2, 1, 0)
    ][-1]
    rows = Visit.objects.filter(elevator=elevator)
    lines = {"1": {"result": "normal"}, "2": {"result": "not_applicable"}}
    rows.update(sheet={"lines": lines, "parts": []})

    def run() -> int:
        return visit_facts(visit_ids=[last.pk], most=12)[0].normal_run

    assert run() == 3
    middle = rows.exclude(pk=last.pk).order_by("-counted_on").first()
    assert middle is not None
    Visit.objects.filter(pk=middle.pk).update(
        sheet={"lines": {"1": {"result": "adjusted"}}, "parts": []}
    )
    assert run() == 1
    Visit.objects.filter(pk=last.pk).update(sheet={"lines": lines, "parts": [{"item": "1"}]})
    assert run() == 0


def test_the_desk_shows_every_visit_of_the_district_irregular_first() -> None:
    sound, thin = a_signed_visit(), a_signed_visit()
    judged(thin, "photo_reused")
    weigh_visits(visit_ids=[sound.pk, thin.pk], now=NOW)
    city = acting(membership=a_member(role=RoleKind.CITY_REGULATOR))
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    district = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere))

    rows = OversightRows(by=city, search=SPAN)
    assert rows.count() == 2
    assert [visit.pk for visit, _look in rows.part(start=0, end=10)] == [thin.pk, sound.pk]
    assert [visit.pk for visit, _look in rows.part(start=1, end=2)] == [sound.pk]
    assert [look is None for _visit, look in rows.all()] == [False, True]
    assert OversightRows(by=district, search=SPAN).count() == 0


def test_firms_do_not_oversee_themselves() -> None:
    office = acting(membership=a_member(role=RoleKind.FIRM_OFFICE))

    with pytest.raises(NotAllowed):
        irregular(by=office, search=SPAN)


def test_the_share_of_a_firm_counts_what_was_left_undone() -> None:
    sound, thin = a_signed_visit(), a_signed_visit()
    judged(thin, "photo_reused")
    left = a_visit(elevator=an_elevator(), due_on=TODAY - timedelta(days=2), firm=thin.firm)
    weigh_visits(visit_ids=[sound.pk, thin.pk, left.pk], now=NOW)

    told = irregular_share(organisation_ids=None, first=SPAN.first, last=SPAN.last)

    mine = told[thin.firm_id]
    assert (mine.visits, mine.irregular, mine.left, mine.share) == (2, 2, 1, 1.0)
    assert mine.by_sign == {Sign.OVERDUE: 1, Sign.THIN: 1}
    assert told[sound.firm_id].share == 0.0
    assert irregular_share(organisation_ids=[], first=SPAN.first, last=SPAN.last) == {}


def test_weighing_asks_as_often_for_three_visits_as_for_one() -> None:
    def asked(count: int) -> int:
        keys = [a_visit(due_on=TODAY - timedelta(days=2)).pk for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            weigh_visits(visit_ids=keys, now=NOW)
        return len(queries)

    assert asked(1) == asked(3)


def test_a_month_of_a_firm_is_counted_by_length_and_again() -> None:
    visit = a_signed_visit()
    month = date(TODAY.year, TODAY.month, 1)

    keep_habits(now=NOW)
    keep_habits(now=NOW)

    habit = FirmHabit.objects.get(firm=visit.firm, month=month)
    assert (habit.visits, habit.minutes[7], sum(habit.minutes)) == (1, 1, 1)
