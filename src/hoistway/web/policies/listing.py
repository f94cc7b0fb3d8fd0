"""The list of policies: for insurers, firms, use units and regulators."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.insurance.models import Policy
from hoistway.insurance.queries import found_policies, uncovered_count
from hoistway.insurance.vocabulary import CoverStanding
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import Number, exports, or_failed, paged, word
from hoistway.web.policies.forms import PolicyFilter
from hoistway.web.policies.shown import PolicyRow, policy_rows
from hoistway.web.signing_in import by, signed_in

READERS = (
    RoleKind.INSURER, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT, RoleKind.DISTRICT_REGULATOR,
    RoleKind.CITY_REGULATOR,
)  # fmt: skip


@require_safe
@signed_in(*READERS)
def policies(request: HttpRequest) -> HttpResponseBase:
    """Show the policies that fit the filter, or give them as a file."""
    actor, today = by(request), local_day(at=clock.now())
    form = PolicyFilter(request.GET, by=actor)
    wanted = found_policies(by=actor, search=form.search(day=today))
    file = handed_out(request, _sheet(wanted, today))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": policy_rows(policies=rows, day=today), "pages": pages,
        "exports": exports(request), "failed": read is None, "numbers": gap_numbers(actor, today),
        "may_enter": may(by=actor, deed=Deed.KEEP_INSURANCE),
    }  # fmt: skip
    return render(request, "policies/list.html", facts)


def gap_numbers(actor: Actor, today: date) -> tuple[Number, ...]:
    """Return how many elevators' cover runs out soon and has run out, each with its list."""
    ending, lapsed = uncovered_count(by=actor, day=today)
    room = reverse("policy-gaps")
    return tuple(
        Number(
            label=word(standing), value=count, unit=_("台"),
            tone="caution" if count else "safe", url=f"{room}?standing={standing}",
        )
        for standing, count in ((CoverStanding.ENDING, ending), (CoverStanding.LAPSED, lapsed))
    )  # fmt: skip


def _sheet(wanted: QuerySet[Policy], today: date) -> Sheet:
    head = [
        _("保单号"), _("保险机构"), _("投保人类型"), _("投保人"), _("起保日期"), _("终保日期"),
        _("状态"), _("累计责任限额（元）"), _("每次事故责任限额（元）"), _("电梯数"), _("录入时间"),
    ]  # fmt: skip
    return Sheet(name="policies", head=head, rows=_lines(wanted, today))


def _lines(wanted: QuerySet[Policy], today: date) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, policy_rows(policies=chunk, day=today)))


def _line(row: PolicyRow) -> Sequence[Cell]:
    return (
        row.number, row.insurer, row.holder_kind, row.holder, row.first, row.last, row.phase,
        row.total_yuan, row.each_yuan, row.elevators, row.entered_at,
    )  # fmt: skip
