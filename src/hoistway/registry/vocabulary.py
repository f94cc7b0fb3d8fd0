"""The words of the registry room."""

from hoistway.foundation.terms import Term

_CATALOGUE = "特种设备目录 2014（质检总局公告2014年第114号）"


class ElevatorKind(Term):
    """Kinds of elevator by the catalogue of 2014; the catalogue of 2004 uses other codes."""

    TRACTION_PASSENGER = "3110", "曳引驱动乘客电梯", "Traction passenger elevator", _CATALOGUE
    TRACTION_GOODS = "3120", "曳引驱动载货电梯", "Traction goods elevator", _CATALOGUE
    POSITIVE_GOODS = "3130", "强制驱动载货电梯", "Positive-drive goods elevator", _CATALOGUE
    HYDRAULIC_PASSENGER = "3210", "液压乘客电梯", "Hydraulic passenger elevator", _CATALOGUE
    HYDRAULIC_GOODS = "3220", "液压载货电梯", "Hydraulic goods elevator", _CATALOGUE
    ESCALATOR = "3310", "自动扶梯", "Escalator", _CATALOGUE
    MOVING_WALK = "3320", "自动人行道", "Moving walk", _CATALOGUE
    EXPLOSION_PROOF = "3410", "防爆电梯", "Explosion-proof elevator", _CATALOGUE
    FIREFIGHTERS = "3420", "消防员电梯", "Firefighters elevator", _CATALOGUE
    DUMBWAITER = "3430", "杂物电梯", "Dumbwaiter", _CATALOGUE

    @classmethod
    def without_car(cls) -> frozenset["ElevatorKind"]:
        """Escalators and moving walks: nobody can be shut in (requirements G)."""
        return frozenset({cls.ESCALATOR, cls.MOVING_WALK})

    @classmethod
    def without_riders(cls) -> frozenset["ElevatorKind"]:
        """Kinds in which nobody can be shut in: escalators, moving walks, dumbwaiters."""
        return cls.without_car() | {cls.DUMBWAITER}


class Catalogue(Term):
    """Which edition of the catalogue a kind code belongs to; the two collide."""

    C2004 = "2004", "特种设备目录（2004）", "Catalogue of 2004", "国质检锅〔2004〕31号 (M)"
    C2014 = "2014", "特种设备目录（2014）", "Catalogue of 2014", _CATALOGUE
    FOREIGN = "foreign", "外地目录", "Foreign catalogue", "house"


class UseState(Term):
    """Whether an elevator may carry people."""

    IN_USE = "in_use", "在用", "In use", "TSG 08 (M)"
    SUSPENDED = "suspended", "停用", "Suspended", "TSG 08 (M)"
    SCRAPPED = "scrapped", "报废", "Scrapped", "特种设备安全法 art. 48"


class PlaceKind(Term):
    """What sort of building an elevator serves."""

    RESIDENTIAL = "residential", "住宅", "Residential", "96333 monthly report"
    OFFICE = "office", "办公", "Office", "96333 monthly report"
    HOSPITAL = "hospital", "医院", "Hospital", "96333 monthly report"
    METRO = "metro", "轨道交通", "Metro", "96333 monthly report"
    MALL = "mall", "商场", "Shopping centre", "96333 monthly report"
    OTHER = "other", "其他", "Other", "96333 monthly report"


class Datum(Term):
    """The coordinate system in which a place was given; stored places are always WGS-84."""

    WGS84 = "wgs84", "WGS-84", "WGS-84", "EPSG:4326"
    GCJ02 = "gcj02", "GCJ-02", "GCJ-02", "GB 20263 (M)"
    NONE = "none", "无坐标", "No coordinates", "house"


class RowFault(Term):
    """Why an imported row was refused."""

    MISSING = "missing", "缺少必填项", "A required value is missing", "house"
    NOT_A_NUMBER = "not_a_number", "不是数字", "Not a number", "house"
    OUT_OF_RANGE = "out_of_range", "超出可能范围", "Outside the possible range", "house"
    NOT_A_DATE = "not_a_date", "不是日期", "Not a date", "house"
    UNKNOWN_CODE = "unknown_code", "代码未知", "Unknown code", "house"
    TWICE = "twice", "同一文件中重复", "Appears twice in the file", "house"
    SPOILT = "spoilt", "被表格软件破坏的编号", "A number spoilt by a spreadsheet", "house"
    ROW_SHAPE = "row_shape", "列数不符", "Wrong number of columns", "house"
    GRID = "grid", "坐标系未声明", "Coordinate system not declared", "house"
    SHAPE = "shape", "编号格式不符", "Not of the declared shape", "house"
    CHECK_DIGIT = "check_digit", "校验码错误", "Wrong check digit", "GB 32100-2015"
    TOO_LONG = "too_long", "文字过长", "Text too long", "house"
    ENCODING = "encoding", "编码不符", "Bytes that are not of the declared encoding", "house"
