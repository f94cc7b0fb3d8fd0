import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hoistway.server import children, config

_DRIVER = Path(__file__).with_name("tiny_city.py")


class City:
    def __init__(self, home: Path, *words: str) -> None:
        self.home = home
        self.process = subprocess.Popen(
            [sys.executable, str(_DRIVER), str(home), *words],
            stdout=subprocess.PIPE,
            text=True,
            env=config.load().environment(),
        )

    def said_until(self, word: str) -> str:
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if word in line:
                return said
        raise AssertionError(f"never said {word!r}: {said}")

    def pids(self) -> dict[str, int]:
        rows = json.loads((self.home / "run" / "children.json").read_text())
        return {row["name"]: row["pid"] for row in rows}

    def events(self) -> list[str]:
        return (self.home / "events").read_text().splitlines()


def _eventually(true: Callable[[], bool], within_s: float = 10) -> None:
    until = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def cities(tmp_path: Path) -> Iterator[Callable[..., City]]:
    made: list[City] = []

    def make(*words: str) -> City:
        made.append(City(tmp_path / "home", *words))
        return made[-1]

    yield make
    for city in made:
        city.process.kill()
        city.process.wait()
        assert city.process.stdout
        city.process.stdout.close()


def test_children_start_in_order_and_stop_in_reverse(cities: Callable[..., City]) -> None:
    city = cities()
    city.said_until("ready\n")
    _eventually(lambda: len(city.events()) == 3)

    city.process.send_signal(signal.SIGINT)

    assert city.process.wait(10) == 0
    assert city.events() == [
        *("first starts", "second starts", "third starts"),
        *("third stops", "second stops", "first stops"),
    ]
    assert city.pids() == {}


def test_killed_child_is_restarted_and_the_others_stay(cities: Callable[..., City]) -> None:
    city = cities()
    city.said_until("ready\n")
    before = city.pids()

    os.kill(before["second"], signal.SIGKILL)

    said = city.said_until("again in")
    assert "second ended (SIGKILL), again in 0.2 s" in said
    _eventually(lambda: city.pids().get("second", before["second"]) != before["second"])
    assert city.pids() | {"second": 0} == before | {"second": 0}


def test_children_die_with_a_killed_supervisor_and_next_start_recovers(
    cities: Callable[..., City],
) -> None:
    city = cities()
    city.said_until("ready\n")
    before = city.pids()

    city.process.kill()
    city.process.wait()

    again = cities()
    again.said_until("ready\n")
    assert not set(before.values()) & set(again.pids().values())
    assert not any(children.started_at(pid) for pid in before.values())


def test_second_start_says_where_the_first_runs(cities: Callable[..., City]) -> None:
    cities().said_until("ready\n")

    second = cities()

    assert second.said_until("already") == "already running at http://there\n"
    assert second.process.wait(10) == 2


def test_child_that_cannot_start_ends_all_and_shows_its_words(
    cities: Callable[..., City],
) -> None:
    city = cities("failing")

    said = city.said_until("no such thing")

    assert "broken cannot start (status 1); its last lines:" in said
    assert city.process.wait(10) == 2
    assert city.events()[-3:] == ["third stops", "second stops", "first stops"]


def test_leftover_with_another_start_time_is_left_alone(tmp_path: Path) -> None:
    register = children.Register(tmp_path / "children.json")
    mine = children.Known("self", os.getpid(), children.started_at(os.getpid()), signal.SIGTERM)

    register.write([mine, children.Known("old", os.getpid(), "1", signal.SIGTERM)])

    assert register.leftovers() == [mine]
