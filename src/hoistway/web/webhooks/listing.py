"""The addresses to which an organisation's changes are sent."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.changes.models import Webhook
from hoistway.changes.queries import webhooks
from hoistway.changes.vocabulary import WebhookState
from hoistway.web.desk.shapes import chosen, or_failed, paged
from hoistway.web.signing_in import by, signed_in
from hoistway.web.webhooks.forms import HookFilter
from hoistway.web.webhooks.shown import FOLLOWERS, hook_rows


@require_safe
@signed_in(*FOLLOWERS)
def webhook_list(request: HttpRequest) -> HttpResponse:
    """Show the addresses that fit the filter, the newest first; ended ones where asked for."""
    actor = by(request)
    form = HookFilter(request.GET, by=actor)
    wanted = _fitting(webhooks(by=actor), form)
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": hook_rows(hooks=rows), "pages": pages, "failed": read is None,
        "asked": bool(request.GET.get("q") or request.GET.get("state")),
    }  # fmt: skip
    return render(request, "webhooks/list.html", facts)


def _fitting(rows: QuerySet[Webhook], form: HookFilter) -> QuerySet[Webhook]:
    text, state = form.read("q") or "", chosen(WebhookState, form.read("state") or "")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(url__icontains=text))
    if state is None:
        return rows.exclude(state=WebhookState.ENDED)
    return rows.filter(state=state)
