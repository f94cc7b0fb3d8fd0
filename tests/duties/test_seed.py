"""The demo: every kind of notice and duty is there, in the order of time, and nothing fails."""

from random import Random

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from hoistway.duties.models import DutyRecord, Notice
from hoistway.duties.seed import SCENES, lay_out
from hoistway.duties.vocabulary import DutyKind, NoticeKind, NoticeState
from hoistway.ledger.models import Document
from hoistway.parties.models import Membership
from tests.world.duties import notice_sides
from tests.world.parties import NOW, an_account

pytestmark = pytest.mark.django_db


def test_the_demo_shows_every_kind_and_state_in_the_order_of_time() -> None:
    sides = notice_sides()
    for who in (sides.firm, sides.unit, sides.district):
        an_account(membership=who)

    since = DateTimeTZRange(NOW, None)
    Membership.objects.update(period=since)  # as in the demo, whose people are all new

    lay_out(elevators=[sides.elevator], chance=Random(1), now=NOW)

    assert Notice.objects.count() == len(SCENES)
    assert {notice.kind for notice in Notice.objects.all()} == set(NoticeKind)
    assert {notice.state for notice in Notice.objects.all()} == set(NoticeState)
    assert Notice.objects.filter(level__gt=0).exists()
    kinds = {row.kind for row in DutyRecord.objects.all()}
    assert kinds == set(DutyKind) - {DutyKind.UNIT_HELP}
    instants = list(Document.objects.order_by("sequence").values_list("kept_at", flat=True))
    assert instants == sorted(instants)
