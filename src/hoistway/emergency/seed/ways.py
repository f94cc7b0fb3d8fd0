"""The ways of past rescues: who is called, who comes, how it ends, as the clock asks for it."""

from datetime import datetime, timedelta
from random import Random

from hoistway.emergency.models import Call
from hoistway.emergency.seed.courses import Story, Telling
from hoistway.emergency.seed.crews import Crews
from hoistway.emergency.seed.plans import Plan
from hoistway.emergency.vocabulary import CallState, DeclineReason, Deed, RescueLevel
from hoistway.foundation.actors import PLATFORM, Actor

STATION_PEOPLE = 3
"""Technicians at other firms' stations without whom no rescue is passed on."""

_LEAST_S = 95.0
"""From accepting to standing there at the least. Chosen: somebody who is in the building."""

_NOTES = (
    "门锁触点接触不良，已处理。", "断电复位后开门放人。", "盘车至平层放人，已张贴停用标识。", "",
)  # fmt: skip


def run(*, story: Story, plan: Plan, crews: Crews, chance: Random) -> None:
    """Tell a rescue from the first word to its end; the judgement is the caller's."""
    told = Telling(
        story, plan, crews, crews.of_firm(elevator=plan.elevator, chance=chance),
        crews.of_stations(elevator=plan.elevator),
    )  # fmt: skip
    told.report(plan.sources[0], plan.opened_at, Deed.OPENED)
    first = plan.opened_at + timedelta(seconds=chance.uniform(0.4, 3.5))
    if plan.way == "self":
        _end_by_itself(told, first)
        return
    passed_on = plan.way in {"station", "fire"} and len(told.stations) >= STATION_PEOPLE
    coming = _through_station(told, first) if passed_on else _through_firm(told, first)
    if coming is None:
        _freed_by_the_desk(told)
    else:
        _come(told, coming)


def _end_by_itself(told: Telling, at: datetime) -> None:
    """Let the doors open before anybody has answered, as the signals tell."""
    story, call = told.story, told.call(RescueLevel.FIRM, at)
    over = at + timedelta(seconds=story.chance.uniform(9, 50))
    story.reports[0].cleared_at = over
    story.step(Deed.CLEARED, at=over, by=PLATFORM, facts={})
    story.incident.freed_at = story.incident.closed_at = over
    for deed in (Deed.FREED, Deed.CLOSED):
        story.step(deed, at=over, by=PLATFORM, facts={"self_released": True})
    if call is not None:
        told.stand_down(call, over, PLATFORM)


def _through_firm(told: Telling, at: datetime) -> Call | None:
    """Call the firm's technicians; the first or the second takes it."""
    call = told.call(RescueLevel.FIRM, at)
    if call is not None and told.plan.way == "second":
        if told.story.chance.random() < 0.5:
            call = told.call(RescueLevel.FIRM, told.miss(call))
        else:
            by = told.acting(call)
            call = told.call(RescueLevel.FIRM, told.decline(call, DeclineReason.BUSY), by=by)
    if call is not None:
        told.accept(call)
    return call


def _through_station(told: Telling, at: datetime) -> Call | None:
    """Let the firm's own decline; the clock then calls the stations, and at last 119."""
    opened, policy = told.plan.opened_at, told.story.policy
    call = told.call(RescueLevel.FIRM, at)
    if call is not None:
        by, free_at = told.acting(call), told.decline(call, DeclineReason.FAR)
        told.call(RescueLevel.FIRM, free_at, by=by, busy=True)
    second = opened + timedelta(seconds=policy.second_level_after_s)
    told.escalate(RescueLevel.STATION, second)
    call = told.call(RescueLevel.STATION, second)
    if call is not None and told.plan.way == "fire":
        call = told.call(RescueLevel.STATION, told.miss(call))
        third = opened + timedelta(seconds=policy.third_level_after_s)
        if call is not None:
            told.miss(call)
        told.escalate(RescueLevel.FIRE, third)
        call = told.call(RescueLevel.STATION, third)
    if call is not None:
        told.accept(call)
    return call


def _freed_by_the_desk(told: Telling) -> None:
    """Where nobody could be called, the desk sends whom it knows and keeps that all are out."""
    wait = max(told.plan.arrives_s, 240) + told.plan.frees_s
    _end(told, told.plan.opened_at + timedelta(seconds=wait), told.crews.desk)


def _come(told: Telling, call: Call) -> None:
    """Let who accepted set out, arrive, free everybody and close; late where they come late."""
    story, plan, by = told.story, told.plan, told.acting(call)
    accepted = call.answered_at or call.called_at
    off = accepted + timedelta(seconds=story.chance.uniform(5, 30))
    own: dict[str, object] = {"technician": call.technician_id}
    story.step(Deed.UNDER_WAY, at=off, by=by, facts=own, call=call)
    if len(plan.sources) > 1:
        told.report(plan.sources[1], off + timedelta(seconds=20), Deed.REPORTED)
    there = max(story.after(plan.arrives_s), accepted + timedelta(seconds=_LEAST_S))
    limit = story.after(story.policy.arrival_limit_s)
    other = _overdue(told, limit, there) if there > limit else None
    story.incident.arrived_at = there
    scanned = story.chance.random() < 0.8
    away = None if scanned else round(story.chance.uniform(5, 180))
    facts: dict[str, object] = {
        **own, "code_scanned": scanned, "distance_m": away, "level": str(call.level),
        "accuracy_m": None if scanned else 25.0,
    }  # fmt: skip
    story.step(Deed.ARRIVED, at=there, by=by, facts=facts, call=call)
    if other is not None:
        told.stand_down(other, there, by)
    _end(told, there + timedelta(seconds=plan.frees_s), by)
    call.state = CallState.DONE


def _overdue(told: Telling, limit: datetime, there: datetime) -> Call | None:
    """Note that the limit has passed; a firm's rescue is then offered to the stations too."""
    story = told.story
    facts: dict[str, object] = {
        "limit_s": story.policy.arrival_limit_s,
        "clause": story.policy.clauses["arrival_limit_s"],
    }
    story.step(Deed.OVERDUE, at=limit, by=PLATFORM, facts=facts)
    if story.incident.level is not RescueLevel.FIRM:
        return None
    told.escalate(RescueLevel.STATION, limit)
    call = told.call(RescueLevel.STATION, limit)
    if call is not None and there >= call.answer_by:
        told.accept(call)
    return call


def _end(told: Telling, freed: datetime, by: Actor) -> None:
    """Free everybody, and close with the cause."""
    story, plan = told.story, told.plan
    incident = story.incident
    incident.people, incident.injured = plan.people, plan.injured
    incident.freed_at = freed
    facts: dict[str, object] = {"people": plan.people, "injured": plan.injured}
    story.step(Deed.FREED, at=freed, by=by, facts=facts)
    closed = freed + timedelta(seconds=plan.closes_s)
    incident.closed_at, incident.cause = closed, plan.cause
    ended: dict[str, object] = {"cause": str(plan.cause), "note": story.chance.choice(_NOTES)}
    story.step(Deed.CLOSED, at=closed, by=by, facts=ended)
