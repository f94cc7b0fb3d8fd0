"""Search and lists over the full register, by HTTP, with twenty users at once."""

import csv
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from hoistway.server.bench.bounds import Target, at_most
from hoistway.server.bench.scratch import Scratch
from hoistway.server.bench.users import Ask, Crowd, ask_for

SEARCH_MS, LIST_MS = 100.0, 200.0
"""Issue: search p95 ≤ 100 ms, list pages p95 ≤ 200 ms, with 20 users."""

USERS, PAUSE_S = 20, 1.0
"""Pause Chosen: nobody types faster; `--pause 0` drives the machine to its limit instead."""

SORTS = ("number", "device_code", "fragment", "initials", "estate")
_ALONE = frozenset({"number", "device_code"})
"""What is asked so names one elevator, which must stand in the answer."""

_TRIED = 300


def asks_from(*, register: Path, rows: int, seed: int) -> list[Ask]:
    """Return searches for elevators of the register, of each sort equally many, and list pages."""
    chance = Random(seed)
    wanted = set(chance.sample(range(rows), min(rows, _TRIED)))
    asks: list[Ask] = []
    with register.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            if number in wanted and _is_listed(row):
                asks += _of_row(row, chance)
    lists = [Ask("list", "/elevators"), Ask("list", "/elevators?state=suspended"),
             Ask("list", "/quality/findings"), Ask("list", "/quality/corrections")]  # fmt: skip
    return asks + lists * max(1, len(asks) // 20)


def _is_listed(row: dict[str, str]) -> bool:
    """Return whether a row is good enough to enter the register."""
    whole = None not in row.values() and row["设备地址"] != ""
    return (
        whole
        and row["注册代码"][:4].isdigit()
        and not (row["设备品种"] == "飞行电梯" or row["监管辖区"] == "某某区")
    )


def _of_row(row: dict[str, str], chance: Random) -> list[Ask]:
    estate, address = row["小区名称"], row["设备地址"]
    at = chance.randrange(max(1, len(address) - 4))
    words = {
        "number": row["注册代码"], "device_code": row["设备代码"], "estate": estate,
        "fragment": address[at : at + 3], "initials": initials(estate[:4]),
    }  # fmt: skip
    return [
        Ask(sort, f"/elevators?q={quote(text)}", row["注册代码"] if sort in _ALONE else "")
        for sort, text in words.items()
        if text
    ]


def initials(text: str) -> str:
    """Return the pinyin initials by GB 2312's order of its first level, "" beyond it.

    The method is older than any library: characters of the first level are sorted by sound.
    """
    return "".join(map(_initial, text))


_BORDERS = ((0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"),
            (0xB7A2, "f"), (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"),
            (0xC0AC, "l"), (0xC2E8, "m"), (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"),
            (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"), (0xCBFA, "t"), (0xCDDA, "w"),
            (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"))  # fmt: skip
_LAST = 0xD7FA


def _initial(sign: str) -> str:
    try:
        code = int.from_bytes(sign.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    below = [letter for border, letter in _BORDERS if border <= code <= _LAST]
    return below[-1] if below else ""


def measure(*, place: Scratch, folder: Path, elevators: int, seed: int, seconds: float
            ) -> tuple[dict[str, Any], list[Target]]:  # fmt: skip
    """Let twenty users search, and return what they were answered, and the targets."""
    asks = asks_from(register=folder / "register.csv", rows=elevators, seed=seed)
    crowd = Crowd(users=USERS, pause_s=PAUSE_S, seed=seed)
    answers = ask_for(place=place, crowd=crowd, asks=asks, seconds=seconds)
    unsteady = {sort: counts for sort, counts in answers.queries.items() if len(counts) > _STEADY}
    results = {"users": USERS, "pause_s": PAUSE_S, "seconds": seconds, **answers.told()}
    return results, [
        at_most(name="search, p95 ms", limit=SEARCH_MS, measured=answers.p95_ms(*SORTS)),
        at_most(name="list pages, p95 ms", limit=LIST_MS, measured=answers.p95_ms("list")),
        at_most(name="failures", limit=0, measured=len(answers.failed)),
        at_most(name="not found", limit=0, measured=len(answers.not_found)),
        at_most(name="sorts with changing query counts", limit=0, measured=len(unsteady)),
    ]


_STEADY = 4
"""Numbers of queries one sort of address may show: nothing found, found, a plate, a full page."""
