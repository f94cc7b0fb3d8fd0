"""What stands on a plate, where and how large: millimetres from its top left corner.

The notice shows the plate only as a picture and says how it is made (3M backing, 1.5 mm clear
acrylic in front), so every measure here is chosen, with its reason beside it.
"""

from dataclasses import dataclass

from hoistway.registry.vocabulary import ElevatorKind

LEVEL = "Q"
"""Level of error correction. Source: A8; a quarter of the code may be scratched or in glare."""

QUIET_MODULES = 4
"""Light modules around a code. Source: ISO/IEC 18004, quiet zone."""

LEAST_MODULE_MM = 1.2
"""Chosen: three times what a phone resolves at arm's length, for the glare of the acrylic."""


@dataclass(frozen=True, slots=True)
class Box:
    """A place on the plate."""

    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float


@dataclass(frozen=True, slots=True)
class PlateForm:
    """One edition of the plate; sizes of type are heights of capitals and figures.

    `emblem` is the mark of the city as the path of an SVG of 24 × 24, drawn into the logo area.
    """

    edition: str
    title: tuple[str, str]
    emblem: str
    width_mm: float
    height_mm: float
    corner_mm: float
    bleed_mm: float
    edge_mm: float
    head_mm: float
    logo: Box
    code: Box
    scan_mm: float
    number: Box
    foot_mm: float
    source: str


SHANGHAI = PlateForm(
    edition="shanghai-1",
    title=("上海智慧电梯码", "Shanghai Smart Elevator Code"),
    emblem="M12 4 17.5 10.5H6.5ZM12 20 6.5 13.5H17.5Z",
    width_mm=100.0,
    height_mm=150.0,
    corner_mm=5.0,
    bleed_mm=2.0,
    edge_mm=7.0,
    head_mm=22.0,
    logo=Box(x_mm=7.0, y_mm=4.5, width_mm=13.0, height_mm=13.0),
    code=Box(x_mm=19.5, y_mm=22.2, width_mm=61.0, height_mm=61.0),
    scan_mm=83.4,
    number=Box(x_mm=7.0, y_mm=104.2, width_mm=86.0, height_mm=13.2),
    foot_mm=19.5,
    source=(
        "Chosen: 100 × 150 mm stands beside a car operating panel and still gives figures of "
        "13 mm, read by weak eyes at 2.6 m (1:200), and modules of 1.49 mm"
    ),
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What a plate offers to scanners, what its foot says and whom to call.

    No telephone number where nobody can be inside.
    """

    scan: tuple[str, str]
    first: str
    then: str
    english: str
    telephone: str


_RESCUE = (
    "微信扫一扫 · 求救 报修 查询", "Scan with WeChat for help, repairs and information"
)  # fmt: skip

LIFT = Wording(
    scan=_RESCUE,
    first="被困请拨打", then="不要扒门，报出上面的号码",
    english="Trapped? Call and say the number above.", telephone="110",
)  # fmt: skip
"""Source: Shanghai takes calls of trapped people at 110 (domain notes 3.2)."""

STAIRS = Wording(
    scan=_RESCUE,
    first="有人受伤请拨打", then="先按下红色急停按钮",
    english="Someone hurt? Press the stop button, then call.", telephone="120",
)  # fmt: skip
"""Source: requirements G: on escalators and moving walks someone is hurt or caught."""

DUMBWAITER = Wording(
    scan=("微信扫一扫 · 报修 查询", "Scan with WeChat for repairs and information"),
    first="发现故障请扫码报修", then="仅载物，严禁乘人", telephone="",
    english="Goods only. Scan to report a fault.",
)  # fmt: skip
"""Source: requirements G: dumbwaiters offer the report of a fault only."""


def wording_for(*, kind: ElevatorKind) -> Wording:
    """Return what the foot of a plate says on this kind of elevator.

    Example:
        >>> wording_for(kind=ElevatorKind.ESCALATOR).telephone
        '120'
    """
    if kind is ElevatorKind.DUMBWAITER:
        return DUMBWAITER
    return STAIRS if kind in ElevatorKind.without_car() else LIFT


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateCard:
    """Everything that is printed on one plate."""

    code: str
    address: str
    rescue_number: str
    register_number: str
    place: str
    wording: Wording


def spoken_groups(*, number: str) -> tuple[str, ...]:
    """Return a rescue number in groups as people read it out, the last of up to five figures.

    Example:
        >>> spoken_groups(number="4204896"), spoken_groups(number="42048")
        (('420', '4896'), ('42048',))
    """
    last = max(0, (len(number) - 3) // 3) * 3
    return (*(number[at : at + 3] for at in range(0, last, 3)), number[last:])


def module_mm(*, modules: int, form: PlateForm) -> float:
    """Return how large a module of a code of so many modules a side is printed.

    Example:
        >>> round(module_mm(modules=33, form=SHANGHAI), 2)
        1.51
    """
    return form.code.width_mm / (modules + 2 * QUIET_MODULES)


def place_words(*, address: str, estate: str, building: str, name: str) -> str:
    """Return where an elevator stands in one line; no part says again what another holds.

    Example:
        >>> place_words(address="延平路9号", estate="春江苑", building="3号楼", name="3号楼1号梯")
        '延平路9号 春江苑 3号楼1号梯'
    """
    parts = [part.strip() for part in (address, estate, building, name) if part.strip()]
    kept = [part for part in parts if not any(part in other != part for other in parts)]
    return " ".join(dict.fromkeys(kept))
