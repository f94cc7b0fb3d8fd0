"""One rescue as a desk shows it: the portrait in the language and within the rights of a reader."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.incident import (
    CallLine,
    CandidateLine,
    FigureLine,
    IncidentPortrait,
    portrait_of,
)
from hoistway.dossier.search import incident_seen
from hoistway.emergency.vocabulary import (
    CallState,
    Cause,
    DeclineReason,
    IncidentKind,
    IncidentSource,
    IncidentState,
    RescueLevel,
    Verdict,
)
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import seconds_between
from hoistway.web.desk.shapes import chosen, listed, word
from hoistway.web.desk.signals import Signals, signals_of
from hoistway.web.desk.viewer import Viewer
from hoistway.web.frame import english, spoken, telephone
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import metre_words
from hoistway.web.technician.shown import Answer, Line, floor_label

FIGURE_NAMES = {
    "detection": ("发现", "Detection"),
    "dispatch": ("派单", "Dispatch"),
    "answer": ("应答", "Answer"),
    "arrival": ("到场", "Arrival"),
    "on_site": ("现场救援", "On site"),
    "whole": ("全程", "Whole rescue"),
}
_VERDICT_TONES: dict[Verdict, Tone] = {
    Verdict.KEPT: "safe", Verdict.EXCEEDED: "caution", Verdict.NOT_REACHED: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Assignment:
    """One call and why it went to this person."""

    id: int
    label: str
    firm: str
    level: RescueLevel
    state: CallState
    waiting: bool
    called_at: datetime
    answer_by: datetime
    answered_at: datetime | None
    reason: str
    explanation: str
    weighed: int
    candidates: tuple[CandidateLine, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One stretch against its limit."""

    name: str
    clause: str
    from_at: datetime | None
    to_at: datetime | None
    seconds: float | None
    limit_seconds: int
    verdict: Verdict
    tone: Tone


@dataclass(frozen=True, slots=True)
class Room:
    """What the templates of one rescue show."""

    id: int
    number: str
    kind: IncidentKind
    state: IncidentState
    level: RescueLevel
    next_level: RescueLevel | None
    elevator: ElevatorCard
    opened_at: datetime
    arrived_at: datetime | None
    ended_at: datetime | None
    deadline_at: datetime | None
    eta_minutes: int | None
    people: int | None
    floor_label: str
    sources: tuple[IncidentSource, ...]
    suspicious: str
    answers: tuple[Answer, ...]
    worse_at: datetime | None
    caller_phone: str
    caller_href: str
    entries: tuple[Line, ...]
    assignments: tuple[Assignment, ...]
    figures: tuple[Judged, ...]
    edition: str
    telemetry: Signals | None
    from_telemetry: bool
    explains: bool
    causes: tuple[Cause, ...]
    say: str


def room_of(*, number: str, by: Actor, now: datetime) -> Room:
    """Return a visible rescue as this reader may see it.

    Raises: NotFound.
    """
    portrait = portrait_of(incident=incident_seen(by=by, number=number), now=now)
    viewer = Viewer(by)
    levels = list(RescueLevel)
    higher = levels[levels.index(portrait.level) + 1 :]
    approach = portrait.approach
    phone = portrait.caller_phone if viewer.sees_caller else ""
    return Room(
        id=portrait.id, number=portrait.number, kind=portrait.kind, state=portrait.state,
        level=portrait.level, next_level=higher[0] if higher else None,
        elevator=portrait.elevator, opened_at=portrait.opened_at,
        arrived_at=portrait.arrived_at, ended_at=portrait.ended_at,
        deadline_at=portrait.arrive_by if portrait.is_open else None,
        eta_minutes=approach.eta_minutes if approach else None, people=portrait.people,
        floor_label=floor_label(portrait.elevator, portrait.evidence.get("floor")),
        sources=portrait.sources, suspicious=_suspicious(portrait, viewer),
        answers=_answers(portrait), worse_at=portrait.worse_at, caller_phone=phone,
        caller_href=telephone(phone) if phone else "", entries=_course(portrait, viewer),
        assignments=_assignments(portrait, viewer),
        figures=tuple(_judged(figure) for figure in portrait.figures), edition=portrait.edition,
        telemetry=signals_of(portrait=portrait, now=now),
        from_telemetry=IncidentSource.TELEMETRY in portrait.sources,
        explains=viewer.sees_caller, causes=tuple(Cause), say=_say(portrait),
    )  # fmt: skip


def _suspicious(portrait: IncidentPortrait, viewer: Viewer) -> str:
    return listed(word(s) for s in portrait.suspicions) if viewer.sees_caller else ""


def _say(portrait: IncidentPortrait) -> str:
    """Return what a screen reader hears when the room changes."""
    last = spoken(portrait.entries[-1].words) if portrait.entries else ""
    return f"{word(portrait.state)}。{last}"


def _answers(portrait: IncidentPortrait) -> tuple[Answer, ...]:
    if not portrait.needs:
        return ()
    return (Answer(_("需要照顾"), listed(word(need) for need in portrait.needs)),)


def _course(portrait: IncidentPortrait, viewer: Viewer) -> tuple[Line, ...]:
    return tuple(
        Line(
            at=entry.at, text=spoken(entry.words), actor_label=viewer.doer(entry),
            detail=spoken(entry.detail) if viewer.reads_detail(entry) else "",
        )
        for entry in reversed(portrait.entries)
    )  # fmt: skip


def _assignments(portrait: IncidentPortrait, viewer: Viewer) -> tuple[Assignment, ...]:
    return tuple(assignment(call, viewer) for call in reversed(portrait.calls))


def assignment(call: CallLine, viewer: Viewer) -> Assignment:
    """Return a call in words, with names where this reader may read them."""
    reason = chosen(DeclineReason, call.reason)
    candidates = tuple(
        replace(line, label=viewer.candidate(call, line, number))
        for number, line in enumerate(call.candidates, start=1)
    )
    return Assignment(
        id=call.id, label=viewer.called(call), firm=call.firm, level=call.level,
        state=call.state, waiting=call.state is CallState.RINGING, called_at=call.called_at,
        answer_by=call.answer_by, answered_at=call.answered_at, reason=word(reason),
        explanation=why(call), weighed=call.weighed,
        candidates=candidates if viewer.sees_caller else (),
    )  # fmt: skip


def why(call: CallLine) -> str:
    """Return in one sentence why the call went to whom it went."""
    facts = {
        "weighed": call.weighed, "minutes": max(1, round(call.travel_s / 60)),
        "distance": metre_words(call.distance_m, english=english()),
    }  # fmt: skip
    return _("在 %(weighed)s 名候选人中最快可到：直线 %(distance)s，约 %(minutes)s 分钟。") % facts


def _judged(figure: FigureLine) -> Judged:
    return Judged(
        name=spoken(FIGURE_NAMES.get(figure.name, (figure.name, figure.name))),
        clause=figure.clause, from_at=figure.from_at, to_at=figure.to_at,
        seconds=figure.seconds
        if figure.seconds is not None
        else seconds_between(start=figure.from_at, end=figure.to_at),
        limit_seconds=figure.limit_s, verdict=figure.verdict,
        tone=_VERDICT_TONES.get(figure.verdict, "quiet"),
    )  # fmt: skip
