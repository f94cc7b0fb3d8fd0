"""Chinese addresses taken apart, put in one form, and the key under which a house is found.

The Shanghai way: a road, then a lane (弄) with numbered houses, or a number (号) of its own; then
building, entrance, floor and room. What is not understood stays in `rest`, never lost, and an
address that does not read back as itself counts as not understood at all.
"""

import re
from dataclasses import dataclass, fields
from functools import lru_cache

from hoistway.matching.wording import plain_text, with_counted_numbers

_NUMBER = r"[0-9]+(?:[-/、][0-9]+)*[甲乙丙丁戊A-Z]?"
_STEMS = (
    "黄浦|徐汇|长宁|静安|普陀|虹口|杨浦|闵行|宝山|嘉定|浦东|金山|松江|青浦|奉贤|崇明|卢湾|闸北|南汇"
)
"""Districts of Shanghai, also the retired ones, as people write them without 区. GB/T 2260."""

_CITY = re.compile(r"(?:中国|中华人民共和国|[\u4e00-\u9fff]{2,7}?(?:省|自治区)(?!道)|上海市)+")
_OTHER_CITY = re.compile(r"(?!上海)[\u4e00-\u9fff]{2,5}?市(?![场政区民一二三四])")
_BARE_CITY = re.compile(
    r"上海(?![东南西北中支]?[路街])(?!大[道学]|[东南西北]?站|火车|体育|植物|动物)"
)
_DISTRICT = re.compile(r"([\u4e00-\u9fff]{1,3}?(?:新区|(?<![小园社发业校厂景分])区|县))(?![路街])")
_BARE_DISTRICT = re.compile(
    rf"({_STEMS})(?!寺|新城|镇|卫|工业|[东南西北中支老]?[路街]|大道|公路"
    r"|[一二三四五六七八九十]+村)"
)
_STREET = re.compile(
    r"([^0-9号弄()|,#-]{1,9}?街道(?!办)|[^0-9路街号弄区()|,#-]{1,8}?(?:镇|乡)(?![东南西北中]?[路街]|大道|政府)"
    r"|[\u4e00-\u9fff]{2,9}?(?:工业园区|工业区|技术开发区|开发区))"
)
_ZONE = re.compile(r"中国\(上海\)自由贸易试验区(?:\([^()|]*\))?")
"""Official areas of the statistics that bear brackets in their names."""
_NEAR = re.compile(
    r"\(?(?:靠近|临近|邻近|近|靠)([^0-9()|,近靠]{1,10}?(?:公路|大道|路|街))(?:路?口)?\)?"
)
_BRACKET = re.compile(r"\(([^()|]*)\)")
_UNWRAPPED = re.compile(rf"{_NUMBER}(?:弄|号|支弄|室|幢|栋|座|单元).*|[甲乙丙丁戊]")
_ROAD = re.compile(
    r"((?:[A-Z]{1,2}[0-9]{1,4})?[^0-9()|,#A-Z-]{1,12}?(?:公路|大道|支路|路|街|道|巷|新村|村|坊|里)(?:[东南西北中]段)?)"
    r"(?=[甲乙丙丁戊]?[0-9])(?!道)"
)
_ROAD_ALONE = re.compile(r"([^0-9()|,#-]{1,10}?(?:公路|大道|路|街|巷)(?:[东南西北中]段)?)(?!道|口)")
_BESIDE = re.compile(r".*(?:[旁侧内口站的,]|[园分小社校厂]区)")
_LANE = re.compile(rf"({_NUMBER})弄(?:({_NUMBER})支弄)?")
_HOUSE = re.compile(
    rf"([甲乙丙丁戊]?)({_NUMBER})号(?![楼线门梯院]|电梯)([甲乙丙丁戊](?![0-9座栋幢楼单]))?"
)
_DETAILS = (
    ("lift", re.compile(
        r"((?:[0-9]+|[A-Z][0-9]*|[东南西北左右中]))(?:号|#)?(?:电梯|客梯|货梯|梯)"
    )),
    ("building", re.compile(
        r"([0-9]+[A-Z]?|[A-Z][0-9]{0,2}|[甲乙丙丁戊]|[东南西北中主裙副辅])"
        r"(?:号楼|幢|栋|座|#楼|#|号(?![线门院])|(?<=[东南西北中主裙副辅A-Z])楼)"
    )),
    ("unit", re.compile(r"([0-9]+|[A-Z]|[甲乙丙丁东西中])(?:单元|号门)")),
    ("floor", re.compile(r"(B?[0-9]+)(?:层|楼|F(?![A-Z]))")),
    ("room", re.compile(r"([A-Z]?[0-9]+(?:-[0-9]+)?[A-Z]?)(?:室|房间|房)")),
)  # fmt: skip
_HOUSE_ALONE = re.compile(r"(?:第)?([0-9]+[A-Z]?|[A-Z][0-9]{0,2}|[甲乙丙丁戊东南西北中主裙副辅])")
_EDGES = " ,、-/#;:."


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """An address in its parts; every part is "" where the text does not say it."""

    district: str = ""
    street: str = ""
    road: str = ""
    lane: str = ""
    sublane: str = ""
    number: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    lift: str = ""
    rest: str = ""

    @property
    def house(self) -> str:
        """The house within the lane or site: 88弄12号, 88弄12号楼 and 88弄12幢 are house 12."""
        return self.building or (self.number if self.lane else "")

    def __str__(self) -> str:
        said = "".join(
            f"{getattr(self, part)}{sign}" for part, sign in _FORM if getattr(self, part)
        )
        return f"{said}|{self.rest}" if self.rest else said


_FORM = (
    ("district", ""), ("street", ""), ("road", ""), ("lane", "弄"), ("sublane", "支弄"),
    ("number", "号"), ("building", "幢"), ("unit", "单元"), ("floor", "层"), ("room", "室"),
    ("lift", "梯"),
)  # fmt: skip
_PARTS = tuple(field.name for field in fields(Address))


@lru_cache(maxsize=65_536)
def parse_address(*, text: str) -> Address:
    """Return an address taken apart; text that is no Chinese address comes back as its `rest`.

    Example:
        >>> parse_address(text="上海市 徐汇区天平路街道 衡山路１２弄三号楼（近高安路）乙单元 301室")
        ... # doctest: +NORMALIZE_WHITESPACE
        Address(district='徐汇区', street='天平路街道', road='衡山路', lane='12', sublane='',
                number='', building='3', unit='乙', floor='', room='301', lift='', rest='近高安路')
        >>> parse_address(text="111 Cathedral St, Annapolis").rest
        '111CATHEDRALST,ANNAPOLIS'
    """
    plain = _plain(text)
    read = _read(plain)
    back = _read(_plain(str(read)))
    return read if back == read else Address(rest=_tidy([plain.replace("|", "")]))


def normal_address(*, text: str) -> str:
    """Return the one form of an address: parts in order, what was not understood behind a bar.

    Example:
        >>> normal_address(text="上海市上海市黄浦区 南京东路 一百号")
        '黄浦区南京东路100号'
        >>> normal_address(text="幸福花园")
        '|幸福花园'
    """
    return str(parse_address(text=text))


def address_key(*, address: Address) -> str:
    """Return the road with lane or number, the key of a house or an estate; "" where unknown.

    A range is found under its first number. Chosen: signs at the door show the first as a rule.

    Example:
        >>> address_key(address=parse_address(text="浦东新区张杨路88-90号"))
        '张杨路88号'
        >>> address_key(address=parse_address(text="张杨路500弄12号"))
        '张杨路500弄'
    """
    if not address.road or not (address.lane or address.number):
        return ""
    if address.lane:
        return f"{address.road}{_first(address.lane)}弄"
    return f"{address.road}{_first(address.number)}号"


@lru_cache(maxsize=65_536)
def plain_building(*, text: str) -> str:
    """Return the sign of a building without the word for it; other names in plain form.

    Example:
        >>> [plain_building(text=said) for said in ("三号楼", "3幢", "03#", "Ａ座", "3", "综合楼")]
        ['3', '3', '3', 'A', '3', '综合楼']
    """
    plain = with_counted_numbers(text=plain_text(text=text))
    sign = re.fullmatch(rf"{_HOUSE_ALONE.pattern}(?:号楼|号|幢|栋|座|#楼|#|楼)?", plain)
    said = sign.group(1) if sign else plain
    return said.lstrip("0") or said


def _plain(text: str) -> str:
    """Return the text in plain form, «1号-3号» as one range."""
    counted = with_counted_numbers(text=plain_text(text=text))
    return re.sub("号-(?=[0-9]+号)", "-", counted)


def _first(number: str) -> str:
    """Return the first of a range of numbers; a number behind a smaller one is part of it."""
    head, *more = re.split(r"[-/、]", number, maxsplit=1)
    ranged = bool(more) and int(re.match(r"[0-9]+", more[0])[0]) > int(head)  # type: ignore[index]
    return (head if ranged or "、" in number else number).lstrip("0") or number


def _read(text: str) -> Address:
    """Return the parts of a plain text."""
    head, _, rest = text.partition("|")
    said: dict[str, str] = {}
    notes: list[str] = []
    if zone := _ZONE.search(head):
        said["street"] = zone.group()
        head = head[: zone.start()] + head[zone.end() :]
    head = _near(head, notes)
    head = _bracketed(head, notes)
    head = _region(head, said)
    head = _road(head, said, notes)
    if "road" in said:
        head = _house(head, said)
    for part, pattern in _DETAILS:
        if hit := pattern.search(head):
            said[part] = hit.group(1).lstrip("0") or hit.group(1)
            head = f"{head[: hit.start()]},{head[hit.end() :]}"
    said["rest"] = _tidy([*re.split(r"[,;]+", head), *notes, rest])
    return Address(**said)


def _tidy(pieces: list[str]) -> str:
    """Return the pieces that are left, without signs that belonged to what was taken out."""
    return ",".join(piece for piece in (each.strip(_EDGES) for each in pieces) if piece)


def _near(text: str, notes: list[str]) -> str:
    """Return the text without the roads that it only stands near."""
    for hit in _NEAR.finditer(text):
        notes.append(f"近{hit.group(1)}")
    return _NEAR.sub("", text) if notes else text


def _bracketed(text: str, notes: list[str]) -> str:
    """Return the text without its brackets, unless a number of the house stands there."""
    if "(" not in text:
        return text

    def taken(hit: re.Match[str]) -> str:
        inside = hit.group(1)
        if _UNWRAPPED.fullmatch(inside):
            return inside
        notes.append(inside)
        return ""

    return _BRACKET.sub(taken, text).replace("(", ",").replace(")", ",")


def _region(text: str, said: dict[str, str]) -> str:
    """Return the text behind city, district and street, which are noted; doubled ones once."""
    if hit := _CITY.match(text):
        text = text[hit.end() :]
    for pattern in (_OTHER_CITY, _BARE_CITY):
        if hit := pattern.match(text):
            text = text[hit.end() :]
    while hit := _DISTRICT.match(text):
        said["district"] = hit.group(1)
        text = text[hit.end() :]
    if "district" not in said and (hit := _BARE_DISTRICT.match(text)):
        behind = text[hit.end() :]
        if _STREET.match(behind) or _ROAD.match(behind):
            said["district"] = hit.group(1) + ("新区" if hit.group(1) == "浦东" else "区")
            text = behind
    while hit := _STREET.match(text):
        said["street"] = hit.group(1)
        text = text[hit.end() :]
    return text


def _road(text: str, said: dict[str, str], notes: list[str]) -> str:
    """Return the text behind the road, which is noted, as is what stood before it."""
    hit = _ROAD.search(text) or _ROAD_ALONE.match(text)
    if hit is None:
        return text
    road = hit.group(1)
    beside = _BESIDE.match(road[:-1])
    if beside and len(road) - beside.end() > 1:
        notes.append(road[: beside.end()])
        road = road[beside.end() :]
    notes.insert(0, text[: hit.start()])
    said["road"] = road
    return text[hit.end() :]


def _house(text: str, said: dict[str, str]) -> str:
    """Return the text behind lane and number, which are noted."""
    if hit := _LANE.match(text):
        said["lane"] = hit.group(1)
        said["sublane"] = hit.group(2) or ""
        text = text[hit.end() :]
    hit = _HOUSE.search(text) if said.get("lane") else _HOUSE.match(text)
    if hit:
        letter = hit.group(1) or hit.group(3) or ""
        said["number"] = hit.group(2) + ("" if hit.group(2)[-1] in "甲乙丙丁戊" else letter)
        text = f"{text[: hit.start()]},{text[hit.end() :]}"
    return text
