"""The firm's office: how completely and steadily its elevators report, and in which rhythm."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import elevators
from hoistway.telemetry.actions.devices import declare_cadence
from hoistway.telemetry.queries import (
    MAX_CADENCE_S,
    MIN_CADENCE_S,
    Continuity,
    FeedSaid,
    continuity_on,
    feed_quality,
    feeds_of,
)
from hoistway.telemetry.vocabulary import CadenceKind, SilenceCause
from hoistway.web.connection.shown import (
    LONGEST,
    STEADY,
    share_tone,
    share_words,
    span_words,
)
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import PAGE_ROWS, Number, Pages, choices_of, exports, word
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

OFFICE = RoleKind.FIRM_OFFICE
_SILENT = timedelta(hours=1)


class ConnectionFilter(Filter):
    """Which elevators."""

    q = forms.CharField(label=gettext_lazy("注册代码、地址"), required=False, max_length=80)
    show = forms.ChoiceField(
        label=gettext_lazy("显示"), required=False,
        choices=[
            ("", gettext_lazy("全部")), ("silent", gettext_lazy("离线的")),
            ("poor", gettext_lazy("在线率或中断不合要求")),
            ("never", gettext_lazy("从未上报")),
        ],
    )  # fmt: skip


class CadenceForm(forms.Form):
    """In which rhythm a platform reports."""

    feed = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("上报方式"))
    seconds = forms.IntegerField(
        label=gettext_lazy("最迟间隔（秒）"), min_value=MIN_CADENCE_S, max_value=MAX_CADENCE_S
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].choices = choices_of(CadenceKind, empty="")[1:]  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Line:
    """One elevator of the firm; `told` is None where it was never heard."""

    register_number: str
    name: str
    address: str
    last: datetime | None
    silent: str
    silent_days: float | None
    cause: SilenceCause | None
    share: float | None
    share_words: str
    longest: str
    tone: Tone
    days: int


@require_safe
@signed_in(OFFICE)
def connection(request: HttpRequest) -> HttpResponseBase:
    """Show how the firm's elevators are connected, or give the list as a file."""
    return _page(request, refused=None)


@require_POST
@signed_in(OFFICE)
def cadence(request: HttpRequest) -> HttpResponseBase:
    """Take down in which rhythm a platform of the firm reports from now on."""
    form = CadenceForm(request.POST)
    if not form.is_valid():
        if "feed" in form.errors:
            raise NotFound
        return _page(request, refused=form)
    declare_cadence(
        feed_id=form.cleaned_data["feed"], kind=CadenceKind(form.cleaned_data["kind"]),
        seconds=form.cleaned_data["seconds"], by=by(request),
    )  # fmt: skip
    return redirect("firm-connection")


def _page(request: HttpRequest, *, refused: CadenceForm | None) -> HttpResponseBase:
    actor, now = by(request), clock.now()
    form = ConnectionFilter(request.GET, by=actor)
    lines = _lines(form, actor, now)
    file = handed_out(request, Sheet(name="connection", head=_head(), rows=_cells(lines)))
    if file is not None:
        return file
    page = Paginator(lines, PAGE_ROWS).get_page(request.GET.get("page"))
    rows = list(page.object_list)
    pages = Pages(
        number=page.number, total=page.paginator.num_pages, count=page.paginator.count,
        previous=page.previous_page_number() if page.has_previous() else None,
        next=page.next_page_number() if page.has_next() else None,
    )  # fmt: skip
    said = feeds_of(organisation_id=actor.organisation_id, now=now)
    facts = {
        "steady": share_words(STEADY), "numbers": _numbers(actor, now),
        "filter": form, "rows": rows, "pages": pages,
        "exports": exports(request), "feeds": [(one, _form(one, refused)) for one in said],
        "empty_hint": _("换一个词，或清除筛选。") if request.GET else "",
    }  # fmt: skip
    answer: HttpResponse = render(request, "connection/firm.html", facts)
    answer.status_code = 422 if refused else 200
    return answer


def _form(feed: FeedSaid, refused: CadenceForm | None) -> CadenceForm:
    if refused is not None and str(refused.data.get("feed")) == str(feed.feed_id):
        return refused
    said = {"feed": feed.feed_id, "kind": str(feed.kind), "seconds": feed.seconds}
    return CadenceForm(initial=said, auto_id=f"id_%s_{feed.feed_id}")


def _numbers(actor: Actor, now: datetime) -> tuple[Number, ...]:
    told = feed_quality(organisation_id=actor.organisation_id, now=now)
    silent = len(told.silent_elevators)
    return (
        Number(
            label=_("24 小时内上报"), value=told.elevators_reporting, unit=_("台"),
            note=_("共 %(n)s 台接入过") % {"n": told.elevators_named},
        ),
        Number(
            label=_("完整率"),
            value=share_words(told.completeness if told.elevators_named else None),
            tone="caution" if silent else "safe",
        ),
        Number(
            label=_("近 30 天在线率"), value=share_words(told.online_share),
            tone=share_tone(told.online_share), note=_("各台平均"),
        ),
        Number(
            label=_("最长中断"), value=span_words(told.longest_gap),
            tone="caution" if told.longest_gap > LONGEST else "safe", note=_("近 30 天"),
        ),
        Number(
            label=_("静默超过 24 小时"), value=silent, unit=_("台"),
            tone="caution" if silent else "quiet", url="?show=silent" if silent else "",
        ),
    )  # fmt: skip


def _lines(form: ConnectionFilter, actor: Actor, now: datetime) -> list[Line]:
    """Return the elevators that fit, the longest silent first."""
    wanted = elevators(by=actor).filter(firm_id=actor.organisation_id)
    for text in (form.read("q") or "").split():
        wanted = wanted.filter(
            Q(register_number__icontains=text) | Q(address__icontains=text)
            | Q(name__icontains=text)
        )  # fmt: skip
    rows = list(wanted.values_list("pk", "register_number", "name", "address"))
    told = continuity_on(elevator_ids=[row[0] for row in rows], now=now)
    fits = _FITS.get(form.read("show") or "", _is_any)
    kept = [(row, told.get(row[0])) for row in rows if fits(told.get(row[0]))]
    kept.sort(key=lambda pair: _order(pair[1]))
    return [_line(row[1:], one) for row, one in kept]


def _is_any(_one: Continuity | None) -> bool:
    return True


def _is_poor(one: Continuity | None) -> bool:
    if one is None:
        return False
    return one.longest_gap > LONGEST or (one.share is not None and one.share < STEADY)


_FITS: dict[str, Callable[[Continuity | None], bool]] = {
    "silent": lambda one: one is not None and one.silent_for > _SILENT,
    "poor": _is_poor,
    "never": lambda one: one is None,
}


def _order(one: Continuity | None) -> tuple[bool, timedelta, float]:
    if one is None:
        return True, timedelta(0), 0.0
    silent = one.silent_for if one.silent_for > _SILENT else timedelta(0)
    return False, -silent, 2.0 if one.share is None else one.share


def _line(row: Sequence[str], one: Continuity | None) -> Line:
    number, name, address = row
    if one is None:
        return Line(number, name, address, None, "—", None, None, None, "—", "—", "quiet", 0)
    silent = one.silent_for > _SILENT
    return Line(
        register_number=number, name=name, address=address, last=one.last_accepted,
        silent=span_words(one.silent_for), silent_days=round(one.silent_for / timedelta(days=1), 2),
        cause=one.cause, share=one.share, share_words=share_words(one.share),
        longest=span_words(one.longest_gap), days=one.days_known,
        tone="caution" if silent or _is_poor(one) else "safe",
    )  # fmt: skip


def _head() -> list[str]:
    return [
        _("注册代码"), _("电梯"), _("地址"), _("最近样本"), _("静默天数"), _("原因"),
        _("近 30 天在线率"), _("最长中断"), _("依据天数"),
    ]  # fmt: skip


def _cells(lines: Sequence[Line]) -> Iterator[Sequence[Cell]]:
    for one in lines:
        yield (
            one.register_number, one.name, one.address, one.last, one.silent_days,
            word(one.cause) if one.cause else "",
            None if one.share is None else round(one.share, 4), one.longest, one.days,
        )  # fmt: skip
