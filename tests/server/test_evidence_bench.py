"""The judgement of evidence meets a small world of a stranger, and misses what it leaves out."""

from pathlib import Path

from hoistway.server.bench.evidence import measured
from hoistway.simulation.visits.files import write_visits


def test_fakes_are_found_and_a_check_that_is_left_out_is_missed(tmp_path: Path) -> None:
    write_visits(folder=tmp_path, visits=700, seed=5)

    whole, lame = measured(folder=tmp_path), measured(folder=tmp_path, without="photo_reused")

    found = {kind: rate["hits"] / rate["of"] for kind, rate in whole["found"].items()}
    assert len(found) >= 8
    assert min(found.values()) >= 0.7
    assert whole["targets"][-1]["met"]
    assert lame["found"]["same_photo"]["hits"] < whole["found"]["same_photo"]["hits"] / 2
