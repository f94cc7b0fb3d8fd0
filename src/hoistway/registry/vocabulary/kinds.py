"""What an elevator is, where it stands and whether it may be used."""

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
    BD09 = "bd09", "BD-09", "BD-09", "Baidu developer documentation (M)"
    GRID = "grid", "投影坐标", "Projected grid", "EPSG registry; the mapping names the code"
    NONE = "none", "无坐标", "No coordinates", "house"
