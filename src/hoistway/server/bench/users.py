"""People who ask for pages at the same time, and how long each answer took."""

import re
import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from time import perf_counter
from typing import Protocol

import httpx

from hoistway.server.bench.bounds import percentile

_COUNT = re.compile(r'desc="(\d+) queries"')


class Browsers(Protocol):
    """Whose browsers ask."""

    def browsers(self, count: int) -> list[httpx.Client]:
        """Return so many browsers; each user closes its own."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One page and the sort of question that it answers."""

    sort: str
    address: str
    expects: str = ""
    """What must stand in the answer."""


@dataclass(slots=True)
class Answers:
    """What was answered, by sort of question."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    queries: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    failed: list[str] = field(default_factory=list)
    not_found: list[str] = field(default_factory=list)

    def told(self) -> dict[str, object]:
        """Return counts, medians, 95th percentiles in milliseconds, and numbers of queries."""
        return {
            "failed": self.failed[:20], "failures": len(self.failed),
            "not_found": self.not_found[:20], "not_found_count": len(self.not_found),
            "sorts": {
                sort: {
                    "answers": len(values), "p50_ms": _ms(values, 0.5), "p95_ms": _ms(values, 0.95),
                    "queries": sorted(self.queries[sort]),
                }
                for sort, values in sorted(self.seconds.items())
            },
        }  # fmt: skip

    def p95_ms(self, *sorts: str) -> float | None:
        """Return the 95th percentile over these sorts, or over all."""
        chosen = sorts or tuple(self.seconds)
        return _ms([s for sort in chosen for s in self.seconds.get(sort, ())], 0.95)


def _ms(values: list[float], share: float) -> float | None:
    found = percentile(values=values, share=share)
    return None if found is None else round(found * 1000, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """So many users, each asking anew so many seconds (on the mean) after the last answer."""

    users: int
    pause_s: float
    seed: int


def _live(
    client: httpx.Client, crowd: Crowd, asks: Sequence[Ask], answers: Answers, number: int,
    over: threading.Event,
) -> None:  # fmt: skip
    chance = Random(crowd.seed * 1009 + number)
    with client:
        while not over.is_set():
            _one(client, chance.choice(asks), answers)
            over.wait(chance.expovariate(1 / crowd.pause_s) if crowd.pause_s else 0)


def _one(client: httpx.Client, ask: Ask, answers: Answers) -> None:
    began = perf_counter()
    try:
        answer = client.get(ask.address)
    except httpx.HTTPError as error:
        answers.failed.append(f"{ask.address}: {error!r}")
        return
    answers.seconds[ask.sort].append(perf_counter() - began)
    if answer.status_code != httpx.codes.OK:
        answers.failed.append(f"{ask.address}: {answer.status_code}")
    if ask.expects and ask.expects not in answer.text:
        answers.not_found.append(f"{ask.address}: {ask.expects}")
    counted = _COUNT.search(answer.headers.get("Server-Timing", ""))
    if counted:
        answers.queries[ask.sort].add(int(counted[1]))


@contextmanager
def asking(*, place: Browsers, crowd: Crowd, asks: Sequence[Ask]) -> Iterator[Answers]:
    """Let the crowd ask for these pages for as long as the block runs."""
    answers, over = Answers(), threading.Event()
    threads = [
        threading.Thread(
            target=_live, args=(client, crowd, asks, answers, number, over), daemon=True
        )
        for number, client in enumerate(place.browsers(crowd.users))
    ]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join(150)


def ask_for(*, place: Browsers, crowd: Crowd, asks: Sequence[Ask], seconds: float) -> Answers:
    """Return what the crowd was answered in so many seconds."""
    with asking(place=place, crowd=crowd, asks=asks) as answers:
        threading.Event().wait(seconds)
    return answers
