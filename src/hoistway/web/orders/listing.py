"""The list of orders: by whose turn it is, by state, as files; and what waits to be drafted."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.supervision.models import Order
from hoistway.supervision.queries.orders import checks_to_order, found_orders, orders
from hoistway.supervision.queries.orders_cases import cases, settles_cases
from hoistway.supervision.vocabulary import OrderState
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import Number, exports, or_failed, paged
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.navigation import NavItem
from hoistway.web.orders.forms import OrderFilter
from hoistway.web.orders.shown import READERS, REGULATORS, order_row
from hoistway.web.signing_in import by, signed_in

_TABS: dict[str, frozenset[OrderState]] = {
    "": frozenset({
        OrderState.DRAFT, OrderState.SUBMITTED, OrderState.APPROVED, OrderState.SERVED,
        OrderState.REPORTED,
    }),
    "approve": frozenset({OrderState.SUBMITTED}),
    "mend": frozenset({OrderState.SERVED}),
    "review": frozenset({OrderState.REPORTED}),
    "cases": frozenset({OrderState.TRANSFERRED}),
    "all": frozenset(),
}  # fmt: skip
_FOR_UNITS = ("", "all")
_MOST_WAITING = 20
"""Checks shown above the list. Chosen: what waits longer is found among the checks."""


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    known = _TABS if by(request).role in map(str, REGULATORS) else _FOR_UNITS
    return asked if asked in known else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {
        "": _("办理中"), "approve": _("待批准"), "mend": _("整改中"), "review": _("待复查"),
        "cases": _("已移送立案"), "all": _("全部"),
    }  # fmt: skip
    actor, asked = by(request), _tab(request)
    shown = labels if actor.role in map(str, REGULATORS) else {k: labels[k] for k in _FOR_UNITS}
    tabs = []
    for tab, label in shown.items():
        query = QueryDict(mutable=True)
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == asked))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: OrderFilter) -> QuerySet[Order]:
    found = found_orders(by=by(request), search=form.search())
    states = _TABS[_tab(request)]
    return found.filter(state__in=sorted(map(str, states))) if states else found


@require_safe
@signed_in(*READERS)
def listing(request: HttpRequest) -> HttpResponseBase:
    """Show the orders that fit, or give them as a file."""
    actor, today = by(request), local_day(at=clock.now())
    form = OrderFilter(request.GET, by=actor)
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted, today))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    regulator = actor.role in map(str, REGULATORS)
    waiting = checks_to_order(by=actor)[:_MOST_WAITING] if regulator else ()
    facts = {
        "tabs": _tabs(request), "tab": _tab(request), "pages": pages, "failed": read is None,
        "rows": [order_row(order=one, day=today) for one in rows], "filter": form,
        "exports": exports(request), "numbers": _numbers(actor, today), "regulator": regulator,
        "waiting": [(one, organisation_name(one.organisation)) for one in waiting],
    }  # fmt: skip
    return render(request, "orders/list.html", facts)


def _numbers(actor: Actor, today: date) -> list[Number]:
    mine = orders(by=actor).order_by()
    served = mine.filter(state=OrderState.SERVED)
    reported = mine.filter(state=OrderState.REPORTED)
    found = [
        Number(label=_("整改中"), value=served.count(), tone="active"),
        Number(
            label=_("逾期未整改"), value=served.filter(due_on__lt=today).count(), tone="caution"
        ),
        Number(label=_("待复查"), value=reported.count(), tone="active"),
        Number(
            label=_("复查超期"), value=reported.filter(review_by__lt=today).count(),
            tone="caution",
        ),
    ]  # fmt: skip
    if settles_cases(by=actor):
        open_cases = cases(by=actor).exclude(case__has_key="outcome")
        found.append(
            Number(
                label=_("案件待处理"), value=open_cases.count(), tone="caution", url="?tab=cases"
            )
        )
    return found


def _sheet(wanted: QuerySet[Order], today: date) -> Sheet:
    head = [
        _("编号"), _("状态"), _("时限"), _("单位"), _("辖区"), _("检查编号"), _("电梯"),
        _("问题数"), _("送达时间"), _("整改期限"), _("复查期限"), _("办结时间"), _("案件编号"),
    ]  # fmt: skip
    return Sheet(name="orders", head=head, rows=_lines(wanted, today))


def _lines(wanted: QuerySet[Order], today: date) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: (_cells(one, today) for one in chunk))


def _cells(order: Order, today: date) -> Sequence[Cell]:
    row = order_row(order=order, day=today)
    return (
        row.number, row.state, row.standing, row.unit, row.area, row.check, row.places,
        row.problems, row.served_at, row.due_on, row.review_by, order.settled_at,
        (order.case or {}).get("number", ""),
    )  # fmt: skip
