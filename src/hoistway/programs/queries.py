"""Which program calls, in whose name; what people see of the programs that concern them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Max, Q, QuerySet, Sum

from hoistway.foundation.actors import Actor
from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.prepared import Prepared
from hoistway.parties.queries import actor_in_role, may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.programs.models import ApiKey, CallMinute, KeyStep, RefusedDay, Token, UseDay
from hoistway.programs.rules.life import OVERLAPS_HOURS, TERMS_DAYS, state_of
from hoistway.programs.rules.offers import offered_to
from hoistway.programs.rules.quota import BULK, CALLS, FAILURE_COSTS, MINUTE_S, Quota, Window
from hoistway.programs.rules.token_asked import (
    ClientUnknown,
    TokenAsked,
    TokenRefused,
    refused_as_json,
    token_asked,
)
from hoistway.programs.vocabulary import CallKind, KeyState, Scope

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

__all__ = [
    "FAILURE_COSTS",
    "MINUTE_S",
    "OVERLAPS_HOURS",
    "TERMS_DAYS",
    "TOKEN_MARK",
    "Refused",
    "TokenAsked",
    "TokenRefused",
    "Use",
    "actor_for",
    "client_asking",
    "days_of",
    "in_state",
    "offered_to",
    "program_seen",
    "program_with",
    "programs",
    "programs_seen",
    "quota_of",
    "refusals_of",
    "refused_as_json",
    "scopes_of",
    "standing_of",
    "steps_of",
    "token_asked",
    "use_of",
    "window_of",
]  # fmt: skip

TOKEN_MARK = "hwt_"  # noqa: S105 -- a mark, no secret
"""How a token begins, so that it is looked for in one place only."""

_WHO = ("organisation", "membership__person", "membership__organisation")


def _with_hash(hashed: str, again: str) -> QuerySet[ApiKey]:
    rows = ApiKey.objects.select_related(*_WHO)
    return rows.filter(Q(key_hash=hashed) | Q(previous_hash=again))


def _with_pass(hashed: str) -> QuerySet[Token]:
    related = [f"key__{one}" for one in _WHO]
    return Token.objects.select_related("key", *related).filter(token_hash=hashed)


_KEY = Prepared(ask=_with_hash, samples=["a", "b"])
_PASS = Prepared(ask=_with_pass, samples=["a"])


def programs() -> QuerySet[ApiKey]:
    """Return all programs that were ever let in, by name."""
    return ApiKey.objects.select_related(*_WHO).order_by("name")


def program_with(*, secret: str, now: datetime) -> ApiKey | None:
    """Return the program that holds this key or token; one query.

    A revoked or expired one is worth nothing at once. A token narrows the scopes of the row.
    """
    hashed = hash_of(secret=secret)
    if secret.startswith(TOKEN_MARK):
        held = _PASS.first(hashed)
        if held is None or held.expires_at <= now:
            return None
        key = held.key
        key.scopes = [one for one in held.scopes if one in key.scopes]
    else:
        found = _KEY.first(hashed, hashed)
        if found is None or not _is_good(found, hashed, now):
            return None
        key = found
    ended = key.expires_at is not None and key.expires_at <= now
    return None if ended or key.revoked_at is not None else key


def client_asking(*, asked: TokenAsked, now: datetime) -> ApiKey:
    """Return the program that asks for a token with its own key; a token gives no other token.

    Raises: ClientUnknown.
    """
    is_token = asked.secret.startswith(TOKEN_MARK)
    key = None if is_token else program_with(secret=asked.secret, now=now)
    if key is None or str(key.uid) != asked.client_id.lower():
        raise ClientUnknown
    return key


def _is_good(key: ApiKey, hashed: str, now: datetime) -> bool:
    if key.key_hash == hashed:
        return True
    return key.previous_until is not None and now < key.previous_until


def actor_for(*, key: ApiKey, now: datetime) -> Actor | None:
    """Return in whose name a program acts, or None while nobody in a role answers for it."""
    membership = key.membership
    if membership is None or now not in membership.period:
        return None
    return actor_in_role(membership=membership, program=key.name)


def scopes_of(*, name: str, now: datetime) -> frozenset[Scope] | None:
    """Return what the key of a program is open for now; None where it is worth nothing."""
    key = ApiKey.objects.select_related(*_WHO).filter(name=name).first()
    if key is None or standing_of(key=key, now=now) not in (KeyState.VALID, KeyState.ENDING):
        return None
    return frozenset(one for one in Scope if str(one) in key.scopes)


def standing_of(*, key: ApiKey, now: datetime) -> KeyState:
    """Return how a key stands whose people are loaded."""
    membership = key.membership
    answered = membership is None or now in membership.period
    return state_of(
        expires_at=key.expires_at, revoked_at=key.revoked_at, answered_for=answered, now=now
    )


def programs_seen(*, by: Actor) -> QuerySet[ApiKey]:
    """Return the programs that concern somebody: the own organisation's; a regulator's whole area.

    Newest first; of the city's regulators: all.
    """
    rows = ApiKey.objects.select_related(*_WHO, "organisation__jurisdiction")
    rows = rows.order_by("-opened_at", "-pk")
    if not may(by=by, deed=Deed.KEEP_PROGRAMS):
        return rows.none()
    if by.role == str(RoleKind.CITY_REGULATOR):
        return rows
    own = Q(organisation_id=by.organisation_id)
    if by.role == str(RoleKind.DISTRICT_REGULATOR):
        own |= Q(organisation__jurisdiction_id=by.jurisdiction_id)
    return rows.filter(own)


def in_state(*, rows: QuerySet[ApiKey], state: KeyState, now: datetime) -> QuerySet[ApiKey]:
    """Return those of the programs that stand so; the twin of `rules.life.state_of` in SQL."""
    ended = Q(expires_at__lte=now)
    left = Q(membership__isnull=False) & ~Q(membership__period__contains=now)
    soon = Q(expires_at__lte=now + timedelta(days=30))
    alive = rows.filter(revoked_at=None)
    if state is KeyState.REVOKED:
        return rows.filter(revoked_at__isnull=False)
    if state is KeyState.EXPIRED:
        return alive.filter(ended)
    alive = alive.filter(~ended | Q(expires_at=None))
    if state is KeyState.ORPHANED:
        return alive.filter(left)
    alive = alive.exclude(left)
    return alive.filter(soon) if state is KeyState.ENDING else alive.exclude(soon)


def steps_of(*, key: ApiKey) -> list[KeyStep]:
    """Return what happened to a key, the newest first."""
    return list(KeyStep.objects.filter(key=key).order_by("-at", "-pk")[:100])


@dataclass(frozen=True, slots=True)
class Use:
    """How much a program called lately, and when it did last."""

    calls: int = 0
    refused: int = 0
    last_at: datetime | None = None


def use_of(*, key_ids: "Collection[int]", since: date) -> dict[int, Use]:
    """Return the use of programs since a day by key; three queries however many."""
    days = UseDay.objects.filter(key_id__in=key_ids).values("key_id")
    told = days.annotate(
        n=Sum("calls", filter=Q(day__gte=since), default=0), last=Max("last_at")
    )  # fmt: skip
    calls = {row["key_id"]: (row["n"], row["last"]) for row in told.order_by()}
    refused = RefusedDay.objects.filter(key_id__in=key_ids, day__gte=since).values("key_id")
    counts = dict(refused.annotate(n=Sum("count")).order_by().values_list("key_id", "n"))
    live = _live_minutes(key_ids)
    found = {}
    for key_id in key_ids:
        n, last = calls.get(key_id, (0, None))
        more, seen = live.get(key_id, (0, None))
        found[key_id] = Use(n + more, counts.get(key_id, 0), seen or last)
    return found


def _live_minutes(key_ids: "Iterable[int]") -> dict[int, tuple[int, datetime]]:
    rows = CallMinute.objects.filter(
        kind__in=[CallKind.CALLS, CallKind.BULK], subject__in=[str(one) for one in key_ids]
    ).order_by("minute", "pk")
    found: dict[int, tuple[int, datetime]] = {}
    for row in rows:
        n, _last = found.get(int(row.subject), (0, None))
        at = datetime.fromtimestamp(row.minute * MINUTE_S, tz=UTC)
        found[int(row.subject)] = (n + (row.count if row.kind is CallKind.CALLS else 0), at)
    return found


def days_of(*, key: ApiKey, since: date) -> dict[date, UseDay]:
    """Return each day's use of a program since a day."""
    rows = UseDay.objects.filter(key=key, day__gte=since).order_by("day", "pk")
    return {row.day: row for row in rows}


@dataclass(frozen=True, slots=True)
class Refused:
    """One reason for which a program was refused: how often, when last, the newest examples."""

    code: str
    status: int
    count: int
    last_at: datetime
    examples: list[dict[str, object]]


def refusals_of(*, key: ApiKey, since: date) -> list[Refused]:
    """Return why a program was refused since a day, what happens most often first."""
    found: dict[str, Refused] = {}
    rows = RefusedDay.objects.filter(key=key, day__gte=since).order_by("-day", "code", "pk")
    for row in rows:
        known = found.get(row.code)
        if known is None:
            found[row.code] = Refused(row.code, row.status, row.count, row.last_at, row.examples)
        else:
            both = [*known.examples, *row.examples][:5]
            count = known.count + row.count
            found[row.code] = Refused(row.code, known.status, count, known.last_at, both)
    return sorted(found.values(), key=lambda one: (-one.count, one.code))


def quota_of(*, key: ApiKey, kind: CallKind) -> Quota:
    """Return how much a program may take of what in a minute."""
    usual = BULK if kind is CallKind.BULK else CALLS
    own = key.bulk_bytes_each_minute if kind is CallKind.BULK else key.calls_each_minute
    return usual if own is None else Quota(name=usual.name, most=own, unit=usual.unit)


def window_of(*, subject: str, kind: CallKind, now: datetime) -> Window:
    """Return what a caller took in this minute and the last."""
    minute, elapsed = divmod(now.timestamp(), MINUTE_S)
    rows = CallMinute.objects.filter(
        kind=kind, subject=subject, minute__in=[int(minute), int(minute) - 1]
    )  # fmt: skip
    counts = dict(rows.values_list("minute", "count"))
    return Window(
        before=counts.get(int(minute) - 1, 0), now=counts.get(int(minute), 0), elapsed_s=elapsed
    )


def program_seen(*, uid: "UUID", by: Actor) -> ApiKey | None:
    """Return a program that concerns somebody, None where there is none."""
    return programs_seen(by=by).filter(uid=uid).first()
