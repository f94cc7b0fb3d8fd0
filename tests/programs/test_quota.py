"""Quotas: nobody gets more in any minute, and whoever waits as told gets on."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import RefusedCall, fold_minutes, note_refusal, take
from hoistway.programs.models import ApiKey, CallMinute, RefusedDay, UseDay
from hoistway.programs.queries import refusals_of, use_of
from hoistway.programs.rules.quota import Quota, Window, left_of, wait_s
from hoistway.programs.vocabulary import CallKind
from tests.world.parties import an_actor
from tests.world.programs import a_program

MINUTE = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
TEN = Quota(name="ten", most=10)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 20), st.integers(0, 20), st.floats(0, 59.9), st.integers(1, 10))
def test_who_waits_as_told_gets_on(before: int, now: int, elapsed: float, cost: int) -> None:
    window = Window(before=before, now=now, elapsed_s=elapsed)

    later = elapsed + wait_s(quota=TEN, window=window, cost=cost)

    if later < 60:
        after = Window(before=before, now=now, elapsed_s=later)
    else:
        after = Window(before=now if later < 120 else 0, now=0, elapsed_s=later % 60)
    assert left_of(quota=TEN, window=after) >= cost


def taken(at: datetime, *, times: int = 1) -> int:
    found = [take(kind=CallKind.CALLS, subject="1", quota=TEN, now=at) for _ in range(times)]
    return sum(one.granted for one in found)


@pytest.mark.django_db
def test_the_tenth_call_is_taken_and_the_eleventh_is_not() -> None:
    assert taken(MINUTE, times=10) == 10

    refused = take(kind=CallKind.CALLS, subject="1", quota=TEN, now=MINUTE)

    assert (refused.granted, refused.left) == (False, 0)
    assert taken(MINUTE + timedelta(seconds=refused.wait_s)) == 1


@pytest.mark.django_db
def test_no_burst_stands_at_the_turn_of_the_minute() -> None:
    assert taken(MINUTE + timedelta(seconds=59), times=12) == 10
    assert taken(MINUTE + timedelta(seconds=60), times=12) == 0
    assert taken(MINUTE + timedelta(seconds=90), times=12) == 5
    assert taken(MINUTE + timedelta(seconds=120), times=12) == 5


@pytest.mark.django_db
def test_callers_and_kinds_have_quotas_of_their_own() -> None:
    taken(MINUTE, times=10)

    for kind, subject in ((CallKind.CALLS, "2"), (CallKind.BULK, "1")):
        assert take(kind=kind, subject=subject, quota=TEN, now=MINUTE).granted


@pytest.mark.django_db
def test_minutes_that_are_over_become_days_and_nothing_is_counted_twice() -> None:
    a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    key = ApiKey.objects.get()
    midnight = datetime(2026, 11, 22, 16, 0, tzinfo=UTC)
    for at in (midnight - timedelta(minutes=1), midnight, midnight + timedelta(minutes=1)):
        take(kind=CallKind.CALLS, subject=str(key.pk), quota=TEN, now=at)
    take(kind=CallKind.STRANGER, subject="x", quota=TEN, now=midnight)
    since = (midnight - timedelta(days=9)).date()
    before = use_of(key_ids=[key.pk], since=since)[key.pk]

    assert fold_minutes(now=midnight + timedelta(minutes=3)) == 3
    assert fold_minutes(now=midnight + timedelta(minutes=9)) == 0

    days = list(UseDay.objects.order_by("day").values_list("day__day", "calls"))
    assert days == [(22, 1), (23, 2)]
    assert use_of(key_ids=[key.pk], since=since)[key.pk] == before
    assert (before.calls, CallMinute.objects.count()) == (3, 0)


@pytest.mark.django_db
def test_the_three_newest_examples_of_a_refusal_are_kept_and_all_are_counted() -> None:
    a_program(by=an_actor(role=RoleKind.FIRM_OFFICE))
    key = ApiKey.objects.get()
    for number in range(5):
        call = RefusedCall(
            key_id=key.pk, code="not_found", status=404, method="GET", path=f"/v1/x/{number}"
        )
        note_refusal(call=call, now=MINUTE + timedelta(seconds=number))

    (told,) = refusals_of(key=key, since=MINUTE.date())

    assert RefusedDay.objects.count() == 1
    assert (told.count, [one["path"] for one in told.examples]) == (
        5, ["/v1/x/4", "/v1/x/3", "/v1/x/2"],
    )  # fmt: skip
