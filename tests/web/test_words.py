from datetime import UTC, datetime, timedelta

import pytest

from hoistway.web.parts.words import (
    ago_words,
    clock_words,
    counter_words,
    duration_words,
    metre_words,
)

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def test_clock_is_shanghai_time_in_both_languages():
    assert clock_words(NOON, english=False) == "11月22日 12:00"
    assert clock_words(NOON, english=True) == "22 Nov 12:00"


@pytest.mark.parametrize(
    ("seconds", "chinese", "english"),
    [
        (0, "0秒", "0 s"),
        (59.6, "1分", "1 min"),
        (200, "3分20秒", "3 min 20 s"),
        (3_605, "1小时", "1 h"),
        (90_000, "1天1小时", "1 d 1 h"),
    ],
)
def test_duration_names_at_most_two_neighbouring_units(seconds, chinese, english):
    assert duration_words(seconds, english=False) == chinese
    assert duration_words(seconds, english=True) == english


@pytest.mark.parametrize(
    ("metres", "words"), [(7, "7 m"), (843, "840 m"), (994, "990 m"), (995, "1.0 km")]
)
def test_distance_becomes_coarse_as_it_grows(metres, words):
    assert metre_words(metres, english=True) == words


def test_counter_shows_hours_only_when_there_are_any():
    assert counter_words(timedelta(seconds=59)) == "00:59"
    assert counter_words(timedelta(seconds=3_725)) == "1:02:05"


def test_an_instant_ahead_of_now_is_just_now():
    assert ago_words(NOON + timedelta(seconds=5), now=NOON, english=True) == "just now"
    assert ago_words(NOON - timedelta(minutes=61), now=NOON, english=False) == "1小时前"
