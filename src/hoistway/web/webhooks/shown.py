"""Webhooks and what was sent to them, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from hoistway.changes.models import Delivery, Webhook, WebhookStep
from hoistway.changes.queries import TEST, counts_of
from hoistway.changes.vocabulary import (
    ChangeKind,
    DeliveryState,
    PauseReason,
    WebhookDeed,
    WebhookState,
)
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import chosen, word
from hoistway.web.parts.tones import Tone

FOLLOWERS = tuple(role for role in RoleKind if role is not RoleKind.TECHNICIAN)
"""Roles with the deed FOLLOW_CHANGES: every desk."""

STATE_TONES: dict[WebhookState, Tone] = {
    WebhookState.CHECKING: "active", WebhookState.ACTIVE: "safe", WebhookState.PAUSED: "caution",
}  # fmt: skip
SENT_TONES: dict[DeliveryState, Tone] = {
    DeliveryState.WAITING: "active", DeliveryState.DELIVERED: "safe",
    DeliveryState.FAILED: "caution",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HookRow:
    """One address as a line of the list and as the head of its page."""

    number: str
    name: str
    url: str
    program: str
    answers: str
    state: WebhookState
    tone: Tone
    pause_reason: PauseReason | None
    kinds: int
    waiting: int
    delivered: int
    failed: int
    taken_at: datetime | None
    failing_since: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentRow:
    """One event on its way to an address."""

    id: int
    kind: str
    subject: str
    state: DeliveryState
    tone: Tone
    status: int | None
    attempts: int
    made_at: datetime
    next_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLine:
    """One thing that was done to an address."""

    at: datetime
    deed: str
    doer: str


def hook_rows(*, hooks: Iterable[Webhook]) -> list[HookRow]:
    """Return the lines of a list; one query for all their counts."""
    rows = list(hooks)
    counts = counts_of(webhook_ids=[row.pk for row in rows])
    return [_hook(row, counts[row.pk]) for row in rows]


def _hook(row: Webhook, count: dict[str, int]) -> HookRow:
    return HookRow(
        number=row.number, name=row.name, url=row.url, program=row.program,
        answers=row.membership.person.name, state=row.state,
        tone=STATE_TONES.get(row.state, "quiet"), pause_reason=row.pause_reason or None,
        kinds=len(row.kinds), taken_at=row.taken_at, failing_since=row.failing_since,
        **{str(one): count.get(str(one), 0) for one in DeliveryState},
    )  # fmt: skip


def kind_words(code: str) -> str:
    """Say a kind of change; the kind of a test is none of them."""
    if code == TEST:
        return _("测试")
    known = chosen(ChangeKind, code)
    return word(known) if known else code


def sent_row(row: Delivery) -> SentRow:
    """Return a delivery as a line."""
    return SentRow(
        id=row.pk, kind=kind_words(row.kind), subject=row.subject, state=row.state,
        tone=SENT_TONES.get(row.state, "quiet"), status=row.status, attempts=row.attempts,
        made_at=row.made_at, next_at=row.next_at if row.state is DeliveryState.WAITING else None,
    )  # fmt: skip


def step_line(row: WebhookStep) -> StepLine:
    """Return a step with who did it: a person, or a program in a person's name."""
    deed, program = chosen(WebhookDeed, row.deed), str(row.by.get("program") or "")
    who = _("程序“%(name)s”") % {"name": program} if program else str(row.by.get("name", ""))
    return StepLine(at=row.at, deed=word(deed) if deed else row.deed, doer=who)
