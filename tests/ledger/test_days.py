import json
import uuid
from datetime import date, timedelta

import pytest

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotAllowed, NotFound
from hoistway.ledger.actions import HoldReasonMissing, lift_hold, order_hold, sign_digests
from hoistway.ledger.models import Hold
from hoistway.ledger.queries import digest_lines, digest_of, hold_of, holds
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.digest import EMPTY, NOTHING_BEFORE, body_in_line, root
from hoistway.parties.vocabulary import RoleKind
from tests.world.jobs import jobs_waiting
from tests.world.ledger import a_kept_record
from tests.world.parties import NOW, a_bureau, a_jurisdiction, an_actor
from tests.world.registry import an_elevator

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_each_past_day_is_signed_once_also_a_quiet_one():
    a_kept_record(now=NOW - 2 * DAY)
    a_kept_record(now=NOW)

    signed = sign_digests(now=NOW)

    assert [(one.day, one.documents) for one in signed] == [
        (date(2026, 11, 20), 1), (date(2026, 11, 21), 0),
    ]  # fmt: skip
    assert signed[1].root == EMPTY
    assert signed[0].previous == NOTHING_BEFORE
    assert signed[1].previous == sha256_of(text=signed[0].body)
    assert sign_digests(now=NOW) == []


def test_nothing_is_signed_before_anything_was_kept():
    assert sign_digests(now=NOW) == []


def test_a_document_that_came_late_is_counted_with_the_next_day():
    first = a_kept_record(now=NOW - DAY)
    sign_digests(now=NOW)

    late = a_kept_record(now=NOW - DAY)
    assert digest_of(document_id=late.pk) is None
    [day] = sign_digests(now=NOW + DAY)

    assert digest_of(document_id=late.pk) == day
    assert (day.after_id, day.through_id, day.root) == (first.pk, late.pk, late.link)


def test_the_root_counts_the_links_in_the_order_of_their_keys():
    kept = [a_kept_record(now=NOW - DAY).link for _ in range(3)]

    [day] = sign_digests(now=NOW)

    assert day.root == root(links=kept)


def test_a_day_turns_at_midnight_in_shanghai():
    midnight = NOW.replace(hour=16)
    a_kept_record(now=midnight - timedelta(microseconds=1))
    a_kept_record(now=midnight)

    assert sign_digests(now=midnight - timedelta(microseconds=1)) == []
    assert [one.documents for one in sign_digests(now=midnight)] == [1]


def test_a_line_for_those_who_keep_digests_holds_the_body_letter_by_letter():
    a_kept_record(now=NOW - DAY)
    [day] = sign_digests(now=NOW)

    [line] = digest_lines()

    assert body_in_line(line=line) == day.body
    assert json.loads(line)["digest"]["key"]["public_key"] == day.key.public_key
    assert json.loads(line)["signature"] == day.signature
    assert digest_lines(since=day.day + DAY) == []
    assert body_in_line(line="x" + line) == body_in_line(line=line[:-2]) == ""


def test_a_signed_day_asks_for_its_stamp():
    a_kept_record(now=NOW - DAY)
    [day] = sign_digests(now=NOW)

    assert [job.arguments for job in jobs_waiting() if job.task == "ledger.stamp_digest"] == [
        {"digest_id": day.pk}
    ]


@pytest.fixture
def elevator():
    return an_elevator(plate=False)


def _order(elevator, by=PLATFORM, **changes):
    given = {"form_id": uuid.uuid4(), "elevator_id": elevator.pk, "reason": "诉讼", "now": NOW}
    return order_hold(**(given | changes), by=by)


def test_a_regulator_of_the_area_holds_and_lifts(elevator):
    by = an_actor(
        role=RoleKind.DISTRICT_REGULATOR, organisation=a_bureau(jurisdiction=elevator.jurisdiction)
    )
    form = uuid.uuid4()

    hold = _order(elevator, by=by, form_id=form)

    assert _order(elevator, by=by, form_id=form) == hold == hold_of(elevator_id=elevator.pk)
    assert list(holds(by=by)) == [hold]
    lifted = lift_hold(hold_id=hold.pk, reason="结案", now=NOW + DAY, by=by)
    assert lift_hold(hold_id=hold.pk, reason="再次", now=NOW + 2 * DAY, by=by) == lifted
    assert (lifted.lifted_reason, hold_of(elevator_id=elevator.pk)) == ("结案", None)


def test_others_and_strangers_hold_nothing(elevator):
    for role in (RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.TECHNICIAN):
        with pytest.raises(NotAllowed):
            _order(elevator, by=an_actor(role=role))
    elsewhere = a_bureau(jurisdiction=a_jurisdiction(code="310115", name="浦东新区"))
    stranger = an_actor(role=RoleKind.DISTRICT_REGULATOR, organisation=elsewhere)
    with pytest.raises(NotFound):
        _order(elevator, by=stranger)
    hold = _order(elevator)
    with pytest.raises(NotFound):
        lift_hold(hold_id=hold.pk, reason="结案", now=NOW, by=stranger)
    assert not holds(by=stranger).exists()


def test_a_hold_has_a_reason(elevator):
    with pytest.raises(HoldReasonMissing):
        _order(elevator, reason=" ")
    with pytest.raises(HoldReasonMissing):
        lift_hold(hold_id=_order(elevator).pk, reason="", now=NOW, by=PLATFORM)
    assert Hold.objects.count() == 1
