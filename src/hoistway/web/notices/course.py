"""One notice as its page shows it: whose word is missing, what happened, who may do what."""

from dataclasses import dataclass
from datetime import datetime

from hoistway.duties.models import Notice, NoticeStep
from hoistway.duties.queries import steps_of
from hoistway.duties.vocabulary import HazardGrade, NoticeDeed, NoticeNeed, NoticeState
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.shapes import listed, word
from hoistway.web.notices.shown import NoticeRow, notice_row

_REGULATORS = {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeLine:
    """One step; `file` is empty, «photo» or «paper», `document` its place in the ledger."""

    pk: int
    at: datetime
    text: str
    doer: str
    words: str
    file: str
    document: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePage:
    """What the page of one notice shows to this reader."""

    row: NoticeRow
    first: NoticeLine
    steps: tuple[NoticeLine, ...]
    may_receive: bool
    may_acknowledge: bool
    may_clear: bool
    may_verify: bool


def notice_page(*, notice: Notice, by: Actor) -> NoticePage:
    """Return the page of a notice for this reader; a constant number of queries."""
    lines = [_line(step, by) for step in steps_of(notice_id=notice.pk)]
    is_open = notice.state is NoticeState.OPEN
    settles = may(by=by, deed=Deed.SETTLE_HAZARD)
    return NoticePage(
        row=notice_row(notice=notice), first=lines[0], steps=tuple(reversed(lines)),
        may_receive=notice.received_at is None and may(by=by, deed=Deed.ACKNOWLEDGE_NOTICE),
        may_acknowledge=(
            settles and notice.grade is HazardGrade.SERIOUS and notice.acknowledged_at is None
            and notice.state is not NoticeState.ENDED
        ),
        may_clear=(
            is_open and may(by=by, deed=Deed.KEEP_DUTIES)
            and notice.elevator.firm_id == by.organisation_id
        ),
        may_verify=settles and notice.state is NoticeState.CLEARED,
    )  # fmt: skip


def _line(step: NoticeStep, by: Actor) -> NoticeLine:
    file = ""
    if step.file is not None:
        file = "photo" if step.file.media_type == "image/jpeg" else "paper"
    document = step.document
    return NoticeLine(
        pk=step.pk, at=step.at, text=_text(step), doer=_doer(step, by), words=step.words,
        file=file, document=str(document.uid) if document else "",
        sha256=document.sha256 if document else "",
    )  # fmt: skip


def _text(step: NoticeStep) -> str:
    if step.deed is not NoticeDeed.ESCALATE:
        return word(step.deed)
    times = step.facts.get("times", {})
    waiting = listed(word(need) for need in NoticeNeed if times.get(str(need)))
    return f"{word(step.deed)} · {waiting}" if waiting else word(step.deed)


def _doer(step: NoticeStep, by: Actor) -> str:
    """Return who did a step: names for regulators and for people of the same organisation."""
    role = next((word(role) for role in RoleKind if str(role) == step.by.get("role")), "")
    own = step.by.get("organisation") == by.organisation_id
    if role and (own or by.role in _REGULATORS):
        return f"{step.by.get('name')} · {role}"
    return role
