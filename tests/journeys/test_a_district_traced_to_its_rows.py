"""A district's progress page: behind every figure a list, in it exactly the rows that it counts."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.reform.tasks.progress import keep
from hoistway.reform.vocabulary import Figure
from tests.world.parties import NOW, a_bureau, a_jurisdiction, a_use_unit
from tests.world.pilot_walk import Walk, walking
from tests.world.reform import HALF_DONE, a_district_half_done
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    with walking(folder=tmp_path, rooms=("reform",)) as one:
        yield one


@pytest.fixture
def area(walk: Walk) -> Jurisdiction:
    """A district half done beside another, counted at night, both and the city signed in."""
    district = a_district_half_done()
    other = a_jurisdiction(code="310115", name="浦东新区")
    an_elevator(site=Site(jurisdiction=other, use_unit=a_use_unit(jurisdiction=other)))
    for who, body in (("district", a_bureau(jurisdiction=district)),
                      ("stranger", a_bureau(jurisdiction=other))):  # fmt: skip
        walk.enters(who, role=RoleKind.DISTRICT_REGULATOR, of=body)
    city = a_bureau(jurisdiction=a_jurisdiction(code="310000"))
    walk.enters("city", role=RoleKind.CITY_REGULATOR, of=city)
    walk.hand.set(NOW)
    keep(timestamp=0)
    return district


def rows_of(walk: Walk, there: str) -> list[str]:
    """Return what the file of a list names, one each row."""
    answer = walk.browsers["district"].get(f"{there}&export=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    return [line[0] for line in csv.reader(io.StringIO(text))][1:]


def test_every_figure_is_exactly_the_rows_of_its_list(walk: Walk, area: Jurisdiction) -> None:
    page = walk.browsers["district"].get(f"/reform/districts/{area.code}")
    lines = page.context["lines"]
    assert [line.kept.figure for line in lines] == list(Figure)

    for line in lines:
        kept = line.kept
        assert (kept.part, kept.whole) == HALF_DONE[kept.figure], kept.figure
        counted = rows_of(walk, f"{line.url}?show=kept")
        lacking = rows_of(walk, f"{line.url}?show=lacking")
        assert (len(counted), len(lacking)) == (kept.part, kept.whole - kept.part), kept.figure
        assert not set(counted) & set(lacking), kept.figure
        shown = walk.browsers["district"].get(f"{line.url}?show=kept").context
        assert [row.name for row in shown["rows"]] == counted
        for row in shown["rows"]:
            if row.url:
                assert walk.browsers["district"].get(row.url).status_code == 200, row.url


def test_the_citys_figures_are_the_sum_of_its_districts(walk: Walk, area: Jurisdiction) -> None:
    board = walk.browsers["city"].get("/reform").context

    for place, figure in enumerate(Figure):
        cells = [row.cells[place].kept for row in board["rows"]]
        whole = board["city"].cells[place].kept
        assert (whole.part, whole.whole) == (
            sum(one.part for one in cells), sum(one.whole for one in cells),
        ), figure  # fmt: skip


def test_a_district_reads_no_other_districts_rows(walk: Walk, area: Jurisdiction) -> None:
    for there in (f"/reform/districts/{area.code}", f"/reform/districts/{area.code}/filed"):
        assert walk.browsers["stranger"].get(there).status_code == 404
        assert walk.browsers["city"].get(there).status_code == 200
