import pytest

from hoistway.lifecycle.actions import return_request, tell_use_unit
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Channel, Purpose
from tests.world.jobs import jobs_waiting
from tests.world.lifecycle import Sides, a_request, two_sides
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def sides() -> Sides:
    return two_sides()


def test_the_use_unit_is_told_once_that_its_request_holds(sides: Sides) -> None:
    request = a_request(sides=sides, confirmed=True)
    assert [job.task for job in jobs_waiting()].count("lifecycle.tell_use_unit") == 1

    for _ in range(2):
        tell_use_unit(request_id=request.pk, now=NOW)

    message = Message.objects.get(channel=Channel.SMS)
    assert message.purpose is Purpose.USE_REQUEST
    assert message.organisation_id == request.use_unit_id
    assert request.number in message.zh
    assert "已确认并生效" in message.zh
    assert message.link == f"/requests/{request.number}"


def test_the_use_unit_reads_why_its_request_was_returned(sides: Sides) -> None:
    request = a_request(sides=sides)
    return_request(request_id=request.pk, reason="请附检修计划", now=NOW, by=sides.by_district)

    tell_use_unit(request_id=request.pk, now=NOW)

    assert "被退回：请附检修计划" in Message.objects.get(channel=Channel.SMS).zh


def test_a_request_that_waits_is_told_nobody(sides: Sides) -> None:
    tell_use_unit(request_id=a_request(sides=sides).pk, now=NOW)

    assert Message.objects.count() == 0
