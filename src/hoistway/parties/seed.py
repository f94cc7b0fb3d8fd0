"""The parties of the demo city: real districts, invented firms, units and people."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from hoistway.foundation.credit_code import credit_check_digit
from hoistway.foundation.periods import local_day
from hoistway.parties.actions import appoint, certify, enrol, found_city, open_account
from hoistway.parties.models import Jurisdiction, Membership, Organisation
from hoistway.parties.standards.shanghai_areas import CITY, DISTRICTS
from hoistway.parties.vocabulary import (
    CertificateKind,
    OrganisationKind,
    RoleKind,
)

SETTLED = timedelta(days=90)

INSURERS = (
    ("沪上财产保险（演示）", "Hushang Property Insurance (demo)"),
    ("浦江责任保险（演示）", "Pujiang Liability Insurance (demo)"),
)
"""How long everybody has held their role. Chosen: what the demo tells of lies within a month."""

_FIRM_WORDS = (
    "申恒", "浦江", "安驰", "崇德", "云阶", "汇达", "锦梯", "瑞升", "东升", "华楷", "江垚",
    "沪宁达", "通泰", "昇安", "永峻", "科阶", "百乘", "澜庭", "晟辉", "虹运", "迅腾", "岳盛",
    "明筑", "启程",
)  # fmt: skip
_FIRM_PINYIN = (
    "Shenheng", "Pujiang", "Anchi", "Chongde", "Yunjie", "Huida", "Jinti", "Ruisheng",
    "Dongsheng", "Huakai", "Jiangyao", "Huningda", "Tongtai", "Sheng'an", "Yongjun", "Kejie",
    "Baicheng", "Lanting", "Shenghui", "Hongyun", "Xunteng", "Yuesheng", "Mingzhu", "Qicheng",
)  # fmt: skip
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾"
_GIVEN = ("建国", "志强", "海峰", "晓明", "国华", "文斌", "永刚", "俊杰", "立新", "卫东", "一鸣",
          "春生", "少华", "振宇", "德胜", "金龙", "浩然", "思远", "家豪", "子轩")  # fmt: skip
UNIT_WORDS = ("康景", "新城", "绿苑", "和顺", "瑞达", "佳园", "静安里", "锦绣", "古北", "明珠")
_USCC_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody of the demo city, for the seeds of the rooms above."""

    jurisdictions: dict[str, Jurisdiction]
    firms: list[Organisation]
    crews: dict[int, list[Membership]]
    dispatch_centre: Organisation


def credit_code(*, chance: Random, district: str) -> str:
    """Return an invented social credit code with a right check digit. Source: GB 32100-2015."""
    body = f"91{district}MA1" + "".join(chance.choice(_USCC_LETTERS) for _ in range(6))
    return body + credit_check_digit(body=body)


def person_name(*, chance: Random) -> str:
    """Return an invented Chinese name."""
    return chance.choice(_SURNAMES) + chance.choice(_GIVEN)


def no_phone(*, chance: Random) -> str:
    """Return a number that cannot be dialled: the demo must never reach a real telephone."""
    return f"1{chance.choice('38')}0-DEMO-{chance.randrange(10**4):04d}"


def _bureaus(areas: dict[str, Jurisdiction], *, chance: Random, now: datetime) -> Organisation:
    for code, area in areas.items():
        is_city = code == CITY[0]
        bureau = enrol(
            kind=OrganisationKind.BUREAU, jurisdiction=area,
            name="上海市市场监督管理局特种处" if is_city else f"{area.name_zh}市场监督管理局",
            name_en=f"{area.name_en} Market Regulation Bureau",
        )  # fmt: skip
        role = RoleKind.CITY_REGULATOR if is_city else RoleKind.DISTRICT_REGULATOR
        member = appoint(
            name=person_name(chance=chance), phone="", organisation=bureau, role=role,
            since=now - SETTLED,
        )  # fmt: skip
        open_account(membership=member, login=f"demo-bureau-{code}", password=None)
        _colleagues(bureau, role, now=now)
    centre = enrol(
        kind=OrganisationKind.DISPATCH_CENTRE, jurisdiction=areas[CITY[0]],
        name="上海市电梯应急处置中心", name_en="Shanghai Elevator Emergency Centre",
        phone="110-DEMO",
    )  # fmt: skip
    for seat in (1, 2):
        member = appoint(
            name=person_name(chance=chance), phone="", organisation=centre,
            role=RoleKind.DISPATCHER, since=now - SETTLED,
        )  # fmt: skip
        open_account(membership=member, login=f"demo-desk-{seat}", password=None)
    _inspection_body(areas[CITY[0]], chance=chance, now=now)
    _insurers(areas[CITY[0]], now=now)
    return centre


def _colleagues(bureau: Organisation, role: RoleKind, *, now: datetime) -> None:
    """Enrol those among whom a draw chooses the two who go. Source: 总局令第57号 art. 19."""
    chance = Random(f"colleagues {bureau.name}")
    for _seat in range(3):
        appoint(
            name=person_name(chance=chance), phone="", organisation=bureau, role=role,
            since=now - SETTLED,
        )  # fmt: skip


def _inspection_body(city: Jurisdiction, *, chance: Random, now: datetime) -> None:
    body = enrol(
        kind=OrganisationKind.INSPECTION_BODY, jurisdiction=city,
        name="上海市特种设备监督检验技术研究院（演示）",
        name_en="Shanghai Institute of Special Equipment Inspection (demo)",
    )  # fmt: skip
    for seat in (1, 2):
        member = appoint(
            name=person_name(chance=chance), phone="", organisation=body,
            role=RoleKind.INSPECTOR, since=now - SETTLED,
        )  # fmt: skip
        open_account(membership=member, login=f"demo-inspector-{seat}", password=None)


def _insurers(city: Jurisdiction, *, now: datetime) -> None:
    chance = Random("insurers")
    for seat, (name, name_en) in enumerate(INSURERS, start=1):
        insurer = enrol(
            kind=OrganisationKind.INSURER, jurisdiction=city, name=name, name_en=name_en
        )
        member = appoint(
            name=person_name(chance=chance), phone="", organisation=insurer,
            role=RoleKind.INSURER, since=now - SETTLED,
        )  # fmt: skip
        open_account(membership=member, login=f"demo-insurer-{seat}", password=None)


def _crew(firm: Organisation, size: int, *, chance: Random, now: datetime) -> list[Membership]:
    crew = []
    today = local_day(at=now)
    for number in range(1, size + 1):
        member = appoint(
            name=person_name(chance=chance), phone=no_phone(chance=chance), organisation=firm,
            role=RoleKind.TECHNICIAN, since=now - SETTLED,
        )  # fmt: skip
        since = today - timedelta(days=chance.randrange(60, 1300))
        until = since + timedelta(days=4 * 365) if number % 9 else today - timedelta(days=20)
        certify(
            membership=member, kind=CertificateKind.T, number=f"DEMO-{firm.pk:04d}-{number:03d}",
            valid_from=min(since, until), valid_until=until,
        )  # fmt: skip
        open_account(membership=member, login=f"demo-tech-{firm.pk}-{number}", password=None)
        crew.append(member)
    return crew


def lay_out(*, elevators: int, chance: Random, now: datetime) -> Cast:
    """Lay out jurisdictions, bureaus, the dispatch centre, firms and their crews.

    One technician in nine has a certificate that has run out: the dispatch must pass over them.
    """
    areas = found_city(city="shanghai").areas
    centre = _bureaus(areas, chance=chance, now=now)
    district_codes = [code for code, _, _ in DISTRICTS]
    firms, crews = [], {}
    crew_size = max(6, round(elevators / len(_FIRM_WORDS) / 14))
    for number, (word, pinyin) in enumerate(zip(_FIRM_WORDS, _FIRM_PINYIN, strict=True)):
        district = district_codes[number % len(district_codes)]
        firm = enrol(
            kind=OrganisationKind.FIRM, jurisdiction=areas[district],
            name=f"上海{word}电梯工程有限公司", name_en=f"Shanghai {pinyin} Elevator Co.",
            credit_code=credit_code(chance=chance, district=district),
            phone=no_phone(chance=chance),
        )  # fmt: skip
        office = appoint(
            name=person_name(chance=chance), phone="", organisation=firm,
            role=RoleKind.FIRM_OFFICE, since=now - SETTLED,
        )  # fmt: skip
        open_account(membership=office, login=f"demo-firm-{firm.pk}", password=None)
        firms.append(firm)
        crews[firm.pk] = _crew(firm, crew_size, chance=chance, now=now)
    return Cast(jurisdictions=areas, firms=firms, crews=crews, dispatch_centre=centre)
