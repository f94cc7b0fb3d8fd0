"""The courier's process is killed in the middle of its work, again and again: nothing is lost."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from hoistway.changes.actions import note_heard
from hoistway.changes.models import Delivery, Webhook
from hoistway.changes.vocabulary import DeliveryState
from hoistway.faults.actions import note_fault
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from tests.world.changes import Listener, a_listener, an_open_webhook, post_of, told_fault
from tests.world.clock import HandClock, clock_in_hand
from tests.world.database import own_database, using_database
from tests.world.parties import a_firm, an_actor
from tests.world.registry import Site, an_elevator

_COURIER = """
import asyncio, json, sys
from ipaddress import ip_network
from pathlib import Path
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict.update(json.loads(sys.argv[1]))
settings.WEBHOOK_NETWORKS = (ip_network("127.0.0.0/8"),)
from hoistway.foundation import clock
clock.follow(Path(sys.argv[2]))
from hoistway.server.courier import deliver_for_ever
asyncio.run(deliver_for_ever())
"""
PATIENCE_S = 60


@pytest.fixture
def _own(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    name = f"courier_{os.getpid()}"
    with django_db_blocker.unblock(), own_database(name=name), using_database(name=name):
        yield


@pytest.fixture
def clock_file(tmp_path: Path) -> Iterator[tuple[HandClock, Path]]:
    path = tmp_path / "clock"
    with clock_in_hand(path, datetime.now(UTC)) as hand:
        yield hand, path


def a_courier(clock_path: Path) -> "subprocess.Popen[bytes]":
    names = ("NAME", "HOST", "PORT", "USER", "PASSWORD")
    where = json.dumps({name: str(connection.settings_dict[name]) for name in names})
    return subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _COURIER, where, str(clock_path)],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "hoistway.server.settings"},
    )


def wait_for(posts: int, listener: Listener) -> None:
    began = monotonic()
    while len(listener.posts) < posts:
        assert monotonic() - began < PATIENCE_S, f"{len(listener.posts)} of {posts} came"
        sleep(0.01)


def told(now: datetime) -> None:
    """Let much happen to five elevators of one firm that follows changes."""
    firm = a_firm()
    by = an_actor(role=RoleKind.FIRM_OFFICE, organisation=firm)
    with a_listener() as meanwhile:
        an_open_webhook(by=by, listener=meanwhile, now=now, kinds=("fault.opened", "fault.moved"))
    faults = [told_fault(elevator=an_elevator(site=Site(firm=firm)), now=now) for _ in range(5)]
    for _round in range(12):
        for fault in faults:
            note_fault(
                fault_id=fault.pk, form_id=uuid4(), words="观察中", now=now, by=PLATFORM
            )  # fmt: skip
    note_heard(now=now, by=PLATFORM)


@pytest.mark.story
@pytest.mark.usefixtures("_own")
def test_a_courier_killed_in_the_middle_loses_nothing_and_keeps_the_order(clock_file) -> None:
    hand, path = clock_file
    told(hand.later(0))
    Delivery.objects.filter(state=DeliveryState.WAITING).update(next_at=hand.later(0))
    with a_listener() as listener:
        listener.slow_s = 0.05
        Webhook.objects.update(url=listener.url)
        for posts in (8, 24, 40):
            courier = a_courier(path)
            wait_for(posts, listener)
            courier.kill()
            courier.wait()
            hand.later(timedelta(seconds=61).total_seconds())
        courier = a_courier(path)
        began = monotonic()
        while Delivery.objects.filter(state=DeliveryState.WAITING).exists():
            assert monotonic() - began < PATIENCE_S
            sleep(0.1)
        courier.kill()
        courier.wait()

    came = [post_of(one) for one in listener.posts]
    sent = Delivery.objects.filter(change__isnull=False)
    assert {one["id"] for one in came} == {str(row.change_id) for row in sent}
    assert sent.count() == 65
    assert not sent.exclude(state=DeliveryState.DELIVERED).exists()
    for number in {one["data"]["register_number"] for one in came}:
        order = [o["sequence"] for o in came if o["data"]["register_number"] == number]
        assert order == sorted(order)
