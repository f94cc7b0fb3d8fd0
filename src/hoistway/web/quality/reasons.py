"""Why a rule found something and what its proposal rests on, one plain sentence per kind."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from hoistway.quality.vocabulary import FindingKind as K

Sentence = str | Promise

WHY: dict[K, Sentence] = {
    K.RETIRED_DISTRICT: _("登记的辖区已撤并，按撤并文件应归入新区；注册代码中的旧区号保持不变。"),
    K.DISTRICT_AGAINST_PLACE: _("坐标、地址与登记的辖区不一致。"),
    K.STREET_AGAINST_DISTRICT: _("登记的街镇不在登记的辖区内。"),
    K.OUTSIDE_CITY: _("坐标在本市范围之外。"),
    K.COORDINATES_SWAPPED: _("经度和纬度像是写反了。"),
    K.OFFSET_GRID: _("坐标像是带有网络地图的加密偏移。"),
    K.DECIMAL_SLIP: _("坐标像是小数点错了位，或少了一位数字。"),
    K.FAR_FROM_NEIGHBOURS: _("与同一场所的其他电梯相距过远。"),
    K.SPEED_UNIT: _("按米每秒读，这个速度不可能。"),
    K.LOAD_UNIT: _("按千克读，这个载重量不可能。"),
    K.LOAD_AGAINST_PERSONS: _("载重量与额定人数（每人 75 kg）不符。"),
    K.TRAVEL_UNIT: _("按米读，这个提升高度不可能。"),
    K.TRAVEL_AGAINST_STOPS: _("提升高度除以层站数，每层高度不合理。"),
    K.STOPS_AGAINST_FLOORS: _("层、站、门的数目互相矛盾。"),
    K.FLOORS_AGAINST_TELEMETRY: _("远程监测显示停靠过的层站比登记的多。"),
    K.CENTURY_SLIP: _("年份不可能。"),
    K.DATES_OUT_OF_ORDER: _("制造、安装、登记的先后次序颠倒。"),
    K.DATE_IN_FUTURE: _("日期在未来，尚不可能发生。"),
    K.KIND_BY_OLD_CATALOGUE: _("品种代码按 2004 年目录填写，同一代码在 2014 年目录中是另一品种。"),
    K.KIND_AGAINST_FACTS: _("参数与登记的品种矛盾，如扶梯有层站、乘客电梯有倾斜角。"),
    K.CREDIT_CODE_MISTYPED: _("统一社会信用代码的校验位不对。"),
    K.ORGANISATION_SPELLING: _("同一信用代码的单位有不同写法，或名称去掉格式差别后相同。"),
    K.CERTIFICATE_FORM: _("登记证编号的写法不规范；规范后编号本身不变。"),
    K.REGISTER_NUMBER_MISREAD: _("注册代码像是有一处误认的字符，或两位颠倒。"),
    K.DEVICE_CODE_FORM: _("设备代码的位数或写法不合规则，或代码中的年份与制造日期不符。"),
    K.TWO_ELEVATORS_ONE_NUMBER: _("同一个注册代码对应两台不同的电梯。"),
    K.ONE_ELEVATOR_TWICE: _("两条登记很可能是同一台电梯。"),
    K.RECORD_NOT_PLACED: _("这条记录未能对应到任何一台在册电梯。"),
    K.ESTATE_SPELLING: _("同一地点的小区名有多种写法。"),
    K.ADDRESS_SPELLING: _("地址只是写法不规范，规范后解析结果相同。"),
    K.RENAMED_ROAD: _("这条路已更名；门牌号不变，路名按更名表更新。"),
    K.GARBLED_TEXT: _("文字因编码错误成了乱码。"),
    K.PLACEHOLDER: _("填的是占位内容，不是事实；去掉后采用其他来源的说法。"),
    K.SOURCES_DISAGREE: _("几个来源的说法不同，没有足够的依据自动取舍。"),
    K.NO_USE_UNIT: _("没有登记使用单位。"),
    K.NO_FIRM: _("在用电梯没有登记维保单位。"),
    K.MOVES_WHILE_SUSPENDED: _("登记为停用，但监测显示电梯在运行。"),
    K.PUBLIC_SUGGESTION: _("乘客、维保人员或单位在现场提出，登记内容与实际不符。"),
    K.DECISION_CHALLENGED: _("人工裁定之后，又有来源给出新的、不同的说法。"),
}  # fmt: skip
"""What the rule saw, per kind; the inputs beside it hold the numbers."""

ACCEPT = (
    gettext_noop("证据一致，采纳建议"),
    gettext_noop("已与检验报告或出厂资料核对"),
    gettext_noop("已与现场或使用单位核实"),
)
REJECT = (
    gettext_noop("登记无误，来源有误"),
    gettext_noop("现场核实，登记属实"),
    gettext_noop("情况特殊，确属此值"),
)
APART = (
    gettext_noop("确为两台电梯，编号相同"),
    gettext_noop("地点或单元不同"),
    gettext_noop("资料不足，暂不合并"),
)
JOIN = (gettext_noop("经核实为同一台电梯"), gettext_noop("编号、出厂编号和地点均一致"))
UNDO = (
    gettext_noop("更正有误，原值属实"),
    gettext_noop("依据不足，待核实"),
    gettext_noop("来源已说明情况"),
)
PLACED = (
    gettext_noop("编号一致"),
    gettext_noop("地点和出厂编号一致"),
    gettext_noop("已向填报单位核实"),
)
"""Reasons at hand; each is stored as it stands here and shown in the reader's language."""
