"""How programs and their keys are shown in lists and on their own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import Use, standing_of, use_of
from hoistway.programs.vocabulary import KeyState
from hoistway.web.frame import spoken
from hoistway.web.parts.tones import Tone

DAYS = 30
"""Days of use that a page tells. Chosen: a month of work, as on the pages of connection."""

_TONES: dict[KeyState, Tone] = {
    KeyState.VALID: "safe", KeyState.ENDING: "caution", KeyState.ORPHANED: "caution",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRow:
    """One program as a line of the list and as the head of its page."""

    uid: UUID
    name: str
    organisation: str
    answers: str
    role: RoleKind | None
    state: KeyState
    tone: Tone
    opened_at: datetime
    last_day: date | None
    revoked_at: datetime | None
    scopes: int
    use: Use


def program_rows(*, keys: Iterable[ApiKey], now: datetime) -> list[ProgramRow]:
    """Return the lines of a list; three queries for all their use."""
    rows = list(keys)
    use = use_of(key_ids=[row.pk for row in rows], since=first_day(now=now))
    return [_row(row, use[row.pk], now) for row in rows]


def first_day(*, now: datetime) -> date:
    """Return the first day of use that a page tells."""
    return local_day(at=now) - timedelta(days=DAYS - 1)


def _row(key: ApiKey, use: Use, now: datetime) -> ProgramRow:
    state, membership, body = standing_of(key=key, now=now), key.membership, key.organisation
    return ProgramRow(
        uid=key.uid, name=key.name, organisation=spoken((body.name, body.name_en or body.name)),
        answers=membership.person.name if membership else "",
        role=RoleKind(membership.role) if membership else None, state=state,
        tone=_TONES.get(state, "quiet"), opened_at=key.opened_at,
        last_day=local_day(at=key.expires_at) if key.expires_at else None,
        revoked_at=key.revoked_at, scopes=len(key.scopes), use=use,
    )  # fmt: skip
