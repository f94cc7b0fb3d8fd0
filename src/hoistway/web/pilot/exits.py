"""The way out of the pilot: the list of cases and warnings, one case, and what each side does."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from uuid import uuid4

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ondemand.actions import exits as actions
from hoistway.ondemand.models import ExitCase
from hoistway.ondemand.queries.exits import (
    case_seen,
    exit_cases,
    exit_steps,
    found_exit_cases,
    warnings_of,
)
from hoistway.ondemand.vocabulary import ExitClause, ExitState
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import Number, Pages, or_failed, paged, word
from hoistway.web.desk.shapes import exports as exports_of
from hoistway.web.frame import language
from hoistway.web.navigation import NavItem
from hoistway.web.parts.attachment import served
from hoistway.web.pilot.exits_evidence import WarningRow, warning_rows
from hoistway.web.pilot.exits_forms import ExitFilter, ExitOpenForm, ExitSayForm
from hoistway.web.pilot.exits_shown import READERS, ExitRow, exit_page, exit_row
from hoistway.web.signing_in import by, signed_in

REGULATORS = (RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR)
_PENDING = sorted(str(state) for state in ExitState.pending())


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {"": _("待处理"), "all": _("全部"), "warnings": _("预警")}
    asked = _tab(request)
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == asked))
    return tuple(tabs)


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in {"all", "warnings"} else ""


def _wanted(request: HttpRequest, form: ExitFilter) -> QuerySet[ExitCase]:
    found = found_exit_cases(by=by(request), search=form.search())
    return found if _tab(request) == "all" else found.filter(state__in=_PENDING)


@require_safe
@signed_in(*READERS)
def exits(request: HttpRequest) -> HttpResponseBase:
    """Show the cases that fit the filter, or the warnings, or give the cases as a file."""
    return _list(request)


def _list(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    actor, today = by(request), local_day(at=clock.now())
    form, tab = ExitFilter(request.GET, by=actor), _tab(request)
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    rows, pages, failed = _read(request, wanted, today)
    facts = {
        "tabs": _tabs(request), "tab": tab, "rows": rows, "pages": pages, "failed": failed,
        "filter": None if tab == "warnings" else form, "exports": exports_of(request),
        "numbers": _numbers(actor), "opens": _opens(actor), "key": uuid4(), "refusal": refusal,
    }  # fmt: skip
    return render(request, "pilot/exits.html", facts, status=status)


def _read(
    request: HttpRequest, wanted: QuerySet[ExitCase], today: date
) -> tuple[Sequence[ExitRow | WarningRow], Pages | None, bool]:
    """Return the lines of the tab, where the page stands, and whether reading failed."""
    if _tab(request) == "warnings":
        told = or_failed(lambda: paged(request, warnings_of(by=by(request))))
        return (warning_rows(rows=told[0]), told[1], False) if told else ([], None, True)
    read = or_failed(lambda: paged(request, wanted))
    if read is None:
        return [], None, True
    return [exit_row(case=one, today=today) for one in read[0]], read[1], False


def _numbers(actor: Actor) -> list[Number]:
    mine = exit_cases(by=actor).order_by()
    pending = mine.filter(state__in=_PENDING)
    return [
        Number(label=_("待处理案件"), value=pending.count(), tone="caution"),
        Number(label=_("暂回固定周期"), value=pending.filter(at_once=True).count(), tone="caution"),
        Number(label=_("已退出"), value=mine.filter(state=ExitState.EXITED).count()),
        Number(
            label=_("申诉待处理"),
            value=mine.filter(appealed_at__isnull=False, settled_at=None).count(), tone="active",
        ),
    ]  # fmt: skip


def _opens(actor: Actor) -> list[tuple[str, str]]:
    """Return the clauses by which this reader may open a case: by its own finding."""
    firms = {ExitClause.FIRM_FALSE, ExitClause.FIRM_UNLAWFUL, ExitClause.FIRM_OFF_PLAN}
    elevators = {ExitClause.OTHER, ExitClause.COMPLAINTS, ExitClause.FAULT_RATE}
    if may(by=actor, deed=Deed.LIST_PILOT_FIRM):
        return [(str(one), word(one)) for one in ExitClause if one in firms]
    if may(by=actor, deed=Deed.CHECK_PILOT):
        return [(str(one), word(one)) for one in ExitClause if one in elevators]
    return []


def _sheet(wanted: QuerySet[ExitCase]) -> Sheet:
    head = [
        _("编号"), _("退出情形"), _("条款"), _("状态"), _("对象"), _("注册代码"), _("地址"),
        _("辖区"), _("维保单位"), _("使用单位"), _("发现日期"), _("答复期限"), _("暂回固定周期"),
        _("决定时间"), _("申诉时间"),
    ]  # fmt: skip
    return Sheet(name="exits", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[ExitCase]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_cells, chunk))


def _cells(case: ExitCase) -> Sequence[Cell]:
    row = exit_row(case=case, today=case.found_on)
    return (
        row.number, row.clause, row.clause.source, row.state, row.name, row.register_number,
        row.address, row.jurisdiction, row.firm, row.unit, row.found_on, row.answer_by,
        _("是") if case.at_once else "", case.decided_at, case.appealed_at,
    )  # fmt: skip


@require_POST
@signed_in(*REGULATORS)
def open_new(request: HttpRequest) -> HttpResponseBase:
    """Open a case by a regulator's own finding; a refusal stands above the list."""
    form = ExitOpenForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    given, now, actor = form.cleaned_data, clock.now(), by(request)
    clause = ExitClause(given["clause"])
    try:
        said = _said(form, actor)
        if clause in ExitClause.of_firms():
            case = actions.open_firm_case(
                number=given["subject"].strip(), clause=clause, said=said, now=now, by=actor
            )
        else:
            case = actions.open_elevator_case(
                register_number=given["subject"].strip(), clause=clause, said=said, now=now,
                by=actor,
            )  # fmt: skip
    except Refusal as no:
        return _list(request, refusal=no.sentence(language()), status=no.status)
    return redirect("exit", case.number)


@require_safe
@signed_in(*READERS)
def case(request: HttpRequest, exit_number: str) -> HttpResponse:
    """Show one case: evidence, clock, answers, decision, course."""
    return _page(request, case_seen(by=by(request), number=exit_number))


def _page(
    request: HttpRequest, found: ExitCase, *, refusal: str = "", status: int = 200
) -> HttpResponse:
    facts = {
        "shown": exit_page(case=found, by=by(request), now=clock.now()), "key": uuid4(),
        "refusal": refusal,
    }  # fmt: skip
    return render(request, "pilot/exit.html", facts, status=status)


@require_safe
@signed_in(*READERS)
def file(request: HttpRequest, exit_number: str, exit_step_id: int) -> HttpResponseBase:
    """Give a step's photo or paper to whoever may read the case. Raises: NotFound."""
    found = case_seen(by=by(request), number=exit_number)
    step = next((one for one in exit_steps(case_id=found.pk) if one.pk == exit_step_id), None)
    if step is None or step.file is None:
        raise NotFound
    return served(attachment=step.file, name=f"{found.number}-{step.deed}")


_DEEDS: dict[str, Callable[..., object]] = {
    "answer": lambda **told: actions.answer_case(**told),
    "exits": lambda **told: actions.decide_case(exits=True, **told),
    "stays": lambda **told: actions.decide_case(exits=False, **told),
    "appeal": lambda **told: actions.appeal_exit(**told),
    "uphold": lambda **told: actions.settle_exit_appeal(upholds=True, **told),
    "overturn": lambda **told: actions.settle_exit_appeal(upholds=False, **told),
}


@require_POST
@signed_in(*READERS)
def say(request: HttpRequest, exit_number: str) -> HttpResponse:
    """Do a deed and show the page again; a refusal stands above it."""
    found = case_seen(by=by(request), number=exit_number)
    form = ExitSayForm(request.POST, request.FILES)
    if not form.is_valid() or form.cleaned_data["deed"] not in _DEEDS:
        return _page(request, found, refusal=_("内容过长或表单已损坏，请重试。"), status=422)
    try:
        _DEEDS[form.cleaned_data["deed"]](
            number=exit_number, said=_said(form, by(request)), now=clock.now(), by=by(request)
        )
    except Refusal as no:
        fresh = case_seen(by=by(request), number=exit_number)
        return _page(request, fresh, refusal=no.sentence(language()), status=no.status)
    return redirect("exit", exit_number)


def _said(form: ExitSayForm | ExitOpenForm, actor: Actor) -> actions.Said:
    given = form.cleaned_data
    return actions.Said(
        form_id=given["form_id"], words=given["words"],
        file=form.kept(now=clock.now(), by=actor),
    )  # fmt: skip
