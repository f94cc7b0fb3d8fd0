"""What is sent: signed, in order for each elevator, tried again by the schedule, never lost."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from django.test import override_settings
from standardwebhooks.webhooks import Webhook as Reader
from standardwebhooks.webhooks import WebhookVerificationError

from hoistway.changes.actions import Replay, claim, end_webhook, replay, resume_webhook
from hoistway.changes.models import Change, Delivery, Webhook
from hoistway.changes.rules.policy import policy_on
from hoistway.changes.vocabulary import DeliveryState, PauseReason, WebhookState
from hoistway.faults.models import Fault
from hoistway.foundation import clock
from hoistway.messages.models import Message
from hoistway.messages.vocabulary import Purpose
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from tests.world.changes import (
    a_listener,
    a_webhook,
    an_open_webhook,
    deliver,
    post_of,
    secret_of,
    told_fault,
)
from tests.world.parties import LONG_AGO, NOW, a_firm, an_actor
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db

POLICY = policy_on(day=NOW.date())
FOUND = ("fault.opened",)
KINDS = ("door_closing", "light", "shaking", "uneven", "button")


@pytest.fixture
def site():
    return Site(firm=a_firm())


@pytest.fixture
def by(site):
    return an_actor(role=RoleKind.FIRM_OFFICE, organisation=site.firm)


@pytest.fixture
def listener():
    with a_listener() as found:
        yield found


def state_of(hook):
    hook.refresh_from_db()
    return hook.state, hook.pause_reason or None


def test_both_libraries_accept_what_we_send_and_refuse_what_is_altered(site, by, listener):
    hook = an_open_webhook(by=by, listener=listener, now=clock.now())
    told_fault(elevator=an_elevator(site=site), now=clock.now())
    deliver(now=clock.now())
    (post, *_) = [one for one in listener.posts if b"fault.opened" in one.body]
    reader = Reader(secret_of(webhook=hook))
    reader.verify(post.body, post.headers)
    event = from_structured(HTTPMessage(post.headers, post.body), JSONFormat())

    assert event.get_type() == "cn.hoistway.fault.opened.v1"
    altered = [
        (post.body.replace(b"door_closing", b"light"), post.headers),
        (post.body, post.headers | {"webhook-id": "msg_1_1"}),
        (post.body, post.headers | {"webhook-timestamp": str(int(NOW.timestamp()))}),
        (post.body, post.headers | {"webhook-signature": "v1,AAAA"}),
    ]
    for body, headers in altered:
        with pytest.raises(WebhookVerificationError):
            reader.verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Reader("whsec_" + "A" * 44).verify(post.body, post.headers)
    lacking = post.body.replace(b'"type"', b'"kind"')
    with pytest.raises(Exception, match="type"):
        from_structured(HTTPMessage(post.headers, lacking), JSONFormat())


def test_a_change_that_fails_holds_back_its_own_elevator_and_nobody_elses(site, by, listener):
    an_open_webhook(by=by, listener=listener, kinds=FOUND)
    one, other = an_elevator(site=site), an_elevator(site=site)
    for kind in KINDS[:3]:
        told_fault(elevator=one, kind=kind)
    listener.answers = [500]
    deliver(now=NOW)
    told_fault(elevator=other)
    deliver(now=NOW)

    assert [post_of(one)["data"]["register_number"] for one in listener.posts] == [
        one.register_number, other.register_number,
    ]  # fmt: skip
    deliver(now=NOW + timedelta(seconds=10))
    mine = [post_of(each) for each in listener.posts]
    sequences = [e["sequence"] for e in mine if e["data"]["register_number"] == one.register_number]
    assert len(sequences) == 4
    assert sequences[0] == sequences[1]
    assert sequences == sorted(sequences)


def test_a_failing_change_is_tried_by_the_schedule_under_one_number_and_then_given_up(
    site, by, listener
):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    listener.usual, now, tried = 503, NOW, []
    row = Delivery.objects.filter(webhook=hook, change__isnull=False).get()
    while row.state is DeliveryState.WAITING and len(tried) < 20:
        Webhook.objects.filter(pk=hook.pk).update(failing_since=None)  # not paused meanwhile
        deliver(now=now)
        row.refresh_from_db()
        tried.append(now)
        now = row.next_at or now

    pauses = [(b - a).total_seconds() for a, b in pairwise(tried)]
    assert len(tried) == len(POLICY.pauses_s) + 1
    for pause, said in zip(pauses, POLICY.pauses_s, strict=True):
        assert abs(pause - said) <= POLICY.jitter * said
    assert row.state is DeliveryState.FAILED
    assert len({one.headers["webhook-id"] for one in listener.posts}) == 1
    listener.usual = 200
    assert replay(number=hook.number, wanted=Replay(failed=True), now=now, by=by) == 1
    deliver(now=now)
    row.refresh_from_db()
    assert row.state is DeliveryState.DELIVERED


def test_an_address_that_asks_to_be_left_alone_is(site, by, listener):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    listener.answers, listener.headers = [429], {"retry-after": "3600"}
    deliver(now=NOW)

    row = Delivery.objects.filter(webhook=hook, change__isnull=False).get()
    assert row.next_at == NOW + timedelta(hours=1)


def test_a_dead_address_is_paused_and_its_people_are_told(site, by, listener):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    listener.usual = 500
    deliver(now=NOW)
    before = state_of(hook)
    later = NOW + timedelta(days=POLICY.dead_days)
    deliver(now=later)

    told = Message.objects.filter(purpose=Purpose.WEBHOOK, organisation=site.firm)
    assert before == (WebhookState.ACTIVE, None)
    assert state_of(hook) == (WebhookState.PAUSED, PauseReason.FAILING)
    assert {one.link for one in told} == {f"/webhooks/{hook.number}"}
    assert len({one.channel for one in told}) == told.count()


@pytest.mark.parametrize(
    ("status", "state"),
    [(410, (WebhookState.PAUSED, PauseReason.GONE)), (302, (WebhookState.ACTIVE, None))],
)
def test_gone_ends_the_sending_and_a_redirect_is_not_followed(site, by, listener, status, state):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    listener.answers, listener.headers = [status], {"location": listener.url}
    deliver(now=NOW)

    assert len(listener.posts) == 1
    assert state_of(hook) == state


def test_an_address_of_somebody_who_left_is_paused(site, by, listener):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    Membership.objects.filter(person_id=by.person_id).update(period=(LONG_AGO, NOW))
    deliver(now=NOW)

    assert listener.posts == []
    assert state_of(hook) == (WebhookState.PAUSED, PauseReason.NOBODY)


def test_what_was_missed_during_a_pause_is_sent_by_a_replay(site, by, listener):
    elevator = an_elevator(site=site)
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    Webhook.objects.filter(pk=hook.pk).update(state=WebhookState.PAUSED)
    for kind in KINDS:
        told_fault(elevator=elevator, kind=kind, now=NOW + timedelta(hours=1))
    resume_webhook(number=hook.number, now=NOW + timedelta(hours=2), by=by)
    deliver(now=NOW + timedelta(hours=2))
    assert [post_of(one)["type"] for one in listener.posts] == ["cn.hoistway.webhook.test.v1"]

    sent = replay(number=hook.number, wanted=Replay(since=NOW), now=clock.now(), by=by)
    deliver(now=clock.now())

    kinds = [post_of(one)["data"].get("kind") for one in listener.posts[1:]]
    assert sent == len(kinds)
    assert kinds == [str(row.kind) for row in Fault.objects.order_by("pk")]
    assert len(kinds) > 1


def test_nothing_is_sent_to_an_address_that_ended(site, by, listener):
    hook = an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    end_webhook(number=hook.number, now=NOW, by=by)

    assert deliver(now=NOW + timedelta(days=1)) == 0
    assert listener.posts == []


def test_a_courier_that_died_with_a_letter_in_hand_loses_nothing(site, by, listener):
    an_open_webhook(by=by, listener=listener, kinds=FOUND)
    told_fault(elevator=an_elevator(site=site))
    (held,) = claim(most=10, busy=(), now=NOW)

    assert claim(most=10, busy=(), now=NOW + timedelta(seconds=59)) == []
    (again,) = claim(most=10, busy=(), now=NOW + timedelta(seconds=61))
    shown = ("webhook-id",)
    assert [again.letter.headers[name] for name in shown] == [
        held.letter.headers[name] for name in shown
    ]
    assert again.letter.body == held.letter.body
    assert replace(again, letter=held.letter) == held


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "0.0.0.0", "169.254.169.254"])
def test_nothing_is_sent_into_a_closed_network(by, listener, host):
    hook = a_webhook(by=by, url=listener.url)
    port = listener.url.split(":")[2]
    Webhook.objects.filter(pk=hook.pk).update(url=f"http://{host}:{port}")
    with override_settings(WEBHOOK_NETWORKS=()):
        deliver(now=NOW)

    assert listener.posts == []
    assert state_of(hook)[0] is WebhookState.CHECKING
    assert not Change.objects.exists()
