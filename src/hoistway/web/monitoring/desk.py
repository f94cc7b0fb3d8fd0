"""The monitoring desk: figures, what deviates, and the fleet beside its own past."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.monitoring.queries import (
    DeviationSearch,
    deviation_counts,
    deviations,
    found_deviations,
    health_counts,
    health_rows,
)
from hoistway.monitoring.vocabulary import DeviationState, HealthState, IndicatorKind
from hoistway.web.desk.files import Cell, Sheet, handed_out, in_chunks
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import (
    BarRow,
    Number,
    chosen,
    exports,
    fraction_bars,
    or_failed,
    paged,
    word,
)
from hoistway.web.monitoring.shown import HEALTH, READERS, base_of, deviation_rows, fleet_rows
from hoistway.web.navigation import NavItem
from hoistway.web.parts.stack import stack
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.monitoring.models import Deviation, Health

_ENDED = (DeviationState.DONE, DeviationState.SETTLED, DeviationState.DISMISSED)
_OPEN = sorted(map(str, DeviationState.open_states()))
_TABS = ("", "ended", "fleet")


class DeviationFilter(Filter):
    """What is asked of the deviations."""

    choices = {"kind": IndicatorKind}

    q = forms.CharField(label=gettext_lazy("编号、注册代码、地址"), required=False, max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("指标"), required=False)
    safety = forms.BooleanField(label=gettext_lazy("只看安全项目"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)

    def search(self) -> DeviationSearch:
        """Return what the form asks."""
        kind = chosen(IndicatorKind, self.read("kind") or "")
        return DeviationSearch(
            text=self.read("q") or "", kind=kind if isinstance(kind, IndicatorKind) else None,
            safety=True if self.read("safety") else None,
            jurisdiction_code=self.read("district") or "",
        )  # fmt: skip


class FleetFilter(Filter):
    """What is asked of the fleet."""

    choices = {"state": HealthState}

    q = forms.CharField(label=gettext_lazy("注册代码、地址"), required=False, max_length=80)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    district = forms.ChoiceField(label=gettext_lazy("辖区"), required=False)


@require_safe
@signed_in(*READERS)
def desk(request: HttpRequest) -> HttpResponseBase:
    """Show what is open, what has ended or the fleet; or give it as a file."""
    actor, now, tab = by(request), clock.now(), _tab(request)
    if tab == "fleet":
        return _fleet_page(request, actor, now)
    form = DeviationFilter(request.GET, by=actor)
    wanted = _deviations(actor, tab, form)
    file = handed_out(request, Sheet(name="deviations", head=_head(), rows=_lines(wanted, now)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {"rows": deviation_rows(rows=rows, now=now), "pages": pages, "failed": read is None}
    return _page(request, actor, now, form, facts)


def _fleet_page(request: HttpRequest, actor: Actor, now: datetime) -> HttpResponseBase:
    form = FleetFilter(request.GET, by=actor)
    wanted = _fleet(actor, form)
    file = handed_out(request, Sheet(name="fleet", head=_fleet_head(), rows=_fleet_lines(wanted)))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, wanted))
    rows, pages = read or ([], None)
    facts = {"fleet": fleet_rows(rows=rows), "pages": pages, "failed": read is None}
    return _page(request, actor, now, form, facts)


def _page(
    request: HttpRequest, actor: Actor, now: datetime, form: Filter, facts: Mapping[str, object]
) -> HttpResponse:
    frame = {
        "base": base_of(actor), "tab": _tab(request), "tabs": _tabs(request), "filter": form,
        "exports": exports(request),
    }  # fmt: skip
    return render(request, "monitoring/desk.html", {**frame, **facts, **_figures(actor, now)})


def _tab(request: HttpRequest) -> str:
    asked = request.GET.get("tab", "")
    return asked if asked in _TABS else ""


def _tabs(request: HttpRequest) -> tuple[NavItem, ...]:
    labels = {"": _("待处置的偏离"), "ended": _("已处置"), "fleet": _("全部电梯")}
    tabs = []
    for tab, label in labels.items():
        query = QueryDict(mutable=True)
        if tab:
            query["tab"] = tab
        url = f"?{query.urlencode()}" if query else request.path
        tabs.append(NavItem(label=label, url=url, current=tab == _tab(request)))
    return tuple(tabs)


def _deviations(actor: Actor, tab: str, form: DeviationFilter) -> "QuerySet[Deviation]":
    found = found_deviations(by=actor, search=form.search())
    if tab == "ended":
        return found.filter(state__in=sorted(map(str, _ENDED))).order_by("-found_at", "-pk")
    return found.filter(state__in=_OPEN)


def _fleet(actor: Actor, form: FleetFilter) -> "QuerySet[Health]":
    rows = health_rows(by=actor)
    for text in (form.read("q") or "").split():
        rows = rows.filter(
            Q(elevator__register_number__icontains=text) | Q(elevator__address__icontains=text)
            | Q(elevator__name__icontains=text)
        )  # fmt: skip
    asked = {"state": form.read("state"), "elevator__jurisdiction__code": form.read("district")}
    return rows.filter(**{column: value for column, value in asked.items() if value})


def _figures(actor: Actor, now: datetime) -> dict[str, object]:
    """Return what stands above the list: figures, the fleet as one bar, open ones by indicator."""
    states, counts = health_counts(by=actor), deviation_counts(by=actor, now=now)
    total = sum(states.values())
    rows = deviations(by=actor).filter(state__in=_OPEN).order_by()
    by_kind = dict(rows.values_list("kind").annotate(n=Count("pk")))
    bars = sorted(((word(kind), n) for kind, n in by_kind.items()), key=lambda one: -one[1])
    return {
        "numbers": _numbers(total, states, counts), "total": total,
        "states": [(state, states[state], HEALTH[state]) for state in HealthState],
        "drawing": _drawing(states, total),
        "bars": _bars(bars, counts["open"]),
    }  # fmt: skip


def _bars(pairs: Sequence[tuple[str, int]], total: int) -> list[BarRow]:
    return fraction_bars(pairs, total=total)


def _drawing(states: dict[HealthState, int], total: int) -> SafeString:
    return stack(
        parts=[(states[state], HEALTH[state], word(state)) for state in HealthState], total=total
    )


def _numbers(
    total: int, states: dict[HealthState, int], counts: dict[str, int]
) -> tuple[Number, ...]:
    late = counts["overdue"]
    return (
        Number(label=_("远程监测的电梯"), value=total, unit=_("台"), url="?tab=fleet"),
        Number(
            label=_("待处置的偏离"), value=counts["open"],
            tone="caution" if counts["open"] else "safe",
            note=_("已派针对性维保 %(n)s") % {"n": counts["ordered"]},
        ),
        Number(
            label=_("其中安全项目"), value=counts["safety"], note=_("24 小时内到场"),
            tone="caution" if counts["safety"] else "safe", url="?safety=on",
        ),
        Number(label=_("超过时限"), value=late, tone="caution" if late else "safe"),
        Number(
            label=word(HealthState.UNKNOWN), value=states[HealthState.UNKNOWN],
            note=_("不作判断"), url=f"?tab=fleet&state={HealthState.UNKNOWN}",
        ),
    )  # fmt: skip


def _place_head() -> list[str]:
    return [_("注册代码"), _("电梯"), _("地址"), _("辖区"), _("使用单位"), _("维保单位")]


def _head() -> list[str]:
    return [
        _("编号"), *_place_head(), _("状态"), _("指标"), _("偏离"), _("安全项目"), _("维保项目"),
        _("发现时间"), _("时限"), _("到场时间"), _("结束时间"),
    ]  # fmt: skip


def _lines(wanted: "QuerySet[Deviation]", now: datetime) -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [
        (
            row.number, row.elevator.register_number, row.elevator.name, row.elevator.address,
            row.elevator.jurisdiction, row.elevator.use_unit, row.elevator.firm, row.state,
            row.kind, row.words, _("是") if row.safety else "", " ".join(row.items),
            row.found_at, row.due_at, row.done_at, row.settled_at,
        )
        for row in deviation_rows(rows=chunk, now=now)
    ])  # fmt: skip


def _fleet_head() -> list[str]:
    return [
        *_place_head(), _("状态"), _("最突出的指标"), _("基线与现在"), _("偏离程度"),
        _("已知天数"), _("数据覆盖率"), _("维保方式"), _("下次现场维保"), _("待处置的偏离"),
    ]  # fmt: skip


def _fleet_lines(wanted: "QuerySet[Health]") -> Iterator[Sequence[Cell]]:
    return in_chunks(wanted, lambda chunk: [
        (
            row.elevator.register_number, row.elevator.name, row.elevator.address,
            row.elevator.jurisdiction, row.elevator.use_unit, row.elevator.firm, row.state,
            row.kind, row.words, row.score, row.days_known,
            None if row.coverage is None else round(row.coverage, 4), row.regime, row.due_on,
            row.deviations,
        )
        for row in fleet_rows(rows=chunk)
    ])  # fmt: skip
