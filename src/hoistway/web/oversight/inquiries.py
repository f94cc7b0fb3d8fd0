"""What was asked about records: the list, one inquiry, and what each side says."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.maintenance.actions.notes import Correction
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions import inquiring as actions
from hoistway.supervision.models import Inquiry
from hoistway.supervision.queries.inquiries import (
    InquirySearch,
    found_inquiries,
    inquiry_counts,
    inquiry_seen,
    inquiry_steps,
)
from hoistway.supervision.vocabulary import InquiryKind, InquiryOutcome, InquiryState, Irregularity
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.navigation import NavItem
from hoistway.web.notices.forms import SaidForm
from hoistway.web.oversight.shown import READERS, inquiry_row
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in

_TABS = ("", "late", "all")


class InquiryFilter(Filter):
    """What is asked of the inquiries."""

    choices = {"kind": InquiryKind, "state": InquiryState}

    q = forms.CharField(
        label=gettext_lazy("编号、注册代码、地址、单位"), required=False, max_length=80
    )
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)


class InquirySayForm(SaidForm):
    """A deed with its words; which it needs the deed knows."""

    deed = forms.CharField(max_length=20)
    about = forms.CharField(max_length=60, required=False)
    reads = forms.CharField(max_length=300, required=False)


@dataclass(frozen=True, slots=True)
class StepShown:
    """One step with who took it, as far as the reader may know."""

    step: Any
    doer: str


@require_safe
@signed_in(*READERS)
def inquiries(request: HttpRequest) -> HttpResponseBase:
    """Show the inquiries that fit the filter, or give them as a file."""
    actor, today = by(request), local_day(at=clock.now())
    form, tab = InquiryFilter(request.GET, by=actor), _tab(request)
    kind, state = form.read("kind"), form.read("state")
    wanted = found_inquiries(by=actor, search=InquirySearch(
        text=form.read("q") or "", kind=InquiryKind(kind) if kind else None,
        state=InquiryState(state) if state else None,
        jurisdiction_code=form.read("district") or "", pending=tab == "" and not state,
        overdue_on=today if tab == "late" else None,
    ))  # fmt: skip
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    counts = inquiry_counts(by=actor, today=today)
    facts = {
        "rows": [inquiry_row(inquiry=one, today=today) for one in rows], "pages": pages,
        "failed": read is None, "filter": form, "exports": exports(request),
        "tabs": _tabs(request, counts),
    }  # fmt: skip
    return render(request, "oversight/inquiries.html", facts)


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _TABS else ""


def _tabs(request: HttpRequest, counts: dict[str, int]) -> tuple[NavItem, ...]:
    labels = {"": _("未了结"), "late": _("已逾期"), "all": _("全部")}
    numbers = {"": counts["open"] + counts["answered"], "late": counts["late"]}
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        count = numbers.get(tab) or None
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request), count=count))
    return tuple(tabs)


def _sheet(wanted: QuerySet[Inquiry]) -> Sheet:
    head = [
        _("编号"), _("种类"), _("状态"), _("结论"), _("注册代码"), _("地址"), _("辖区"),
        _("维保单位"), _("提出时间"), _("答复期限"), _("答复时间"), _("了结时间"),
    ]  # fmt: skip
    return Sheet(name="inquiries", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Inquiry]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [
        (row.number, row.kind, row.state, row.outcome or "", row.visit.elevator.register_number,
         row.visit.elevator.address, row.jurisdiction.name_zh, organisation_name(row.firm),
         row.asked_at, row.answer_by, row.answered_at, row.settled_at)
        for row in chunk
    ])  # fmt: skip


@require_safe
@signed_in(*READERS)
def inquiry(request: HttpRequest, inquiry_number: str) -> HttpResponse:
    """Show one inquiry. Raises: NotFound."""
    return _page(request, inquiry_seen(number=inquiry_number, by=by(request)))


def _page(
    request: HttpRequest, row: Inquiry, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    actor = by(request)
    asks, answers = (may(by=actor, deed=deed) for deed in (Deed.ASK_FIRM, Deed.ANSWER_INQUIRY))
    open_now, answered = row.state is InquiryState.OPEN, row.state is InquiryState.ANSWERED
    steps = inquiry_steps(inquiry_ids=[row.pk]).get(row.pk, [])
    facts = {
        "row": inquiry_row(inquiry=row, today=local_day(at=clock.now())), "refusal": refusal,
        "may_answer": answers and open_now, "may_settle": asks and (open_now or answered),
        "may_return": asks and answered, "outcomes": list(InquiryOutcome), "key": uuid4(),
        "signs": [word(Irregularity(code)) for code in row.codes],
        "steps": [StepShown(step=one, doer=_doer(one.by, actor.organisation_id)) for one in steps],
    }  # fmt: skip
    return render(request, "oversight/inquiry.html", facts, status=status)


def _doer(said: dict[str, Any], own: int | None) -> str:
    """Return who took a step: a name only within the same organisation."""
    if said.get("kind") == "system":
        return _("平台自动")
    if said.get("organisation") == own:
        return str(said.get("name", ""))
    return _("维保单位") if said.get("role") == "firm_office" else _("监管部门")


def _settle(outcome: InquiryOutcome) -> Callable[..., Inquiry]:
    return lambda **told: actions.settle_inquiry(outcome=outcome, **told)


_DEEDS: dict[str, Callable[..., Inquiry]] = {
    "answer": actions.answer_inquiry,
    "again": actions.ask_again,
    "check": actions.turn_into_check,
    **{str(one): _settle(one) for one in InquiryOutcome},
}


@require_POST
@signed_in(*READERS)
def say(request: HttpRequest, inquiry_number: str) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it. Raises: NotFound."""
    actor, now = by(request), clock.now()
    row = inquiry_seen(number=inquiry_number, by=actor)
    form = InquirySayForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["deed"] not in _DEEDS:
        return _page(request, row, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    given = form.cleaned_data
    more: dict[str, Any] = {}
    if given["deed"] == "answer" and (given["about"] or given["reads"]):
        more["correction"] = Correction(
            about=given["about"], reads=given["reads"], words=given["words"][:500]
        )
    try:
        said = actions.Asked(
            form_id=given["form_id"], words=given["words"], file=form.kept(now=now, by=actor)
        )
        _DEEDS[given["deed"]](number=inquiry_number, asked=said, now=now, by=actor, **more)
    except Refusal as no:
        fresh = inquiry_seen(number=inquiry_number, by=actor)
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("inquiry", inquiry_number)


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, inquiry_number: str, inquiry_step_id: int) -> HttpResponseBase:
    """Give a step's photo or paper to whoever may read the inquiry. Raises: NotFound."""
    row = inquiry_seen(number=inquiry_number, by=by(request))
    steps = inquiry_steps(inquiry_ids=[row.pk]).get(row.pk, [])
    step = next((one for one in steps if one.pk == inquiry_step_id), None)
    if step is None or step.file is None:
        raise NotFound
    return served(attachment=step.file, name=f"{row.number}-{step.deed}")
