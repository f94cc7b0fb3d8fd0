"""What machines did: alarms, samples let in and refused."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.vocabulary import RoleKind
from hoistway.telemetry import queries as telemetry
from hoistway.telemetry.models import Refused
from hoistway.telemetry.vocabulary import (
    AlarmKind,
    PresenceState,
    RefusedReason,
    Transport,
)
from hoistway.web.desk.filters import Filter
from hoistway.web.desk.shapes import Number, or_failed, paged, word
from hoistway.web.machine.rows import alarm_rows
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

WATCHERS = (
    RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR,
    RoleKind.FIRM_OFFICE,
)  # fmt: skip
KEEPERS = (RoleKind.DISPATCHER, RoleKind.CITY_REGULATOR)
REFUSED_DAYS = 7


class AlarmFilter(Filter):
    """Which alarms."""

    choices = {"kind": AlarmKind}

    q = forms.CharField(label=gettext_lazy("代码、地址"), required=False, max_length=80)
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    still_on = forms.BooleanField(label=gettext_lazy("只看未解除"), required=False)


@require_safe
@signed_in(*WATCHERS)
def alarms(request: HttpRequest) -> HttpResponse:
    """Show the alarms in reach, with evidence and the rescue each led to."""
    form = AlarmFilter(request.GET, by=by(request))
    found = telemetry.alarms(by=by(request))
    for text in (form.read("q") or "").split():
        found = found.filter(elevator__address__icontains=text) | found.filter(
            elevator__register_number__icontains=text
        )
    if form.read("kind"):
        found = found.filter(kind=form.read("kind"))
    if form.read("still_on"):
        found = found.filter(ended_at__isnull=True)
    read = or_failed(lambda: paged(request, found))
    rows, pages = read or ([], None)
    facts = {
        "filter": form, "rows": alarm_rows(alarms=rows, by=by(request)), "pages": pages,
        "failed": read is None,
    }  # fmt: skip
    return render(request, "machine/alarms.html", facts)


class RefusedFilter(Filter):
    """Why samples were refused."""

    choices = {"reason": RefusedReason}

    reason = forms.ChoiceField(label=gettext_lazy("原因"), required=False)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """One refused payload, readable."""

    at: datetime
    transport: Transport
    source: str
    reason: RefusedReason
    detail: str
    payload: str


@dataclass(frozen=True, slots=True)
class Quality:
    """How well samples come in."""

    numbers: tuple[Number, ...]
    readers: tuple[tuple[str, datetime, tuple[tuple[str, object], ...]], ...]
    feeds: tuple[telemetry.FeedSaid, ...]
    sums: tuple[telemetry.RefusedSum, ...]


_PRESENCE_TONES: dict[PresenceState, Tone] = {
    PresenceState.LIVE: "safe", PresenceState.DELAYED: "caution",
    PresenceState.OFFLINE: "caution", PresenceState.NEVER: "quiet",
}  # fmt: skip
_READERS = ("intake", "detector")


def quality_of(*, by: Actor, now: datetime) -> Quality:
    """Return presence, the readers' figures, the feeds and what was refused this week."""
    counts = telemetry.presence_counts(by=by)
    since = local_day(at=now) - timedelta(days=REFUSED_DAYS - 1)
    sums = telemetry.refused_sums(by=by, since=since)
    readers = ((name, telemetry.position(name=name)) for name in _READERS)
    presence = tuple(
        Number(label=word(state), value=count, unit=_("台"), tone=_PRESENCE_TONES[state])
        for state, count in counts.items()
    )
    refused = Number(
        label=_("近 7 天被拒收"), value=sum(row.count for row in sums), unit=_("条"),
        tone="caution" if sums else "quiet",
    )  # fmt: skip
    return Quality(
        numbers=(*presence, refused), sums=tuple(sums),
        feeds=tuple(telemetry.feeds_of(organisation_id=None, now=now)),
        readers=tuple(
            (name, row.updated_at, _worded(row.metrics))
            for name, row in readers
            if row is not None
        ),
    )  # fmt: skip


FIGURES = {
    "samples_per_s": gettext_lazy("每秒样本"),
    "accepted": gettext_lazy("已接收样本"),
    "refused": gettext_lazy("拒收"),
    "refused_unwritten": gettext_lazy("未能写下的拒收"),
    "lost_messages": gettext_lazy("日志缺失的消息"),
    "qos0": gettext_lazy("QoS 0 样本"),
    "alarms_per_min": gettext_lazy("每分钟告警"),
    "lag_messages": gettext_lazy("待判定消息"),
    "late": gettext_lazy("迟到样本"),
    "duplicates": gettext_lazy("重复样本"),
    "skewed": gettext_lazy("时钟偏差样本"),
    "forwarded": gettext_lazy("补传样本"),
    "history_sequence": gettext_lazy("历史已写到"),
    "disk_free_mb": gettext_lazy("磁盘剩余 MB"),
}
"""Words of the readers' figures; a figure without words keeps its name."""


def _worded(metrics: dict[str, object]) -> tuple[tuple[str, object], ...]:
    known = [(str(words), metrics[name]) for name, words in FIGURES.items() if name in metrics]
    return (*known, *((name, value) for name, value in metrics.items() if name not in FIGURES))


def _readable(row: Refused) -> RefusedRow:
    return RefusedRow(
        at=row.at, transport=row.transport, source=row.source, reason=row.reason,
        detail=row.detail, payload=bytes(row.payload).decode("utf-8", "backslashreplace"),
    )  # fmt: skip


@require_safe
@signed_in(*KEEPERS)
def intake_quality(request: HttpRequest) -> HttpResponse:
    """Show who is heard, and what was refused with its reason and its bytes."""
    form = RefusedFilter(request.GET, by=by(request))
    reason = next((r for r in RefusedReason if str(r) == form.read("reason")), None)
    read = or_failed(lambda: paged(request, telemetry.refused(by=by(request), reason=reason)))
    rows, pages = read or ([], None)
    facts = {
        "quality": quality_of(by=by(request), now=clock.now()), "filter": form,
        "rows": [_readable(row) for row in rows], "pages": pages, "failed": read is None,
    }  # fmt: skip
    return render(request, "machine/intake_quality.html", facts)
