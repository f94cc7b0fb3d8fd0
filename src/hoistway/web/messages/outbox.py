"""通知送达: every message with its attempts; one click sends again what did not get through."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.messages.actions import resend_message
from hoistway.messages.models import Attempt, Message
from hoistway.messages.queries import attempts_of, messages, previews
from hoistway.messages.vocabulary import Channel, DeliveryState, Purpose
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged, word
from hoistway.web.messages.masks import masked, masked_mail
from hoistway.web.navigation import NavItem
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

KEEPERS = (RoleKind.DISPATCHER, RoleKind.CITY_REGULATOR)

_TONES: dict[DeliveryState, Tone] = {
    DeliveryState.QUEUED: "active", DeliveryState.WAITING: "quiet",
    DeliveryState.BUNDLED: "quiet", DeliveryState.SENT: "active",
    DeliveryState.DELIVERED: "safe", DeliveryState.EXPIRED: "quiet",
    DeliveryState.FAILED: "caution", DeliveryState.NO_ADDRESS: "caution",
}  # fmt: skip


class MessageFilter(Filter):
    """Which messages."""

    choices = {"state": DeliveryState, "channel": Channel, "purpose": Purpose}

    q = forms.CharField(label=gettext_lazy("内容、单位、号码"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("通道"), required=False)
    purpose = forms.ChoiceField(label=gettext_lazy("事由"), required=False)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One message without the whole address, with its attempts."""

    message: Message
    address: str
    tone: Tone
    attempts: tuple[Attempt, ...]
    may_resend: bool


def _address(row: Message) -> str:
    if row.channel in (Channel.SMS, Channel.VOICE):
        return masked(row.phone)
    return masked_mail(row.email) if row.channel is Channel.EMAIL else ""


def _wanted(found: QuerySet[Message], form: MessageFilter) -> QuerySet[Message]:
    for text in (form.read("q") or "").split():
        found = found.filter(
            Q(zh__icontains=text) | Q(en__icontains=text)
            | Q(organisation__name__icontains=text) | Q(phone=text)
        )  # fmt: skip
    for name in ("state", "channel", "purpose"):
        if form.read(name):
            found = found.filter(**{name: form.read(name)})
    return found


def _tabs(request: HttpRequest, found: QuerySet[Message], asked: str) -> tuple[NavItem, ...]:
    rows = found.order_by().values_list("state").annotate(n=Count("pk"))
    counts = {str(state): n for state, n in rows}
    everything = NavItem(_("全部"), "?", current=not asked, count=sum(counts.values()))
    states = (
        NavItem(word(s), f"?state={s}", current=asked == s, count=counts.get(str(s), 0))
        for s in DeliveryState
        if counts.get(str(s)) or asked == s
    )
    return (everything, *states)


def _rows(found: Iterable[Message]) -> list[MessageRow]:
    rows = list(found)
    attempts = attempts_of(message_ids=[row.pk for row in rows])
    return [
        MessageRow(
            message=row, address=_address(row), tone=_TONES[row.state],
            attempts=tuple(attempts.get(row.pk, ())),
            may_resend=row.state in DeliveryState.lost_states() and not row.secret,
        )
        for row in rows
    ]  # fmt: skip


def _lines(rows: Iterable[Message]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        yield (
            row.queued_at, row.state, row.purpose, row.channel,
            row.organisation.name if row.organisation else "", _address(row), row.zh,
            row.attempts, row.sent_at, row.delivered_at, row.receipt,
        )  # fmt: skip


@require_safe
@signed_in(*KEEPERS)
def outbox(request: HttpRequest) -> HttpResponseBase:
    """Show the messages, latest first, with search, states, files and a way to send again."""
    form = MessageFilter(request.GET, by=by(request))
    everything = messages(by=by(request))
    wanted = _wanted(everything, form)
    head = [
        _("时间"), _("状态"), _("事由"), _("通道"), _("单位"), _("收件"), _("内容"), _("尝试"),
        _("发出"), _("送达"), _("回执"),
    ]  # fmt: skip
    file = handed_out(request, Sheet("messages", head, in_chunks(wanted, _lines)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    asked = str(chosen(DeliveryState, form.read("state") or "") or "")
    facts = {
        "filter": form, "tabs": _tabs(request, everything, asked), "rows": _rows(rows),
        "pages": pages, "failed": read is None, "exports": exports(request),
        "back": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "messages/outbox.html", facts)


@require_POST
@signed_in(*KEEPERS)
def resend(request: HttpRequest, message_id: int) -> HttpResponse:
    """Send one message again and return to the list as it was."""
    resend_message(message_id=message_id, now=clock.now(), by=by(request))
    back = QueryDict(request.POST.get("back", "")).urlencode()
    return redirect(f"{reverse('deliveries')}?{back}")


@require_safe
@signed_in(*KEEPERS)
def wording(request: HttpRequest) -> HttpResponse:
    """Show every template of today's edition in both languages, filled with a sample."""
    templates, rows = previews(day=local_day(at=clock.now()))
    facts = {"rows": rows, "edition": templates.edition, "in_force": templates.in_force}
    return render(request, "messages/wording.html", facts)
