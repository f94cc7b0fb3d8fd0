"""Part `sync` of `./hoistway bench maintenance`: a morning's visits from as many phones.

Every visit is begun, answered item by item and signed by two technicians over HTTP, with three
photos; a phone sends again whatever was not answered, and sometimes what was. The web process is
killed meanwhile. In the end everything must stand once: asked for at the door, counted beside it.
"""

import asyncio
import contextlib
import os
import signal
from pathlib import Path
from typing import Any

from hoistway.server.bench.bounds import percentile
from hoistway.server.bench.scratch import Scratch, told_json
from hoistway.server.bench.sync_phones import PHOTOS, Crowd, Morning

VISITS, SESSIONS, MINUTES, P95_S = 25_000, 2000, 30.0, 1.0
"""Issue: 25,000 visits with 3 photos by 2,000 sessions in 30 minutes, p95 at most a second."""

_LOOK_S = 0.5
_FEWEST_SESSIONS, KILLS, _CHILD = 100, 3, "hoistway.server.bench.sync_child"


def measure_in(*, place: Scratch, scale: float = 1.0, seed: int = 286) -> dict[str, Any]:
    """Return what a morning took in this installation, and whether `ok`.

    `scale` shrinks visits, sessions and the time alike: the load for each second stays.
    """
    sessions = max(_FEWEST_SESSIONS, round(SESSIONS * scale) // 2 * 2)
    town = told_json(place.run_module(_CHILD, "lay", str(sessions), str(seed)))
    morning = Morning(
        pages=place.pages, visits=max(10, round(VISITS * scale)), seed=seed,
        seconds=MINUTES * 60 * scale,
    )  # fmt: skip
    crowd = Crowd(morning=morning, town=town)
    spent: dict[int, float] = {}
    took, kills = asyncio.run(_with_kills(crowd, place.home, spent))
    stands = told_json(place.run_module(_CHILD, "count"))
    told = _told(crowd, stands, took=took, kills=kills, sessions=sessions)
    return told | {
        "web_processes_seen": len(spent),
        "web_cpu_ms_each": round(sum(spent.values()) * 1000 / morning.visits, 1),
    }


def _told(
    crowd: Crowd, stands: dict[str, Any], *, took: float, kills: int, sessions: int
) -> dict[str, Any]:
    visits = crowd.morning.visits
    p50, p95 = (percentile(values=crowd.answered["sync"], share=one) for one in (0.5, 0.95))
    photo_p95 = percentile(values=crowd.answered["photo"], share=0.95)
    lost = visits - stands["signed"] + max(0, crowd.deeds - stands["deeds"])
    lost += max(0, PHOTOS * visits - stands["photos"]) + stands["bytes_differ"]
    doubled = max(0, stands["records"] - visits) + max(0, stands["deeds"] - crowd.deeds)
    doubled += max(0, stands["visits"] - visits) + crowd.not_known_again
    within = max(crowd.morning.seconds * 1.1, crowd.morning.seconds + 30)
    right = not (lost or doubled or crowd.failed) and kills > 0
    return {
        "visits": visits, "sessions": sessions, "photos_each": PHOTOS, "seconds": round(took, 1),
        "visits_per_s": round(visits / took, 2), "kills": kills, "sent_again": crowd.again,
        "sync_requests": len(crowd.answered["sync"]), "sync_p50_ms": _ms(p50),
        "sync_p95_ms": _ms(p95), "photo_p95_ms": _ms(photo_p95), "lost": lost,
        "doubled": doubled, "failed": crowd.failed[:20], "stands": stands,
        "within_s": round(within, 1),
        "ok": right and took <= within and p95 is not None and p95 <= P95_S,
    }  # fmt: skip


def _ms(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds * 1000, 1)


async def _with_kills(crowd: Crowd, home: Path, spent: dict[int, float]) -> tuple[float, int]:
    """Let the morning pass while the pages are killed; return its seconds and the kills.

    `spent` is filled with the seconds of processor that each process of the pages took.
    """
    watcher = asyncio.create_task(_watch(home, spent))
    began = asyncio.get_running_loop().time()
    killer = asyncio.create_task(kill_web(home, crowd.morning.seconds))
    await crowd.work()
    took = asyncio.get_running_loop().time() - began
    watcher.cancel()
    await crowd.ask_again()
    return took, await killer


async def _watch(home: Path, spent: dict[int, float]) -> None:
    """Note what each process of the pages has spent; a new one counts from where it is seen."""
    first: dict[int, float] = {}
    while True:
        for pid in _web_of(home):
            with contextlib.suppress(OSError):
                now = _seconds_of(pid)
                spent[pid] = now - first.setdefault(pid, now)
        await asyncio.sleep(_LOOK_S)


def _seconds_of(pid: int) -> float:
    words = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(words[11]) + int(words[12])) / os.sysconf("SC_CLK_TCK")


async def kill_web(home: Path, seconds: float) -> int:
    """Kill the web process now and then, and return how often it was killed."""
    killed = 0
    for _ in range(KILLS):
        await asyncio.sleep(seconds / (KILLS + 1))
        for pid in _web_of(home):
            os.kill(pid, signal.SIGKILL)
            killed += 1
    return killed


def _web_of(home: Path) -> list[int]:
    """Return the processes of the pages of this installation and of no other."""
    mark, found = f"HOISTWAY_HOME={home}".encode(), []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
            ours = mark in (folder / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if ours and b"hoistway.server.cli" in words and b"web" in words:
            found.append(int(folder.name))
    return found
