"""An invented pilot period of the demo city; firms listed, waiting, returned, through the deeds."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from PIL import Image, ImageDraw

from hoistway.foundation.actors import PLATFORM, Actor, ActorKind
from hoistway.foundation.attachments import keep
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.ondemand import actions
from hoistway.ondemand.actions import PeriodDraft, Seal
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.queries import firm_preview
from hoistway.ondemand.vocabulary import EntryClause
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of
from hoistway.parties.vocabulary import RoleKind

BEGAN = timedelta(days=200)
LASTS = timedelta(days=530)
"""Chosen: the demo's period runs for some months already and ends within the notice's time span."""

_LISTED = tuple(timedelta(days=days) for days in (72, 40, 25, 12, 6, 2, 0))
"""How long ago a firm may have been listed: the longest at which it fulfilled the conditions."""

_WAITS = timedelta(days=6)
"""Chosen: inside the days that the city has."""

_PUBLISHES = timedelta(hours=5)
"""How long after the listing standard and commitment are public."""

_STANDARD = (
    "一、监测中心每天二十四小时值守，对每台电梯的运行、开关门、平层、能耗和故障码连续监测。\n"
    "二、每台电梯按年度计划表确定现场维保项目、内容和周期，现场间隔最长不超过三个月。\n"
    "三、监测发现异常，按涉及安全与否分别在时限内派人到场，到场逐项检查并拍照留痕。\n"
    "四、证明安全触点有效的项目每次到场必查，年度试验和限速器校验按期进行。\n"
    "五、现场作业两人以上，设置护栏，完成后由使用单位确认。"
)
_PROMISE = (
    "接到困人求救三十分钟内到场；一般故障二十四小时内修复；监测数据持续在线，中断超过一小时即派人处理。"
    "每季度向使用单位报告每台电梯的状况和所做的工作，接受使用单位、乘客和监管部门的监督。"
)
_QUALITY = (
    "按 GB/T 19001 建立质量管理体系，设专职质量负责人。每月抽查百分之五的维保记录，"
    "每季度复核每台试点电梯的年度计划，出现重复故障的逐台分析原因并调整计划。"
)


@dataclass(frozen=True, slots=True)
class Office:
    """A firm of the demo and who acts for it."""

    firm: Organisation
    by: Actor


SHARE = 0.2
"""Share of the demo's elevators that listed firms maintain. Chosen: of some 8 % in the pilot."""


def lay_out_firms(
    *, firms: Sequence[Organisation], first: int = 0, chance: Random, now: datetime
) -> list[FirmPilot]:
    """Open the demo's period and bring firms in; return the listed ones.

    What a firm is listed by is measured as everywhere: who does not fulfil it stays unlisted.
    The firm that visitors play (`first`) comes first; the others follow by size.
    """
    city = account_of_role(role=RoleKind.CITY_REGULATOR)
    by = actor_of(account=city) if city else PLATFORM
    day = local_day(at=now)
    actions.open_period(
        draft=PeriodDraft(
            document_number="沪市监特种〔演示〕1号", edition="286-2020",
            legal_basis="演示虚构：沿用沪市监特种〔2020〕286号附件2的条件", invented=True,
            first_day=day - BEGAN, last_day=day - BEGAN + LASTS,
        ),
        now=now - BEGAN, by=by,
    )  # fmt: skip
    fit, others, sizes = _sorted(firms, first, now)
    listed: list[FirmPilot] = []
    wanted = SHARE * sum(sizes.values())
    fit.sort(key=lambda one: (one[0].pk != first, -one[1]))
    for firm, ago in fit:
        is_enough = sum(sizes[one.firm_id] for one in listed) >= wanted
        office, enters = office_of(firm=firm), not listed or not is_enough
        pilot = _apply(office, chance, now - ago - _WAITS if enters else now - _WAITS)
        if not enters:
            break
        done = actions.list_firm(number=pilot.number, form_id=_uuid(chance), now=now - ago, by=by)
        listed.append(_publish(done, office, chance, now - ago + _PUBLISHES))
    for firm in others[:1]:
        pilot = _apply(office_of(firm=firm), chance, now - timedelta(days=20))
        actions.return_application(
            number=pilot.number, words="自我承诺书公章不清晰，请重新扫描上传。",
            form_id=_uuid(chance), now=now - timedelta(days=18), by=by,
        )  # fmt: skip
    actions.look_at_firms(now=now)
    return listed


def _sorted(
    firms: Sequence[Organisation], first: int, now: datetime
) -> tuple[list[tuple[Organisation, timedelta]], list[Organisation], dict[int, int]]:
    """Return who fulfils what is measured, since how long, who does not, and how large all are."""
    fit: list[tuple[Organisation, timedelta]] = []
    others: list[Organisation] = []
    sizes = {firm.pk: _reporting(firm, now) for firm in firms}
    for firm in sorted(firms, key=lambda one: (one.pk != first, -sizes[one.pk], one.pk)):
        ago = next((ago for ago in _LISTED if _is_fit(firm, now - ago)), None)
        if ago is not None and _is_fit(firm, now):
            fit.append((firm, ago))
        else:
            others.append(firm)
    return fit, others, sizes


def _reporting(firm: Organisation, now: datetime) -> int:
    said = {one.clause: one.facts for one in firm_preview(firm_id=firm.pk, now=now)}
    return int(said[EntryClause.FIRM_MONITORING]["named"] or 0)


def _is_fit(firm: Organisation, now: datetime) -> bool:
    measured = {EntryClause.FIRM_MONITORING, EntryClause.FIRM_PAPERLESS}
    said = firm_preview(firm_id=firm.pk, now=now)
    return all(one.holds for one in said if one.clause in measured)


def office_of(*, firm: Organisation) -> Office:
    """Return who acts for a firm: its own office where one signs in."""
    played = account_of_role(role=RoleKind.FIRM_OFFICE, organisation_id=firm.pk)
    if played is not None:
        return Office(firm, actor_of(account=played))
    by = Actor(
        kind=ActorKind.PERSON, name="试点专员", role=str(RoleKind.FIRM_OFFICE),
        organisation_id=firm.pk, jurisdiction_id=firm.jurisdiction_id,
    )  # fmt: skip
    return Office(firm, by)


def _apply(office: Office, chance: Random, now: datetime) -> FirmPilot:
    by = office.by
    pilot = actions.draft_application(form_id=_uuid(chance), now=now, by=by)
    paper = _scan(f"{office.firm.name} 按需维保方案（盖章）", now, by)
    plan = {
        "standard": _STANDARD, "watch_hours": 24, "safety_hours": 12, "other_days": 5,
        "gap_days": 90, "promise": _PROMISE, "rescue_minutes": 30, "repair_hours": 24,
        "quality": _QUALITY, "quality_head": "质量负责人（演示）", "audit_months": 6,
        "platform": "own", "platform_name": f"{office.firm.name}物联网平台", "records": "app",
        "plan_file": paper.sha256,
    }  # fmt: skip
    actions.write_plan(number=pilot.number, plan=plan, now=now, by=by)
    seal = Seal(
        signer="法定代表人（演示）", position="总经理",
        file=_scan(f"{office.firm.name} 自我承诺书（盖章）", now, by),
    )  # fmt: skip
    return actions.submit_application(
        number=pilot.number, seal=seal, form_id=_uuid(chance), now=now, by=by
    )


def _publish(pilot: FirmPilot, office: Office, chance: Random, now: datetime) -> FirmPilot:
    """Name an invented page, which nobody can read, and hand a copy of it in."""
    address = f"https://firm-{office.firm.pk}.example/pilot"
    actions.name_page(number=pilot.number, address=address, now=now, by=office.by)
    copy = _scan(f"{office.firm.name} 官网：维保工作标准与质量承诺", now, office.by)
    return actions.hand_in_copy(
        number=pilot.number, file=copy, declared=True, form_id=_uuid(chance), now=now,
        by=office.by,
    )  # fmt: skip


def _scan(title: str, now: datetime, by: Actor) -> Attachment:
    """Return an invented scan: lines of a page and a red seal."""
    page = Image.new("RGB", (620, 877), "white")
    pen = ImageDraw.Draw(page)
    for line in range(12 + len(title) % 7):
        end, height = 550 - 17 * (line * len(title) % 5), 150 + 40 * line
        pen.line((70, height, end, height), "grey", 6)
    pen.ellipse((400, 660, 540, 800), outline=(200, 16, 46), width=6)
    pen.text((70, 80), title.encode("ascii", "ignore").decode() or "DEMO", "black")
    pen.text((440, 722), f"DEMO {sum(map(ord, title)) % 10_000}", (200, 16, 46))
    file = io.BytesIO()
    page.save(file, "JPEG")
    file.seek(0)
    return keep(upload=file, now=now, by=by)


def _uuid(chance: Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
