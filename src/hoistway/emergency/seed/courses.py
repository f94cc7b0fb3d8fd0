"""The course of one past rescue, deed by deed, as the dispatch and the rescuers would leave it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from hoistway.emergency.actions.dispatch import explanation, weighed_json
from hoistway.emergency.models import Call, Evaluation, Incident, Report, TimelineEntry
from hoistway.emergency.rules.lifecycle import state_after
from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.emergency.seed.crews import Asked, Crews, Rescuer, weigh
from hoistway.emergency.seed.plans import Plan
from hoistway.emergency.vocabulary import (
    CallState,
    DeclineReason,
    Deed,
    IncidentSource,
    RescueLevel,
)
from hoistway.foundation.actors import A_PASSENGER, PLATFORM, Actor

_KEYS = {IncidentSource.RIDER: "rider", IncidentSource.TELEMETRY: "seed.telemetry"}


@dataclass(slots=True)
class Story:
    """A rescue while it is told: every row of it, in memory."""

    incident: Incident
    policy: RescuePolicy
    chance: Random
    reports: list[Report] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    steps: list[TimelineEntry] = field(default_factory=list)
    about: list[tuple[TimelineEntry, Call]] = field(default_factory=list)
    evaluation: Evaluation | None = None

    def step(
        self, deed: Deed, *, at: datetime, by: Actor | Mapping[str, object],
        facts: dict[str, object], call: Call | None = None,
    ) -> None:  # fmt: skip
        """Move the rescue by the rule and keep the step."""
        incident = self.incident
        incident.state = state_after(state=incident.state, deed=deed)
        incident.entries += 1
        row = TimelineEntry(
            incident=incident, sequence=incident.entries, deed=deed, state=incident.state, at=at,
            recorded_at=at, by=by.as_json() if isinstance(by, Actor) else by, facts=facts,
        )  # fmt: skip
        self.steps.append(row)
        if call is not None:
            self.about.append((row, call))

    def after(self, seconds: float) -> datetime:
        """Return the instant so long after the firm, or else the desk, was told."""
        told = self.incident.firm_told_at or self.incident.opened_at
        return told + timedelta(seconds=seconds)


@dataclass(slots=True)
class Telling:
    """What the deeds of one rescue share."""

    story: Story
    plan: Plan
    crews: Crews
    firm: list[Rescuer]
    stations: list[Rescuer]

    def call(
        self, level: RescueLevel, at: datetime, *, by: Actor = PLATFORM, busy: bool = False
    ) -> Call | None:
        """Call whom the rule chooses; None where nobody suits, and then that is kept."""
        story, chance = self.story, self.story.chance
        incident = story.incident
        among = self.firm if level is RescueLevel.FIRM else self.stations
        asked = Asked(
            among=among, at=at, busy=busy, refused=self._called(CallState.DECLINED),
            missed=self._called(CallState.UNANSWERED),
        )  # fmt: skip
        choice = weigh(asked=asked, elevator=incident.elevator, policy=story.policy, chance=chance)
        chosen = choice.chosen
        if chosen is None:
            told = [weighed_json(weighed=one) for one in choice.weighed]
            facts = {"level": str(level), "candidates": told, "weighed": len(told)}
            story.step(Deed.SHORTFALL, at=at, by=by, facts=facts)
            return None
        who = next(o for o in among if o.member.person_id == chosen.candidate.person_id)
        until = at + timedelta(seconds=story.policy.answer_s)
        call = Call(
            incident=incident, technician_id=who.member.person_id,
            firm_id=who.member.organisation_id, station=who.station, level=level,
            state=CallState.RINGING, called_at=at, answer_by=until,
            distance_m=chosen.distance_m or 0.0, travel_s=chosen.travel_s or 0.0,
            explanation=explanation(choice=choice, policy=story.policy),
        )  # fmt: skip
        story.calls.append(call)
        incident.firm_told_at = incident.firm_told_at or at
        facts = {
            "technician": call.technician_id, "firm": call.firm_id, "level": str(level),
            "distance_m": round(call.distance_m), "travel_s": round(call.travel_s),
            "answer_by": until.isoformat(),
        }  # fmt: skip
        story.step(Deed.CALLED, at=at, by=by, facts=facts, call=call)
        return call

    def _called(self, state: CallState) -> frozenset[int]:
        return frozenset(c.technician_id for c in self.story.calls if c.state is state)

    def acting(self, call: Call) -> Actor:
        """Return the technician of a call as the one who acts."""
        known = (*self.firm, *self.stations)
        return next(o for o in known if o.member.person_id == call.technician_id).acting()

    def miss(self, call: Call) -> datetime:
        """Let a call ring until nobody answers; return when that was."""
        call.state = CallState.UNANSWERED
        facts: dict[str, object] = {"technician": call.technician_id, "level": str(call.level)}
        self.story.step(Deed.UNANSWERED, at=call.answer_by, by=PLATFORM, facts=facts, call=call)
        return call.answer_by

    def decline(self, call: Call, reason: DeclineReason) -> datetime:
        """Let a technician say that they cannot go; return when that was."""
        at = call.called_at + timedelta(seconds=self.story.chance.uniform(8, 40))
        call.state, call.answered_at, call.reason = CallState.DECLINED, at, str(reason)
        facts: dict[str, object] = {
            "technician": call.technician_id, "reason": str(reason), "level": str(call.level),
        }  # fmt: skip
        self.story.step(Deed.DECLINED, at=at, by=self.acting(call), facts=facts, call=call)
        return at

    def accept(self, call: Call) -> datetime:
        """Let a technician take the rescue; return when that was."""
        at = call.called_at + timedelta(seconds=self.story.chance.uniform(6, 52))
        incident = self.story.incident
        call.state, call.answered_at = CallState.ACCEPTED, at
        incident.accepted_at = incident.accepted_at or at
        facts: dict[str, object] = {
            "technician": call.technician_id, "firm": call.firm_id, "level": str(call.level),
            "arrives_at": (at + timedelta(seconds=call.travel_s)).isoformat(),
        }  # fmt: skip
        self.story.step(Deed.ACCEPTED, at=at, by=self.acting(call), facts=facts, call=call)
        return at

    def stand_down(self, call: Call, at: datetime, by: Actor) -> None:
        """Take a call back."""
        call.state, call.answered_at = CallState.STOOD_DOWN, call.answered_at or at
        facts: dict[str, object] = {"technician": call.technician_id, "level": str(call.level)}
        self.story.step(Deed.STOOD_DOWN, at=at, by=by, facts=facts, call=call)

    def escalate(self, level: RescueLevel, at: datetime) -> None:
        """Raise the level by the clock."""
        self.story.incident.level = level
        self.story.step(Deed.ESCALATED, at=at, by=PLATFORM, facts={"level": str(level)})

    def report(self, source: IncidentSource, at: datetime, deed: Deed) -> None:
        """Keep a witness and the step by which it came in."""
        story, facts = self.story, _facts(source)
        form = UUID(int=story.chance.getrandbits(128), version=4).hex
        story.reports.append(
            Report(
                incident=story.incident, source=source, seen_at=at, received_at=at, facts=facts,
                key=f"{_KEYS.get(source, str(source))}.{form}",
            )
        )  # fmt: skip
        by = {IncidentSource.TELEMETRY: PLATFORM, IncidentSource.RIDER: A_PASSENGER}
        who = by.get(source, self.crews.desk)
        story.step(deed, at=at, by=who, facts={"source": str(source), **facts})


def _facts(source: IncidentSource) -> dict[str, object]:
    rider = source is IncidentSource.RIDER
    return {"asker": "inside", "suspicion": "none"} if rider else {}
