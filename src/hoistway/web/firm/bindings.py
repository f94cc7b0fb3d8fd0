"""The firm's office: who looks after which elevator, who asks to, and who may by themselves."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.filings.actions import agree_to_binding, set_self_binding, unbind
from hoistway.filings.queries import bindings, self_binding
from hoistway.filings.vocabulary import BindingState
from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged, word
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.filings.models import Binding

OFFICE = RoleKind.FIRM_OFFICE


class BindingFilter(Filter):
    """What is asked of the bindings."""

    choices = {"state": BindingState}

    q = forms.CharField(label=gettext_lazy("人员、地址、注册代码"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)

    def kept(self, rows: "QuerySet[Binding]") -> "QuerySet[Binding]":
        """Return the bindings among these that fit; what waits comes first."""
        for text in (self.read("q") or "").split():
            rows = rows.filter(
                Q(person__name__icontains=text) | Q(elevator__address__icontains=text)
                | Q(elevator__name__icontains=text)
                | Q(elevator__register_number__icontains=text)
            )  # fmt: skip
        state = chosen(BindingState, self.read("state") or "")
        if state is not None:
            return rows.filter(state=str(state))
        return rows.order_by("state", "-pk")


@require_safe
@signed_in(OFFICE)
def office_bindings(request: HttpRequest, refusal: str = "") -> HttpResponseBase:
    """Show the firm's bindings, those that wait first."""
    asked = BindingFilter(request.GET, by=by(request))
    wanted = asked.kept(bindings(by=by(request)))
    file = handed_out(request, Sheet(name="bindings", head=_head(), rows=_lines(wanted)))
    if file is not None:
        return file
    found = or_failed(lambda: paged(request, wanted))
    rows, pages = found or ([], None)
    facts = {
        "title": _("人员绑定"), "filter": asked, "rows": rows, "pages": pages,
        "failed": found is None, "exports": exports(request), "refusal": refusal,
        "self_binding": self_binding(firm_id=by(request).organisation_id),
    }  # fmt: skip
    return render(request, "firm/bindings.html", facts, status=422 if refusal else 200)


def _head() -> list[str]:
    return [
        _("人员"), _("电梯"), _("地址"), _("注册代码"), _("状态"), _("申请时间"), _("结束时间"),
        _("理由"),
    ]  # fmt: skip


def _lines(rows: "QuerySet[Binding]") -> Iterator[Sequence[Cell]]:
    for row in rows.iterator(chunk_size=500):
        yield [
            row.person.name, row.elevator.name, row.elevator.address,
            row.elevator.register_number, word(row.state), row.period.lower, row.ended_at,
            row.unbound_reason,
        ]  # fmt: skip


@require_POST
@signed_in(OFFICE)
def agree(request: HttpRequest, binding_id: int) -> HttpResponseBase:
    """Agree to a binding that a technician asked for."""
    try:
        agree_to_binding(binding_id=binding_id, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, refusal)
    return redirect("firm-bindings")


@require_POST
@signed_in(OFFICE)
def unbind_one(request: HttpRequest, binding_id: int) -> HttpResponseBase:
    """End a binding of the firm, or refuse one; the reason goes to the technician."""
    reason = request.POST.get("reason", "")[:200]
    try:
        unbind(binding_id=binding_id, reason=reason, now=clock.now(), by=by(request))
    except NotFound:
        raise
    except Refusal as refusal:
        return _again(request, refusal)
    return redirect("firm-bindings")


@require_POST
@signed_in(OFFICE)
def rule(request: HttpRequest) -> HttpResponse:
    """Say whether technicians bind themselves."""
    allowed = request.POST.get("self_binding") == "1"
    set_self_binding(allowed=allowed, now=clock.now(), by=by(request))
    return redirect("firm-bindings")


def _again(request: HttpRequest, refusal: Refusal) -> HttpResponseBase:
    request.method = "GET"
    return office_bindings(request, refusal=refusal.sentence(get_language() or "zh"))
