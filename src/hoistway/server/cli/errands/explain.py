"""Explains how a firm or an elevator stands with the pilot on a day, or a firm's credit."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.queries import FirmExplained, explain_firm
from hoistway.ondemand.queries.explaining import Explained, explain, firm_numbered, was_in_pilot
from hoistway.parties.models import Organisation
from hoistway.parties.queries import firms
from hoistway.plates.queries import resolve_spoken
from hoistway.plates.vocabulary import Scan
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevator_at_hand, elevator_numbered
from hoistway.server.cli.errands import print_json
from hoistway.server.cli.errands.explain_credit import explain_credit


class NothingNamed(Refusal):
    """Raised when a code names neither an elevator nor a firm."""

    code = "nothing_named"
    zh = "「{what}」不是电梯的注册代码、电梯码、救援识别码，也不是维保单位。"
    en = "«{what}» names no elevator and no firm."
    status = 404


def do(options: argparse.Namespace) -> int:
    """Explain a firm's credit, or how an elevator or else a firm stands with the pilot."""
    if options.topic == "credit":
        return explain_credit(options=options, firm=_firm(options.code))
    now = clock.now()
    day: date = options.on or local_day(at=now)
    elevator = _elevator(options.code)
    if elevator is not None:
        told = told_elevator(elevator=elevator, day=day, now=now)
    else:
        told = told_firm(firm=_firm(options.code), day=day)
    _print(told)
    if options.json:
        print_json(told)
    return 0 if told["holds"] else 1


def _elevator(code: str) -> Elevator | None:
    found = elevator_numbered(register_number=code)
    if found is not None:
        return found
    spoken = resolve_spoken(typed=code, keys=settings.PLATE_KEYS)
    if spoken.scan is Scan.UNKNOWN:
        return None
    return elevator_at_hand(elevator_id=spoken.elevator_id)


def _firm(code: str) -> Organisation:
    for name in ("credit_code", "name", "name_en"):
        found = firms().filter(**{name: code}).first()
        if found is not None:
            return found
    numbered = firm_numbered(number=code)
    if numbered is None:
        raise NothingNamed(what=code)
    return numbered


def told_elevator(*, elevator: Elevator, day: date, now: datetime) -> dict[str, Any]:
    """Return what is told of an elevator: its state and every clause."""
    said: Explained = explain(elevator_id=elevator.pk, on=day, now=now)
    pilot = said.pilot
    return {
        "what": "elevator", "register_number": elevator.register_number, "on": f"{day}",
        "state": str(pilot.state) if pilot else None,
        "in_pilot": bool(pilot and was_in_pilot(pilot=pilot, on=day)),
        "firm": pilot.firm_pilot.firm.name if pilot else None,
        "document": said.document, "edition": said.edition, "holds": said.holds,
        "clauses": [
            {
                "clause": str(one.clause), "zh": one.clause.zh, "source": one.clause.source,
                "holds": one.holds, "ground": str(one.ground), "ground_zh": one.ground.zh,
                "facts": dict(one.facts),
            }
            for one in said.verdicts
        ],
    }  # fmt: skip


def told_firm(*, firm: Organisation, day: date) -> dict[str, Any]:
    """Return what is told of a firm: its application and every clause."""
    said: FirmExplained | None = explain_firm(firm_id=firm.pk, on=day)
    if said is None:
        return {
            "what": "firm", "firm": firm.name, "on": f"{day}", "state": None, "listed": False,
            "holds": False, "clauses": [],
        }  # fmt: skip
    return {
        "what": "firm", "firm": firm.name, "number": said.number, "on": f"{day}",
        "state": str(said.last), "listed": said.listed, "published": said.published,
        "document": said.document, "holds": said.holds,
        "clauses": [
            {
                "clause": str(one.clause), "zh": one.clause.zh, "source": one.clause.source,
                "holds": one.holds, "ground": str(one.ground), "ground_zh": one.ground.zh,
                "since": f"{since}", "facts": dict(one.facts),
            }
            for one, since in said.clauses
        ],
    }  # fmt: skip


def _print(told: dict[str, Any]) -> None:
    print(f"{told.get('register_number') or told.get('firm')} · {told['on']} · {told['state']}")
    clauses: Sequence[dict[str, Any]] = told["clauses"]
    for one in clauses:
        facts = ", ".join(f"{k}={v}" for k, v in one["facts"].items() if v is not None and v != "")
        mark = "+" if one["holds"] else "-"
        print(f"{mark} {one['zh']} [{one['source']}] {one['ground_zh']}: {facts}")
    print("holds" if told["holds"] else "does not hold")
