"""Signed visits are judged by what the platform itself knows, once, and never blocked."""

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from hoistway.detection.batch import DOOR_CLOSED, OCCUPIED, samples
from hoistway.foundation.geo import Point
from hoistway.maintenance.actions.judging import AFTER, judge_signed, judge_visits
from hoistway.maintenance.models import Judgement, Visit
from hoistway.maintenance.queries.evidence import judgement_of
from hoistway.telemetry.adapters.history import keep_window
from tests.world.maintenance import a_crew, a_kept_photo, a_signed_visit
from tests.world.parties import NOW, a_firm
from tests.world.registry import Site, an_elevator

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=3)


def at(minute: int) -> str:
    return (NOW - timedelta(minutes=minute)).isoformat()


def codes(visit: Visit) -> set[str]:
    judgement = judgement_of(visit_id=visit.pk)
    assert judgement is not None
    return {reason[0] for reason in judgement.reasons}


def test_a_visit_is_judged_once_and_not_before_its_samples_are_kept(tmp_path: Path) -> None:
    visit = a_signed_visit()
    received = visit.signed_received_at
    assert received is not None

    early = judge_signed(history=tmp_path, now=received + AFTER)
    first = judge_signed(history=tmp_path, now=received + AFTER + timedelta(seconds=1))
    again = judge_signed(history=tmp_path, now=LATER)

    assert (early, first, again) == (0, 1, 0)
    assert Judgement.objects.count() == 1


def test_a_photo_of_another_visit_is_named_with_that_visit(tmp_path: Path) -> None:
    photo = {"sha256": a_kept_photo(shade=40), "item": "", "taken_at": at(50)}
    earlier = a_signed_visit(photos=[photo], begun_at=NOW - timedelta(days=15))
    later = a_signed_visit(photos=[photo])

    judge_visits(visit_ids=[earlier.pk, later.pk], history=tmp_path, now=LATER)

    judgement = judgement_of(visit_id=later.pk)
    assert judgement is not None
    assert ["photo_reused", 0.7] in [reason[:2] for reason in judgement.reasons]
    assert [r[2]["visit"] for r in judgement.reasons if r[0] == "photo_reused"] == [earlier.pk]
    assert "photo_reused" not in codes(earlier)


def test_one_crew_at_two_ends_of_the_city_at_once_is_seen_on_both(tmp_path: Path) -> None:
    firm = a_firm()
    here = an_elevator(site=Site(firm=firm, place=Point(121.40, 31.20)))
    far = an_elevator(site=Site(firm=firm, place=Point(121.60, 31.30)))
    crew = a_crew(firm=firm)
    one = a_signed_visit(elevator=here, crew=crew)
    other = a_signed_visit(elevator=far, crew=crew, begun_at=NOW - timedelta(minutes=50))

    judge_visits(visit_ids=[one.pk, other.pk], history=tmp_path, now=LATER)

    assert "two_places" in codes(one) & codes(other)


def test_telemetry_that_shows_passengers_all_the_time_speaks_against_a_visit(
    tmp_path: Path,
) -> None:
    visit = a_signed_visit()
    assert visit.begun_at is not None
    first = int(visit.begun_at.timestamp() * 1000)
    rows = samples(80)
    rows["slot"] = visit.elevator_id
    rows["at_ms"] = rows["received_ms"] = first + np.arange(80) * 30_000
    rows["seq"], rows["service_mode"] = np.arange(80), 1
    rows["flags"] = OCCUPIED | DOOR_CLOSED
    rows["car_status"] = np.arange(80) % 2
    keep_window(folder=tmp_path, samples=rows, sequence=1)

    judge_visits(visit_ids=[visit.pk], history=tmp_path, now=LATER)

    assert {"never_inspected", "riders_during", "doors_still"} <= codes(visit)


def test_a_later_look_stands_beside_the_first_and_questions_stay_few(
    tmp_path: Path, django_assert_num_queries: object
) -> None:
    visits = [a_signed_visit() for _ in range(3)]
    judge_visits(visit_ids=[visits[0].pk], history=tmp_path, now=LATER)

    with django_assert_num_queries(7):  # type: ignore[operator]
        judge_visits(visit_ids=[v.pk for v in visits], history=tmp_path, now=LATER)

    assert Judgement.objects.filter(visit=visits[0]).count() == 2
