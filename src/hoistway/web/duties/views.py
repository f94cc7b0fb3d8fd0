"""The firm's duties: what is due, what was done, and recording it with its proof."""

from collections.abc import Iterator, Mapping, Sequence

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.duties.actions import record_duty
from hoistway.duties.models import DutyRecord
from hoistway.duties.queries import duty_records, firm_people
from hoistway.duties.vocabulary import DutyKind
from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import people_by_key
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, listed, or_failed, paged
from hoistway.web.duties.forms import DutyFilter, DutyForm
from hoistway.web.duties.shown import due_page
from hoistway.web.frame import language
from hoistway.web.notices.issuing import Pick, picked
from hoistway.web.parts.attachment import served
from hoistway.web.signing_in import by, signed_in

FIRM = RoleKind.FIRM_OFFICE
_COLUMNS = {"kind": "kind", "from_day": "held_on__gte", "to_day": "held_on__lte"}


@require_safe
@signed_in(FIRM)
def duties(request: HttpRequest) -> HttpResponseBase:
    """Show what is due of the firm and what it did, or give the latter as a file."""
    asked = DutyFilter(request.GET, by=by(request))
    wanted = _kept(asked, duty_records(by=by(request)))
    file = handed_out(request, Sheet(name="duties", head=_head(), rows=_lines(wanted)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "due": due_page(by=by(request), now=clock.now()), "filter": asked, "rows": rows,
        "pages": pages, "exports": exports(request), "failed": read is None,
    }  # fmt: skip
    return render(request, "duties/page.html", facts)


def _kept(asked: DutyFilter, rows: QuerySet[DutyRecord]) -> QuerySet[DutyRecord]:
    for text in (asked.read("q") or "").split():
        rows = rows.filter(
            Q(words__icontains=text) | Q(elevator__address__icontains=text)
            | Q(elevator__name__icontains=text) | Q(elevator__register_number__icontains=text)
        )  # fmt: skip
    for field, column in _COLUMNS.items():
        value = asked.read(field)
        if value:
            rows = rows.filter(**{column: value})
    return rows


def _head() -> list[str]:
    return [
        _("日期"), _("种类"), _("类别"), _("内容"), _("电梯"), _("地址"), _("注册代码"),
        _("参加人员"), _("记录时间"), _("记录人"), _("存证"),
    ]  # fmt: skip


def _lines(wanted: QuerySet[DutyRecord]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, _drawn)


def _drawn(chunk: list[DutyRecord]) -> list[Sequence[Cell]]:
    names = people_by_key(person_ids={key for row in chunk for key in row.people})
    return [_line(row, names) for row in chunk]


def _line(row: DutyRecord, names: Mapping[int, str]) -> Sequence[Cell]:
    place = row.elevator
    return (
        row.held_on, row.kind, row.category, row.words, place.name if place else "",
        place.address if place else "", place.register_number if place else "",
        listed(names[key] for key in row.people if key in names), row.recorded_at,
        str(row.recorded_by.get("name", "")), row.document.sha256 if row.document else "",
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(FIRM)
def record(request: HttpRequest) -> HttpResponse:
    """Ask where it was done, if at one elevator, then what; and keep it."""
    actor, now = by(request), clock.now()
    asked = request.GET.get("kind", "")
    kind = next((one for one in DutyKind if str(one) == asked), DutyKind.DRILL)
    pick = picked(request) if kind in DutyKind.on_site() else Pick(None, None, "", ())
    form = DutyForm(
        request.POST or None, request.FILES or None, kind=kind, today=local_day(at=now),
        people=firm_people(firm_id=actor.organisation_id, at=now),
    )  # fmt: skip
    facts = {"pick": pick, "form": form, "duty": kind, "kind": str(kind)}
    facts["asks_where"] = kind in DutyKind.on_site() and pick.elevator is None
    if request.method != "POST" or not form.is_valid():
        return render(request, "duties/new.html", facts, status=422 if form.errors else 200)
    try:
        done = form.done(elevator_id=pick.elevator.pk if pick.elevator else None, now=now, by=actor)
        record_duty(done=done, form_id=form.cleaned_data["form_id"], now=now, by=actor)
    except Refusal as no:
        facts["refusal"] = no.sentence(language())
        return render(request, "duties/new.html", facts, status=no.status)
    return redirect("firm-duties")


@require_safe
@signed_in(FIRM)
def proof(request: HttpRequest, duty_id: int) -> HttpResponse:
    """Give the photo or paper of a recorded duty. Raises: NotFound."""
    row = duty_records(by=by(request)).filter(pk=duty_id).first()
    if row is None or row.proof is None:
        raise NotFound
    return served(attachment=row.proof, name=f"{row.kind}-{row.held_on}")
