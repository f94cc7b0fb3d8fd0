"""What every page shows around its content: clock, language, type size, who is signed in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from hoistway.bulletins.queries import unread_count
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of a desk's main navigation."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of one page."""

    now: datetime
    large: bool
    theme: str
    demo: bool
    help_number: str
    help_href: str
    medical_href: str
    fire_href: str
    who: str = ""
    role: RoleKind | None = None
    organisation: str = ""
    jurisdiction: str = ""
    nav: tuple[NavItem, ...] = field(default=())


def english() -> bool:
    """Return whether the page is in English."""
    return (get_language() or "zh").startswith("en")


def spoken(pair: Pair) -> str:
    """Return the words of a pair in the language of the page."""
    return pair[1] if english() else pair[0]


def telephone(number: str) -> str:
    """Return the link that dials; in the demo it dials nobody and says so."""
    if settings.DEMO:
        return reverse("demo-telephone", args=[number])
    return f"tel:{number}"


_ELEVATORS = pgettext_lazy("many", "电梯")
_QUALITY = _("数据质量")
_REQUESTS = ("requests", _("使用登记申请"))
_FIRM_FILINGS = ("regulator-firm-filings", _("单位备案"))
_FILINGS = _("电梯备案")
_IMPORTS = ("registry-imports", _("数据导入"))
_MISMATCHES = ("mismatches", _("现场不一致"))
_BULLETINS = ("bulletins", _("通知公告"))
_PLATES = ("regulator-plates", _("电梯码"))
_TO_POST = ("plate-waiting", _("待张贴的牌"))
_PROGRESS = ("regulator-filing-board", _("备案进度"))
_NAV: dict[RoleKind, tuple[tuple[str, object], ...]] = {
    RoleKind.DISPATCHER: (
        ("dispatcher-board", _("应急处置台")), ("dispatcher-intake", _("电话接警")),
        ("regulator-incidents", _("事件")), ("elevators", _ELEVATORS), ("alarms", _("监测告警")),
        ("intake-quality", _("接入质量")), ("deliveries", _("通知送达")),
    ),
    RoleKind.DISTRICT_REGULATOR: (
        ("regulator-home", _("监管概况")), ("regulator-incidents", _("事件")),
        ("regulator-statistics", _("统计")), ("elevators", _ELEVATORS), _REQUESTS,
        _PROGRESS, ("regulator-filings", _FILINGS), _FIRM_FILINGS, _MISMATCHES,
        ("quality-board", _QUALITY), _IMPORTS, _PLATES,
        ("alarms", _("监测告警")), _BULLETINS,
    ),
    RoleKind.CITY_REGULATOR: (
        ("regulator-home", _("监管概况")), ("regulator-incidents", _("事件")),
        ("regulator-statistics", _("统计")), ("elevators", _ELEVATORS), _REQUESTS,
        _PROGRESS, ("regulator-filings", _FILINGS), _FIRM_FILINGS, _MISMATCHES,
        ("quality-board", _QUALITY), _IMPORTS, _PLATES,
        ("alarms", _("监测告警")), ("intake-quality", _("接入质量")),
        ("deliveries", _("通知送达")), _BULLETINS,
    ),
    RoleKind.FIRM_OFFICE: (
        ("firm-home", _("本单位")), ("firm-filing", _("单位备案")),
        ("firm-filings", _FILINGS), ("elevators", _ELEVATORS), _REQUESTS,
        _MISMATCHES, ("quality-board", _QUALITY), _TO_POST,
        ("alarms", _("监测告警")), _BULLETINS,
    ),
    RoleKind.USE_UNIT: (
        ("use-unit-home", _("我的电梯")), ("use-unit-filings", _FILINGS),
        _MISMATCHES, ("requests", _("我的申请")), ("quality-board", _QUALITY), _TO_POST, _BULLETINS,
    ),
    RoleKind.INSPECTOR: (
        ("inspector-home", _("现场核对")), _MISMATCHES, ("elevators", _ELEVATORS), _BULLETINS,
    ),
}  # fmt: skip


def home_of(role: RoleKind) -> str:
    """Return where a role begins."""
    if role is RoleKind.TECHNICIAN:
        return reverse("technician-today")
    return reverse(_NAV[role][0][0])


_COUNTED = frozenset({RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT})
"""Roles to whom the navigation says how many bulletins they have not read."""


_OF_PROGRESS = ("/g/filings/overdue", "/g/filings/urgings", "/g/filings/draws")
"""Pages that belong to the board of filings, as the navigation shows them."""


def _nav(actor: Actor, path: str) -> tuple[NavItem, ...]:
    role = RoleKind(actor.role)
    rooms = (reverse("quality-board"), reverse("regulator-plates"))
    here = next((room for room in rooms if path.startswith(room)), path)
    if path.startswith(_OF_PROGRESS):
        here = reverse("regulator-filing-board")
    unread = unread_count(by=actor, now=clock.now()) if role in _COUNTED else 0
    return tuple(
        NavItem(
            label=str(label), url=reverse(name), current=here == reverse(name),
            count=unread or None if name == "bulletins" else None,
        )
        for name, label in _NAV.get(role, ())
    )  # fmt: skip


def page_of(request: HttpRequest) -> Page:
    """Compose the frame; public pages touch neither session nor database."""
    theme = request.GET.get("theme", "")
    plain = Page(
        now=clock.now(), large=request.GET.get("type") == "large",
        theme=theme if theme in {"light", "dark"} else "", demo=settings.DEMO, help_number="110",
        help_href=telephone("110"), medical_href=telephone("120"), fire_href=telephone("119"),
    )  # fmt: skip
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.role:
        return plain
    membership = request.user.membership  # type: ignore[union-attr]
    role, body = RoleKind(actor.role), membership.organisation
    return Page(
        now=plain.now, large=plain.large, theme=plain.theme, demo=plain.demo,
        help_number=plain.help_number, help_href=plain.help_href,
        medical_href=plain.medical_href, fire_href=plain.fire_href, who=actor.name, role=role,
        organisation=spoken((body.name, body.name_en or body.name)),
        jurisdiction=spoken((body.jurisdiction.name_zh, body.jurisdiction.name_en)),
        nav=_nav(actor, request.path),
    )  # fmt: skip


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template its frame."""
    return {"page": page_of(request)}
