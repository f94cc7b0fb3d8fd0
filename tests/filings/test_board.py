from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hoistway.dossier.progress import progress_of
from hoistway.filings.queries import answered_for, board, by_firm, by_jurisdiction, total
from hoistway.filings.vocabulary import FilingState
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.vocabulary import CoverageBy
from hoistway.registry.models import Elevator
from hoistway.registry.vocabulary import UseState
from tests.world.emergency import acting
from tests.world.filed import a_laid_filing
from tests.world.parties import NOW, a_bureau, a_firm, a_jurisdiction, a_member, a_use_unit
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def an_own(firm: Organisation | None, place: Jurisdiction, **facts: object) -> Elevator:
    site = Site(firm=firm, use_unit=a_use_unit(jurisdiction=place), jurisdiction=place)
    elevator = an_elevator(site=site, plate=False)
    changes = {"registered_on": date(2026, 11, 15), "firm": firm, **facts}
    Elevator.objects.filter(pk=elevator.pk).update(**changes)
    elevator.refresh_from_db()
    return elevator


@pytest.fixture
def places() -> tuple[Jurisdiction, Jurisdiction]:
    return a_jurisdiction(), a_jurisdiction(code="310115", name="浦东新区")


@pytest.fixture
def firm(places: tuple[Jurisdiction, Jurisdiction]) -> Organisation:
    """A firm with one elevator in each state at home, and one elsewhere."""
    home, elsewhere = places
    firm = a_firm(jurisdiction=home)
    a_laid_filing(elevator=an_own(firm, home))
    for state in (FilingState.FILED, FilingState.DISPUTED, FilingState.RETURNED):
        a_laid_filing(elevator=an_own(firm, home), state=state)
    an_own(firm, home)
    an_own(firm, home, registered_on=date(2026, 11, 1))
    an_own(None, home)
    an_own(firm, home, use_state=UseState.SUSPENDED)
    a_laid_filing(elevator=an_own(firm, elsewhere))
    return firm


def test_each_elevator_in_use_is_counted_where_it_stands(
    firm: Organisation, places: tuple[Jurisdiction, Jurisdiction]
) -> None:
    cells = board(by=PLATFORM, day=TODAY)

    mine = cells[places[0].pk, firm.pk]
    counts = (mine.elevators, mine.checked, mine.waiting, mine.disputed, mine.returned)
    assert counts == (6, 1, 1, 1, 1)
    assert (mine.filed, mine.unfiled, mine.overdue) == (3, 3, 1)
    nobody = cells[places[0].pk, 0]
    assert (nobody.elevators, nobody.unmaintained, nobody.unfiled) == (1, 1, 1)


def test_the_parts_add_up_to_the_whole_by_district_and_by_firm(
    firm: Organisation, places: tuple[Jurisdiction, Jurisdiction]
) -> None:
    cells = board(by=PLATFORM, day=TODAY)

    whole = total(standings=cells.values())
    assert total(standings=by_jurisdiction(board=cells).values()) == whole
    assert total(standings=by_firm(board=cells).values()) == whole
    assert (whole.elevators, whole.checked) == (8, 2)
    assert by_firm(board=cells, jurisdiction_id=places[1].pk)[firm.pk].share == 1.0
    only = board(by=PLATFORM, day=TODAY, jurisdiction_id=places[1].pk)
    assert only == {key: one for key, one in cells.items() if key[0] == places[1].pk}


def test_a_past_day_is_told_by_the_days_that_firms_answered(firm: Organisation) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), TODAY]

    assert answered_for(by=PLATFORM, days=days) == [0, 2, 2]


def test_a_district_sees_its_own_progress_only(
    firm: Organisation, places: tuple[Jurisdiction, Jurisdiction]
) -> None:
    bureau = a_bureau(jurisdiction=places[0])
    desk = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))

    read = progress_of(by=desk, now=NOW, group=CoverageBy.FIRM, district_code="310115")

    assert read.district == places[0]
    assert read.whole.standing.elevators == 7
    assert [row.name[0] for row in read.rows][-1] in {firm.name, ""}
    assert len(read.months) == 13
    assert read.months[-1].answered_for == 1


def test_more_rows_ask_no_more_questions(firm: Organisation) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            progress_of(by=PLATFORM, now=NOW, group=CoverageBy.DISTRICT)
        return len(queries)

    before = asked()
    a_laid_filing(elevator=an_own(a_firm(), a_jurisdiction(code="310104", name="徐汇区")))

    assert asked() == before
