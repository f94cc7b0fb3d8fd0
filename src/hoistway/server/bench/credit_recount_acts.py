"""Rescues, orders and complaints counted again from csv files; imports nothing of the product."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

from hoistway.server.bench.credit_files import World, day_of, rows

OF_ELEVATOR = {
    "door", "traction", "guide", "car", "electrical", "control", "safety_gear",
}  # fmt: skip
PENALTIES = {"warned", "fined", "licence", "referred"}


def rescues(world: World) -> None:
    """Count rescues, answers, help and entrapments."""
    calls: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows(world.folder, "calls"):
        calls[row[1]].append(row)
    told = {key for key, source in rows(world.folder, "reports") if source == "S03"}
    visits: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    places = {row[1] for row in rows(world.folder, "incidents")}
    for row in rows(world.folder, "visits"):
        if row[0] in places and row[7]:
            visits[row[0], row[1]].append(Decimal(row[7]))
    silent = 86400 * world.limits["silent_days"]
    for row in rows(world.folder, "incidents"):
        key, elevator, firm, kind, state, opened, asked, arrived, cause, drill = row
        if drill == "t" or state not in {"freed", "closed"} or not world.inside(opened):
            continue
        _help(world, calls[key])
        if firm == "":
            continue
        own = [one for one in calls[key] if one[2] == firm and one[3] == "1"]
        states = {one[4] for one in own}
        took = bool(states & {"accepted", "done"})
        _answered(world, firm, own)
        world.add(firm, "rescues", int(bool(own) and (took or "stood_down" not in states)))
        world.add(firm, "first_refused", int(bool(own) and not states & {
            "accepted", "done", "stood_down"}))  # fmt: skip
        late = world.limits["arrival_minutes"] * 60
        quick = took and asked and arrived and Decimal(arrived) - Decimal(asked) <= late
        world.add(firm, "arrived_in_time", int(bool(quick)))
        if kind != "entrapment":
            continue
        world.add(firm, "entrapments_caused", int(cause in OF_ELEVATOR))
        at = Decimal(opened)
        wrote = any(at <= one < at + silent for one in visits[elevator, firm])
        quiet = not took and key not in told and not wrote and at + silent <= world.end
        world.add(firm, "entrapments_unrecorded", int(quiet))


def _answered(world: World, firm: str, own: list[list[str]]) -> None:
    answered = [one for one in own if one[4] in {"accepted", "done", "declined", "unanswered"}]
    if not answered:
        return
    first = min(answered, key=lambda one: (Decimal(one[5]), int(one[0])))
    seconds = Decimal(first[7] or first[6]) - Decimal(first[5])
    whole = int(seconds.quantize(Decimal(1), ROUND_HALF_UP))
    world.counts[int(firm)].setdefault("answer_seconds", []).append(whole)


def _help(world: World, calls: list[list[str]]) -> None:
    states: dict[str, set[str]] = defaultdict(set)
    for one in calls:
        if one[3] == "2" and one[4] in {"accepted", "done", "declined", "unanswered"}:
            states[one[2]].add(one[4])
    for firm, said in states.items():
        world.add(firm, "second_asked")
        world.add(firm, "second_done", int(bool(said & {"accepted", "done"})))


def oversight(world: World) -> None:
    """Count checks with what they found, orders and penalties."""
    limits = world.limits
    taken: dict[str, int] = defaultdict(int)
    graves: dict[str, int] = defaultdict(int)
    cost = {"grave": limits["check_grave"], "breach": limits["check_breach"]}
    items = {}
    for key, check, item, weight in rows(world.folder, "findings"):
        taken[check] += cost.get(weight, limits["check_minor"])
        graves[check] += weight == "grave"
        items[key] = item
    for key, firm, state, at in rows(world.folder, "checks"):
        if state in {"signed", "refused"} and world.inside(at):
            world.add(firm, "checks")
            world.add(firm, "check_points", max(0, 100 - taken[key]))
            world.add(firm, "checks_refused", int(state == "refused"))
            world.add(firm, "grave_findings", graves[key])
    grounds: dict[str, set[str]] = defaultdict(set)
    for order, finding in rows(world.folder, "grounds"):
        grounds[order].add(items[finding])
    _orders(world, grounds)


def _orders(world: World, grounds: dict[str, set[str]]) -> None:
    told = list(rows(world.folder, "orders"))
    of: dict[str, list[list[str]]] = defaultdict(list)
    for row in told:
        if row[2] != "revoked" and row[3]:
            of[row[1]].append(row)
    year = 86400 * world.limits["repeat_order_days"]
    for key, firm, state, served, outcome, decided, veto in told:
        fined = outcome in PENALTIES and world.first <= day_of(decided) <= world.last
        if state == "transferred" and fined:
            world.add(firm, "penalties")
            world.add(firm, "vetoes_decided", int(veto == "true"))
        if state in {"served", "reported", "closed", "transferred"} and world.inside(served):
            at = Decimal(served)
            again = any(
                at - year < Decimal(one[3]) < at and (grounds[one[0]] & grounds[key]) - {""}
                for one in of[firm]
            )
            world.add(firm, "orders")
            world.add(firm, "orders_repeated", int(again))
            world.add(firm, "orders_penalised", int(fined))


def complaints(world: World) -> None:
    """Count complaints that were found true."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for _, elevator, firm, kind, verdict, joined, at in rows(world.folder, "complaints"):
        true = kind == "complaint" and verdict == "maintenance" and not joined
        if true and firm and world.inside(at):
            seen[firm, elevator] += 1
    for (firm, _), many in seen.items():
        world.add(firm, "complaints", many)
        world.add(firm, "complaints_repeated", many - 1)
