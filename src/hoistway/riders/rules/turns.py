"""Whose turn a report is, and who may do what to it: one rule for buttons and for actions."""

from dataclasses import dataclass

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.refusal import Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.riders.rules.course import may_follow
from hoistway.riders.rules.routing import is_higher
from hoistway.riders.vocabulary import Desk, ReportDeed, ReportKind, ReportState

_AT_DESK = frozenset({ReportDeed.TAKE_UP, ReportDeed.ANSWER, ReportDeed.PASS_ON})
_REGULATOR = frozenset(
    {
        ReportDeed.CLOSE, ReportDeed.VERIFY, ReportDeed.OUTSIDE, ReportDeed.OUTSIDE_NEWS,
        ReportDeed.HIDE, ReportDeed.SHOW, ReportDeed.KEEP_HIDDEN, ReportDeed.SHOW_PHOTO,
        ReportDeed.HIDE_PHOTO, ReportDeed.PASS_ON, ReportDeed.TAKE_UP, ReportDeed.ANSWER,
    }
)  # fmt: skip
_BUREAUS: dict[str, Desk] = {
    str(RoleKind.DISTRICT_REGULATOR): Desk.DISTRICT, str(RoleKind.CITY_REGULATOR): Desk.CITY,
}  # fmt: skip
_OWN_DESK = {RoleKind.FIRM_OFFICE: Desk.FIRM, RoleKind.USE_UNIT: Desk.USE_UNIT}


class NotYourTurn(Refusal):
    """Raised when another desk has to act."""

    code = "not_your_turn"
    zh = "该反映正在由“{zh}”办理。"
    en = "It is the turn of: {en}."
    status = 403


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """What judgement needs of a report: where it stands, at which desk, who holds it, where."""

    kind: ReportKind
    state: ReportState
    desk: Desk
    holder_id: int | None
    jurisdiction_id: int
    appealed: bool = False


def is_regulator(*, by: Actor, turn: Turn) -> bool:
    """Return whether the actor watches over this report: its district, the city, the platform."""
    if by.kind is ActorKind.SYSTEM:
        return True
    if by.role == RoleKind.CITY_REGULATOR:
        return True
    return by.role == RoleKind.DISTRICT_REGULATOR and by.jurisdiction_id == turn.jurisdiction_id


def is_turn(*, by: Actor, turn: Turn) -> bool:
    """Return whether it is this actor's turn to act.

    Example:
        >>> firm = Actor(kind=ActorKind.PERSON, name="甲", role="firm_office", organisation_id=3)
        >>> is_turn(by=firm, turn=Turn(kind=ReportKind.FAULT, state=ReportState.OPEN,
        ...     desk=Desk.FIRM, holder_id=3, jurisdiction_id=1))
        True
    """
    if by.kind is ActorKind.SYSTEM:
        return True
    if by.role in _OWN_DESK:
        return turn.desk is _OWN_DESK[RoleKind(by.role)] and turn.holder_id == by.organisation_id
    if turn.desk is Desk.CITY:
        return by.role == RoleKind.CITY_REGULATOR
    return turn.desk is Desk.DISTRICT and is_regulator(by=by, turn=turn)


def answering_desk(*, by: Actor, desk: Desk) -> Desk:
    """Return whose word it is when somebody answers or closes what lies at a desk.

    A regulator's word is that of the bureau, wherever the report lay: whoever is not content goes
    above it.

    Example:
        >>> bureau = Actor(kind=ActorKind.PERSON, name="甲", role="district_regulator")
        >>> str(answering_desk(by=bureau, desk=Desk.FIRM))
        'district'
    """
    own = _BUREAUS.get(by.role or "")
    return own if own is not None and is_higher(one=own, other=desk) else desk


def passes_to(*, by: Actor, turn: Turn, present: frozenset[Desk]) -> tuple[Desk, ...]:
    """Return to which desks this actor may pass a report on.

    Firm and use unit hand it to each other; a district also back to them or up to the city.
    """
    others = tuple(one for one in Desk if one in present and one is not turn.desk)
    if is_regulator(by=by, turn=turn):
        return others
    if not is_turn(by=by, turn=turn):
        return ()
    return tuple(one for one in others if one in _OWN_DESK.values())


def may_do(*, deed: ReportDeed, by: Actor, turn: Turn) -> bool:
    """Return whether this actor may do a deed to a report now; the deed itself may need words.

    A regulator may act on what lies at a lower desk; nobody closes or judges what is not theirs
    to watch over. Whoever sees a report may add a note.
    """
    if not may_follow(state=turn.state, deed=deed):
        return False
    if deed is ReportDeed.NOTE:
        return True
    if deed is ReportDeed.KEEP_HIDDEN and not turn.appealed:
        return False
    if deed in _AT_DESK and is_turn(by=by, turn=turn):
        return True
    return deed in _REGULATOR and is_regulator(by=by, turn=turn) and not _is_above(by, turn)


def _is_above(by: Actor, turn: Turn) -> bool:
    """Return whether a report has gone up over the head of a district."""
    return by.role == RoleKind.DISTRICT_REGULATOR and turn.desk is Desk.CITY


def buttons(*, by: Actor, turn: Turn) -> frozenset[ReportDeed]:
    """Return what this actor may do to a report now."""
    shown = _REGULATOR | _AT_DESK | {ReportDeed.NOTE}
    return frozenset(deed for deed in shown if may_do(deed=deed, by=by, turn=turn))
