"""The list of suspicions, each settled where it stands."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.plates.actions import settle_suspicion
from hoistway.plates.models import Suspicion
from hoistway.plates.queries import suspicions
from hoistway.plates.vocabulary import SuspicionState
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import language, spoken
from hoistway.web.plates.forms import ReasonForm, SuspicionFilter
from hoistway.web.plates.shown import doubted_of
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

CHUNK = 500


@require_safe
@signed_in(*REGULATORS)
def doubts(request: HttpRequest) -> HttpResponseBase:
    """Show the suspicions that fit the filter, the open ones unless told otherwise."""
    return _page(request)


def _page(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    asked = request.GET.copy()
    asked.setdefault("state", str(SuspicionState.OPEN))
    form = SuspicionFilter(asked, by=by(request))
    wanted = suspicions(by=by(request), search=form.search())
    file = handed_out(request, _sheet(wanted.iterator(chunk_size=CHUNK)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": [doubted_of(suspicion=one) for one in rows], "pages": pages,
        "exports": exports(request), "failed": read is None, "refusal": refusal,
    }  # fmt: skip
    return render(request, "plates/suspicions.html", facts, status=status)


def _sheet(rows: Iterable[Suspicion]) -> Sheet:
    head = [
        _("疑点"), _("状态"), _("依据"), _("救援识别码"), _("电梯码"), _("地址"), _("电梯"),
        _("辖区"), _("维保单位"), _("发现时间"), _("处理时间"), _("处理人"), _("处理理由"),
    ]  # fmt: skip
    return Sheet(name="plate-suspicions", head=head, rows=map(_line, rows))


def _line(row: Suspicion) -> Sequence[Cell]:
    elevator, shown = row.plate.elevator, doubted_of(suspicion=row)
    return (
        row.kind, row.state, shown.sentence, row.plate.rescue_number, row.plate.code,
        elevator.address, elevator.name,
        spoken((elevator.jurisdiction.name_zh, elevator.jurisdiction.name_en)),
        elevator.firm.name if elevator.firm else "", row.at, row.settled_at, shown.settled_by,
        row.settled_reason,
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def settle(request: HttpRequest, suspicion_id: int) -> HttpResponseBase:
    """Clear or confirm a suspicion with its reason."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, refusal=str(form.errors["reason"][0]), status=422)
    try:
        settle_suspicion(
            suspicion_id=suspicion_id, confirmed=request.POST.get("confirmed") == "1",
            reason=form.cleaned_data["reason"], now=clock.now(), by=by(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, refusal=no.sentence(language()), status=no.status)
    return redirect(reverse("regulator-plates-suspicions"))
