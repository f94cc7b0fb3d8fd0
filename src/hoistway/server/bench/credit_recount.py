"""Every fact of every firm counted again from csv files; imports nothing of the product."""

from bisect import bisect_right
from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from hoistway.server.bench.credit_files import FAR, Counts, World, day_of, rows
from hoistway.server.bench.credit_recount_acts import complaints, oversight, rescues

NO_CAR = {"3310", "3320", "3430"}
KEPT = {"signed", "confirmed", "objected", "unconfirmed"}


def recount(*, folder: Path, limits: dict[str, int]) -> Counts:
    """Return every fact of every firm of one year, as plain numbers."""
    world = World(folder, limits)
    for count in (_fleet, _people, _papers, rescues, _visits, _faults, _inspections, oversight,
                  complaints):  # fmt: skip
        count(world)
    return {
        firm: {fact: _plain(amount) for fact, amount in told.items()}
        for firm, told in world.counts.items()
    }


def _plain(amount: Any) -> Any:
    if isinstance(amount, list):
        return sorted(amount)
    return float(amount) if isinstance(amount, Decimal) and amount % 1 else int(amount)


def _fleet(world: World) -> None:
    online = {key: Decimal(share) for key, share in rows(world.folder, "online")}
    due = {key: day_of(on) for key, on in rows(world.folder, "due")}
    for key, kind, state, *cells in rows(world.folder, "elevators"):
        mine: dict[int, int] = defaultdict(int)
        for since, until, firm in world.spans[key]:
            mine[firm] += world.shared(since, until)
        holder = [f for since, until, f in world.spans[key] if since <= world.last < until]
        for firm, days in mine.items():
            if not days:
                continue
            world.add(firm, "fleet_elevators")
            world.add(firm, "elevator_days", days)
            world.add(firm, "car_days", 0 if kind in NO_CAR else days)
        for firm in holder:
            world.add(firm, "cells", 8)
            world.add(firm, "cells_filled", sum(one != "" for one in cells))
            if key in online:
                share = online[key].quantize(Decimal("0.000001"), ROUND_HALF_UP)
                world.add(firm, "connected")
                world.add(firm, "online_shares", share)
            if state == "in_use" and due.get(key, FAR) <= world.last:
                world.add(firm, "inspection_overdue")
        _taken(world, key)


def _taken(world: World, key: str) -> None:
    for since, _, firm in world.spans[key]:
        before = [end for begin, end, _ in world.spans[key] if begin < since]
        waited = before and (since - max(before)).days >= world.limits["abandoned_days"]
        if world.first <= since < world.until and waited:
            world.add(firm, "taken_over")


def _people(world: World) -> None:
    parts: dict[tuple[str, str], list[tuple[date, date]]] = defaultdict(list)
    for firm, person, since, until in rows(world.folder, "technicians"):
        parts[firm, person].append((day_of(since), day_of(until)))
    for (firm, _), spans in parts.items():
        days = {
            world.first + timedelta(days=n)
            for since, until in spans
            for n in range((world.until - world.first).days)
            if since <= world.first + timedelta(days=n) <= until
        }
        if days:
            world.add(firm, "technicians")
            world.add(firm, "technician_days", len(days))


def _papers(world: World) -> None:
    held: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for firm, begun, ended in rows(world.folder, "licences"):
        held[int(firm)].append((day_of(begun), day_of(ended)))
    ours: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for spans in world.spans.values():
        for since, until, key in spans:
            ours[key].append((since, until))
    for key, licences in held.items():
        day = world.first
        while day <= world.last:
            works = any(since <= day < until for since, until in ours[key])
            if works and not any(since <= day < until for since, until in licences):
                world.add(key, "licence_gap_days")
            day += timedelta(days=1)
    for firm, phone, filed, duty in rows(world.folder, "firms"):
        world.add(firm, "not_filed", int(filed == "f"))
        world.add(firm, "duty_phone_missing", int(phone == "" and duty == ""))


def _visits(world: World) -> None:
    first, last = world.first.isoformat(), world.last.isoformat()
    short = world.limits["trivial_minutes"] * 60
    for _, firm, kind, state, due, counted, begun, signed, signs in rows(world.folder, "visits"):
        if kind != "maintenance" or state == "void" or not first <= due <= last:
            continue
        told = world.counts[int(firm)]
        told["visits_due"] += 1
        if state not in KEPT or not counted:
            continue
        told["visits_recorded"] += 1
        told["visits_always_normal"] += '"always_normal"' in signs
        if counted <= due:
            told["visits_in_time"] += 1
            if signed and begun and float(signed) - float(begun) < short:
                told["visits_trivial"] += 1


def _faults(world: World) -> None:
    times: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for _, elevator, firm, state, stopped, at, cause, verified in rows(world.folder, "faults"):
        excused = cause in {"use", "outside"} and verified == "t"
        if firm and stopped == "t" and state != "false" and not excused and world.inside(at):
            world.add(firm, "faults_caused")
            times[firm, elevator].append(Decimal(at))
    many, days = world.limits["repeat_faults"], world.limits["repeat_days"]
    for (firm, _), at_all in times.items():
        told = sorted(at_all)
        ends = [bisect_right(told, one + days * 86400) - place for place, one in enumerate(told)]
        world.add(firm, "repeat_elevators", int(max(ends) >= many))


def _inspections(world: World) -> None:
    told = list(rows(world.folder, "inspections"))
    gone = {row[5] for row in told if row[5]}
    known = [row for row in told if row[2] == "periodic" and row[0] not in gone]
    failed: dict[str, list[date]] = defaultdict(list)
    for _, elevator, _, verdict, on, _ in known:
        if verdict == "failed":
            failed[elevator].append(day_of(on))
    for _, elevator, _, verdict, on, _ in known:
        day = day_of(on)
        second = verdict == "passed_after" and any(
            0 < (day - one).days < 365 for one in failed[elevator]
        )
        if second or not world.first <= day <= world.last:
            continue
        for since, until, firm in world.spans[elevator]:
            if since <= day < until:
                world.add(firm, "inspected")
                world.add(firm, "passed_first", int(verdict == "passed"))
