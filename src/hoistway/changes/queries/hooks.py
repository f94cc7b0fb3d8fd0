"""Questions about addresses, what was sent to them and what they answered."""

import base64
import hmac
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from hoistway.changes.models import Delivery, DeliveryAttempt, Webhook, WebhookStep
from hoistway.changes.vocabulary import DeliveryState
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

TEST = "webhook.test"
"""The kind of the event by which an address is tried; it tells nothing."""

_PREFIX = "whsec_"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySearch:
    """Which deliveries; empty ones ask nothing."""

    state: DeliveryState | None = None
    kind: str = ""
    text: str = ""
    since: datetime | None = None
    before: datetime | None = None


def webhooks(*, by: Actor) -> QuerySet[Webhook]:
    """Return the addresses that were opened in the actor's organisation and role, the latest first.

    A program sees those that it opened itself: others may be told what its key is not open for.
    Raises: NotAllowed.
    """
    require(by=by, deed=Deed.FOLLOW_CHANGES)
    rows = Webhook.objects.filter(organisation_id=by.organisation_id, membership__role=str(by.role))
    if by.program:
        rows = rows.filter(program=by.program)
    return rows.select_related("organisation", "membership__person").order_by("-opened_at", "-pk")


def webhook_seen(*, number: str, by: Actor) -> Webhook:
    """Return one address of the actor's organisation. Raises: NotAllowed, NotFound."""
    row = webhooks(by=by).filter(number=number).first()
    if row is None:
        raise NotFound
    return row


def webhook_steps(*, webhook_id: int) -> list[WebhookStep]:
    """Return what was done to an address, the latest first; scope was judged."""
    return list(WebhookStep.objects.filter(webhook_id=webhook_id).order_by("-at", "-pk")[:50])


def deliveries(*, webhook_id: int, search: DeliverySearch) -> QuerySet[Delivery]:
    """Return what is sent to an address, the latest first; scope was judged."""
    rows = Delivery.objects.filter(webhook_id=webhook_id)
    if search.state is not None:
        rows = rows.filter(state=search.state)
    if search.kind:
        rows = rows.filter(kind=search.kind)
    if search.text:
        numbered = Q(change__elevator__register_number=search.text)
        rows = rows.filter(Q(subject__icontains=search.text) | numbered)
    if search.since is not None:
        rows = rows.filter(made_at__gte=search.since)
    if search.before is not None:
        rows = rows.filter(made_at__lt=search.before)
    return rows.order_by("-pk")


def last_test(*, webhook_id: int) -> Delivery | None:
    """Return the last event by which an address was tried; scope was judged."""
    rows = Delivery.objects.filter(webhook_id=webhook_id, kind=TEST)
    return rows.order_by("-pk").first()


def delivery_seen(*, webhook_id: int, delivery_id: int) -> Delivery:
    """Return one delivery of an address with its change; scope was judged. Raises: NotFound."""
    rows = Delivery.objects.filter(webhook_id=webhook_id, pk=delivery_id)
    row = rows.select_related("change", "webhook").first()
    if row is None:
        raise NotFound
    return row


def attempts_of(*, delivery_ids: Collection[int]) -> dict[int, list[DeliveryAttempt]]:
    """Return the attempts of deliveries, each in their order."""
    told: dict[int, list[DeliveryAttempt]] = {key: [] for key in delivery_ids}
    rows = DeliveryAttempt.objects.filter(delivery_id__in=list(delivery_ids))
    for row in rows.order_by("at", "pk"):
        told[row.delivery_id].append(row)
    return told


def counts_of(*, webhook_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Return how many deliveries of each address wait, arrived and failed."""
    counted: dict[int, dict[str, int]] = {key: {} for key in webhook_ids}
    rows = Delivery.objects.filter(webhook_id__in=list(webhook_ids)).order_by()
    for row in rows.values("webhook_id", "state").annotate(n=Count("pk")):
        counted[row["webhook_id"]][str(row["state"])] = row["n"]
    return counted


def secrets_of(*, webhook: Webhook, now: datetime) -> list[str]:
    """Return the secrets by which an address is signed to now, the newest first."""
    versions = [webhook.secret_version]
    if webhook.old_until is not None and now < webhook.old_until:
        versions.append(webhook.secret_version - 1)
    return [_secret(webhook.number, version) for version in versions]


def _secret(number: str, version: int) -> str:
    """Derive a secret; only who holds the installation's key can.

    Source: Standard Webhooks 1.0: 24 to 64 random bytes, `whsec_` and Base64.
    """
    derived = hmac.digest(settings.WEBHOOK_KEY, f"{number} {version}".encode(), sha256)
    return _PREFIX + base64.b64encode(derived).decode()
