"""Year plans in the demo city: proposed, altered by their firms, most of them adopted."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.periods import local_day
from hoistway.maintenance.vocabulary.regime import ItemWay
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators_at_hand
from hoistway.registry.vocabulary import ElevatorKind, UseState
from hoistway.yearplans.actions import LineChange, adjust_lines, adopt_plans
from hoistway.yearplans.actions.keeping import Proposed, keep_proposals
from hoistway.yearplans.models import YearPlan
from hoistway.yearplans.queries.facts import facts_of
from hoistway.yearplans.queries.shown import with_evidence
from hoistway.yearplans.rules.facts import NO_EVIDENCE, PlanFacts
from hoistway.yearplans.rules.policy import PlanPolicy, plan_policy_on
from hoistway.yearplans.rules.propose import propose

SHARE = 0.25
"""Share of the demo's elevators with a plan. Chosen: three times the pilot; others come later."""

BEGAN = timedelta(days=74)
"""How long ago the plans began. Chosen: before the first elevators entered the pilot."""

IN_PILOT = 1.0
"""Share of the elevators of a firm in the pilot that have one. Chosen: each, as it must."""

MOST_OF_FIRM, MOST_IN_PILOT = 4, 60
"""Plans of a firm outside and inside the pilot. Chosen: enough to look at; each costs the demo's
start a twentieth of a second."""

OPEN_OF_TEN = 2
"""How many of ten wait for their firm. Chosen: the list shows both."""

_STEP, _MONTH, _FEW, _SOME, _YOUNG_YEARS = 20, 30, 2, 5, 8.0
"""When the demo's firms go further than the platform. Chosen: what an office would dare."""

_WHY = {
    _STEP: "过去一年设备故障不超过5次，只延长一步，看三个月再定。",
    _MONTH: "过去一年设备故障不超过2次，先延长到每月到场一次。",
    45: "过去一年没有设备故障，近30天监测持续在线。",
    60: "过去一年没有设备故障，近30天监测持续在线，使用不满8年。",
}


def lay_out(
    *, elevators: Sequence[Elevator], in_pilot: Collection[int] = (), chance: Random,
    now: datetime,
) -> int:  # fmt: skip
    """Let firms have plans for a share of their elevators; return how many were adopted."""
    by_firm: dict[int, list[Elevator]] = defaultdict(list)
    for row in elevators_at_hand(elevator_ids=[row.pk for row in elevators]).order_by("pk"):
        fit = row.use_state is UseState.IN_USE and row.kind not in ElevatorKind.without_car()
        share = IN_PILOT if row.firm_id in in_pilot else SHARE
        if fit and row.firm_id and chance.random() < share:
            by_firm[row.firm_id].append(row)
    return sum(
        _of_firm(rows[: MOST_IN_PILOT if firm in in_pilot else MOST_OF_FIRM], chance, now)
        for firm, rows in sorted(by_firm.items())
    )


def _of_firm(rows: Sequence[Elevator], chance: Random, now: datetime) -> int:
    first = local_day(at=now) - BEGAN
    policy = plan_policy_on(day=first)
    known = facts_of(elevator_ids=[row.pk for row in rows], fleet=NO_EVIDENCE, now=now)
    known = with_evidence(facts=known, now=now)
    found = []
    for row in rows:
        facts = known[row.pk]
        found.append(Proposed(
            elevator_id=row.pk, firm_id=row.firm_id or 0, facts=facts,
            proposal=propose(facts=facts, policy=policy),
        ))  # fmt: skip
    then = now - BEGAN - timedelta(days=3)
    plans = keep_proposals(found=found, first_day=first, run=None, now=then, by=PLATFORM)
    office = _office(rows[0])
    ready = []
    for place, plan in enumerate(plans):
        if 3 <= place % 10 < 3 + OPEN_OF_TEN:
            continue
        _alter(plan, known[plan.elevator_id], chance, now=then + timedelta(days=1), by=office)
        ready.append(plan.uid)
    if not ready:
        return 0
    then += timedelta(days=2)
    return len(adopt_plans(uids=ready, now=then, by=office).adopted)


def _office(row: Elevator) -> Actor:
    return Actor(
        kind=ActorKind.PERSON, name="王主管", role=str(RoleKind.FIRM_OFFICE),
        organisation_id=row.firm_id or 0,
    )  # fmt: skip


def _dared(facts: PlanFacts, policy: PlanPolicy) -> int:
    """Return the days that the firm would let pass between visits; 0: as proposed."""
    if facts.past_faults > _SOME or facts.deviating:
        return 0
    if facts.past_faults > _FEW:
        return _STEP
    is_steady = (facts.online_share or 0.0) >= policy.online_share and (
        facts.known_days >= policy.least_known_days
    )
    if facts.past_faults or not is_steady:
        return _MONTH
    return 60 if facts.age_years is not None and facts.age_years < _YOUNG_YEARS else 45


def _alter(plan: YearPlan, facts: PlanFacts, chance: Random, *, now: datetime, by: Actor) -> None:
    """Let the firm go further than the platform dares, where the facts bear its reason."""
    policy = plan_policy_on(day=plan.first_day)
    days = _dared(facts, policy)
    if not days:
        return
    level_one = [code for code in policy.items_of(plan.annex) if code[2] == "1"]
    change = LineChange(items=tuple(level_one), reason=_WHY[days], days=days)
    form = UUID(int=chance.getrandbits(128), version=4)
    adjust_lines(uid=plan.uid, change=change, form_id=form, now=now, by=by)
    remote = tuple(
        code for code in level_one
        if policy.ways[code] is ItemWay.REMOTE and code in (facts.witnessed or ())
    )  # fmt: skip
    if not remote or days <= _MONTH:
        return
    change = LineChange(
        items=remote, reason="由监测数据每日核对。", way=ItemWay.REMOTE, days=policy.fixed_days
    )
    form = UUID(int=chance.getrandbits(128), version=4)
    adjust_lines(uid=plan.uid, change=change, form_id=form, now=now, by=by)
