"""One event on its way to one address: what was sent, and what came back each time."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.changes.queries import (
    attempts_of,
    delivery_seen,
    event_of,
    message_id,
    webhook_seen,
)
from hoistway.changes.vocabulary import WebhookState
from hoistway.web.signing_in import by, signed_in
from hoistway.web.webhooks.shown import FOLLOWERS, sent_row

_SENDING = frozenset({WebhookState.CHECKING, WebhookState.ACTIVE})


@require_safe
@signed_in(*FOLLOWERS)
def sent(request: HttpRequest, webhook_number: str, delivery_id: int) -> HttpResponse:
    """Show one delivery with the event and every attempt, the latest first. Raises: NotFound."""
    hook = webhook_seen(number=webhook_number, by=by(request))
    row = delivery_seen(webhook_id=hook.pk, delivery_id=delivery_id)
    tried = attempts_of(delivery_ids=[row.pk])[row.pk]
    event = json.dumps(event_of(row=row), ensure_ascii=False, indent=2, default=_plain)
    facts = {
        "hook": hook, "row": sent_row(row), "message": message_id(row=row), "event": event,
        "tried": list(enumerate(reversed(tried))), "times": len(tried),
        "may_replay": row.change_id is not None and hook.state in _SENDING,
    }  # fmt: skip
    return render(request, "webhooks/delivery.html", facts)


def _plain(value: object) -> str:
    """Write an instant as it is sent."""
    return value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else str(value)
