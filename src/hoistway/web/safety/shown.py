"""Rounds and units as pages show them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.safety.models import KeptRound
from hoistway.safety.queries import (
    SafetyPolicy,
    day_by_day,
    first_of,
    is_open,
    last_of,
    periods,
    policy_on,
)
from hoistway.safety.vocabulary import RoundAnswer, RoundFact, RoundStanding, SafetyRound
from hoistway.web.desk.shapes import Number, word
from hoistway.web.parts.columns import strip
from hoistway.web.parts.tones import Tone
from hoistway.web.templatetags.house import plain_day

TONES: dict[RoundStanding, Tone] = {
    RoundStanding.KEPT: "safe", RoundStanding.LATE: "active", RoundStanding.DUE: "quiet",
    RoundStanding.MISSING: "caution",
}  # fmt: skip
_SHARES: dict[RoundStanding, float | None] = {
    RoundStanding.KEPT: 1.0, RoundStanding.LATE: 0.5, RoundStanding.DUE: None,
    RoundStanding.MISSING: 0.0,
}  # fmt: skip
_ROOMS = {
    RoundFact.FAULTS_NEW: "fault", RoundFact.FAULTS_OPEN: "fault",
    RoundFact.VISITS_OVERDUE: "visit",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundCard:
    """The round of one period: how it stands and where it is kept."""

    kind: SafetyRound
    first: date
    last: date
    standing: RoundStanding
    tone: Tone
    url: str
    open: bool


@dataclass(frozen=True, slots=True)
class FactLine:
    """One figure that was laid out, and whether it weighs."""

    fact: RoundFact
    count: int
    weighs: bool


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing behind a figure, with the way to it."""

    fact: RoundFact
    where: str
    url: str


def round_url(*, unit_id: int, kind: SafetyRound, first: date) -> str:
    """Return where the round of a period is kept and read."""
    return reverse("safety-round", args=[unit_id, str(kind), first.isoformat()])


def cards_of(*, unit_id: int, now: datetime) -> list[RoundCard]:
    """Return the present rounds and those that may still be kept late; three queries."""
    today = local_day(at=now)
    policy = policy_on(day=today)
    found = []
    for kind in SafetyRound:
        late = policy.late_days[str(kind)]
        begin = first_of(kind=kind, day=date.fromordinal(today.toordinal() - late - 31))
        days = [
            one for one in periods(kind=kind, first=begin, last=today)
            if is_open(kind=kind, first=one, today=today, late_days=late)
        ]  # fmt: skip
        for first, how in day_by_day(unit_id=unit_id, kind=kind, days=days, today=today)[::-1]:
            if first == days[-1] or how is RoundStanding.MISSING:
                found.append(_card(unit_id, kind, first, how))
    return found


def _card(unit_id: int, kind: SafetyRound, first: date, how: RoundStanding) -> RoundCard:
    return RoundCard(
        kind=kind, first=first, last=last_of(kind=kind, first=first), standing=how,
        tone=TONES[how], url=round_url(unit_id=unit_id, kind=kind, first=first),
        open=how in {RoundStanding.DUE, RoundStanding.MISSING},
    )  # fmt: skip


def strips_of(*, unit_id: int, month: date, today: date) -> list[tuple[SafetyRound, SafeString]]:
    """Return a month drawn: one cell for each day, and one for each week; two queries."""
    last = last_of(kind=SafetyRound.MONTHLY, first=month)
    drawn = []
    for kind in (SafetyRound.DAILY, SafetyRound.WEEKLY):
        days = [one for one in periods(kind=kind, first=month, last=last) if one <= today]
        if not days:
            continue
        told = day_by_day(unit_id=unit_id, kind=kind, days=days, today=today)
        cells = [(f"{day:%m-%d}", _SHARES[how], f"{day:%m-%d} {word(how)}") for day, how in told]
        drawn.append((kind, strip(days=cells, label=word(kind), steady=1.0)))
    return drawn


def facts_of(*, counts: Mapping[str, int], among: Sequence[RoundFact] = ()) -> list[FactLine]:
    """Return the figures that were laid out, of these facts or of all, what weighs first."""
    weighs = RoundFact.weighing()
    wanted = among or [one for one in RoundFact if str(one) in counts]
    return [
        FactLine(one, counts.get(str(one), 0), one in weighs and counts.get(str(one), 0) > 0)
        for one in wanted
    ]


def things_of(*, behind: Sequence[Sequence[str]]) -> list[Thing]:
    """Return what stands behind figures, each with the page on which it is read."""
    found = []
    for code, key, where in behind:
        fact = RoundFact(code)
        name = _ROOMS.get(fact, "elevator-file")
        found.append(Thing(fact, where, reverse(name, args=[key])))
    return found


def answers_of(*, row: KeptRound, policy: SafetyPolicy) -> list[tuple[str, str, RoundAnswer]]:
    """Return the lines of a kept round in two languages with what was answered."""
    return [
        (line.zh, line.en, RoundAnswer(row.answers[line.code]))
        for line in policy.lines_of(row.kind)
        if line.code in row.answers
    ]


def safety_number(*, by: Actor, now: datetime) -> Number:
    """Return the figure of a use unit's first page: which rounds wait to be kept."""
    waiting = [one for one in cards_of(unit_id=by.organisation_id, now=now) if one.open]
    late = sum(one.standing is RoundStanding.MISSING for one in waiting)
    return Number(
        label=_("待完成的安全检查"), value=len(waiting), tone="caution" if late else "quiet",
        note=_("其中已过期 %(n)s 期") % {"n": late} if late else "",
        url=reverse("use-unit-safety"),
    )  # fmt: skip


def called(*, row: KeptRound) -> str:
    """Return what a round is called: its kind and its days."""
    last = last_of(kind=row.kind, first=row.first_day)
    days = plain_day(row.first_day)
    if last != row.first_day:
        days = f"{days} – {plain_day(last)}"
    return f"{word(row.kind)} {days}"
