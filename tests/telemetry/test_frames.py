import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from numpy.typing import NDArray

from hoistway.detection.batch import SAMPLE, samples
from hoistway.telemetry.rules.frames import SpoiltFrame, frame_of, records_in


@given(st.binary(min_size=0, max_size=20 * SAMPLE.itemsize), st.integers(0, 2**62))
def test_frame_gives_back_what_was_put_in(body: bytes, ingest_ms: int) -> None:
    whole = body[: len(body) // SAMPLE.itemsize * SAMPLE.itemsize]

    records, instant = records_in(frame=frame_of(records=whole, ingest_ms=ingest_ms))

    assert (records.tobytes(), instant) == (whole, ingest_ms)


def test_frame_has_a_header_of_32_bytes_and_48_per_sample() -> None:
    frame = frame_of(records=samples(3), ingest_ms=1)

    assert (len(frame), frame[:4]) == (32 + 3 * 48, b"HWT1")


@given(st.integers(0, 32 + 2 * 48 - 1), st.integers(1, 255))
def test_frame_with_one_changed_byte_is_refused(place: int, change: int) -> None:
    frame = bytearray(frame_of(records=samples(2), ingest_ms=1_795_320_000_250))
    frame[place] ^= change

    if 24 <= place < 32:  # reserved: may carry something in a later version
        assert len(records_in(frame=bytes(frame))[0]) == 2
    else:
        with pytest.raises(SpoiltFrame):
            records_in(frame=bytes(frame))


@pytest.mark.parametrize("cut", [0, 1, 31, 32, 79, 80, 127])
def test_frame_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(SpoiltFrame):
        records_in(frame=frame_of(records=samples(2), ingest_ms=1)[:cut])


@given(hnp.arrays(np.uint32, 5))
def test_records_keep_their_order(slots: NDArray[np.uint32]) -> None:
    batch = samples(5)
    batch["slot"] = slots

    records, _ = records_in(frame=frame_of(records=batch, ingest_ms=1))

    assert records["slot"].tolist() == slots.tolist()
