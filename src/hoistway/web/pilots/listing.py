"""The list of elevators on their way and in the pilot, for each side with what it may do."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.ondemand.models import ElevatorPilot
from hoistway.ondemand.queries.elevators import PilotSearch, counts_of, found_pilots
from hoistway.ondemand.vocabulary import ElevatorPilotState, EntryClause
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import ALL, Filter
from hoistway.web.desk.shapes import chosen, exports, or_failed, paged, word
from hoistway.web.mismatches.shown import organisation_name
from hoistway.web.navigation import NavItem
from hoistway.web.pilots.shown import READERS, pilot_rows
from hoistway.web.signing_in import by, signed_in

_STATE = ElevatorPilotState
TABS: dict[str, frozenset[ElevatorPilotState]] = {
    "proposed": frozenset({_STATE.PROPOSED}),
    "consented": frozenset({_STATE.CONSENTED, _STATE.RETURNED}),
    "submitted": frozenset({_STATE.SUBMITTED}),
    "listed": _STATE.entered(),
    "over": frozenset({_STATE.EXITED, _STATE.WITHDRAWN, _STATE.ENDED}),
    "all": frozenset(),
}
"""Views of the list by the states they keep."""

_OF_ROLE: dict[str, tuple[str, ...]] = {
    str(RoleKind.FIRM_OFFICE): ("consented", "proposed", "submitted", "listed", "over", "all"),
    str(RoleKind.USE_UNIT): ("proposed", "consented", "submitted", "listed", "over", "all"),
}
_OF_REGULATORS = ("submitted", "listed", "consented", "over", "all")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one form over many elevators."""

    done: int
    words: str
    refused: Sequence[tuple[str, str]] = ()
    receipts: Sequence[str] = field(default_factory=tuple)


class PilotFilter(Filter):
    """What is asked of the list."""

    q = forms.CharField(label=gettext_lazy("注册代码、地址、单位"), required=False, max_length=80)
    failing = forms.ChoiceField(label=gettext_lazy("不符合的条件"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)

    def __init__(self, data: object, *, by: Actor) -> None:
        super().__init__(data, by=by)
        clauses = [(str(one), word(one)) for one in EntryClause.of_elevators()]
        self._field("failing").choices = [("", ALL), *clauses]

    def search(self, tab: str) -> PilotSearch:
        """Return what the form asks within a view."""
        failing = chosen(EntryClause, self.read("failing") or "")
        return PilotSearch(
            text=self.read("q") or "", states=TABS[tab],
            failing=failing if isinstance(failing, EntryClause) else None,
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


@require_safe
@signed_in(*READERS)
def pilots(request: HttpRequest) -> HttpResponseBase:
    """Show the elevators that fit, or give them as a file."""
    return listing(request)


def listing(
    request: HttpRequest, outcome: Outcome | None = None, form_id: UUID | None = None
) -> HttpResponseBase:
    """Return the list; what came of a form stands above it."""
    actor, tab = by(request), tab_of(request)
    form, wanted = PilotFilter(request.GET, by=actor), wanted_of(request)
    file = handed_out(request, _sheet(wanted))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {
        "tab": tab, "tabs": _tabs(request), "filter": form, "pages": pages,
        "rows": pilot_rows(pilots=rows, now=clock.now()), "exports": exports(request),
        "failed": read is None, "outcome": outcome, "form_id": form_id or uuid4(),
        "acts": ACTS.get((actor.role, tab), ()),
    }  # fmt: skip
    return render(
        request, "pilots/list.html", facts, status=422 if outcome and outcome.refused else 200
    )


ACTS: dict[tuple[str, str], tuple[str, ...]] = {
    (str(RoleKind.FIRM_OFFICE), "consented"): ("submit", "withdraw"),
    (str(RoleKind.FIRM_OFFICE), "proposed"): ("withdraw",),
    (str(RoleKind.FIRM_OFFICE), "submitted"): ("withdraw",),
    (str(RoleKind.FIRM_OFFICE), "listed"): ("withdraw",),
    (str(RoleKind.USE_UNIT), "proposed"): ("consent", "refuse"),
    (str(RoleKind.USE_UNIT), "consented"): ("revoke",),
    (str(RoleKind.USE_UNIT), "submitted"): ("revoke",),
    (str(RoleKind.USE_UNIT), "listed"): ("revoke",),
    (str(RoleKind.DISTRICT_REGULATOR), "submitted"): ("list", "return"),
    (str(RoleKind.CITY_REGULATOR), "submitted"): ("list", "return"),
}
"""Role and view → what may be done with many at once."""


def tab_of(request: HttpRequest) -> str:
    """Return which view is asked for; without one that in which most waits for this reader."""
    offered = _offered(request)
    asked = request.GET.get("tab", "")
    return asked if asked in offered else offered[0]


def wanted_of(request: HttpRequest) -> QuerySet[ElevatorPilot]:
    """Return the elevators that the view and the filter keep."""
    form = PilotFilter(request.GET, by=by(request))
    return found_pilots(by=by(request), search=form.search(tab_of(request)))


def _offered(request: HttpRequest) -> tuple[str, ...]:
    return _OF_ROLE.get(by(request).role, _OF_REGULATORS)


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {
        "proposed": _("待使用单位同意"), "consented": _("待报送"), "submitted": _("待区局核对"),
        "listed": _("试点清单"), "over": _("已结束"), "all": _("全部"),
    }  # fmt: skip
    counts, tabs = counts_of(by=by(request)), []
    for tab in _offered(request):
        query = QueryDict(mutable=True)
        query["tab"] = tab
        label = _("退回补正") if tab == "consented" and _offered(request) is _OF_REGULATORS else (
            labels[tab]
        )  # fmt: skip
        count = sum(counts.get(state, 0) for state in TABS[tab]) if TABS[tab] else None
        url, here = f"?{query.urlencode()}", tab == tab_of(request)
        tabs.append(NavItem(label=label, url=url, current=here, count=count))
    return tuple(tabs)


def _sheet(wanted: QuerySet[ElevatorPilot]) -> Sheet:
    head = [
        _("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位"), _("试点编号"),
        _("状态"), _("使用单位同意"), _("报送"), _("列入清单"), _("报送市局"), _("不符合的条件"),
        _("结束"), _("结束依据"),
    ]  # fmt: skip
    return Sheet(name="pilot-elevators", head=head, rows=_lines(wanted))


def _lines(wanted: QuerySet[ElevatorPilot]) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, _chunk)


def _chunk(chunk: list[ElevatorPilot]) -> Iterator[Sequence[Cell]]:
    for row in pilot_rows(pilots=chunk, now=clock.now()):
        one = row.pilot
        yield (
            one.elevator.register_number, one.elevator.name, one.elevator.address,
            one.jurisdiction.name_zh, organisation_name(one.elevator.use_unit),
            organisation_name(one.firm_pilot.firm), one.firm_pilot.number, one.state,
            one.consented_at, one.submitted_at, one.listed_at, one.reported_at,
            "; ".join(word(ground) for ground in row.failing), one.ended_at,
            one.ended_clause or "",
        )  # fmt: skip
