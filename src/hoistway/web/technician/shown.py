"""An order in the words of the page."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.dossier.elevator import ElevatorCard
from hoistway.dossier.order import STEPS, Order
from hoistway.emergency.vocabulary import DeclineReason, IncidentKind, IncidentState
from hoistway.foundation.geo import Point, to_gcj02
from hoistway.web.frame import spoken


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the order's line."""

    label: str
    done: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """Something the passenger has said."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the course."""

    at: datetime
    text: str
    detail: str
    actor_label: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What the technician's templates show of an order."""

    number: str
    kind: IncidentKind
    state: IncidentState
    step: str
    steps: tuple[Step, ...]
    elevator: ElevatorCard
    taken_away: str
    called_at: datetime
    answer_by: datetime
    arrive_by: datetime
    arrived_at: datetime | None
    distance_m: float
    eta_minutes: int
    explanation: str
    people: int | None
    floor_label: str
    answers: tuple[Answer, ...]
    worse_at: datetime | None
    navigate_href: str
    decline_reasons: tuple[DeclineReason, ...]
    say: str
    entries: tuple[Line, ...]
    closed: bool


def shown_order(order: Order) -> Shown:
    """Return the order in the language of the page."""
    portrait = order.portrait
    reached = [name for name, _words in STEPS].index(order.step)
    steps = tuple(
        Step(label=spoken(words), done=index < reached, current=index == reached)
        for index, (_name, words) in enumerate(STEPS)
    )
    return Shown(
        number=portrait.number, kind=portrait.kind, state=portrait.state, step=order.step,
        steps=steps, elevator=portrait.elevator,
        taken_away=spoken(order.taken_away) if order.taken_away else "",
        called_at=order.called_at, answer_by=order.answer_by, arrive_by=portrait.arrive_by,
        arrived_at=portrait.arrived_at, distance_m=order.distance_m, eta_minutes=order.eta_minutes,
        explanation=spoken(order.why), people=portrait.people,
        floor_label=floor_label(portrait.elevator, portrait.evidence.get("floor")),
        answers=_answers(order), worse_at=portrait.worse_at,
        navigate_href=_navigate(portrait.elevator), decline_reasons=tuple(DeclineReason),
        say=steps[reached].label,
        entries=tuple(
            Line(at=e.at, text=spoken(e.words), detail=spoken(e.detail), actor_label=e.doer)
            for e in reversed(order.entries)
        ),
        closed=order.step == "closed",
    )  # fmt: skip


def floor_label(elevator: ElevatorCard, index: object) -> str:
    """Return how the building calls the landing with this index, empty when nothing is known."""
    labels = elevator.floor_labels
    if not isinstance(index, int) or not 0 <= index < len(labels):
        return ""
    return _("%(floor)s 层附近") % {"floor": labels[index]}


def _answers(order: Order) -> tuple[Answer, ...]:
    portrait = order.portrait
    answers = []
    if portrait.needs:
        words = [spoken((need.zh, need.en)) for need in portrait.needs]
        answers.append(Answer(_("需要照顾"), spoken(("、", ", ")).join(words)))
    if portrait.caller_phone:
        answers.append(Answer(_("乘客电话"), portrait.caller_phone))
    return tuple(answers)


def _navigate(elevator: ElevatorCard) -> str:
    """Return the link that opens the phone's map; Chinese maps use the offset grid."""
    if elevator.longitude is None or elevator.latitude is None:
        return ""
    there = to_gcj02(Point(elevator.longitude, elevator.latitude))
    return f"geo:{there.latitude:.6f},{there.longitude:.6f}"
