"""The lists of bulletins: what concerns me, what we wrote, what waits for my check."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.bulletins.models import Bulletin
from hoistway.bulletins.queries import found_bulletins, inbox, own_bulletins, to_check
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.web.bulletins.forms import BulletinFilter
from hoistway.web.bulletins.shown import BulletinRow, bulletin_row, bulletin_rows, empty_words
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

CHUNK = 500


def _tab(request: HttpRequest, actor: Actor) -> str:
    asked = request.GET.get("tab", "")
    if asked == "own" and may(by=actor, deed=Deed.WRITE_BULLETIN):
        return asked
    return asked if asked == "check" and may(by=actor, deed=Deed.CHECK_BULLETIN) else ""


def _tabs(actor: Actor, tab: str) -> tuple[NavItem, ...]:
    tabs = [NavItem(_("与我有关"), "?", current=not tab)]
    if may(by=actor, deed=Deed.WRITE_BULLETIN):
        tabs.append(NavItem(_("本单位所写"), "?tab=own", current=tab == "own"))
    if may(by=actor, deed=Deed.CHECK_BULLETIN):
        count = to_check(by=actor).count()
        tabs.append(NavItem(_("待我审核"), "?tab=check", current=tab == "check", count=count))
    return tuple(tabs)


def _rows(actor: Actor, tab: str, now: datetime) -> QuerySet[Bulletin]:
    if tab == "own":
        return own_bulletins(by=actor)
    return to_check(by=actor) if tab == "check" else inbox(by=actor, now=now)


@require_safe
@signed_in()
def bulletins(request: HttpRequest) -> HttpResponseBase:
    """Show the bulletins of one tab that fit the filter, or give them as a file."""
    actor, now = by(request), clock.now()
    tab, form = _tab(request, actor), BulletinFilter(request.GET, by=actor)
    wanted = found_bulletins(rows=_rows(actor, tab, now), search=form.search())
    file = handed_out(request, _sheet(wanted, now))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(actor, tab), "filter": form, "rows": bulletin_rows(rows=rows, now=now),
        "pages": pages, "exports": exports(request), "failed": read is None,
        "empty": empty_words(tab), "may_write": may(by=actor, deed=Deed.WRITE_BULLETIN),
    }  # fmt: skip
    return render(request, "bulletins/list.html", facts)


def _sheet(wanted: QuerySet[Bulletin], now: datetime) -> Sheet:
    head = [
        _("编号"), _("种类"), _("状态"), _("标题"), _("正文"), _("发给谁看"), _("发布单位"),
        _("开始"), _("结束"),
    ]  # fmt: skip
    return Sheet(name="bulletins", head=head, rows=_lines(wanted, now))


def _lines(wanted: QuerySet[Bulletin], now: datetime) -> Iterator[Sequence[Cell]]:
    for row in wanted.iterator(chunk_size=CHUNK):
        yield _line(bulletin_row(bulletin=row, now=now))


def _line(row: BulletinRow) -> Sequence[Cell]:
    return (
        row.number, row.kind, row.state, row.title, row.text, row.whom, row.author, row.first_day,
        row.last_day,
    )  # fmt: skip
