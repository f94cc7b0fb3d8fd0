"""The use unit's list: what waits for its word, objections, what was never answered, history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.refusal import Refusal
from hoistway.maintenance.actions.answers import confirm_visit
from hoistway.maintenance.models import Visit
from hoistway.maintenance.queries.answers import found_answers
from hoistway.maintenance.vocabulary import VisitState
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.answers.forms import AnswerFilter
from hoistway.web.answers.shown import AnswerRow, answer_rows
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.shapes import exports, listed, or_failed, paged, word
from hoistway.web.frame import language
from hoistway.web.navigation import NavItem
from hoistway.web.signing_in import by, signed_in

MOST_AT_ONCE = 50
"""Records confirmed by one press. Chosen: one page, every record of which was on the screen."""

_KEPT = {
    "": VisitState.SIGNED, "objected": VisitState.OBJECTED,
    "unconfirmed": VisitState.UNCONFIRMED,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of confirming several records."""

    done: int
    refused: tuple[tuple[str, str], ...]


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in {*_KEPT, "all"} else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {
        "": _("待确认"), "objected": word(VisitState.OBJECTED),
        "unconfirmed": word(VisitState.UNCONFIRMED), "all": _("全部"),
    }  # fmt: skip
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        query.update({k: str(v) for k, v in request.GET.items() if k not in {"page", "tab"}})
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


def _wanted(request: HttpRequest, form: AnswerFilter) -> QuerySet[Visit]:
    found, tab = found_answers(by=by(request), search=form.search()), _tab(request)
    if tab == "all":
        return found
    kept = found.filter(state=_KEPT[tab])
    return kept.order_by("confirm_by", "pk") if tab == "" else kept


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(RoleKind.USE_UNIT)
def unit_maintenance(request: HttpRequest) -> HttpResponseBase:
    """Show the signed visits of the unit's elevators, or confirm those that were picked."""
    outcome = _confirmed(request) if request.method == "POST" else None
    form = AnswerFilter(request.GET, by=by(request))
    wanted = _wanted(request, form)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tabs": _tabs(request), "tab": _tab(request), "filter": form, "pages": pages,
        "rows": answer_rows(visits=rows), "exports": exports(request), "failed": read is None,
        "outcome": outcome,
    }  # fmt: skip
    status = 422 if outcome and outcome.refused else 200
    return render(request, "maintenance/unit.html", facts, status=status)


def _confirmed(request: HttpRequest) -> Outcome:
    """Confirm the picked records, each by itself; what is refused is named with the reason."""
    done, refused = 0, []
    for text in request.POST.getlist("visit")[:MOST_AT_ONCE]:
        try:
            uid = UUID(text)
            form = uuid5(uid, f"confirmed by {by(request).person_id}")
            confirm_visit(visit_uid=uid, form_id=form, now=clock.now(), by=by(request))
            done += 1
        except ValueError:
            continue
        except Refusal as no:
            refused.append((text, no.sentence(language())))
    return Outcome(done, tuple(refused))


def _sheet(wanted: QuerySet[Visit]) -> Sheet:
    head = [
        _("状态"), _("作业"), _("级别"), _("维保日期"), _("注册代码"), _("电梯"), _("地址"),
        _("维保单位"), _("维保人员"), _("检查项目数"), _("异常项目数"), _("更换部件"),
        _("确认期限"), _("答复时间"), _("记录校验值"),
    ]  # fmt: skip
    return Sheet(name="maintenance", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[Visit]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: map(_line, answer_rows(visits=chunk)))


def _line(row: AnswerRow) -> Sequence[Cell]:
    place, said = row.elevator, row.summary
    return (
        row.state, row.kind, row.level, row.day, place.register_number, place.name,
        place.address, row.firm, listed(said.crew), said.items, said.abnormal,
        listed(said.parts), row.until, row.answered_at, row.sha256,
    )  # fmt: skip
