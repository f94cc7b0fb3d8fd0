"""Each thing that speaks against a visit, on both sides of its edge."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.foundation.geo import Point
from hoistway.maintenance.rules.evidence import (
    Course,
    EarlierPhoto,
    Elsewhere,
    LineSaid,
    Motion,
    PhotoTaken,
    Surroundings,
    evidence_policy_on,
    motion_of,
    weigh,
)
from hoistway.maintenance.vocabulary.evidence import EvidenceReason

POLICY = evidence_policy_on(day=date(2026, 11, 22))
NINE = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
HERE = Point(121.4500, 31.2300)
LOOK = "00000000ffffffff"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def a_course(**changes: object) -> Course:
    course = Course(
        elevator_id=1, begun_at=NINE, ended_at=NINE + minutes(40), clock_offset_ms=0, place=HERE,
        accuracy_m=20.0, elevator_place=HERE, has_car=True, shortest_min=20, crew=(1, 2),
        crew_needed=2,
        lines=[
            LineSaid(item=f"A-1-{n:02}", result="normal", value=None, at=NINE + minutes(n))
            for n in range(1, 32)
        ],
        photos=[PhotoTaken(sha256="a" * 64, fingerprint=LOOK, taken_at=NINE)],
    )  # fmt: skip
    return replace(course, **changes)  # type: ignore[arg-type]


def reasons(course: Course, around: Surroundings | None = None) -> set[str]:
    weighed = weigh(course=course, around=around or Surroundings(), policy=POLICY)
    return {str(one.code) for one in weighed.reasons}


def north(metres: float) -> Point:
    return Point(HERE.longitude, HERE.latitude + metres / 111_195)


def ticked(*, together: int, seconds: int) -> list[LineSaid]:
    fast = [NINE + minutes(30) + timedelta(seconds=seconds * n / together) for n in range(together)]
    slow = [NINE + minutes(n / 2) for n in range(30 - together)]
    return [
        LineSaid(item=f"A-1-{n:02}", result="normal", value=None, at=at)
        for n, at in enumerate(slow + fast)
    ]


def measured(*values: str) -> list[LineSaid]:
    return [
        LineSaid(item=f"A-1-{n:02}", result="normal", value=value, at=NINE + minutes(n))
        for n, value in enumerate(values)
    ]


def a_photo(**changes: object) -> list[PhotoTaken]:
    photo = PhotoTaken(sha256="b" * 64, fingerprint=LOOK, taken_at=NINE)
    return [replace(photo, **changes)]  # type: ignore[arg-type]


EDGES = [
    ("too_short", {"ended_at": NINE + minutes(10)}, {"ended_at": NINE + minutes(9.9)}),
    ("all_at_once", {"lines": ticked(together=23, seconds=50)},
     {"lines": ticked(together=24, seconds=50)}),
    ("too_far", {"place": north(319)}, {"place": north(322)}),
    ("no_place", {}, {"place": None}),
    ("clock_wrong", {"clock_offset_ms": -600_000}, {"clock_offset_ms": -600_001}),
    ("photo_outside", {"photos": a_photo(taken_at=NINE - minutes(10))},
     {"photos": a_photo(taken_at=NINE - minutes(10.1))}),
    ("no_photo", {}, {"photos": []}),
    ("crew_short", {"crew": (1, 2)}, {"crew": (1, 1)}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "honest", "thin"), EDGES, ids=[edge[0] for edge in EDGES])
def test_each_reason_begins_at_its_edge(
    code: str, honest: dict[str, object], thin: dict[str, object]
) -> None:
    assert code not in reasons(a_course(**honest))
    assert code in reasons(a_course(**thin))


def other(*, far_m: float, gap_min: float) -> Surroundings:
    begun = NINE + minutes(40 + gap_min)
    elsewhere = Elsewhere(
        visit_id=9, elevator_id=2, place=north(far_m), begun_at=begun, ended_at=begun + minutes(30)
    )
    return Surroundings(elsewhere=[elsewhere])


@pytest.mark.parametrize(
    ("around", "code"),
    [
        (other(far_m=10_300, gap_min=7), ""),
        (other(far_m=10_300, gap_min=6), "impossible_travel"),
        (other(far_m=10_300, gap_min=-1), "two_places"),
        (other(far_m=290, gap_min=-20), ""),
    ],
    ids=["by car", "too fast", "both at once", "next door"],
)
def test_nobody_is_in_two_places_or_flies(around: Surroundings, code: str) -> None:
    assert reasons(a_course(), around) == ({code} if code else set())


def seen(*, sha256: str, fingerprint: str) -> Surroundings:
    earlier = EarlierPhoto(visit_id=7, elevator_id=3, sha256=sha256, fingerprint=fingerprint)
    return Surroundings(photos=[earlier])


@pytest.mark.parametrize(
    ("around", "code"),
    [
        (seen(sha256="c" * 64, fingerprint="0000000000000000"), ""),
        (seen(sha256="c" * 64, fingerprint="00000000fffffff8"), ""),
        (seen(sha256="c" * 64, fingerprint="00000000fffffffc"), "photo_alike"),
        (seen(sha256="a" * 64, fingerprint=LOOK), "photo_reused"),
        (seen(sha256="c" * 64, fingerprint=""), ""),
    ],
    ids=["another", "three bits apart", "two bits apart", "the same", "unknown"],
)
def test_a_photo_counts_once(around: Surroundings, code: str) -> None:
    assert reasons(a_course(), around) == ({code} if code else set())


@pytest.mark.parametrize(
    ("values", "copied"),
    [(("0.5", "7.8", "3.1"), True), (("0.5", "7.8", "3.2"), False), (("0.5", "7.8"), False)],
)
def test_values_are_copied_when_all_of_at_least_three_are_the_same(
    values: tuple[str, ...], copied: bool
) -> None:
    last = {"A-1-00": "0.5", "A-1-01": "7.8", "A-1-02": "3.1"}

    found = reasons(a_course(lines=measured(*values)), Surroundings(last_values=last))

    assert ("values_copied" in found) is copied


def moved(**changes: object) -> Surroundings:
    worked = Motion(covered=1.0, inspection_s=600, out_s=0, rides=2, door_moves=4)
    return Surroundings(motion=replace(worked, **changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("around", "expected"),
    [
        (moved(), set()),
        (moved(inspection_s=0, out_s=300), set()),
        (moved(inspection_s=0), {"never_inspected"}),
        (moved(inspection_s=0, rides=6), {"never_inspected", "riders_during"}),
        (moved(inspection_s=0, rides=40, covered=0.79), set()),
        (moved(rides=40), set()),
        (moved(door_moves=0), {"doors_still"}),
    ],
    ids=["worked on", "switched off", "no inspection", "carried riders", "too little heard",
         "busy before and after", "doors never moved"],
)  # fmt: skip
def test_telemetry_speaks_where_it_was_heard(around: Surroundings, expected: set[str]) -> None:
    assert reasons(a_course(), around) == expected


def test_telemetry_of_an_escalator_says_nothing_about_inspection() -> None:
    assert reasons(a_course(has_car=False), moved(inspection_s=0, rides=40)) == set()


def sample(*, minute: float, **more: int) -> dict[str, int]:
    at_ms = int((NINE + minutes(minute)).timestamp() * 1000)
    return {"at_ms": at_ms, "service_mode": 1, "car_status": 0, "flags": 0, "door": 2} | more


def test_a_sample_speaks_until_the_next_but_no_longer_than_three_minutes() -> None:
    rows = [sample(minute=-1, service_mode=2), sample(minute=4, service_mode=2),
            sample(minute=5), sample(minute=5.5, door=4)]  # fmt: skip

    motion = motion_of(samples=rows, since=NINE, until=NINE + minutes(10))

    assert motion == Motion(covered=0.65, inspection_s=180, out_s=0, rides=0, door_moves=1)


def test_without_a_sample_in_the_visit_nothing_is_said() -> None:
    assert motion_of(samples=[sample(minute=-1)], since=NINE, until=NINE + minutes(10)) is None


@given(count=st.integers(0, 6), data=st.data())
@settings(max_examples=25)
def test_more_reasons_never_lower_the_score(count: int, data: st.DataObject) -> None:
    thin = data.draw(st.permutations([edge[2] for edge in EDGES if not edge[0].startswith("no_")]))
    course, last = a_course(), 0.0
    for change in thin[:count]:
        course = replace(course, **change)
        score = weigh(course=course, around=Surroundings(), policy=POLICY).score
        assert last <= score < 1
        last = score


def test_every_reason_has_a_weight_and_every_number_its_source() -> None:
    assert set(POLICY.weights) == {str(code) for code in EvidenceReason}
    numbers = set(POLICY.__slots__) - {"edition", "in_force", "legal_basis", "sources"}
    assert numbers == set(POLICY.sources)
