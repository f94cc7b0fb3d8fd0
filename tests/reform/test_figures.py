"""A district's figures are counts of rows, and the list behind each figure holds those rows."""

from datetime import datetime, timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.maintenance.models import Schedule
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.models import Plate
from hoistway.reform.actions import keep_figures
from hoistway.reform.models import DistrictFigure
from hoistway.reform.queries import area_seen, behind, kept_figures, kept_since, policy_for
from hoistway.reform.queries.counting import counted, districts_counted
from hoistway.reform.vocabulary import Figure
from tests.world.maintenance import a_visit
from tests.world.parties import (
    NOW,
    a_bureau,
    a_jurisdiction,
    a_use_unit,
    an_actor,
)
from tests.world.reform import (
    HALF_DONE,
    a_district_half_done,
    a_finished_check,
    a_schedule,
    a_served_order,
)
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = local_day(at=NOW)
DAY = timedelta(days=1)


def counts(area: Jurisdiction, *, at: datetime = NOW) -> dict[Figure, tuple[int, int]]:
    told = districts_counted(policy=policy_for(day=local_day(at=at)), at=at)
    return {figure: told[area.pk, figure] for figure in Figure}


@pytest.fixture
def area() -> Jurisdiction:
    return a_district_half_done()


def test_every_figure_is_traced_to_its_rows(area: Jurisdiction) -> None:
    assert counts(area) == HALF_DONE

    for figure, (part, whole) in HALF_DONE.items():
        kept = behind(by=PLATFORM, area=area, figure=figure, lacking=False, now=NOW)
        lacking = behind(by=PLATFORM, area=area, figure=figure, lacking=True, now=NOW)
        assert (figure, kept.rows.count(), lacking.rows.count()) == (figure, part, whole - part)
        assert (kept.now.part, kept.now.whole) == (part, whole)


def test_the_kept_day_is_its_last_count_and_a_past_day_stands(area: Jurisdiction) -> None:
    keep_figures(now=NOW)
    keep_figures(now=NOW + DAY)
    Plate.objects.update(state="lost")

    keep_figures(now=NOW + DAY + timedelta(minutes=30))

    course = kept_since(areas=[area], first=TODAY - 90 * DAY, last=TODAY + DAY)
    assert course[area.pk, Figure.POSTED] == [(TODAY, 1, 2), (TODAY + DAY, 0, 2)]
    assert course[0, Figure.POSTED] == course[area.pk, Figure.POSTED]
    assert DistrictFigure.objects.count() == 2 * len(Figure)


def test_a_district_sees_its_own_figures_and_the_city_all(area: Jurisdiction) -> None:
    other = a_jurisdiction(code="310115", name="浦东新区")
    keep_figures(now=NOW)
    own = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=area))
    city_bureau = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    city = an_actor(role=RoleKind.CITY_REGULATOR, organisation=city_bureau)

    mine, whole = kept_figures(by=own, day=TODAY)
    all_of_them, _whole = kept_figures(by=city, day=TODAY)

    assert [one.area for one in mine] == [area]
    assert {one.area for one in all_of_them} == {area, other}
    assert (whole.figures[Figure.POSTED].part, whole.figures[Figure.POSTED].whole) == (1, 2)
    with pytest.raises(NotFound):
        area_seen(by=own, code=other.code)
    with pytest.raises(NotAllowed):
        kept_figures(by=an_actor(role=RoleKind.FIRM_OFFICE), day=TODAY)


def test_an_elevator_is_in_time_on_the_last_day_of_its_next_visit_and_late_the_day_after() -> None:
    """TSG T5002-2017 art. 6."""
    district = a_jurisdiction()
    for late in (0, 1):
        a_schedule(elevator=an_elevator(plate=False), due=TODAY - late * DAY)
    idle = a_schedule(elevator=an_elevator(plate=False), due=TODAY - 9 * DAY)
    Schedule.objects.filter(pk=idle.pk).update(paused_since=TODAY - 20 * DAY)

    assert counts(district)[Figure.ON_TIME] == (1, 2)


def test_what_is_due_today_or_fell_due_before_the_window_is_in_no_count() -> None:
    elevator = an_elevator(plate=False)
    for back in (0, 1, 30, 31):
        a_visit(elevator=elevator, due_on=TODAY - back * DAY)

    assert counts(elevator.jurisdiction)[Figure.PAPERLESS] == (0, 2)


def test_an_order_is_closed_in_time_on_its_last_day_and_not_the_day_after() -> None:
    unit = a_use_unit(jurisdiction=a_jurisdiction())
    for late, state in ((0, "closed"), (1, "closed"), (0, "transferred"), (0, "revoked")):
        a_served_order(
            unit=unit, due_on=TODAY - 5 * DAY, state=state, settled_at=NOW - (5 - late) * DAY
        )
    a_served_order(unit=unit, due_on=TODAY)

    assert counts(unit.jurisdiction)[Figure.ORDERS] == (2, 3)


def test_last_years_checks_do_not_count_this_year() -> None:
    unit = a_use_unit(jurisdiction=a_jurisdiction())
    a_finished_check(organisation=unit, at=datetime.fromisoformat("2025-12-31T23:59:59+08:00"))

    assert counts(unit.jurisdiction)[Figure.CHECKED] == (0, 1)

    a_finished_check(organisation=unit, at=datetime.fromisoformat("2026-01-01T00:00:00+08:00"))
    assert counts(unit.jurisdiction)[Figure.CHECKED] == (1, 1)


def test_figures_cost_the_same_number_of_questions_however_many_districts(
    area: Jurisdiction, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(3):
        an_elevator(site=Site(jurisdiction=a_jurisdiction(code=f"31012{number}")))

    policy = policy_for(day=TODAY)
    with django_assert_num_queries(2 * len(Figure) + 1):  # type: ignore[operator]
        districts_counted(policy=policy, at=NOW)
    assert counted(figure=Figure.FILED, policy=policy, at=NOW, by=PLATFORM).area
