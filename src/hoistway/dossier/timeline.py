"""The life of an elevator on one page: the one place where rooms above join their events."""

from collections.abc import Iterable
from dataclasses import replace

from hoistway.dossier.around import facts_around
from hoistway.dossier.disclosure import MILESTONES, RESCUE_NUMBERS_FROM, Audience
from hoistway.emergency.models import Incident
from hoistway.emergency.queries import incidents_of
from hoistway.emergency.vocabulary import IncidentState
from hoistway.foundation.periods import local_day, seconds_between
from hoistway.lifecycle.queries import Milestone, milestones
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.registry.queries import family

_RESCUE_SOURCE = ("应急处置平台", "Emergency platform")


def life_of(*, elevator_id: int, audience: Audience) -> list[Milestone]:
    """Return what happened to an elevator as an audience may read it, the newest first.

    Scope was judged by the caller; signed maintenance has a list of its own.
    """
    kin = family(elevator_id=elevator_id)
    lines = [
        *milestones(elevator_id=elevator_id),
        *_rescues(incidents_of(elevator_ids=kin), audience),
        *_around(elevator_id, audience),
    ]
    seen = [line for line in lines if MILESTONES[line.kind] <= audience]
    return sorted(seen, key=lambda line: (line.on, line.at is not None, line.at or line.on))[::-1]


def _around(elevator_id: int, audience: Audience) -> Iterable[Milestone]:
    """Return the facts around an elevator; their numbers are for who answers for it."""
    lines = facts_around(elevator_id=elevator_id)
    if audience >= RESCUE_NUMBERS_FROM:
        return lines
    return (replace(line, about="", reference="") for line in lines)


def _rescues(rows: Iterable[Incident], audience: Audience) -> list[Milestone]:
    return [_rescue(row, audience) for row in rows if row.state is not IncidentState.FALSE_ALARM]


def _rescue(row: Incident, audience: Audience) -> Milestone:
    zh, en = row.kind.zh, row.kind.en
    minutes = _minutes(row)
    if minutes is not None:
        zh, en = f"{zh}，{minutes} 分钟后救出", f"{en}, freed after {minutes} min"
    if row.people and audience >= RESCUE_NUMBERS_FROM:
        zh, en = f"{zh}，{row.people} 人", f"{en}, {row.people} people"
    return Milestone(
        on=local_day(at=row.opened_at), at=row.opened_at, kind=MilestoneKind.RESCUED,
        words=(zh, en), source=_RESCUE_SOURCE,
        about="incident" if audience >= RESCUE_NUMBERS_FROM else "",
        reference=row.number if audience >= RESCUE_NUMBERS_FROM else "",
    )  # fmt: skip


def _minutes(row: Incident) -> int | None:
    seconds = seconds_between(start=row.opened_at, end=row.freed_at)
    return None if seconds is None else max(1, round(seconds / 60))
