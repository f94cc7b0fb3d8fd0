"""One drawn elevator: the questions on the spot, the result, what was mended."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.vocabulary import RoleKind
from hoistway.sampling.actions import confirm_mended, record_check, say_mended
from hoistway.sampling.models import SampleCheck
from hoistway.sampling.queries import (
    Question,
    check_seen,
    checklist_named,
    checklist_on,
    own_checks,
)
from hoistway.sampling.vocabulary import Answer
from hoistway.web.desk.shapes import or_failed, paged, word
from hoistway.web.frame import language, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.samples.forms import CheckForm, MendedForm
from hoistway.web.samples.shown import check_rows
from hoistway.web.signing_in import by, signed_in

READERS = (*REGULATORS, RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)


@require_safe
@signed_in(RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT)
def own(request: HttpRequest) -> HttpResponseBase:
    """Show a firm or a use unit which of its elevators were drawn, and what is to be mended."""
    read = or_failed(lambda: paged(request, own_checks(by=by(request))))
    rows, pages = read or ([], None)
    facts = {"rows": check_rows(checks=rows, names=False), "pages": pages, "failed": read is None}
    return render(request, "samples/own.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*READERS)
def check(request: HttpRequest, sample_number: str, register_number: str) -> HttpResponseBase:
    """Show one drawn elevator, and take the answers of the inspectors."""
    row = check_seen(by=by(request), number=sample_number, register_number=register_number)
    form = _form(request, row)
    if request.method != "POST" or form is None or not form.is_valid():
        status = 422 if form is not None and form.errors else 200
        return _page(request, row, form, status=status)
    try:
        record_check(
            check_id=row.pk, seen=form.seen(), form_id=form.cleaned_data["form_id"],
            now=clock.now(), by=by(request),
        )  # fmt: skip
    except Refusal as no:
        return _page(request, row, form, refusal=no.sentence(language()), status=no.status)
    return redirect("regulator-sample", sample_number)


def _form(request: HttpRequest, row: SampleCheck) -> CheckForm | None:
    """Return the form of those who may check: regulators of the area, while nothing is kept."""
    if row.checked_at is not None or not _checks(by(request)):
        return None
    people = check_rows(checks=[row], names=True)[0].people
    checklist = checklist_on(day=local_day(at=clock.now()))
    return CheckForm(request.POST or None, checklist=checklist, present=people)


def _checks(actor: Actor) -> bool:
    return actor.role in {str(RoleKind.DISTRICT_REGULATOR), str(RoleKind.CITY_REGULATOR)}


def _page(
    request: HttpRequest, row: SampleCheck, form: CheckForm | None, refusal: str = "",
    status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    actor = by(request)
    shown = check_rows(checks=[row], names=_checks(actor))[0]
    facts = {
        "row": shown, "form": form, "refusal": refusal, "answers": _answers(row), "key": uuid4(),
        "regulator": _checks(actor),
        "may_mend": actor.role == RoleKind.FIRM_OFFICE and _open(row) and not row.mended_at,
        "may_confirm": _checks(actor) and _open(row) and row.mended_at is not None,
    }  # fmt: skip
    return render(request, "samples/check.html", facts, status=status)


def _open(row: SampleCheck) -> bool:
    return row.mend_by is not None and row.confirmed_at is None


def _answers(row: SampleCheck) -> list[tuple[str, str, bool]]:
    if not row.checklist:
        return []
    questions: tuple[Question, ...] = checklist_named(edition=row.checklist).questions
    return [
        (
            spoken((one.zh, one.en)), word(Answer(row.answers[one.code])),
            row.answers[one.code] == str(Answer.NO),
        )
        for one in questions
        if one.code in row.answers
    ]  # fmt: skip


@require_POST
@signed_in(*REGULATORS, RoleKind.FIRM_OFFICE)
def say(request: HttpRequest, sample_number: str, register_number: str) -> HttpResponseBase:
    """Let the firm say what it mended, and a regulator whether that holds."""
    actor, now = by(request), clock.now()
    row = check_seen(by=actor, number=sample_number, register_number=register_number)
    form = MendedForm(request.POST, request.FILES)
    if not form.is_valid():
        said = _("内容过长或表单已损坏，请重试。")
        return _page(request, row, _form(request, row), said, 422)
    given = form.cleaned_data
    try:
        if given["deed"] == "mend":
            file = form.kept(now=now, by=actor)
            say_mended(check_id=row.pk, words=given["words"], file=file, now=now, by=actor)
        else:
            confirm_mended(check_id=row.pk, holds=given["deed"] == "confirm", now=now, by=actor)
    except Refusal as no:
        return _page(request, row, None, no.sentence(language()), no.status)
    return redirect("sample-check", sample_number, register_number)
