from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hoistway.emergency.rules.evaluation import Course, Figure, evaluate
from hoistway.emergency.rules.policy import SHANGHAI_2026
from hoistway.emergency.vocabulary import Verdict

BEGAN = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return BEGAN + timedelta(seconds=seconds)


COURSE = Course(
    began_at=BEGAN, opened_at=after(40), firm_told_at=after(41), accepted_at=after(60),
    arrived_at=after(900), freed_at=after(1200), found_by_telemetry=True,
)  # fmt: skip

LIMITS = [
    ("detection", "opened_at", 60.0, BEGAN),
    ("dispatch", "firm_told_at", 5.0, COURSE.opened_at),
    ("answer", "accepted_at", 180.0, COURSE.firm_told_at),
    ("arrival", "arrived_at", 1800.0, COURSE.firm_told_at),
    ("whole", "freed_at", 7200.0, BEGAN),
]


def figures(course: Course) -> dict[str, Figure]:
    return {figure.name: figure for figure in evaluate(course=course, policy=SHANGHAI_2026)}


def test_the_figures_stand_in_the_order_in_which_they_happened() -> None:
    assert list(figures(COURSE)) == [
        "detection", "dispatch", "answer", "arrival", "on_site", "whole",
    ]  # fmt: skip


def test_a_rescue_that_no_signal_found_has_no_time_of_detection() -> None:
    called = replace(COURSE, found_by_telemetry=False)

    assert list(figures(called)) == ["dispatch", "answer", "arrival", "on_site", "whole"]


def test_each_figure_has_its_two_instants_its_seconds_and_its_clause() -> None:
    arrival = figures(COURSE)["arrival"]

    assert arrival == Figure(
        name="arrival", start=COURSE.firm_told_at, end=COURSE.arrived_at, seconds=859.0,
        limit_s=1800, clause="TSG T5002-2017 第五条：直辖市抵达时间不超过 30 分钟",
        verdict=Verdict.KEPT,
    )  # fmt: skip


@pytest.mark.parametrize(("name", "column", "limit_s", "start"), LIMITS, ids=lambda v: str(v)[:9])
@pytest.mark.parametrize(
    ("more_s", "verdict"), [(0.0, Verdict.KEPT), (0.001, Verdict.EXCEEDED)], ids=["at", "over"]
)
def test_a_limit_is_kept_to_its_last_instant_and_not_a_moment_longer(
    name: str, column: str, limit_s: float, start: datetime, more_s: float, verdict: Verdict
) -> None:
    end = start + timedelta(seconds=limit_s + more_s)
    course = Course(
        **{
            **{field: getattr(COURSE, field) for field in Course.__slots__},
            column: end,
        }
    )

    assert figures(course)[name].verdict is verdict


@pytest.mark.parametrize(
    ("missing", "names"),
    [
        ("firm_told_at", {"dispatch", "answer", "arrival"}),
        ("accepted_at", {"answer"}),
        ("arrived_at", {"arrival", "on_site"}),
        ("freed_at", {"on_site", "whole"}),
    ],
)
def test_what_did_not_happen_is_neither_kept_nor_exceeded(missing: str, names: set[str]) -> None:
    judged = figures(replace(COURSE, **{missing: None}))

    assert {n for n, f in judged.items() if f.verdict is Verdict.NOT_REACHED} == names
    assert all(judged[name].seconds is None for name in names)


def test_the_time_on_site_has_no_limit() -> None:
    for_days = replace(COURSE, freed_at=after(900_000))

    on_site = figures(for_days)["on_site"]

    assert (on_site.limit_s, on_site.verdict) == (0, Verdict.KEPT)
