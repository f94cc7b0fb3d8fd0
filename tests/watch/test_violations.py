from pathlib import Path

import pytest

from hoistway.telemetry.actions.refusals import Rejection
from hoistway.watch.refusal_box import RefusalBox
from hoistway.watch.violations import ViolationWatch

LINE = '[1] 2026/11/22 13:06:58 [ERR] 127.0.0.1:6097 - mid:16 - "mzG" - Publish Violation - '


class Box(RefusalBox):
    """A box that keeps what is put in."""

    def __init__(self) -> None:
        self.kept: list[Rejection] = []

    def put(self, rejection: Rejection, *, then: object = None) -> None:
        self.kept.append(rejection)


@pytest.mark.parametrize("cut", [1, 50, 120])
def test_line_is_understood_also_when_it_is_written_in_two_pieces(tmp_path: Path, cut: int) -> None:
    log, box = tmp_path / "nats.log", Box()
    log.write_text("before\n")
    watch = ViolationWatch(log=log, box=box, devices={"mzG": "T-1"}, now_ms=lambda: 1)
    line = LINE + 'Subject "elevators.2.status"\n'

    with log.open("a") as file:
        file.write(line[:cut])
        file.flush()
        watch.read_on()
        file.write(line[cut:])
    watch.read_on()

    assert [(r.source, r.detail) for r in box.kept] == [
        ("T-1", "It may not publish to elevators/2/status.")
    ]


def test_log_that_was_emptied_is_read_from_its_start(tmp_path: Path) -> None:
    log, box = tmp_path / "nats.log", Box()
    log.write_text("x" * 500 + "\n")
    watch = ViolationWatch(log=log, box=box, devices={}, now_ms=lambda: 1)

    log.write_text(LINE + 'Subject "other"\n')
    watch.read_on()

    assert [r.source for r in box.kept] == ["mzG @ 127.0.0.1"]
