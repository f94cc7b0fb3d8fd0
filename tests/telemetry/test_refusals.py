from datetime import UTC, date, datetime, timedelta

import pytest

from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.refusal import NotAllowed
from hoistway.telemetry.actions import refusals
from hoistway.telemetry.actions.refusals import Rejection, forget_refusals, refuse
from hoistway.telemetry.models import Refused, RefusedCount
from hoistway.telemetry.queries import refused, refused_sums
from hoistway.telemetry.vocabulary import RefusedReason, Transport

LATE = datetime(2026, 11, 22, 15, 59, tzinfo=UTC)
"""One minute before midnight in Shanghai."""


def a_rejection(at: datetime = LATE, payload: bytes = b"\xff" * 600) -> Rejection:
    return Rejection(
        at=at, transport=Transport.MQTT, source="T-1\0\ud800", reason=RefusedReason.NOT_UTF8,
        detail="Byte 0 is not UTF-8.", payload=payload,
    )  # fmt: skip


@pytest.mark.django_db
def test_refusals_are_kept_with_an_excerpt_and_counted_by_shanghai_day() -> None:
    refuse(rejections=[a_rejection(), a_rejection(), a_rejection(LATE + timedelta(minutes=2))])
    refuse(rejections=[a_rejection()])

    rows = refused(by=PLATFORM, reason=RefusedReason.NOT_UTF8)
    assert [len(bytes(row.payload)) for row in rows] == [512] * 4
    counts = RefusedCount.objects.order_by("day").values_list("day", "count")
    assert list(counts) == [(date(2026, 11, 22), 3), (date(2026, 11, 23), 1)]
    sums = refused_sums(by=PLATFORM, since=date(2026, 11, 22))
    assert [(row.reason, row.count) for row in sums] == [(RefusedReason.NOT_UTF8, 4)]


@pytest.mark.django_db
def test_beyond_the_days_room_refusals_are_only_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "KEPT_PER_DAY", 3)

    for _ in range(2):
        refuse(rejections=[a_rejection(), a_rejection()])

    assert Refused.objects.count() == 3
    assert RefusedCount.objects.get().count == 4


@pytest.mark.django_db
def test_refused_samples_are_forgotten_after_thirty_days_but_their_counts_stay() -> None:
    refuse(rejections=[a_rejection()])

    assert forget_refusals(before=LATE) == 0
    assert forget_refusals(before=LATE + timedelta(seconds=1)) == 1
    assert RefusedCount.objects.get().count == 1


def test_passenger_may_not_read_refusals() -> None:
    with pytest.raises(NotAllowed):
        refused(by=Actor(kind=ActorKind.PASSENGER, name="passenger"))
