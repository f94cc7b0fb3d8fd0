"""The silence clock of 286号 附件2 三 2 and 四（四）2（2）: what counts, whose it is."""

from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.registry.models import Elevator
from hoistway.telemetry.actions import keep_days
from hoistway.telemetry.actions.continuity import refresh_continuity
from hoistway.telemetry.actions.presence import Sign, keep_presence
from hoistway.telemetry.actions.silence import mark_up, note_silence
from hoistway.telemetry.models import Feed, Gap, Presence
from hoistway.telemetry.queries import DOOR_DAY, continuity_on, heard
from hoistway.telemetry.rules.silence import INTAKE, outages, overlap
from hoistway.telemetry.vocabulary import PresenceState, SilenceCause
from tests.world.parties import NOW
from tests.world.registry import an_elevator
from tests.world.use import a_day_of_use, heard_elevator, used_days

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def silent(elevator: Elevator) -> timedelta:
    return continuity_on(elevator_ids=[elevator.pk], now=NOW)[elevator.pk].silent_for


def cause(elevator: Elevator) -> SilenceCause | None:
    return continuity_on(elevator_ids=[elevator.pk], now=NOW)[elevator.pk].cause


def test_our_own_outage_is_taken_off_the_silence() -> None:
    lift = an_elevator()
    heard_elevator(slot=lift.pk, silent_for=timedelta(days=10))
    mark_up(name=INTAKE, began_at=NOW - timedelta(days=30), now=NOW - timedelta(days=6))
    mark_up(name=INTAKE, began_at=NOW - timedelta(days=4), now=NOW)

    assert silent(lift) == timedelta(days=8)


@pytest.mark.parametrize(("pause_s", "counts"), [(60, True), (61, False)])
def test_a_restart_of_a_minute_is_no_outage(pause_s: int, counts: bool) -> None:
    up = [(NOW - 2 * HOUR, NOW - HOUR), (NOW - HOUR + timedelta(seconds=pause_s), NOW)]

    assert (outages(up=up, now=NOW) == []) is counts


def test_nothing_excuses_before_our_log_begins() -> None:
    assert outages(up=[], now=NOW) == []


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(1, 30)), max_size=5))
@settings(max_examples=25, deadline=None)
def test_time_covered_twice_is_excused_once(spans: list[tuple[int, int]]) -> None:
    covered = {minute for at, long in spans for minute in range(at, at + long)} & set(range(20, 80))
    told = [(NOW + timedelta(minutes=at), NOW + timedelta(minutes=at + long)) for at, long in spans]

    found = overlap(
        spans=told, since=NOW + timedelta(minutes=20), until=NOW + timedelta(minutes=80)
    )

    assert found == timedelta(minutes=len(covered))


def test_a_registered_suspension_stops_the_clock_and_using_it_again_starts_it() -> None:
    lift = an_elevator()
    heard_elevator(slot=lift.pk, silent_for=timedelta(days=10))
    Elevator.objects.filter(pk=lift.pk).update(use_state="suspended")
    note_silence(now=NOW - timedelta(days=7))
    Elevator.objects.filter(pk=lift.pk).update(use_state="in_use")
    note_silence(now=NOW - timedelta(days=2))

    assert silent(lift) == timedelta(days=5)


@pytest.mark.parametrize(("silence", "state"), [(720, "live"), (721, "delayed"), (3601, "offline")])
def test_delayed_is_three_cadences_of_the_feed(silence: int, state: str) -> None:
    lift = an_elevator()
    feed = Feed.objects.create(
        name="slow", organisation_id=lift.firm_id or 0, key_hash="x", opened_at=NOW, cadence_s=240
    )
    last = NOW - timedelta(seconds=silence)

    keep_presence(signs=[Sign(lift.pk, last, 0, feed.pk)], now=NOW)

    assert heard(elevator_id=lift.pk, now=NOW).state is PresenceState(state)
    assert Presence.objects.get(pk=lift.pk).state is PresenceState(state)


@pytest.mark.parametrize(("seconds", "gaps"), [(3600, 0), (3601, 1)])
def test_a_gap_opens_after_an_hour_and_ends_with_the_next_sample(seconds: int, gaps: int) -> None:
    lift = an_elevator()
    keep_presence(signs=[Sign(lift.pk, NOW - timedelta(seconds=seconds), 0)], now=NOW)

    assert note_silence(now=NOW) == gaps
    assert note_silence(now=NOW) == 0

    keep_presence(signs=[Sign(lift.pk, NOW, 0)], now=NOW)
    note_silence(now=NOW)
    assert list(Gap.objects.values_list("ended_at", flat=True)) == [NOW] * gaps


@pytest.mark.parametrize(
    ("out", "cause_told"), [(3, SilenceCause.FIRM_PLATFORM), (2, SilenceCause.DEVICE)]
)
def test_most_elevators_of_a_feed_silent_at_once_is_the_firms_platform(
    out: int, cause_told: SilenceCause
) -> None:
    lifts = [an_elevator() for _ in range(5 if out == 3 else 3)]
    feed = Feed.objects.create(
        name="one", organisation_id=lifts[0].firm_id or 0, key_hash="x", opened_at=NOW
    )
    signs = [
        Sign(lift.pk, NOW - (2 * HOUR if at < out else timedelta(0)), 0, feed.pk)
        for at, lift in enumerate(lifts)
    ]
    keep_presence(signs=signs, now=NOW)

    note_silence(now=NOW)

    assert cause(lifts[0]) is cause_told
    assert cause(lifts[-1]) is None


def test_silence_while_we_are_away_is_ours() -> None:
    lift = an_elevator()
    keep_presence(signs=[Sign(lift.pk, NOW - 2 * HOUR, 0)], now=NOW)
    mark_up(name=INTAKE, began_at=NOW - 9 * HOUR, now=NOW - 2 * HOUR)

    note_silence(now=NOW)

    assert cause(lift) is SilenceCause.OURS
    assert silent(lift) == timedelta(0)


def test_a_gap_reaches_across_midnight_and_days_without_a_sample() -> None:
    lift = an_elevator()
    heard_elevator(slot=lift.pk)
    days = used_days(slot=lift.pk, last=(NOW - timedelta(days=3)).date(), count=3)
    day = (NOW - timedelta(days=4)).date()
    days[1] = a_day_of_use(
        slot=lift.pk, day=day, online_share=0, first_heard_s=-1, last_heard_s=-1, samples=0,
        longest_gap_s=0,
    )  # fmt: skip
    days["last_heard_s"][0], days["first_heard_s"][2] = 86_400 - 3600, 7200
    keep_days(days=days, doors=np.zeros(0, DOOR_DAY), now=NOW)

    refresh_continuity(now=NOW)

    told = continuity_on(elevator_ids=[lift.pk], now=NOW)[lift.pk]
    assert told.longest_gap == timedelta(hours=27)
    assert told.share == pytest.approx(29 / 30)
    assert told.days_known == 30
