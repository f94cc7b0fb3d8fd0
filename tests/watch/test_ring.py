import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hoistway.detection.batch import samples
from hoistway.watch.ring import DEPTH, Ring


@given(st.lists(st.lists(st.integers(0, 5), max_size=90), max_size=6))
def test_ring_gives_the_last_samples_of_each_elevator_in_order(batches: list[list[int]]) -> None:
    ring, seen, seq = Ring(), {slot: [] for slot in range(6)}, 0
    for slots in batches:
        batch = samples(len(slots))
        batch["slot"] = slots
        batch["seq"] = np.arange(seq, seq + len(slots))
        for slot in slots:
            seen[slot].append(seq)
            seq += 1
        ring.add(samples=batch)

    for slot, sequences in seen.items():
        assert ring.of(slot=slot)["seq"].tolist() == sequences[-DEPTH:]
