"""Somebody who is shut in takes the wrong form: help stands first, and nothing typed is lost."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hoistway.emergency.models import Incident
from hoistway.riders.models import PublicReport, RiderRequest
from hoistway.riders.vocabulary import Topic
from tests.world.clock import clock_in_hand
from tests.world.parties import NOW
from tests.world.passengers import Passenger, form_of, scanned
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
CRY = "门打不开，我和孩子被困在里面"


@pytest.fixture(autouse=True)
def _noon(tmp_path: Path) -> Iterator[None]:
    with clock_in_hand(tmp_path / "clock", NOW):
        yield


def a_complaint_begun() -> Passenger:
    """Let somebody open the complaint form from the code, past the call for help."""
    passenger = Passenger()
    page = passenger.open(scanned(elevator=an_elevator()))
    (there, *_) = re.findall(r'href="([^"]+/complaint)"', page)
    assert page.index('class="sos"') < page.index(there)
    passenger.open(there)
    return passenger


def test_an_sos_typed_into_the_complaint_box_is_offered_help_and_two_taps_send_it() -> None:
    passenger = a_complaint_begun()

    page = passenger.send("topic", topic=str(Topic.NO_ANSWER), words=CRY)

    assert not PublicReport.objects.exists()
    assert (
        page.index("您是不是需要救援") < page.index("内容还没有提交") < page.index('name="topic"')
    )
    (help_, *_) = re.findall(r'class="sos" href="([^"]+)"', page)
    kept = form_of(page=page, holding="topic")
    assert (kept["words"], kept["topic"]) == (CRY, str(Topic.NO_ANSWER))

    # The first tap on help, and the second.
    passenger.open(help_)
    passenger.send("who")

    assert passenger.at.startswith("/s/")
    assert RiderRequest.objects.get().incident == Incident.objects.get()

    # Freed, they come back to the page that still holds what they wrote, and send it.
    passenger.page = page
    passenger.send("topic")

    told = PublicReport.objects.get()
    assert (told.words, told.topic) == (CRY, Topic.NO_ANSWER)
    assert str(told.form_id) == kept["form_id"]


def test_whoever_says_that_nobody_needs_help_is_asked_once_and_then_believed() -> None:
    passenger = a_complaint_begun()
    said = "上周有人被困两小时才来人，太慢了"

    passenger.send("topic", topic=str(Topic.SLOW_RESCUE), words=said)
    passenger.send("topic")

    assert PublicReport.objects.get().words == said
    assert not Incident.objects.exists()


def test_calm_words_are_taken_at_once() -> None:
    passenger = a_complaint_begun()

    passenger.send("topic", topic=str(Topic.NO_ANSWER), words="打了三次电话没人接")

    assert PublicReport.objects.get().topic is Topic.NO_ANSWER
    assert passenger.at.startswith("/r/")
