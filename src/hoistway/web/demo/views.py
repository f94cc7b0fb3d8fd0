"""The hub: one page, one door per role, and three things that a visitor may make happen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import wraps
from io import BytesIO
from typing import Any

import segno
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of
from hoistway.emergency.queries import ringing_technician
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.refusal import NotFound
from hoistway.maintenance.queries.months import schedule_of
from hoistway.messages.actions import texts_to
from hoistway.parties.queries import account_of_person, account_of_role
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import address_of, living_plates
from hoistway.programs.vocabulary import SANDBOX_KEYS
from hoistway.registry.models import Elevator
from hoistway.registry.queries import (
    elevator_at_hand,
    elevators,
    invented_elevators,
    streets_with_lifts,
)
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.demo.orders import CitySilent, order_city
from hoistway.web.signing_in import View, enter

CHOICES = 40
MOST_TEXTS = 10


@dataclass(frozen=True, slots=True)
class Door:
    """One door of the hub."""

    role: str
    title: str
    text: str
    who: str
    url: str = ""


def demo_only(view: View[Any]) -> View[Any]:
    """Let a view exist in the demo alone."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def _chosen(request: HttpRequest) -> Elevator:
    wanted = request.GET.get("elevator") or request.session.get("demo-elevator", "")
    lifts = invented_elevators().filter(kind=ElevatorKind.TRACTION_PASSENGER, use_state="in_use")
    found = lifts.filter(register_number=wanted).first() if wanted else None
    chosen = found or lifts.first()
    if chosen is None:
        raise NotFound
    request.session["demo-elevator"] = chosen.register_number
    return elevator_at_hand(elevator_id=chosen.pk)


def _plate_svg(address: str) -> SafeString:
    """Return the printed code as SVG, level Q as on the real plate."""
    out = BytesIO()
    segno.make(address, error="q", micro=False).save(
        out, kind="svg", xmldecl=False, svgns=True, border=4, omitsize=True, nl=False
    )
    return mark_safe(out.getvalue().decode())  # noqa: S308 -- drawn by segno from our own address


def _doors(card: ElevatorCard, landing: str) -> list[Door]:
    words = {
        RoleKind.TECHNICIAN: (
            _("维保人员的手机"), _("来单响铃，接单、签到、救出、完结。"), card.firm,
        ),
        RoleKind.USE_UNIT: (_("使用单位"), _("看到自己电梯的同一次救援。"), card.use_unit),
        RoleKind.DISPATCHER: (
            _("应急处置台"), _("所有进行中的救援、计时、改派、升级、电话接警。"), _("应急处置中心"),
        ),
        RoleKind.DISTRICT_REGULATOR: (
            _("区市场监管局"), _("只看本辖区：救援、统计、告警。"), card.jurisdiction,
        ),
        RoleKind.CITY_REGULATOR: (
            _("市局监管"), _("全市情况、接入质量、通知送达。"), _("市局特种处"),
        ),
        RoleKind.FIRM_OFFICE: (
            _("维保单位"), _("备案、合同、人员，本单位的救援和值班。"), card.firm,
        ),
        RoleKind.INSPECTOR: (
            _("检验人员"), _("现场核对备案，不一致的督促变更。"), _("检验机构"),
        ),
        RoleKind.INSURER: (
            _("保险机构"), _("录入责任保险，看到期和脱保的电梯。"), _("沪上财产保险（演示）"),
        ),
    }  # fmt: skip
    text = _("扫码，两次点按就求救，不用登录。")
    first = Door("passenger", _("乘客的手机"), text, card.name, landing)
    return [first, *(Door(str(role), *texts) for role, texts in words.items())]


@require_safe
@demo_only
def hub(request: HttpRequest) -> HttpResponse:
    """Show the doors, the printed code of one elevator, and what can be made to happen."""
    elevator = _chosen(request)
    card = card_of(elevator=elevator)
    plate = living_plates(elevator_ids=[elevator.pk])[elevator.pk]
    landing = address_of(plate=plate, keys=settings.PLATE_KEYS)
    lifts = invented_elevators().filter(kind=ElevatorKind.TRACTION_PASSENGER, use_state="in_use")
    streets = streets_with_lifts()
    facts = {
        "escalator_url": _escalator_landing(),
        "doors": _doors(card, landing), "elevator": card, "landing_url": landing,
        "plate_svg": _plate_svg(settings.BASE_URL + landing),
        "trap_choices": [elevator, *lifts.exclude(pk=elevator.pk)[:CHOICES]],
        "street": elevator.street, "streets": streets, "clock_at": clock.now(),
        "done": request.session.pop("demo-done", ""), "keys": SANDBOX_KEYS,
        "next_trap_at": None if settings.SANDBOX else _next_trap(),
    }  # fmt: skip
    return render(request, "demo/hub.html", {"hub": facts})


def _escalator_landing() -> str:
    """Return the address on an escalator's plate, so that its page can be seen too."""
    demo = invented_elevators().filter(kind=ElevatorKind.ESCALATOR)
    escalator = demo.first()
    if escalator is None:
        return ""
    plate = living_plates(elevator_ids=[escalator.pk])[escalator.pk]
    return address_of(plate=plate, keys=settings.PLATE_KEYS)


def _next_trap() -> datetime | None:
    try:
        state = order_city(do="state")
    except CitySilent:
        return None
    moment = datetime.fromisoformat(state["next_trap_at"])
    return moment if state["by_itself"] and moment > clock.now() else None


@require_POST
@demo_only
def go_in(request: HttpRequest) -> HttpResponse:
    """Sign in as an example person of a role who has to do with the chosen elevator."""
    role = RoleKind(request.POST.get("role", ""))
    elevator = _chosen(request)
    account = None
    if role is RoleKind.TECHNICIAN:
        ringing = ringing_technician(elevator_id=elevator.pk, firm_id=elevator.firm_id or 0)
        held = schedule_of(elevator_id=elevator.pk)
        account = account_of_person(person_id=ringing) if ringing else None
        if account is None and held is not None and held.technician_id is not None:
            account = account_of_person(person_id=held.technician_id)
    if account is None:
        account = account_of_role(
            role=role,
            organisation_id={
                RoleKind.TECHNICIAN: elevator.firm_id,
                RoleKind.FIRM_OFFICE: elevator.firm_id,
                RoleKind.USE_UNIT: elevator.use_unit_id,
            }.get(role),
            jurisdiction_id=elevator.jurisdiction_id
            if role is RoleKind.DISTRICT_REGULATOR
            else None,
        )
    if account is None:
        raise NotFound
    if role is RoleKind.TECHNICIAN:
        order_city(do="play", person=account.membership.person_id)
    return enter(request, account)


@require_POST
@demo_only
def trap(request: HttpRequest) -> HttpResponse:
    """Shut people into an elevator, physically: only its signals will tell."""
    number = request.POST.get("elevator", "")
    found = elevators(by=PLATFORM).filter(register_number=number).first()
    if found is None:
        raise NotFound
    order_city(do="trap", slot=found.pk, how=request.POST.get("how", ""), visitor=True)
    request.session["demo-elevator"] = number
    request.session["demo-done"] = _("有人被困在 %(name)s 里了。信号约半分钟后足以确认。") % {
        "name": f"{found.address} {found.name}"
    }
    return redirect("demo-hub")


@require_POST
@demo_only
def power_cut(request: HttpRequest) -> HttpResponse:
    """Take the power from all elevators of a street for twenty minutes."""
    street = request.POST.get("street", "")
    slots = list(invented_elevators().filter(street=street).values_list("pk", flat=True))
    if not slots:
        raise NotFound
    told = order_city(do="power_cut", slots=slots, minutes=20)
    sentence = _("%(street)s 停电：%(cut)s 台电梯断电，%(trapped)s 台里有人。")
    facts = {"street": street, "cut": told["cut"], "trapped": told["trapped"]}
    request.session["demo-done"] = sentence % facts
    return redirect("demo-hub")


@require_POST
@demo_only
def advance(request: HttpRequest) -> HttpResponse:
    """Set the city's clock forward; every sweep finds its own work."""
    typed = request.POST.get("days", "")
    days = max(1, min(int(typed) if typed.isdecimal() else 1, 400))
    order_city(do="days", days=days)
    now = clock.advance(by=timedelta(days=days))
    request.session["demo-done"] = _("城市时钟已拨到 %(day)s。") % {"day": f"{now:%Y-%m-%d}"}
    return redirect("demo-hub")


@require_safe
@demo_only
def telephone(request: HttpRequest, number: str) -> HttpResponse:
    """Stand where a telephone would dial, and show what texts it has received."""
    texts = texts_to(phone=number, most=MOST_TEXTS)
    facts = {"number": number, "hub": reverse("demo-hub"), "texts": texts}
    return render(request, "demo/telephone.html", facts)
