"""Put changes into the way of every address that asked for them and may be told."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoistway.changes.models import Change, Delivery, Webhook
from hoistway.changes.queries.feed import kinds_seen
from hoistway.changes.rules.wishes import Sight, Told, Wishes, is_wanted, may_be_told
from hoistway.changes.vocabulary import ChangeKind, PauseReason, WebhookState
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import Reach, actor_in_role, jurisdictions, reach_of
from hoistway.programs.queries import scopes_of
from hoistway.programs.vocabulary import Scope

LISTENING = (str(WebhookState.CHECKING), str(WebhookState.ACTIVE))


@dataclass(frozen=True, slots=True)
class Listener:
    """An address with what it asked for and what it may be told."""

    webhook: Webhook
    wishes: Wishes
    sight: Sight
    by: Actor
    scopes: frozenset[Scope] | None

    @property
    def wanted(self) -> Q:
        """What it asked for, as a condition on changes."""
        asked = Q()
        if self.wishes.kinds:
            asked &= Q(kind__in=sorted(self.wishes.kinds))
        if self.wishes.elevators:
            asked &= Q(data__register_number__in=sorted(self.wishes.elevators))
        if self.wishes.jurisdictions:
            asked &= Q(jurisdiction__code__in=sorted(self.wishes.jurisdictions))
        return asked


def tell_webhooks(*, changes: Sequence[Change], now: datetime) -> None:
    """Write the deliveries of changes, in the transaction that wrote the changes."""
    rows = Webhook.objects.filter(state__in=LISTENING).order_by("pk")
    listeners = [
        one
        for row in rows.select_related("membership__person", "membership__organisation")
        if (one := listener_of(webhook=row, now=now))
    ]
    if listeners:
        write_deliveries(changes=changes, listeners=listeners, now=now)


def listener_of(*, webhook: Webhook, now: datetime) -> Listener | None:
    """Return an address with its sight; None while nobody answers for it, or its key is worth
    nothing. What a program opened is told what its key was open for then and still is."""
    if why_silent(webhook=webhook, now=now) is not None:
        return None
    by = actor_in_role(membership=webhook.membership, program=webhook.program)
    wishes = Wishes(
        kinds=frozenset(webhook.kinds), elevators=frozenset(webhook.elevators),
        jurisdictions=frozenset(webhook.jurisdictions),
    )  # fmt: skip
    scopes = _scopes(webhook, now)
    return Listener(webhook, wishes, _sight(by, scopes), by, scopes)


def why_silent(*, webhook: Webhook, now: datetime) -> PauseReason | None:
    """Return why an address may be told nothing any more, None where it may."""
    if now not in webhook.membership.period:
        return PauseReason.NOBODY
    if webhook.program and scopes_of(name=webhook.program, now=now) is None:
        return PauseReason.NO_KEY
    return None


def write_deliveries(
    *, changes: Iterable[Change], listeners: Sequence[Listener], now: datetime
) -> int:
    """Write what is wanted and may be told; what an address has already is not written again."""
    codes = dict(jurisdictions().values_list("pk", "code"))
    fresh = []
    for change in changes:
        told = _told(change, codes)
        fresh += [
            _delivery(one.webhook, change, now)
            for one in listeners
            if is_wanted(wishes=one.wishes, told=told) and may_be_told(sight=one.sight, told=told)
        ]
    return len(Delivery.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=1_000))


def _delivery(webhook: Webhook, change: Change, now: datetime) -> Delivery:
    line = f"elevator {change.elevator_id}" if change.elevator_id else change.subject
    return Delivery(
        webhook=webhook, change=change, kind=change.kind, subject=change.subject, line=line,
        made_at=now, next_at=now,
    )  # fmt: skip


def _told(change: Change, codes: dict[int, str]) -> Told:
    area = change.jurisdiction_id or 0
    return Told(
        kind=ChangeKind(change.kind), register_number=str(change.data.get("register_number") or ""),
        jurisdiction=codes.get(area, ""), jurisdiction_id=area,
        organisations=frozenset(change.organisations),
    )  # fmt: skip


def _scopes(webhook: Webhook, now: datetime) -> frozenset[Scope] | None:
    """Return what the program's key was open for and still is; None where none opened it."""
    if not webhook.program:
        return None
    still = scopes_of(name=webhook.program, now=now) or frozenset()
    return frozenset(one for one in still if str(one) in webhook.scopes)


def _sight(by: Actor, scopes: frozenset[Scope] | None) -> Sight:
    reach = reach_of(by=by)
    area = by.jurisdiction_id if reach is Reach.JURISDICTION else 0
    return Sight(
        kinds=kinds_seen(by=by, scopes=scopes), whole_city=reach is Reach.ALL,
        jurisdiction_id=area, organisation_id=by.organisation_id,
    )  # fmt: skip
