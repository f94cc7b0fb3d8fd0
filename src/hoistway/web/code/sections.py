"""What doors tell of an elevator, one card per topic, each in constantly many queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.public_page import BASICS, basics_of
from hoistway.emergency.queries import call_for, incidents, incidents_of
from hoistway.emergency.vocabulary import IncidentState
from hoistway.filings.queries import (
    FilingSearch,
    bound_to,
    filing_in_force,
    found_filings,
    maintainer_on,
    open_mismatches_of,
)
from hoistway.filings.vocabulary import Basis, BindingState, FilingState, UnitAnswer
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import names_of
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.plates.queries import Opening, living_plates, suspicions_of
from hoistway.plates.vocabulary import PlateState, SuspicionState
from hoistway.quality.queries import findings
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.vocabulary import Field
from hoistway.telemetry.queries import heard
from hoistway.web.code.shown import Act, Line, Section
from hoistway.web.desk.rows import room_url
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english, spoken, telephone
from hoistway.web.parts.tones import Tone, tone_of
from hoistway.web.parts.words import ago_words, clock_words
from hoistway.web.rider.views import Printed
from hoistway.web.schedule.upkeep import upkeep_lines

if TYPE_CHECKING:
    from hoistway.registry.models import Elevator

YEAR = timedelta(days=365)
MOST = 5
"""Rows of a card. Chosen: a card is read at a glance; the lists hold all."""

_IDENTITY = (
    *BASICS, Field.DEVICE_CODE, Field.SERIAL_NUMBER, Field.UNIT_NUMBER, Field.MODEL,
)  # fmt: skip
_BASIS_TONES: dict[Basis, Tone] = {Basis.FILED: "safe"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Who stands before which elevator, and what opens there."""

    by: Actor
    elevator: "Elevator"
    plate: Printed
    opening: Opening
    now: datetime

    def may(self, deed: Deed) -> bool:
        """Return whether the door offers a deed."""
        return deed in self.opening.deeds


def rescue_now(*, scene: Scene) -> tuple[str, str]:
    """Return where a rescue under way here is read, and its words; empty where there is none."""
    open_now = incidents_of(elevator_ids=[scene.elevator.pk]).filter(
        state__in=sorted(IncidentState.open_states())
    )
    row = open_now.first()
    if row is None:
        return "", ""
    words = f"{word(row.kind)} · {clock_words(row.opened_at, english=english())}"
    if scene.by.role == str(RoleKind.INSPECTOR):
        return "", words
    if scene.by.role != str(RoleKind.TECHNICIAN):
        return room_url(role=scene.by.role, number=row.number), words
    called = call_for(number=row.number, person_id=scene.by.person_id)
    return (reverse("technician-order", args=[row.number]) if called else ""), words


def about(*, scene: Scene, acts: tuple[Act, ...] = (), folded: bool = False) -> Section:
    """Return the facts of the elevator."""
    state = scene.elevator.use_state
    lines = (
        Line(label=_("状态"), value=word(state), tone=tone_of(state)),
        *(
            Line(label=spoken(name), value=spoken(value))
            for name, value in basics_of(elevator=scene.elevator, fields=_IDENTITY)
        ),
    )
    return Section(key="about", title=_("基本信息"), lines=lines, acts=acts, folded=folded)


def maintenance(*, scene: Scene, acts: tuple[Act, ...] = ()) -> Section:
    """Return who maintains the elevator today, on what basis, and how they are reached."""
    day = local_day(at=scene.now)
    today = maintainer_on(elevator_id=scene.elevator.pk, day=day)
    named = names_of(organisation_ids=[today.firm_id] if today.firm_id else [])
    name = spoken(named[today.firm_id]) if today.firm_id in named else word(today.basis)
    tone = _BASIS_TONES.get(today.basis, "caution")
    return Section(
        key="maintenance", title=_("维保"), acts=acts,
        lines=(
            Line(label=_("维保单位"), value=name),
            Line(label=_("依据"), value=word(today.basis), tone=tone,
                 note=_("自 %(day)s 起") % {"day": today.since} if today.since else ""),
            *_contract(scene),
        ),
    )  # fmt: skip


def _contract(scene: Scene) -> Iterator[Line]:
    firm = scene.elevator.firm
    if firm is not None and firm.phone:
        yield Line(label=_("24 小时值班电话"), value=firm.phone, url=telephone(firm.phone))
    filing = filing_in_force(elevator=scene.elevator)
    if filing is None:
        return
    last = filing.period.upper
    until = f"{last - timedelta(days=1)}" if last else _("长期")
    yield Line(label=_("合同期"), value=f"{filing.period.lower} – {until}")
    yield Line(label=_("承诺到达"), value=_("%(n)s 分钟内") % {"n": filing.promise_min})


def upkeep(*, scene: Scene, acts: tuple[Act, ...] = ()) -> Section:
    """Return what was done last on the elevator and what falls due next."""
    lines = tuple(
        Line(label=one.label, value=one.value, tone=one.tone, note=one.note, url=one.url)
        for one in upkeep_lines(elevator_id=scene.elevator.pk, now=scene.now)
    )
    return Section(
        key="upkeep", title=_("上次和下次维保"), lines=lines, acts=acts,
        empty=_("还没有维保计划。"),
    )  # fmt: skip


def unit(*, scene: Scene) -> Section:
    """Return who uses the elevator and answers for its safety."""
    body = scene.elevator.use_unit
    if body is None:
        line = Line(label=_("使用单位"), value=_("没有登记"), tone="caution")
        return Section(key="unit", title=_("使用单位"), lines=(line,))
    name = spoken((body.name, body.name_en or body.name))
    phone = Line(label=_("电话"), value=body.phone, url=telephone(body.phone))
    lines = (Line(label=_("使用单位"), value=name), *((phone,) if body.phone else ()))
    return Section(key="unit", title=_("使用单位"), lines=lines)


def people(*, scene: Scene, acts: tuple[Act, ...] = ()) -> Section:
    """Return the technicians who are bound to the elevator, and who waits for the office."""
    lines = tuple(
        Line(
            label=one.name, value=word(one.state),
            tone="safe" if one.state is BindingState.BOUND else "caution",
            note=_("自 %(day)s 起") % {"day": local_day(at=one.since)},
        )
        for one in bound_to(elevator_id=scene.elevator.pk, at=scene.now)[:MOST]
    )  # fmt: skip
    return Section(
        key="people", title=_("绑定的维保人员"), lines=lines, acts=acts,
        empty=_("还没有维保人员绑定这台电梯。"),
    )  # fmt: skip


def waiting_filings(*, scene: Scene) -> Section | None:
    """Return the filings of this elevator that wait for somebody, None where none does."""
    search = FilingSearch(elevator_id=scene.elevator.pk, states=FilingState.open_states())
    rows = found_filings(by=scene.by, search=search)[:MOST]
    is_unit = scene.by.role == str(RoleKind.USE_UNIT)
    lines = tuple(
        Line(
            label=spoken((row.firm.name, row.firm.name_en or row.firm.name)),
            value=_("待您确认") if is_unit and row.unit_answer is UnitAnswer.ASKED
            else word(row.state),
            tone="caution", note=word(row.kind), url=reverse("filing", args=[row.number]),
        )
        for row in rows
    )  # fmt: skip
    if not lines:
        return None
    return Section(key="filings", title=_("待办备案"), lines=lines)


def mismatches(
    *, scene: Scene, acts: tuple[Act, ...] = (), always: bool = False
) -> Section | None:  # fmt: skip
    """Return what was found on site and is not mended yet; None where that is nothing."""
    lines = tuple(
        Line(
            label=word(row.field), tone="caution",
            value=_("登记：%(filed)s；现场：%(found)s")
            % {"filed": row.filed or "—", "found": row.found},
            note=word(row.state),
            url=reverse("mismatch", args=[row.number]) if scene.may(Deed.SEE_MISMATCHES) else "",
        )
        for row in open_mismatches_of(elevator_id=scene.elevator.pk)[:MOST]
    )  # fmt: skip
    if not lines and not acts and not always:
        return None
    return Section(
        key="mismatches", title=_("现场不一致"), lines=lines, acts=acts,
        empty=_("没有未变更的不一致。"),
    )  # fmt: skip


def doubts(*, scene: Scene) -> Section | None:
    """Return the open findings of the register about this elevator; None where there is none."""
    found = findings(by=scene.by, state=FindingState.OPEN).filter(elevator_id=scene.elevator.pk)
    lines = tuple(
        Line(label=word(row.kind), value=_("待处理"), tone="caution",
             url=reverse("quality-finding", args=[row.pk]))
        for row in found[:MOST]
    )  # fmt: skip
    return Section(key="doubts", title=_("数据问题"), lines=lines) if lines else None


def past(*, scene: Scene) -> Section:
    """Return the rescues of the last year."""
    rows = incidents(by=scene.by).filter(
        elevator_id=scene.elevator.pk, opened_at__gte=scene.now - YEAR
    )
    ended = rows.exclude(state__in=sorted(IncidentState.open_states()))
    linked = scene.by.role not in {str(RoleKind.INSPECTOR), str(RoleKind.TECHNICIAN)}
    lines = tuple(
        Line(
            label=f"{local_day(at=row.opened_at)}",
            value=word(row.kind),
            note=word(row.state),
            url=room_url(role=scene.by.role, number=row.number) if linked else "",
        )
        for row in ended[:MOST]
    )
    return Section(
        key="past", title=_("近一年事件"), lines=lines, empty=_("近一年没有困人等事件。")
    )


def plate_life(*, scene: Scene, acts: tuple[Act, ...] = ()) -> Section:
    """Return how the plate on the elevator stands, and what is doubted of it."""
    plate = living_plates(elevator_ids=[scene.elevator.pk]).get(scene.elevator.pk)
    if plate is None:
        line = Line(label=_("电梯码"), value=_("没有有效的码"), tone="caution")
        return Section(key="plate", title=_("电梯码"), lines=(line,), acts=acts)
    posted = plate.state is PlateState.POSTED
    doubts_open = [
        Line(label=word(one.kind), value=word(one.state), tone="caution")
        for one in suspicions_of(plate_id=plate.pk)
        if one.state is SuspicionState.OPEN
    ]
    state = Line(
        label=_("电梯码"), value=word(plate.state), tone="safe" if posted else "caution",
        note=f"{local_day(at=plate.posted_at)}" if plate.posted_at else "",
    )  # fmt: skip
    return Section(key="plate", title=_("电梯码"), lines=(state, *doubts_open), acts=acts)


def signals(*, scene: Scene) -> Section:
    """Return whether the elevator reports, and since when not."""
    now = heard(elevator_id=scene.elevator.pk, now=scene.now)
    ago = ago_words(now.last_seen, now=scene.now, english=english()) if now.last_seen else ""
    line = Line(label=_("远程监测"), value=word(now.state), tone=tone_of(now.state), note=ago)
    return Section(key="signals", title=_("监测"), lines=(line,))
