"""Ten neighbours report one door within the same minute: one fault, one matter, ten links."""

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.fixtures import Settings

from hoistway.faults.models import Fault, Sighting
from hoistway.faults.vocabulary import FaultState
from hoistway.messages.actions import texts_to
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from hoistway.riders.models import PublicReport
from tests.world.clock import HandClock, clock_in_hand
from tests.world.jobs import failed_jobs, work_off
from tests.world.parties import NOW, client_of
from tests.world.passengers import Passenger, scanned
from tests.world.reports import report_sides
from tests.world.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
NEIGHBOURS = range(10)
TOLD = (0, 4, 9)
"""Who of them wants to be told by text: the first, one in the middle, the last."""


@pytest.fixture
def hand(tmp_path: Path, settings: Settings) -> Iterator[HandClock]:
    settings.HOME, settings.SMS_GATEWAY_URL = tmp_path, ""
    with clock_in_hand(tmp_path / "clock-offset", NOW) as clock_of_the_house:
        yield clock_of_the_house


def phone_of(place: int) -> str:
    return f"1380000{place:04d}"


def test_ten_neighbours_are_one_fault_and_each_is_asked_once_when_it_is_mended(
    hand: HandClock,
) -> None:
    sides = report_sides()
    elevator = sides.elevator
    people = [Passenger(origin=f"198.51.100.{place}") for place in NEIGHBOURS]

    # All at the same moment, each from a phone of their own.
    links = at_once(*(
        lambda one=one, place=place: one.reports(elevator=elevator, phone=phone_of(place))
        for place, one in enumerate(people)
    ))  # fmt: skip
    assert len({str(link) for link in links}) == 10, links
    work_off()

    fault, first = Fault.objects.get(), PublicReport.objects.get(joined=None)
    assert (fault.sightings, Sighting.objects.filter(fault=fault).count()) == (10, 10)
    assert PublicReport.objects.filter(joined=first).count() == 9
    desk = Message.objects.filter(purpose=Purpose.PUBLIC_REPORT, channel=Channel.PAGE)
    told = sorted(row.organisation_id or 0 for row in desk)
    assert told == sorted([elevator.firm_id or 0, elevator.use_unit_id or 0])

    # Whoever comes next sees it on the code's page, and one tap is enough.
    page = Passenger().open(scanned(elevator=elevator))
    assert "10 人反映" in page
    assert all(phone_of(place) not in page for place in NEIGHBOURS)

    # Everybody follows their own number; some ask for a text.
    for place in TOLD:
        assert "共 10 人反映" in people[place].press("code")
    work_off()
    for place in TOLD:
        (code,) = re.findall(r"验证码 (\d{6})", texts_to(phone=phone_of(place), most=1)[0])
        people[place].press("confirm", code=code)

    # The firm mends it once.
    hand.later(3_600)
    form = {"deed": "mend", "words": "更换门滑块", "form_id": str(uuid4())}
    firm = client_of(membership=sides.firm)
    assert firm.post(f"/faults/{fault.number}/say", form).status_code == 302
    work_off()

    assert Fault.objects.get().state is FaultState.MENDED
    assert all("修好了吗" in one.open(one.at) for one in people)
    for place in NEIGHBOURS:
        texts = texts_to(phone=phone_of(place), most=9)
        assert len(texts) == (2 if place in TOLD else 0)  # the code, and one question
        if place in TOLD:
            own = PublicReport.objects.get(token=people[place].at.split("/")[2].partition("?")[0])
            assert own.number in texts[0]
            assert "请看看是否解决" in texts[0]

    # The last of them who still has the trouble brings it back for all.
    people[9].press("not-mended")
    assert "共 10 人反映" in people[0].open(people[0].at)
    assert Fault.objects.get(pk=fault.pk).state in FaultState.open_states()
    assert failed_jobs() == 0
