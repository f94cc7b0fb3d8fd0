"""A rescue as the trapped person sees it: who comes, how far, what happened, what next."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.dossier.incident import Entry, IncidentPortrait
from hoistway.dossier.said import Pair
from hoistway.emergency.vocabulary import Deed, IncidentKind, IncidentState, RescueLevel
from hoistway.parties.vocabulary import RoleKind

HIDDEN = frozenset({Deed.EVALUATED, Deed.NOTED, Deed.STOOD_DOWN, Deed.DECLINED})
"""Steps that say nothing to a passenger; a decline shows as the next call."""

_COMFORT: tuple[tuple[int, Pair], ...] = (
    (20, ("您没有被忘记，应急调度员正在盯着这一单。", "You are not forgotten. A dispatcher is watching this rescue.")),
    (10, ("可以轮流坐下休息，手机调暗省电，本页会自动更新。", "Sit down in turns. Dim your phone. This page updates by itself.")),
    (5, ("请靠墙坐下，慢慢呼吸。轿厢有通风，不会缺氧。", "Sit by the wall and breathe slowly. The car has vents. There is enough air.")),
    (0, ("别担心，轿厢不是密封的，电梯有多重安全装置。", "Do not worry. Air comes in, and the car has many safety devices.")),
)  # fmt: skip
"""Minutes waited → words. Chosen: steps of frontend.md 11; nothing is promised that is unknown."""

_ADVICE: tuple[Pair, ...] = (
    ("请不要扒门，也不要自己爬出去。", "Do not force the doors. Do not climb out."),
    ("可按轿厢内的警铃或对讲。", "You may press the alarm button or the intercom in the car."),
)
_ADVICE_ESCALATOR: tuple[Pair, ...] = (
    ("按下扶梯两端的红色急停按钮。", "Press the red stop button at either end."),
    ("不要硬拉被夹住的人或衣物。", "Do not pull on a person or clothes that are caught."),
)


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """One step in words for everybody; its number is the stored one."""

    sequence: int
    deed: Deed
    at: datetime
    words: Pair


@dataclass(frozen=True, slots=True)
class Tracking:
    """What the passenger's page shows; holds no personal name or number."""

    number: str
    place: str
    mood: str
    title: Pair
    comfort: Pair
    note: Pair
    advice: tuple[Pair, ...]
    opened_at: datetime
    firm: Pair
    role: RoleKind
    eta_minutes: int | None
    distance_m: float | None
    position_at: datetime | None
    arrived: bool
    ended: bool
    is_escalator: bool
    entries: tuple[PublicEntry, ...]


def public_entries(*, entries: tuple[Entry, ...]) -> tuple[PublicEntry, ...]:
    """Return the steps a passenger may read, oldest first."""
    return tuple(
        PublicEntry(sequence=e.sequence, deed=e.deed, at=e.at, words=e.words)
        for e in entries
        if e.deed not in HIDDEN
    )


def tracking_of(*, portrait: IncidentPortrait, now: datetime) -> Tracking:
    """Return the passenger's view of a rescue."""
    approach = portrait.approach
    ended = portrait.state not in IncidentState.open_states()
    waited_min = (now - portrait.opened_at).total_seconds() / 60
    escalator = portrait.kind is IncidentKind.INJURY
    advice = _ADVICE_ESCALATOR if escalator else _ADVICE
    comfort = next(words for minutes, words in _COMFORT if waited_min >= minutes or minutes == 0)
    return Tracking(
        number=portrait.number, place=portrait.elevator.address, mood=_mood(portrait, now),
        title=_title(portrait), comfort=("", "") if ended or escalator else comfort,
        note=_note(portrait, now), advice=() if ended else advice,
        opened_at=portrait.opened_at, firm=approach.firm if approach else ("", ""),
        role=RoleKind.TECHNICIAN, eta_minutes=approach.eta_minutes if approach else None,
        distance_m=approach.distance_m if approach else None,
        position_at=approach.position_at if approach else None,
        arrived=portrait.state is IncidentState.ARRIVED, ended=ended, is_escalator=escalator,
        entries=public_entries(entries=portrait.entries),
    )  # fmt: skip


def _mood(portrait: IncidentPortrait, now: datetime) -> str:
    """Return how the head of the page looks: safe, late, or calm at work."""
    if portrait.state not in IncidentState.open_states() or portrait.arrived_at:
        return "safe"
    return "late" if now >= portrait.arrive_by else "active"


def _title(portrait: IncidentPortrait) -> Pair:
    if portrait.state is IncidentState.FALSE_ALARM:
        return "本次求助已结束", "This call has ended"
    if portrait.state not in IncidentState.open_states():
        if portrait.kind is IncidentKind.INJURY:
            return "处置完成，请保重", "It is over. Take care."
        return "人员已安全离开电梯", "Everybody is out"
    if portrait.state is IncidentState.ARRIVED:
        return "救援人员已到现场", "The rescuer is here"
    if portrait.state is IncidentState.ACCEPTED:
        return "救援人员正在赶来", "A rescuer is on the way"
    return "已收到，正在派人", "We are sending help"


def _note(portrait: IncidentPortrait, now: datetime) -> Pair:
    """Say what is late and what happens next; never a precision that does not exist."""
    if portrait.state not in {IncidentState.OPEN, IncidentState.ACCEPTED}:
        return "", ""
    if now >= portrait.arrive_by:
        return (
            "已超过 30 分钟，已加派救援站并通知应急处置中心。",
            "This takes more than 30 minutes. A rescue station is called too; the centre knows.",
        )
    if portrait.level is RescueLevel.FIRE:
        return (
            "维保单位和救援站尚未应答，应急处置中心正在联系 119。",
            "Nobody has answered yet. The emergency centre is calling the fire service, 119.",
        )
    if portrait.level is RescueLevel.STATION and portrait.state is IncidentState.OPEN:
        return (
            "维保单位尚未应答，已转呼二级救援站。",
            "The firm has not answered yet. We are calling a rescue station.",
        )
    approach = portrait.approach
    if approach and approach.eta_minutes is None:
        return (
            "比预计时间晚，正在联系救援人员。",
            "This is later than expected. We are asking the rescuer.",
        )
    return "", ""
