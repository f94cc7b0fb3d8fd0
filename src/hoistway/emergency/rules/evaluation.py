"""Judge a finished rescue against its limits, each figure with its clause and its two instants."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.emergency.rules.policy import RescuePolicy
from hoistway.emergency.vocabulary import Verdict
from hoistway.foundation.periods import seconds_between


@dataclass(frozen=True, slots=True)
class Course:
    """The instants of a rescue; None for what did not happen."""

    began_at: datetime
    opened_at: datetime
    firm_told_at: datetime | None
    accepted_at: datetime | None
    arrived_at: datetime | None
    freed_at: datetime | None
    found_by_telemetry: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured stretch; no seconds while an end is missing, limit 0 where no norm exists."""

    name: str
    start: datetime | None
    end: datetime | None
    seconds: float | None
    limit_s: int
    clause: str
    verdict: Verdict


def _figure(
    name: str, ends: tuple[datetime | None, datetime | None], limit_s: int, clause: str
) -> Figure:
    seconds = seconds_between(start=ends[0], end=ends[1])
    verdict = Verdict.NOT_REACHED
    if seconds is not None:
        verdict = Verdict.KEPT if not limit_s or seconds <= limit_s else Verdict.EXCEEDED
    return Figure(name, ends[0], ends[1], seconds, limit_s, clause, verdict)


def evaluate(*, course: Course, policy: RescuePolicy) -> tuple[Figure, ...]:
    """Return the figures of a rescue in the order in which they happened.

    The firm's thirty minutes run from the instant the firm was told (TSG T5002-2017 art. 5), the
    passenger's clock from the instant the trouble began; both are kept (dossier, pitfalls 34–35).
    """
    clauses = policy.clauses
    figures = [
        _figure(
            "dispatch", (course.opened_at, course.firm_told_at), policy.dispatch_limit_s,
            clauses["dispatch_limit_s"],
        ),
        _figure(
            "answer", (course.firm_told_at, course.accepted_at), policy.answer_limit_s,
            clauses["answer_limit_s"],
        ),
        _figure(
            "arrival", (course.firm_told_at, course.arrived_at), policy.arrival_limit_s,
            clauses["arrival_limit_s"],
        ),
        _figure("on_site", (course.arrived_at, course.freed_at), 0, "286号 二（五）过程跟踪"),
        _figure(
            "whole", (course.began_at, course.freed_at), policy.accident_after_s,
            clauses["accident_after_s"],
        ),
    ]  # fmt: skip
    if course.found_by_telemetry:
        detection = _figure(
            "detection", (course.began_at, course.opened_at), policy.detection_limit_s,
            clauses["detection_limit_s"],
        )  # fmt: skip
        figures.insert(0, detection)
    return tuple(figures)
