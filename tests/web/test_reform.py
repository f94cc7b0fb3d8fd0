"""A district's progress page leads to its rows; the wall speaks without being touched."""

import csv
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client

import hoistway.web
from hoistway.foundation import clock
from hoistway.parties.models import Jurisdiction
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.models import Plate
from hoistway.reform.actions import keep_figures
from hoistway.reform.vocabulary import Figure
from tests.world.parties import a_bureau, a_jurisdiction, signed_in_client
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db


@pytest.fixture
def area() -> Jurisdiction:
    """A district in which two of three plates hang, as counted now."""
    district = a_jurisdiction()
    for hangs in (True, True, False):
        an_elevator(site=Site(jurisdiction=district), plate=hangs)
    Plate.objects.update(posted_at=clock.now() - timedelta(days=1))
    keep_figures(now=clock.now())
    return district


@pytest.fixture
def client(area: Jurisdiction) -> Client:
    return signed_in_client(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=area)
    )


def lines(client: Client, url: str) -> list[list[str]]:
    answer = client.get(url)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[arg-type]
    return list(csv.reader(text.splitlines()))[1:]


def test_the_figure_on_the_board_leads_to_as_many_rows(area: Jurisdiction, client: Client) -> None:
    board = client.get("/reform").content.decode()
    url = f"/reform/districts/{area.code}/{Figure.POSTED}"

    assert re.search(rf'href="{url}" title="2 / 3[^"]*"', board)
    assert len(lines(client, f"{url}?show=kept&export=csv")) == 2
    assert len(lines(client, f"{url}?show=lacking&export=csv")) == 1
    posted = next(row for row in lines(client, "/reform?export=csv") if row[1] == "电梯码张贴")
    assert posted[2:5] == ["2", "3", "0.6667"]


def test_counting_again_takes_in_what_was_posted_since(area: Jurisdiction, client: Client) -> None:
    Plate.objects.update(state="lost")

    assert client.post("/reform/recount").status_code == 302

    assert f'{Figure.POSTED}" title="0 / 3' in client.get("/reform").content.decode()


def test_the_wall_renews_itself_and_holds_no_form(client: Client) -> None:
    page = client.get("/city/wall").content.decode()

    assert 'data-live-url="/city/wall/live"' in page
    assert "<form" not in page
    assert "现在没有人被困" in client.get("/city/wall/live").content.decode()


def test_no_letter_of_the_wall_is_smaller_than_what_is_read_from_four_metres() -> None:
    """18 mm on 55 inches: 1.5 % of the width. Frontend.md 12, C1."""
    sheet = Path(hoistway.web.__file__).parent / "static/web/wall.css"

    sizes = re.findall(r"font-size: max\([\d.]+rem, ([\d.]+)vw\)", sheet.read_text())

    assert sizes
    assert min(map(float, sizes)) >= 1.5
    assert sheet.read_text().count("font-size") == len(sizes) + 1  # the live badge inherits
