"""The doors of technician, firm, use unit, regulator and inspector, composed of sections."""

from collections.abc import Callable
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from hoistway.dossier.elevator import card_of
from hoistway.dossier.public_page import announced
from hoistway.filings.models import Binding
from hoistway.filings.queries import binding_of
from hoistway.filings.vocabulary import BindingState
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.plates.vocabulary import Door
from hoistway.web.code import sections, topics, upkeep
from hoistway.web.code.sections import Scene
from hoistway.web.code.shown import Act, DoorPage, Line, Section
from hoistway.web.code.work import work_to_do
from hoistway.web.desk.shapes import word
from hoistway.web.frame import english
from hoistway.web.navigation import home_of
from hoistway.web.parts.tones import Tone
from hoistway.web.parts.words import clock_words

Sections = tuple[Section | None, ...]


def page_of_door(*, scene: Scene) -> DoorPage:
    """Return the page of the door that opened; a constant number of queries each."""
    url, words = sections.rescue_now(scene=scene)
    stopped, stopped_url = upkeep.stopped_words(scene=scene)
    stopped = topics.stopped_by_law(scene=scene) or stopped
    return DoorPage(
        door=scene.opening.door, elevator=card_of(elevator=scene.elevator), plate=scene.plate,
        title=word(scene.opening.door), home=home_of(RoleKind(scene.by.role)), now_url=url,
        now_words=words, stopped=stopped, stopped_url=stopped_url,
        bulletins=announced(elevator=scene.elevator, now=scene.now),
        sections=tuple(one for one in _DOORS[scene.opening.door](scene) if one is not None),
    )  # fmt: skip


def _technician(scene: Scene) -> Sections:
    if not scene.may(Deed.SEE_ELEVATORS):
        return (sections.about(scene=scene),)
    return (
        work_to_do(scene=scene),
        _my_binding(scene),
        upkeep.repairs(scene=scene, acts=True),
        *topics.told(scene=scene),
        sections.about(scene=scene, acts=_correcting(scene)),
        sections.maintenance(scene=scene),
        sections.past(scene=scene),
        sections.plate_life(scene=scene, acts=_plate_acts(scene)),
        sections.signals(scene=scene),
    )


def _firm(scene: Scene) -> Sections:
    bindings = f"{reverse('firm-bindings')}?q={scene.elevator.register_number}"
    return (
        sections.maintenance(scene=scene, acts=_filing_acts(scene)),
        sections.upkeep(scene=scene),
        upkeep.repairs(scene=scene, acts=True),
        *topics.told(scene=scene),
        sections.waiting_filings(scene=scene),
        sections.people(scene=scene, acts=(Act(label=_("管理绑定"), url=bindings),)),
        sections.mismatches(scene=scene),
        sections.doubts(scene=scene),
        sections.past(scene=scene),
        sections.plate_life(scene=scene, acts=_plate_acts(scene)),
        sections.signals(scene=scene),
        sections.about(scene=scene, acts=_file(scene), folded=True),
    )


def _use_unit(scene: Scene) -> Sections:
    number = scene.elevator.register_number
    asking = Act(label=_("申请停用、启用或变更"), url=reverse("use-unit-request", args=[number]))
    return (
        upkeep.waiting_words(scene=scene),
        upkeep.repairs(scene=scene),
        *topics.told(scene=scene),
        sections.waiting_filings(scene=scene),
        sections.maintenance(scene=scene),
        sections.upkeep(scene=scene),
        sections.mismatches(scene=scene),
        sections.past(scene=scene),
        sections.people(scene=scene),
        sections.plate_life(scene=scene, acts=_plate_acts(scene)),
        sections.about(scene=scene, acts=(*_file(scene), asking), folded=True),
    )


def _regulator(scene: Scene) -> Sections:
    told = (
        sections.maintenance(scene=scene, acts=_who_when(scene)),
        sections.upkeep(scene=scene),
        upkeep.repairs(scene=scene),
        *topics.told(scene=scene),
        sections.waiting_filings(scene=scene),
        sections.mismatches(scene=scene, acts=_comparing(scene), always=True),
        sections.doubts(scene=scene),
        sections.past(scene=scene),
        sections.people(scene=scene),
        sections.unit(scene=scene),
        sections.plate_life(scene=scene, acts=_plate_acts(scene)),
        sections.signals(scene=scene),
        sections.about(scene=scene, acts=_file(scene), folded=True),
    )
    glance = _at_a_glance(told, _checking(scene))
    return (glance, *(one for one in told if one is not None and _tells_more(one)))


def _tells_more(section: Section) -> bool:
    """Return whether a card says more than its line in the first one."""
    return bool(section.acts) or (bool(section.lines) and section.key not in {"plate", "signals"})


def _inspector(scene: Scene) -> Sections:
    return (
        sections.mismatches(scene=scene, acts=_comparing(scene), always=True),
        *topics.told(scene=scene),
        sections.maintenance(scene=scene),
        sections.people(scene=scene),
        sections.unit(scene=scene),
        sections.about(scene=scene, acts=_file(scene), folded=True),
    )


_GLANCE = (
    "maintenance", "upkeep", "repairs", "faults", "reports", "inspection", "insurance", "filings",
    "mismatches", "doubts", "past", "people",
    "plate", "signals",
)  # fmt: skip
"""Cards that the regulator's first card sums up, in its order."""


def _checking(scene: Scene) -> tuple[Act, ...]:
    if not scene.may(Deed.DO_CHECK):
        return ()
    url = reverse("regulator-check-here", args=[scene.plate.code, scene.plate.signature])
    return (Act(label=_("现场检查"), url=url, main=True),)


def _at_a_glance(told: Sections, acts: tuple[Act, ...]) -> Section:
    """Return one line for each card with the worst that it tells: the risks on one screen."""
    by_key = {one.key: one for one in told if one is not None}
    found = [by_key[key] for key in _GLANCE if key in by_key]
    lines = tuple(_worst(one) for one in found)
    return Section(key="glance", title=_("一屏要点"), lines=lines, acts=acts)


def _worst(section: Section) -> Line:
    toned = [line for line in section.lines if line.tone is not None]
    if not section.lines:
        return Line(label=section.title, value=_("无"), tone="quiet")
    if section.key in _COUNTED:
        return Line(label=section.title, value=str(len(section.lines)), tone=_COUNTED[section.key])
    worst = next((line for line in toned if line.tone not in {"safe", "quiet"}), toned[0])
    return Line(label=section.title, value=worst.value, tone=worst.tone, note=worst.note)


_COUNTED: dict[str, Tone] = {
    "repairs": "caution", "faults": "caution", "reports": "caution", "filings": "caution",
    "mismatches": "caution", "doubts": "caution",
    "past": "caution", "people": "safe",
}  # fmt: skip
"""Cards of which the number of lines says enough, with the tone of having any."""


def _plate_acts(scene: Scene) -> tuple[Act, ...]:
    words = [scene.plate.code, scene.plate.signature]
    acts = []
    if scene.may(Deed.POST_PLATE):
        acts.append(Act(label=_("张贴或报告这块牌"), url=reverse("plate-post", args=words)))
    if scene.may(Deed.SEE_PLATES) and scene.opening.door is Door.REGULATOR:
        url = reverse("regulator-plate", args=[scene.plate.code])
        acts.append(Act(label=_("这块牌的经历"), url=url))
    return tuple(acts)


def _comparing(scene: Scene) -> tuple[Act, ...]:
    if not scene.may(Deed.REPORT_MISMATCH):
        return ()
    url = reverse("mismatch-compare", args=[scene.elevator.register_number])
    return (Act(label=_("现场核对，记录不一致"), url=url, main=True),)


def _filing_acts(scene: Scene) -> tuple[Act, ...]:
    number = scene.elevator.register_number
    filing = Act(label=_("提交或变更备案"), url=reverse("firm-filing-new", args=[number]))
    return (filing, *_who_when(scene))


def _who_when(scene: Scene) -> tuple[Act, ...]:
    url = reverse("elevator-filings", args=[scene.elevator.register_number])
    return (Act(label=_("谁在哪些天负责"), url=url),)


_DOORS: dict[Door, Callable[[Scene], Sections]] = {
    Door.TECHNICIAN: _technician, Door.FIRM: _firm, Door.USE_UNIT: _use_unit,
    Door.REGULATOR: _regulator, Door.INSPECTOR: _inspector,
}  # fmt: skip


def _file(scene: Scene) -> tuple[Act, ...]:
    number = scene.elevator.register_number
    return (
        Act(label=_("完整档案"), url=reverse("elevator-file", args=[number])),
        Act(label=_("全生命周期"), url=reverse("elevator-timeline", args=[number])),
    )


def _correcting(scene: Scene) -> tuple[Act, ...]:
    number = scene.elevator.register_number
    return (
        Act(label=_("信息纠错"), url=reverse("technician-correction", args=[number])),
        Act(label=_("全生命周期"), url=reverse("elevator-timeline", args=[number])),
    )


def _my_binding(scene: Scene) -> Section:
    """Return how the technician stands to this elevator, and the one thing to do about it."""
    held = binding_of(elevator_id=scene.elevator.pk, person_id=scene.by.person_id)
    return Section(
        key="binding", title=_("我与这台电梯"), lines=(_stand(scene, held),),
        acts=_binding_acts(scene, held),
    )  # fmt: skip


def _stand(scene: Scene, held: Binding | None) -> Line:
    label = _("绑定")
    if held is None:
        return Line(label=label, value=_("未绑定"), tone="quiet")
    at = held.ended_at or held.agreed_at or held.period.lower
    when = clock_words(at, english=english())
    if held.state is BindingState.BOUND:
        return Line(label=label, value=word(held.state), tone="safe", note=when)
    if held.state is BindingState.ASKED:
        return Line(label=label, value=word(held.state), tone="caution", note=when)
    if not held.unbound_by_office:
        return Line(label=label, value=_("未绑定"), tone="quiet")
    told = _("%(at)s，单位理由：%(reason)s") % {"at": when, "reason": held.unbound_reason}
    return Line(label=label, value=word(held.state), tone="caution", note=told)


def _binding_acts(scene: Scene, held: Binding | None) -> tuple[Act, ...]:
    open_states = {BindingState.BOUND, BindingState.ASKED}
    if held is not None and held.state in open_states:
        ends = _("解除绑定") if held.state is BindingState.BOUND else _("撤回申请")
        url = reverse("technician-unbind", args=[held.pk])
        return (Act(label=ends, url=url, post=True, fields=_back(scene), kept_offline=True),)
    if not scene.may(Deed.BIND_ELEVATOR):
        return ()
    url = reverse("technician-bind", args=[scene.plate.code, scene.plate.signature])
    again = held is not None and held.unbound_by_office
    fields = (("form_id", uuid4()), ("known_at", scene.now.isoformat()))
    return (
        Act(
            label=_("申请再次绑定") if again else _("绑定这台电梯"), url=url, post=True,
            main=True, fields=fields, asks_place=True, kept_offline=True,
        ),
    )  # fmt: skip


def _back(scene: Scene) -> tuple[tuple[str, object], ...]:
    return (("code", scene.plate.code), ("signature", scene.plate.signature))
