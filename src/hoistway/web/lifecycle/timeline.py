"""The life of one elevator on one page."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from hoistway.dossier.disclosure import audience_of
from hoistway.dossier.elevator import card_of
from hoistway.dossier.search import elevator_seen
from hoistway.dossier.timeline import life_of
from hoistway.foundation.actors import Actor
from hoistway.lifecycle.queries import Milestone
from hoistway.lifecycle.vocabulary import MilestoneKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import word
from hoistway.web.elevator.topics import room
from hoistway.web.frame import spoken
from hoistway.web.navigation import NavItem
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in

_K = MilestoneKind
GROUPS: dict[str, tuple[str, frozenset[MilestoneKind]]] = {
    "state": (gettext_noop("登记与使用"), frozenset({
        _K.MADE, _K.INSTALLED, _K.REGISTERED, _K.IN_REGISTER, _K.SUSPENDED, _K.RESUMED,
        _K.SCRAPPED,
    })),
    "work": (gettext_noop("改造与修理"), frozenset({_K.ALTERED, _K.REPAIRED})),
    "parties": (gettext_noop("单位变更"), frozenset({_K.MAINTAINER, _K.USE_UNIT, _K.CHANGED})),
    "rescues": (gettext_noop("救援"), frozenset({_K.RESCUED})),
    "faults": (gettext_noop("故障与反映"), frozenset({_K.FAULT, _K.REPORTED})),
    "inspection": (
        gettext_noop("检验与保险"),
        frozenset({_K.INSPECTED, _K.STOPPED, _K.RELEASED, _K.INSURED, _K.ORDERED}),
    ),
    "data": (gettext_noop("数据更正"), frozenset({_K.MERGED, _K.SPLIT, _K.CORRECTED})),
}  # fmt: skip
"""How the kinds of events are filtered: by what a reader looks for."""

_TONES: dict[MilestoneKind, Tone] = {
    _K.SUSPENDED: "caution", _K.SCRAPPED: "caution", _K.RESUMED: "safe", _K.REGISTERED: "safe",
    _K.RESCUED: "active", _K.STOPPED: "caution", _K.RELEASED: "safe", _K.FAULT: "caution",
    _K.INSURED: "safe", _K.ORDERED: "caution",
}  # fmt: skip


_READ_BY: dict[str, Deed] = {
    "fault": Deed.SEE_FAULTS, "inspection": Deed.SEE_INSPECTIONS, "policy": Deed.SEE_INSURANCE,
    "report": Deed.SEE_REPORTS,
}  # fmt: skip
"""Page behind a line → what its reader may do."""


@dataclass(frozen=True, slots=True)
class LifeLine:
    """One line of the page."""

    on: date
    kind: MilestoneKind
    tone: Tone
    text: str
    source: str
    url: str


@require_safe
@signed_in()
def life(request: HttpRequest, register_number: str) -> HttpResponse:
    """Show what happened to an elevator, the newest first, all of it or one group."""
    actor = by(request)
    elevator = elevator_seen(by=actor, register_number=register_number)
    lines = life_of(elevator_id=elevator.pk, audience=audience_of(by=actor))
    asked = request.GET.get("kind", "")
    chosen = GROUPS[asked][1] if asked in GROUPS else frozenset(_K)
    shown = [_shown(line, actor) for line in lines if line.kind in chosen]
    facts = {
        "elevator": card_of(elevator=elevator), "lines": shown, "tabs": _tabs(asked, lines),
        "opens_file": actor.role != str(RoleKind.TECHNICIAN),
    }  # fmt: skip
    return render(request, "lifecycle/timeline.html", facts)


def _tabs(asked: str, lines: list[Milestone]) -> tuple[NavItem, ...]:
    every = NavItem(_("全部"), "?", current=asked not in GROUPS, count=len(lines))
    groups = [
        NavItem(
            _(label), f"?kind={name}", current=asked == name,
            count=sum(line.kind in kinds for line in lines),
        )
        for name, (label, kinds) in GROUPS.items()
    ]  # fmt: skip
    return (every, *groups)


def _shown(line: Milestone, actor: Actor) -> LifeLine:
    text = spoken(line.words).removeprefix(word(line.kind)).lstrip("：:，, ")
    return LifeLine(
        on=line.on, kind=line.kind, tone=_TONES.get(line.kind, "quiet"), text=text,
        source=spoken(line.source), url=_url(line, actor),
    )  # fmt: skip


def _url(line: Milestone, actor: Actor) -> str:
    role = actor.role
    if line.about == "request":
        return reverse("request", args=[line.reference])
    if line.about == "incident" and role != str(RoleKind.TECHNICIAN):
        return room_url(role=role, number=line.reference)
    deed = _READ_BY.get(line.about)
    if deed is not None and may(by=actor, deed=deed):
        return room(name=line.about, args=(line.reference,))
    return ""
