"""Where the pages of a desk stand: groups in the main line, the pages of one group beneath."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hoistway.bulletins.queries import unread_count
from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind

Words = object
"""A sentence that is said in the language of the page."""

Link = tuple[str, Words]
"""Name of an address, and what it is called."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of a desk's navigation."""

    label: str
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Navigation:
    """The groups, and the pages of the group in which the present page stands."""

    groups: tuple[NavItem, ...] = ()
    pages: tuple[NavItem, ...] = ()


NOWHERE = Navigation()
"""What a page without a desk shows."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that belong together; a group of one is a plain link.

    `rooms` are beginnings of paths that belong here though no link leads to them.
    """

    label: Words
    links: tuple[Link, ...]
    rooms: tuple[str, ...] = ()


def _alone(name: str, label: Words) -> Group:
    return Group(label, ((name, label),))


_ELEVATORS: Link = ("elevators", pgettext_lazy("many", "电梯"))
_REQUESTS: Link = ("requests", _("使用登记申请"))
_QUALITY: Link = ("quality-board", _("数据质量"))
_IMPORTS: Link = ("registry-imports", _("数据导入"))
_INCIDENTS: Link = ("regulator-incidents", _("事件"))
_ALARMS: Link = ("alarms", _("监测告警"))
_MISMATCHES: Link = ("mismatches", _("现场不一致"))
_NOTICES: Link = ("notices", _("告知与隐患"))
_POLICIES: Link = ("policies", _("责任保险"))
_GAPS: Link = ("policy-gaps", _("到期与脱保"))
_REPORTS: Link = ("reports", _("公众反映"))
_BULLETINS = _alone("bulletins", _("通知公告"))
_TO_POST: Link = ("plate-waiting", _("待张贴的牌"))
_PARTNERS = _alone("partners", _("数据交换"))
_RUNNING = Group(_("系统运行"), (("intake-quality", _("接入质量")), ("deliveries", _("通知送达"))))
_PROGRAMS = Group(
    _("程序接入"),
    (("programs", _("程序和密钥")), ("webhooks", _("变更推送")), ("rider-api", _("接口文档"))),
    rooms=("/programs/", "/webhooks/"),
)
_ONE_FILING = ("/filings/",)
_FAULTS: Link = ("faults", _("故障"))
_INSPECTIONS: Link = ("inspections", _("检验检测"))
_DUE: Link = ("inspections-due", _("检验检测到期"))
_VISITS: Link = ("visits", _("维保记录"))
_REPAIRS: Link = ("repairs", _("修理单"))
_MONITORING: Link = ("monitoring", _("远程监测"))
_MAINTENANCE = Group(
    _("维保"),
    (_MONITORING, _FAULTS, _VISITS, _REPAIRS, _NOTICES, ("regulator-standards", _("标准文本"))),
)
_INSPECTED = Group(_("检验检测"), (_DUE, _INSPECTIONS), rooms=("/inspections/",))
_PLANS: Link = ("yearplans", _("年度计划"))
_PILOTS: Link = ("pilot-elevators", _("试点电梯"))
_EXITS: Link = ("exits", _("试点退出"))
_CHECKED: Link = ("sample-checks", _("抽查到的电梯"))
_CHECKS: Link = ("checks", _("监督检查"))
_ORDERS: Link = ("orders", _("监察指令"))
_CONFORMANCE: Link = ("conformance", _("对接检验"))
_OWN_SUPERVISION = Group(_CHECKS[1], (_CHECKS, _ORDERS), rooms=("/checks/",))
_PILOT_ROOMS = ("/pilot/", "/yearplans/")
_PILOT = Group(
    _("按需维保"),
    (
        ("regulator-pilot-board", _("试点推进")),
        ("regulator-pilot-firms", _("试点企业")),
        _CONFORMANCE,
        _PILOTS,
        _PLANS,
        _EXITS,
        ("regulator-samples", _("试点抽查")),
        ("regulator-pilot-outcome", _("成效评估")),
        ("regulator-pilot-periods", _("试点期")),
    ),
    rooms=_PILOT_ROOMS,
)
_OWN_PILOT = Group(_("按需维保"), (_PILOTS, _PLANS, _EXITS, _CHECKED), rooms=_PILOT_ROOMS)
_SAFETY: Link = ("regulator-safety", _("使用单位安全责任"))
_OVERSIGHT: Link = ("oversight", _("网上督查"))
_INQUIRIES: Link = ("inquiries", _("询问与更正"))
_FREQUENCY: Link = ("regulator-frequency", _("先查谁"))
_SUPERVISION = Group(
    _("监督检查"),
    (
        _OVERSIGHT, _INQUIRIES, ("oversight-lists", _("专项清单")), _CHECKS,
        ("regulator-check-plan", _("年度计划与抽取")), _ORDERS, _FREQUENCY, _SAFETY,
    ),
    rooms=("/checks/", "/safety/", "/frequency/"),
)  # fmt: skip
_CREDIT = Group(
    _("信用评价"),
    (("regulator-credit", _("历次评价")), ("credit-objections", _("异议与修复"))),
    rooms=("/credit/",),
)
_OWN_CREDIT = Group(
    _("信用评价"),
    (("firm-credit", _("本单位信用评价")), ("credit-objections", _("异议与修复"))),
    rooms=("/credit/",),
)
_PUBLIC = Group(_("公众监督"), (_REPORTS, ("regulator-reports", _("答复统计"))))
_OVERVIEW = Group(
    _("监管概况"),
    (
        ("regulator-home", _("概况")),
        ("regulator-statistics", _("救援统计")),
        ("regulator-fault-rates", _("故障统计")),
        ("reform-board", _("改革推进")),
        ("reform-efforts", _("培训宣传与经验")),
        ("regulator-statements", _("统计报表")),
    ),
    rooms=("/reform", "/city/"),
)
_RESCUES = Group(_("救援"), (_INCIDENTS, _ALARMS))
_REGISTER = Group(_ELEVATORS[1], (_ELEVATORS, _REQUESTS, _QUALITY, _IMPORTS, _POLICIES, _GAPS))
_FILINGS = Group(
    _("维保备案"),
    (
        ("regulator-filing-board", _("备案进度")), ("regulator-filings", _("电梯备案")),
        ("regulator-firm-filings", _("单位备案")),
        ("regulator-filing-overdue", _("逾期与催办")), ("regulator-draws", _("备案抽查")),
        _MISMATCHES,
    ),
    rooms=_ONE_FILING,
)  # fmt: skip
_PLATES = Group(
    _("电梯码"),
    (
        ("regulator-plates", _("张贴进度")), ("regulator-plates-missing", _("未张贴")),
        ("regulator-plates-list", _("全部牌")),
        ("regulator-plates-batches", _("制牌批次")),
        ("regulator-plates-suspicions", _("可疑张贴")),
    ),
)  # fmt: skip

GROUPS: dict[RoleKind, tuple[Group, ...]] = {
    RoleKind.DISPATCHER: (
        _alone("dispatcher-board", _("应急处置台")),
        _alone("dispatcher-intake", _("电话接警")), _alone(*_INCIDENTS), _alone(*_ELEVATORS),
        _alone(*_ALARMS), _alone(*_FAULTS), _RUNNING, _BULLETINS, _PROGRAMS,
    ),
    RoleKind.DISTRICT_REGULATOR: (
        _OVERVIEW, _RESCUES, _PUBLIC, _REGISTER, _MAINTENANCE, _PILOT, _INSPECTED,
        _SUPERVISION, _FILINGS, _PLATES, _CREDIT, _BULLETINS, _PROGRAMS,
    ),
    RoleKind.CITY_REGULATOR: (
        _OVERVIEW, _RESCUES, _PUBLIC, _REGISTER, _MAINTENANCE, _PILOT, _INSPECTED,
        _SUPERVISION, _FILINGS, _PLATES, _CREDIT, _BULLETINS, _PROGRAMS, _RUNNING, _PARTNERS,
    ),
    RoleKind.FIRM_OFFICE: (
        _alone("firm-home", _("本单位")), _alone(*_REPORTS),
        Group(
            _("维保"),
            (
                ("firm-maintenance", _("维保计划")),
                ("firm-maintenance-plan", _("安排人员和路线")), _MONITORING, _FAULTS, _VISITS,
                _REPAIRS, ("firm-parts", _("更换的部件")), ("firm-reviews", _("自行检查审核")),
                _INQUIRIES, ("firm-frequency", _("检查频次")),
                ("firm-maintenance-exports", _("整年导出")),
            ),
        ),
        Group(
            _("维保备案"),
            (
                ("firm-filings", _("电梯备案")), ("firm-filing", _("单位备案")),
                ("firm-filing-tables", _("批量备案")), ("firm-bindings", _("人员绑定")),
                ("firm-makers", _("制造单位要求")),
                _MISMATCHES,
            ),
            rooms=_ONE_FILING,
        ),
        Group(
            _("按需维保"),
            (("firm-pilot", _("试点申请")), _PILOTS, _PLANS, _EXITS, _CHECKED),
            rooms=_PILOT_ROOMS,
        ),
        _INSPECTED, _OWN_SUPERVISION, _OWN_CREDIT,
        Group(_("职责与告知"), (("firm-duties", _("本单位职责")), _NOTICES), ("/f/notices/",)),
        Group(
            _ELEVATORS[1],
            (_ELEVATORS, _REQUESTS, _QUALITY, _TO_POST, _POLICIES, _GAPS),
        ),
        Group(_("监测"), (_ALARMS, ("firm-connection", _("连接情况")), _CONFORMANCE)),
        _BULLETINS, _PROGRAMS,
    ),
    RoleKind.USE_UNIT: (
        _alone("use-unit-home", _("我的电梯")),
        Group(_("安全责任"), (("use-unit-safety", _("日管控、周排查、月调度")),),
            rooms=("/safety/",)),
        _alone(*_REPORTS),
        Group(
            _("维保"),
            (
                ("use-unit-maintenance", _("维保确认")), _MONITORING, _FAULTS, _VISITS,
                _REPAIRS, _NOTICES,
            ),
        ),
        Group(
            _("维保备案"), (("use-unit-filings", _("电梯备案")), _MISMATCHES), rooms=_ONE_FILING
        ),
        _OWN_PILOT, _INSPECTED, _OWN_SUPERVISION, _alone("requests", _("我的申请")),
        Group(_POLICIES[1], (_POLICIES, _GAPS)),
        _alone(*_QUALITY), _alone(*_TO_POST), _BULLETINS, _PROGRAMS,
    ),
    RoleKind.INSPECTOR: (
        _alone("inspector-home", _("现场核对")),
        Group(
            _("检验检测"),
            (_INSPECTIONS, _DUE, ("inspector-inspection-tables", _("批量报送"))),
            rooms=("/inspections/",),
        ),
        _alone(*_MISMATCHES), _alone(*_ELEVATORS), _alone(*_FAULTS),
        _BULLETINS, _PROGRAMS,
    ),
    RoleKind.INSURER: (
        Group(
            _POLICIES[1],
            (_POLICIES, _GAPS, ("insurer-policy-tables", _("用表格批量录入"))),
        ),
        _BULLETINS, _PROGRAMS,
    ),
}  # fmt: skip

_COUNTED = frozenset({RoleKind.FIRM_OFFICE, RoleKind.USE_UNIT})
"""Roles to whom the navigation says how many bulletins they have not read."""


def home_of(role: RoleKind) -> str:
    """Return where a role begins."""
    if role is RoleKind.TECHNICIAN:
        return reverse("technician-today")
    return reverse(GROUPS[role][0].links[0][0])


def navigation(*, actor: Actor, path: str) -> Navigation:
    """Return the navigation of a role, with the page under `path` marked."""
    role = RoleKind(actor.role)
    groups = GROUPS.get(role, ())
    here = _nearest(path, [reverse(name) for one in groups for name, _label in one.links])
    unread = unread_count(by=actor, now=clock.now()) if role in _COUNTED else 0
    shown: list[NavItem] = []
    pages: tuple[NavItem, ...] = ()
    for group in groups:
        items = tuple(
            NavItem(str(label), reverse(name), current=reverse(name) == here)
            for name, label in group.links
        )
        inside = any(item.current for item in items) or path.startswith(group.rooms)
        count = unread or None if group is _BULLETINS else None
        shown.append(NavItem(str(group.label), items[0].url, current=inside, count=count))
        if inside and len(items) > 1:
            pages = items
    return Navigation(tuple(shown), pages)


def _nearest(path: str, urls: list[str]) -> str:
    """Return the page in whose room a path lies: the longest address with which it begins."""
    fitting = [url for url in urls if path == url or path.startswith(f"{url.rstrip('/')}/")]
    return max(fitting, key=len, default="")
