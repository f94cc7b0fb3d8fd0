"""The checks of an area, or of the own organisation; a check that no lot fell on."""

from collections.abc import Iterator, Sequence
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions import Proposal, propose_checks
from hoistway.supervision.models import Check
from hoistway.supervision.queries import checks
from hoistway.supervision.queries.checkable import checkable, checkable_one
from hoistway.supervision.vocabulary import CheckKind, CheckLead
from hoistway.web.checks.forms import CheckFilter, NewCheckForm
from hoistway.web.checks.page import READERS
from hoistway.web.checks.shown import check_rows, measures_words
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import day_bounds
from hoistway.web.desk.shapes import exports, or_failed, paged
from hoistway.web.frame import language, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

OFFERED = 20
"""Organisations offered for one search. Chosen: more are narrowed by another word."""


@require_safe
@signed_in(*READERS)
def listing(request: HttpRequest) -> HttpResponseBase:
    """Show the checks that the actor may see, filtered, a page at a time or as a file."""
    actor = by(request)
    regulates = may(by=actor, deed=Deed.DO_CHECK)
    asked = CheckFilter(request.GET, by=actor)
    wanted = _wanted(asked, checks(by=actor))
    file = handed_out(request, _sheet(wanted, regulates))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "rows": check_rows(checks=rows, names=regulates), "pages": pages, "filter": asked,
        "exports": exports(request), "failed": read is None, "regulates": regulates,
    }  # fmt: skip
    return render(request, "checks/list.html", facts)


def _wanted(asked: CheckFilter, rows: QuerySet[Check]) -> QuerySet[Check]:
    for name in ("kind", "state", "lead"):
        if asked.read(name):
            rows = rows.filter(**{name: asked.read(name)})
    if "district" in asked.fields and asked.read("district"):
        rows = rows.filter(jurisdiction__code=asked.read("district"))
    if asked.read("q"):
        text = asked.read("q")
        rows = rows.filter(Q(number__icontains=text) | Q(organisation__name__icontains=text))
    first, after = day_bounds(first=asked.read("from_day"), last=asked.read("to_day"))
    if first:
        rows = rows.filter(made_at__gte=first)
    return rows.filter(made_at__lt=after) if after else rows


def _sheet(wanted: QuerySet[Check], names: bool) -> Sheet:
    head = [
        _("编号"), _("单位"), _("辖区"), _("种类"), _("来源"), _("状态"), _("检查人员"),
        _("检查开始时间"), _("签字时间"), _("发现问题"), _("处理措施"),
    ]  # fmt: skip

    def drawn(rows: Sequence[Check]) -> Iterator[Sequence[Cell]]:
        for one in check_rows(checks=rows, names=names):
            row = one.check
            yield (
                row.number, one.name, one.area, row.kind, row.lead, row.state, one.officers,
                row.began_at, row.signed_at, one.found, measures_words(check=row),
            )  # fmt: skip

    return Sheet(name="checks", head=head, rows=in_chunks(wanted, drawn))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def new(request: HttpRequest) -> HttpResponse:
    """Offer the organisations of the area, and plan a check of one of them."""
    actor = by(request)
    form = NewCheckForm(request.POST or None)
    refusal, status = "", 200
    if request.method == "POST":
        status = 422
        refusal = _("请选择要检查的单位。")
        if form.is_valid():
            given = form.cleaned_data
            try:
                proposal = Proposal(
                    organisation_id=checkable_one(
                        by=actor, organisation_id=given["organisation"]
                    ),
                    jurisdiction_id=actor.jurisdiction_id, form_id=given["form_id"],
                    kind=CheckKind(given["kind"]), lead=CheckLead(given["lead"]),
                    lead_ref=given["lead_ref"], planned_on=given["planned_on"],
                )  # fmt: skip
                row = propose_checks(proposals=[proposal], now=clock.now(), by=actor)[0]
                return redirect("check", row.number)
            except Refusal as no:
                refusal, status = no.sentence(language()), no.status
    text = request.GET.get("q", "").strip()[:80]
    facts = {
        "form": form, "refusal": refusal, "q": text, "key": uuid4(),
        "offered": [(pk, spoken((zh, en or zh))) for pk, zh, en in _offered(text, actor)],
    }  # fmt: skip
    return render(request, "checks/new.html", facts, status=status)


def _offered(text: str, actor: Actor) -> list[tuple[int, str, str]]:
    if not text:
        return []
    found = checkable(by=actor).filter(
        Q(name__icontains=text) | Q(name_en__icontains=text) | Q(credit_code=text)
    )
    return list(found.values_list("pk", "name", "name_en")[:OFFERED])
