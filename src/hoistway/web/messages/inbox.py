"""消息: what a person or their organisation was told, what nobody has opened, one way to each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.messages.actions import read_all, read_message
from hoistway.messages.models import Message
from hoistway.messages.queries import groups, inbox, is_pressed, unread_messages
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import ALL, Filter
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

UNREAD = "unread"


class InboxFilter(Filter):
    """Which messages; the reasons stand under what they are about."""

    q = forms.CharField(label=gettext_lazy("内容"), required=False, max_length=80)
    purpose = forms.ChoiceField(label=gettext_lazy("事由"), required=False)
    tab = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)

    def __init__(self, data: object, *, by: Actor) -> None:
        super().__init__(data, by=by)
        self._field("purpose").choices = [
            ("", ALL),
            *(
                (word(group), [(str(one), word(one)) for one in members])
                for group, members in groups()
            ),
        ]


@dataclass(frozen=True, slots=True)
class InboxRow:
    """One message as its reader sees it."""

    message: Message
    unread: bool
    pressed: bool
    reader: str


def base_of(actor: Actor) -> str:
    """Return the frame in which a role reads: the technician's is the phone."""
    on_phone = actor.role == RoleKind.TECHNICIAN
    return "base_phone.html" if on_phone else "base_console.html"


def _wanted(found: QuerySet[Message], form: InboxFilter) -> QuerySet[Message]:
    for text in (form.read("q") or "").split():
        found = found.filter(Q(zh__icontains=text) | Q(en__icontains=text))
    if form.read("purpose"):
        found = found.filter(purpose=form.read("purpose"))
    return found.filter(read_at=None) if form.read("tab") == UNREAD else found


def _rows(found: Iterable[Message]) -> list[InboxRow]:
    return [
        InboxRow(
            message=row, unread=row.read_at is None, pressed=is_pressed(purpose=row.purpose),
            reader=row.read_by.name if row.read_by else "",
        )
        for row in found
    ]  # fmt: skip


def _lines(rows: Iterable[Message]) -> Iterator[tuple[Cell, ...]]:
    for row in rows:
        reader = row.read_by.name if row.read_by else ""
        yield row.queued_at, row.purpose, row.zh, row.en, row.read_at, reader


@require_safe
@signed_in()
def messages(request: HttpRequest) -> HttpResponseBase:
    """Show the inbox, latest first; what nobody has opened is marked."""
    actor = by(request)
    form = InboxFilter(request.GET, by=actor)
    wanted = _wanted(inbox(by=actor), form)
    head = [_("时间"), _("事由"), _("内容"), _("英文"), _("读于"), _("谁读的")]
    file = handed_out(request, Sheet("inbox", head, in_chunks(wanted, _lines)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    unread, only_unread = unread_messages(by=actor), form.read("tab") == UNREAD
    tabs = (
        NavItem(_("全部"), "?", current=not only_unread),
        NavItem(_("未读"), f"?tab={UNREAD}", current=only_unread, count=unread),
    )
    facts = {
        "filter": form, "rows": _rows(rows), "pages": pages, "failed": read is None,
        "tabs": tabs, "base": base_of(actor),
        "exports": () if actor.role == RoleKind.TECHNICIAN else exports(request),
        "only_unread": only_unread, "unread": unread,
    }  # fmt: skip
    return render(request, "messages/inbox.html", facts)


@require_POST
@signed_in()
def open_message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Keep that somebody has opened a message, and lead to what it is about."""
    message = read_message(message_id=message_id, now=clock.now(), by=by(request))
    ours = message.link.startswith("/") and url_has_allowed_host_and_scheme(message.link, None)
    return HttpResponseRedirect(message.link) if ours else redirect("inbox")


@require_POST
@signed_in()
def read_everything(request: HttpRequest) -> HttpResponse:
    """Keep that somebody has seen all that is ordinary."""
    read_all(now=clock.now(), by=by(request))
    return redirect("inbox")
