"""统计报表: what was stated of each month and year; state one, look at it, publish it."""

from datetime import date, datetime

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.reform.actions.statements import publish_statement, state
from hoistway.reform.queries.statements import (
    months_on,
    printed_statement,
    statement_seen,
)
from hoistway.reform.queries.statements import (
    statements as statements_seen,
)
from hoistway.reform.vocabulary import StatementSpan
from hoistway.web.desk.files import Sheet, handed_out
from hoistway.web.desk.shapes import exports, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in
from hoistway.web.statements.files import paper_of, sheet_of
from hoistway.web.statements.shown import shown, title_of

BACK_MONTHS, BACK_YEARS = 24, 3
"""Months and years that can be stated. Chosen: what a yearly assessment looks back on."""


class StateForm(forms.Form):
    """Which month or year."""

    which = forms.ChoiceField(label=gettext_lazy("编制哪一期"))

    def __init__(self, data: object = None, *, now: datetime) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        today = local_day(at=now)
        months = [
            months_on(first_day=today.replace(day=1), months=-back)
            for back in range(1, BACK_MONTHS + 1)
        ]
        years = [date(today.year - back, 1, 1) for back in range(1, BACK_YEARS + 1)]
        self.fields["which"].choices = [  # type: ignore[attr-defined]
            (f"{span}:{first}", f"{word(span)} {text}")
            for span, firsts, pattern in (
                (StatementSpan.MONTH, months, "%Y-%m"), (StatementSpan.YEAR, years, "%Y"),
            )
            for first in firsts
            for text in (first.strftime(pattern),)
        ]  # fmt: skip


class PublishForm(forms.Form):
    """The words beside the figures."""

    typical = forms.CharField(
        label=gettext_lazy("典型案例"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("会公开，不写个人信息。"),
    )  # fmt: skip
    asked = forms.CharField(
        label=gettext_lazy("工作要求"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip


@require_safe
@signed_in(*REGULATORS)
def statements(request: HttpRequest) -> HttpResponseBase:
    """Show all versions, the latest span first, or give the list as a file."""
    return _list(request)


def _list(request: HttpRequest, *, refusal: str = "", status: int = 200) -> HttpResponseBase:
    seen = statements_seen(by=by(request)).defer("counts")
    head = [_("报表"), _("版本"), _("编制时间"), _("发布时间"), _("格式版本"), _("校验值")]
    rows = (
        (
            title_of(statement=one), one.version, one.at, one.published_at, one.edition,
            one.counts_sha256,
        )
        for one in seen.iterator(chunk_size=500)
    )  # fmt: skip
    file = handed_out(request, Sheet(name="statements", head=head, rows=rows))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, seen))
    found, pages = read or ([], None)
    facts = {
        "rows": [(title_of(statement=one), one) for one in found], "pages": pages,
        "failed": read is None, "exports": exports(request), "refusal": refusal,
        "form": StateForm(now=clock.now()) if _may(request) else None,
    }  # fmt: skip
    return render(request, "statements/list.html", facts, status=status)


def _may(request: HttpRequest) -> bool:
    return may(by=by(request), deed=Deed.STATE_FIGURES)


@require_POST
@signed_in(RoleKind.CITY_REGULATOR)
def state_one(request: HttpRequest) -> HttpResponseBase:
    """Count a month or a year and lead to it."""
    form = StateForm(request.POST, now=clock.now())
    if not form.is_valid():
        return _list(request, refusal=_("请选择要编制的月份或年份。"), status=422)
    span, _colon, first = form.cleaned_data["which"].partition(":")
    try:
        one = state(
            span=StatementSpan(span), day=date.fromisoformat(first), now=clock.now(),
            by=by(request),
        )  # fmt: skip
    except Refusal as refusal:
        return _list(request, refusal=refusal.sentence(language()), status=refusal.status)
    return redirect("regulator-statement", one.pk)


@require_safe
@signed_in(*REGULATORS)
def statement(request: HttpRequest, statement_id: int) -> HttpResponseBase:
    """Show one version, or give it as a file."""
    return _one(request, statement_id)


def _one(
    request: HttpRequest, statement_id: int, *, refusal: str = "", status: int = 200
) -> HttpResponseBase:
    found = statement_seen(by=by(request), statement_id=statement_id)
    one = printed_statement(statement=found, public=False)
    file = handed_out(request, sheet_of(one=one))
    if file is not None:
        return file
    open_ = found.published_at is None and _may(request)
    facts = {
        "said": shown(one=one), "statement": found, "exports": exports(request),
        "form": PublishForm() if open_ else None, "refusal": refusal,
    }  # fmt: skip
    return render(request, "statements/desk.html", facts, status=status)


@require_safe
@signed_in(*REGULATORS)
def paper(request: HttpRequest, statement_id: int) -> HttpResponse:
    """Give one version as a PDF. Raises: NoFont."""
    found = statement_seen(by=by(request), statement_id=statement_id)
    return paper_of(one=printed_statement(statement=found, public=False))


@require_POST
@signed_in(RoleKind.CITY_REGULATOR)
def publish(request: HttpRequest, statement_id: int) -> HttpResponseBase:
    """Let everybody read it."""
    statement_seen(by=by(request), statement_id=statement_id)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return _one(request, statement_id, refusal=_("文字太长，请缩短。"), status=422)
    try:
        publish_statement(
            statement_id=statement_id, now=clock.now(), by=by(request), **form.cleaned_data
        )
    except Refusal as refusal:
        said = refusal.sentence(language())
        return _one(request, statement_id, refusal=said, status=refusal.status)
    return redirect("regulator-statement", statement_id)
