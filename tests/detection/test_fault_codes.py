"""Fault codes that rise and fall, told once each, whatever way the log is cut."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hoistway.detection.batch import ESCALATOR, REPLAYED, Records, code_bits, samples
from hoistway.detection.fault_codes import CodeChange, FaultCodes


def stream(*codes: int, slot: int = 7) -> Records:
    """Return a sample each second with at most one code; 0 is none."""
    batch = samples(len(codes))
    batch["slot"] = slot
    batch["at_ms"] = batch["received_ms"] = np.arange(1, len(codes) + 1) * 1_000
    batch["codes"] = [code_bits([code]) for code in codes]
    return batch


def told(changes: list[CodeChange]) -> list[tuple[int, int, bool]]:
    return [(one.code, one.began_ms, one.ended) for one in changes]


def test_a_code_that_stands_is_told_once_and_once_when_it_falls() -> None:
    changes = FaultCodes().take(stream(0, 2, 2, 2, 0, 0))

    assert told(changes) == [(2, 2_000, False), (2, 2_000, True)]


def test_two_codes_have_their_own_episodes() -> None:
    changes = FaultCodes().take(stream(2, 3, 0))

    assert told(changes) == [
        (2, 1_000, False), (2, 1_000, True), (3, 2_000, False), (3, 2_000, True),
    ]  # fmt: skip


def test_events_and_the_alarm_button_are_no_faults() -> None:
    assert FaultCodes().take(stream(41, 90, 47)) == []


@pytest.mark.parametrize(("code", "expected"), [(5, [(65, 1_000, False)]), (6, [])])
def test_an_escalator_has_five_codes_of_its_own(code: int, expected: object) -> None:
    batch = stream(code)
    batch["kind"] = ESCALATOR

    assert told(FaultCodes().take(batch)) == expected


def test_nothing_begins_in_inspection_mode_but_what_stands_afterwards_does() -> None:
    batch = stream(1, 1, 1)
    batch["service_mode"] = [2, 2, 1]

    assert told(FaultCodes().take(batch)) == [(1, 3_000, False)]


def test_a_stored_sample_begins_nothing_and_a_late_one_neither() -> None:
    stored, late = stream(1), stream(2, 0, 2)
    stored["flags"] = REPLAYED
    late["at_ms"] = [1_000, 5_000, 4_000]
    codes = FaultCodes()

    assert codes.take(stored) == []
    assert told(codes.take(late)) == [(2, 1_000, False), (2, 1_000, True)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([0, 1, 2, 8, 41]), min_size=1, max_size=20), st.integers(0, 20))
def test_a_snapshot_anywhere_changes_nothing(seen: list[int], cut: int) -> None:
    batch, whole = stream(*seen), FaultCodes()
    first = FaultCodes()

    before = first.take(batch[:cut])
    after = FaultCodes.restored(first.snapshot()).take(batch[cut:])

    assert before + after == whole.take(batch)
