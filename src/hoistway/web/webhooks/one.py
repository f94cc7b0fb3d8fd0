"""One address: how it stands, what was sent there, and what can be done about it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.changes.models import Webhook
from hoistway.changes.queries import (
    attempts_of,
    deliveries,
    last_test,
    webhook_seen,
    webhook_steps,
)
from hoistway.changes.vocabulary import WebhookState
from hoistway.foundation import clock
from hoistway.web.desk.shapes import Number, or_failed, paged
from hoistway.web.signing_in import by, signed_in
from hoistway.web.webhooks.forms import SentFilter
from hoistway.web.webhooks.shown import (
    FOLLOWERS,
    HookRow,
    hook_rows,
    kind_words,
    sent_row,
    step_line,
)


@require_safe
@signed_in(*FOLLOWERS)
def webhook(request: HttpRequest, webhook_number: str) -> HttpResponse:
    """Show one address of the own organisation."""
    return webhook_page(request, webhook_number)


def webhook_page(
    request: HttpRequest, number: str, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    """Show one address; a refusal stands above it. Raises: NotFound."""
    actor = by(request)
    found = webhook_seen(number=number, by=actor)
    (row,) = hook_rows(hooks=[found])
    form = SentFilter(request.GET, by=actor)
    wanted = deliveries(webhook_id=found.pk, search=form.search())
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "hook": found, "row": row, "refusal": refusal, "numbers": _numbers(row),
        "filter": form, "rows": [sent_row(one) for one in rows], "pages": pages,
        "failed": read is None, "asked": any(request.GET.get(name) for name in form.fields),
        "kinds": [kind_words(code) for code in found.kinds], "tried": _tried(found),
        "old_until": _still(found.old_until), "again": request.GET.get("again", "")[:7],
        "steps": [step_line(one) for one in webhook_steps(webhook_id=found.pk)],
    }  # fmt: skip
    return render(request, "webhooks/page.html", facts, status=status)


def _tried(found: Webhook) -> object:
    """Return the last attempt of the last test, while the address still waits for one."""
    test = last_test(webhook_id=found.pk) if found.state is WebhookState.CHECKING else None
    return next(reversed(attempts_of(delivery_ids=[test.pk])[test.pk]), None) if test else None


def _still(until: datetime | None) -> datetime | None:
    return until if until is not None and until > clock.now() else None


def _numbers(row: HookRow) -> tuple[Number, ...]:
    return (
        Number(
            label=_("待投递"), value=f"{row.waiting:,}", unit=_("条"), url="?state=waiting#found",
            tone="active" if row.waiting else "safe",
        ),
        Number(
            label=_("已送达"), value=f"{row.delivered:,}", unit=_("条"),
            url="?state=delivered#found", tone="safe", note=_("近 90 天"),
        ),
        Number(
            label=_("投递失败"), value=f"{row.failed:,}", unit=_("条"), url="?state=failed#found",
            tone="caution" if row.failed else "safe", note=_("近 90 天，可补发"),
        ),
    )  # fmt: skip
