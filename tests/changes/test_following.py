"""Who follows by cursor or by address ends equal to the source, whatever is lost or repeated."""

import json
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest

from hoistway.changes.actions import note_heard, thin_out
from hoistway.changes.models import Change
from hoistway.changes.queries import Asked, event_told, feed
from hoistway.faults.actions import mend_fault, reopen_fault
from hoistway.faults.models import Fault
from hoistway.faults.vocabulary import FaultKind
from hoistway.foundation.actors import PLATFORM
from hoistway.parties.vocabulary import RoleKind
from tests.world.changes import a_listener, an_open_webhook, deliver, told_fault
from tests.world.emergency import a_rescue
from tests.world.faults import a_fault
from tests.world.parties import NOW, a_firm, an_actor
from tests.world.registry import Site, an_elevator
from tests.world.threads import at_once

KINDS = ("door_closing", "light", "shaking", "uneven", "button")


class Follower:
    """A foreign system that keeps of each thing what it was told last."""

    def __init__(self):
        self.kept = {}

    def take(self, event):
        """Keep an event unless a later one of its thing is known."""
        known = self.kept.get(event["subject"])
        if known is None or known["sequence"] < event["sequence"]:
            self.kept[event["subject"]] = event

    def said(self):
        """Return how the follower holds each thing to read."""
        return {subject: event["data"] for subject, event in self.kept.items()}


@pytest.fixture
def site():
    return Site(firm=a_firm())


@pytest.fixture
def by(site):
    return an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)


def live_on(faults, *, chance, now):
    """Let something happen to one of the faults, and tell it."""
    fault = Fault.objects.get(pk=chance.choice(faults).pk)
    deed = mend_fault if str(fault.state) in {"open", "repairing"} else reopen_fault
    deed(fault_id=fault.pk, form_id=uuid4(), words="现场处理", now=now, by=PLATFORM)
    note_heard(now=now, by=PLATFORM)


def source_said():
    """Return the last word on each thing as the log holds it."""
    last = {}
    for row in Change.objects.order_by("pk"):
        last[row.subject] = row.data
    return last


def faults_said(said):
    return {data["number"]: data["state"] for data in said.values() if "stopped" in data}


@pytest.mark.django_db
def test_a_consumer_by_cursor_that_drops_repeats_and_reorders_ends_equal_to_the_source(site, by):
    chance, follower, cursor = Random(9), Follower(), 0
    faults = [told_fault(elevator=an_elevator(site=site), kind=kind) for kind in KINDS]
    for step in range(60):
        live_on(faults, chance=chance, now=NOW + timedelta(minutes=step))
        page = feed(asked=Asked(after=cursor, limit=chance.randint(1, 5)), by=by)
        if chance.random() < 0.3:
            continue  # the answer was lost on its way: the cursor stays
        events = [event_told(change=row) for row in page.rows]
        events += chance.sample(events, k=len(events) // 2)
        chance.shuffle(events)
        for event in events:
            follower.take(event)
        cursor = page.following if chance.random() < 0.8 else cursor
    more = True
    while more:
        page = feed(asked=Asked(after=cursor, limit=7), by=by)
        for row in page.rows:
            follower.take(event_told(change=row))
        cursor, more = page.following, page.more

    assert follower.said() == source_said()
    rows = Fault.objects.all()
    assert faults_said(follower.said()) == {row.number: str(row.state) for row in rows}


@pytest.mark.django_db
def test_a_consumer_by_webhook_that_fails_repeats_and_reorders_ends_equal_to_the_source(site, by):
    chance, follower, now = Random(4), Follower(), NOW
    faults = [told_fault(elevator=an_elevator(site=site), kind=kind) for kind in KINDS]
    with a_listener() as listener:
        an_open_webhook(by=by, listener=listener)
        for step in range(40):
            now = NOW + timedelta(minutes=step)
            live_on(faults, chance=chance, now=now)
            listener.answers = [chance.choice([200, 500, 503, 302]) for _ in range(4)]
            deliver(now=now)
        listener.answers = []
        for step in range(1, 40):
            deliver(now=now + timedelta(hours=step))
        posts = [json.loads(one.body) for one in listener.posts]
    posts += chance.sample(posts, k=len(posts) // 2)
    chance.shuffle(posts)
    for event in posts:
        follower.take(event)

    rows = Fault.objects.filter(pk__in=[one.pk for one in faults])
    assert faults_said(follower.said()) == {row.number: str(row.state) for row in rows}


@pytest.mark.django_db
def test_who_comes_after_the_log_was_thinned_out_still_ends_equal(site, by):
    chance, early, late = Random(2), Follower(), Follower()
    elevator = an_elevator(site=site)
    faults = [told_fault(elevator=elevator, kind=kind) for kind in KINDS]
    a_rescue(elevator=elevator)
    for step in range(30):
        live_on(faults, chance=chance, now=NOW + timedelta(minutes=step))
    for row in feed(asked=Asked(limit=1000), by=by).rows:
        early.take(event_told(change=row))
    before = Change.objects.count()
    thin_out(now=NOW + timedelta(days=100), by=PLATFORM)
    for row in feed(asked=Asked(limit=1000), by=by).rows:
        late.take(event_told(change=row))

    assert Change.objects.count() < before
    assert late.said() == early.said()


@pytest.mark.django_db(transaction=True)
def test_two_writers_tell_each_fact_once_and_in_order(site, by):
    elevators = [an_elevator(site=site) for _ in range(3)]
    note_heard(now=NOW, by=PLATFORM)
    Change.objects.all().delete()
    for kind in KINDS:
        for elevator in elevators:
            a_fault(elevator=elevator, kind=FaultKind(kind))
    answers = at_once(*[lambda: note_heard(now=NOW, by=PLATFORM)] * 4)
    note_heard(now=NOW, by=PLATFORM)

    told = [row.data["number"] for row in Change.objects.filter(kind="fault.opened").order_by("pk")]
    assert not [one for one in answers if isinstance(one, Exception)]
    assert told == [row.number for row in Fault.objects.order_by("pk")]
