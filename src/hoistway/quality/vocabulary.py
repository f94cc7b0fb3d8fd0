"""The words of the quality room."""

from hoistway.foundation.terms import Term


class FindingKind(Term):
    """What a rule finds wrong; one file of `rules/` each, which gives clause and limits."""

    RETIRED_DISTRICT = "retired_district", "辖区已撤并", "Retired district", "GB/T 2260"
    DISTRICT_AGAINST_PLACE = (
        "district_against_place", "辖区与坐标、地址不符",
        "District contradicts coordinates and address", "286号 二（一）",
    )  # fmt: skip
    STREET_AGAINST_DISTRICT = (
        "street_against_district", "街镇不在该辖区", "Street or town is not in the district",
        "民政部统计用区划代码",
    )  # fmt: skip
    OUTSIDE_CITY = "outside_city", "坐标在本市之外", "Place outside the city", "house"
    COORDINATES_SWAPPED = (
        "coordinates_swapped", "经纬度颠倒", "Longitude and latitude exchanged", "house",
    )  # fmt: skip
    OFFSET_GRID = "offset_grid", "坐标未去偏移", "Place on an offset grid", "GB 20263 (M)"
    DECIMAL_SLIP = "decimal_slip", "坐标小数点错位", "Decimal point of a place slipped", "house"
    FAR_FROM_NEIGHBOURS = (
        "far_from_neighbours", "远离同小区电梯", "Far from the elevators of its estate", "house",
    )  # fmt: skip
    SPEED_UNIT = "speed_unit", "速度单位有误", "Speed in another unit", "GB/T 7024 (M)"
    LOAD_UNIT = "load_unit", "载重量单位有误", "Load in another unit", "GB/T 7024 (M)"
    LOAD_AGAINST_PERSONS = (
        "load_against_persons", "载重量与人数不符", "Load contradicts persons",
        "GB/T 7588.1 (M): 75 kg each",
    )  # fmt: skip
    TRAVEL_UNIT = "travel_unit", "提升高度单位有误", "Travel in another unit", "GB/T 7024 (M)"
    TRAVEL_AGAINST_STOPS = (
        "travel_against_stops", "提升高度与层站数不符", "Travel contradicts stops", "house",
    )  # fmt: skip
    STOPS_AGAINST_FLOORS = (
        "stops_against_floors", "层站门数不符", "Floors, stops and doors contradict",
        "GB/T 7024 (M)",
    )  # fmt: skip
    FLOORS_AGAINST_TELEMETRY = (
        "floors_against_telemetry", "层站数与监测不符", "Stops contradict remote monitoring",
        "286号 二（三）",
    )  # fmt: skip
    CENTURY_SLIP = "century_slip", "年份有误", "Century or year slipped", "house"
    DATES_OUT_OF_ORDER = (
        "dates_out_of_order", "日期先后颠倒", "Dates out of order", "TSG T7001-2023",
    )  # fmt: skip
    DATE_IN_FUTURE = "date_in_future", "日期在未来", "Date lies in the future", "house"
    KIND_BY_OLD_CATALOGUE = (
        "kind_by_old_catalogue", "品种按旧目录填写", "Kind by the catalogue of 2004",
        "特种设备目录 2014（质检总局公告2014年第114号）",
    )  # fmt: skip
    KIND_AGAINST_FACTS = (
        "kind_against_facts", "品种与参数矛盾", "Kind contradicts the facts", "GB/T 7024 (M)",
    )  # fmt: skip
    CREDIT_CODE_MISTYPED = (
        "credit_code_mistyped", "信用代码录入有误", "Mistyped credit code", "GB 32100-2015",
    )  # fmt: skip
    ORGANISATION_SPELLING = (
        "organisation_spelling", "单位名称写法不一", "One organisation, many spellings", "house",
    )  # fmt: skip
    CERTIFICATE_FORM = (
        "certificate_form", "登记证编号格式不规范", "Certificate number out of form", "TSG 08 (M)",
    )  # fmt: skip
    REGISTER_NUMBER_MISREAD = (
        "register_number_misread", "注册代码疑似误录", "Misread register number", "TSG 08 (M)",
    )  # fmt: skip
    DEVICE_CODE_FORM = (
        "device_code_form", "设备代码不符规则", "Device code out of form", "TSG 21 family (M)",
    )  # fmt: skip
    TWO_ELEVATORS_ONE_NUMBER = (
        "two_elevators_one_number", "一号两梯", "Two elevators, one number", "TSG 08 (M)",
    )  # fmt: skip
    ONE_ELEVATOR_TWICE = (
        "one_elevator_twice", "一梯两号", "One elevator entered twice", "286号 二（一）",
    )  # fmt: skip
    RECORD_NOT_PLACED = (
        "record_not_placed", "记录未能对应电梯", "Record without an elevator", "286号 二（一）",
    )  # fmt: skip
    ESTATE_SPELLING = (
        "estate_spelling", "小区名称写法不一", "One estate, many spellings", "house",
    )  # fmt: skip
    ADDRESS_SPELLING = (
        "address_spelling", "地址写法不规范", "Address out of form", "house",
    )  # fmt: skip
    RENAMED_ROAD = "renamed_road", "道路已更名", "Renamed road", "地名管理条例 (M)"
    GARBLED_TEXT = "garbled_text", "乱码", "Garbled text", "house"
    PLACEHOLDER = "placeholder", "占位内容", "Placeholder in place of a fact", "house"
    SOURCES_DISAGREE = (
        "sources_disagree", "各来源不一致", "Sources disagree", "286号 二（一）",
    )  # fmt: skip
    NO_USE_UNIT = "no_use_unit", "无使用单位", "No use unit", "特种设备安全法 art. 38"
    NO_FIRM = "no_firm", "无维保单位", "No maintenance firm", "特种设备安全法 art. 45"
    MOVES_WHILE_SUSPENDED = (
        "moves_while_suspended", "停用期间运行", "Moves while suspended",
        "特种设备安全法 art. 47–48",
    )  # fmt: skip
    PUBLIC_SUGGESTION = (
        "public_suggestion", "公众或现场纠错", "Correction suggested on site", "286号 附件1 二",
    )  # fmt: skip
    DECISION_CHALLENGED = (
        "decision_challenged", "裁定后来源又有新说法", "A source speaks anew after a decision",
        "house",
    )  # fmt: skip


class FindingState(Term):
    """What became of a finding."""

    OPEN = "open", "待处理", "Open", "house"
    CORRECTED = "corrected", "已自动更正", "Corrected by itself", "286号 二（一）自动更正"
    ACCEPTED = "accepted", "已采纳", "Accepted", "house"
    REJECTED = "rejected", "已驳回", "Rejected: the register is right", "house"
    UNDONE = "undone", "更正已撤销", "Correction undone", "house"
    GONE = "gone", "已消除", "No longer so", "house"

    @classmethod
    def ended(cls) -> frozenset["FindingState"]:
        """States of findings that wait for nobody."""
        return frozenset({cls.CORRECTED, cls.ACCEPTED, cls.REJECTED, cls.UNDONE, cls.GONE})


class ScoreSubject(Term):
    """Of whom a quality score speaks."""

    CITY = "city", "全市", "City", "house"
    JURISDICTION = "jurisdiction", "辖区", "Jurisdiction", "house"
    ORGANISATION = "organisation", "单位", "Organisation", "house"
    SOURCE = "source", "来源", "Source", "house"
