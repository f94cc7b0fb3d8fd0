"""When the data may stand for a visit: coverage, witnesses, nothing open."""

from datetime import date

import numpy as np
import pytest

from hoistway.monitoring.rules.meaning import due_at, meaning_of
from hoistway.monitoring.rules.policy import policy_on
from hoistway.monitoring.rules.remote import Hindrance, RemoteFacts, coverage_of, hindrance_of
from hoistway.monitoring.rules.words import told
from hoistway.monitoring.vocabulary import IndicatorKind
from hoistway.telemetry.queries import DAY_OF_USE
from tests.world.parties import NOW

POLICY = policy_on(day=date(2026, 11, 23))
TOLD = dict.fromkeys(IndicatorKind, 15)


def facts(**said: object) -> RemoteFacts:
    usual: dict[str, object] = {
        "coverage": 1.0, "known_days": TOLD, "open_items": (), "alarmed_items": (),
    }  # fmt: skip
    return RemoteFacts(**(usual | said))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("item", "said", "hindrance"),
    [
        ("A-1-22", {}, None),
        ("A-1-22", {"coverage": 0.95}, None),
        ("A-1-22", {"coverage": 0.9499}, Hindrance.COVERAGE),
        ("A-1-22", {"known_days": TOLD | {IndicatorKind.DOOR_BLOCKED: 10}}, None),
        ("A-1-22", {"known_days": TOLD | {IndicatorKind.DOOR_BLOCKED: 9}}, Hindrance.UNTOLD),
        ("A-1-22", {"open_items": ("A-1-22",)}, Hindrance.DEVIATION),
        ("A-1-22", {"open_items": ("A-1-23",)}, None),
        ("A-1-23", {"alarmed_items": ("A-1-23",)}, Hindrance.ALARM),
        ("A-1-18", {}, Hindrance.NO_WITNESS),
        ("A-1-29", {}, Hindrance.NO_WITNESS),
    ],
)
def test_an_item_is_checked_by_data_only_where_they_prove_it(
    item: str, said: dict[str, object], hindrance: Hindrance | None
) -> None:
    assert hindrance_of(item=item, facts=facts(**said), policy=POLICY) is hindrance


def test_a_day_of_which_nothing_is_known_was_not_heard() -> None:
    days = np.zeros(9, DAY_OF_USE)
    days["slot"], days["day"] = 1, np.arange(100, 109)
    days["heard_minutes"] = days["expected_minutes"] = 1440

    assert coverage_of(days=days, first=100, length=10) == {1: 0.9}


def test_a_safety_finding_is_due_within_24_hours_another_within_7_days() -> None:
    safe, other = (
        meaning_of(kind=kind, landing=False, annex="A", codes=0, policy=POLICY)
        for kind in (IndicatorKind.STOPS_OFF_LEVEL, IndicatorKind.DOOR_OPENING)
    )

    hours = [
        (due_at(found_at=NOW, safety=one.safety, policy=POLICY) - NOW).total_seconds() / 3600
        for one in (safe, other)
    ]

    assert hours == [24, 7 * 24]


@pytest.mark.parametrize("annex", ["A", "B"])
def test_a_landing_door_asks_for_its_own_parts_and_a_car_door_for_others(annex: str) -> None:
    landing, car = (
        meaning_of(kind=IndicatorKind.DOOR_CLOSING, landing=one, annex=annex, codes=0,
                   policy=POLICY).items
        for one in (True, False)
    )  # fmt: skip

    assert landing != car
    assert all(item.startswith(annex) for item in (*landing, *car))


def test_more_than_three_findings_are_counted_not_listed() -> None:
    one = (IndicatorKind.RELEVELLING, -1000, {"unit": "%", "baseline": 0.5, "value": 6.0})

    assert told(of=[one] * 5)[0].endswith("；另 2 项")
