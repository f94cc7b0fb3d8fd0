"""What stands beside a finding to be looked at: a sketch of places, a line of days, a scale."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.dossier.finding import FindingLine
from hoistway.dossier.finding_file import FindingFile
from hoistway.dossier.values import UNITS
from hoistway.quality.vocabulary import FindingKind as K
from hoistway.registry.vocabulary import Field
from hoistway.web.desk.shapes import word
from hoistway.web.frame import spoken
from hoistway.web.parts.dateline import Moment, dateline
from hoistway.web.parts.outlines import district_outlines
from hoistway.web.parts.placesketch import Spot, place_sketch
from hoistway.web.parts.scale import Reading, scale
from hoistway.web.parts.signs import Column, are_alike, columns

PLACE_KINDS = frozenset(
    {
        K.OUTSIDE_CITY, K.COORDINATES_SWAPPED, K.OFFSET_GRID, K.DECIMAL_SLIP,
        K.FAR_FROM_NEIGHBOURS,
    }
)  # fmt: skip
AREA_KINDS = frozenset({K.DISTRICT_AGAINST_PLACE, K.STREET_AGAINST_DISTRICT})
DAYS = (Field.MADE_ON, Field.INSTALLED_ON, Field.REGISTERED_ON, Field.ALTERED_ON, Field.REPAIRED_ON)
NUMBERS = frozenset(
    {
        Field.RATED_SPEED, Field.RATED_LOAD, Field.TRAVEL, Field.STOPS, Field.FLOORS, Field.DOORS,
        Field.PERSONS, Field.INCLINATION, Field.WIDTH,
    }
)  # fmt: skip
SPANS: dict[str, tuple[float, float]] = {
    Field.RATED_SPEED: (0.15, 10.0), Field.RATED_LOAD: (100.0, 6000.0),
    Field.INCLINATION: (0.0, 35.0),
}  # fmt: skip
"""Where the truth lies for almost every elevator. Chosen: the span of the standard series."""
CODED = frozenset({Field.JURISDICTION, Field.KIND, Field.USE_STATE, Field.PLACE_KIND})
"""Fields whose codes are read as words: their signs tell nothing."""
STOREY_M = (2.2, 6.5)
"""Metres from landing to landing. Source: the catalogue of rules, travel against stops."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is looked at; `signs` are two spellings, otherwise there is a drawing."""

    svg: SafeString | str = ""
    caption: str = ""
    signs: tuple[Column, ...] = ()
    wide: bool = False


def drawing_of(*, file: FindingFile, today: date) -> Drawing:
    """Return the drawing that shows the difference of this finding best, perhaps none."""
    line = file.line
    if line.kind in AREA_KINDS:
        return _areas(file)
    if line.kind in PLACE_KINDS:
        return _places(file)
    if line.field in DAYS:
        return _days(file, today)
    if line.field in NUMBERS:
        return _numbers(file)
    return spelling(field=line.field, value=line.value, proposal=line.proposal)


def spelling(*, field: str, value: object, proposal: object) -> Drawing:
    """Return two texts sign by sign where both are texts that resemble each other."""
    if field in CODED:
        return Drawing()
    if not (isinstance(value, str) and isinstance(proposal, str)):
        return Drawing()
    if not are_alike(upper=value, lower=proposal):
        return Drawing()
    return Drawing(signs=columns(upper=value, lower=proposal))


def signs_of(line: FindingLine) -> tuple[Column, ...]:
    """Return what a list draws of a finding: its two spellings, if they are any."""
    return spelling(field=line.field, value=line.value, proposal=line.proposal).signs


def _point(value: object) -> tuple[float, float] | None:
    if not isinstance(value, Mapping):
        return None
    x, y = value.get("longitude"), value.get("latitude")
    return (float(x), float(y)) if _is_number(x) and _is_number(y) else None  # type: ignore[arg-type]


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _places(file: FindingFile) -> Drawing:
    spots = [Spot(x, y, "quiet") for x, y in file.neighbours]
    proposed, elevator = _point(file.line.proposal), file.elevator
    held = _point(file.line.value)
    if held is None and elevator and elevator.longitude is not None:
        held = elevator.longitude, elevator.latitude or 0.0
    spots.extend(Spot(x, y, "safe", source) for source, x, y in _witnesses(file, held))
    if proposed is not None and proposed != held:
        spots.append(Spot(*proposed, "active", _("建议")))
    if held is not None:
        spots.append(Spot(*held, "caution", _("登记")))
    if not spots:
        return Drawing()
    label = _("坐标示意：登记、建议、旁证和同场所电梯")
    svg = place_sketch(
        spots=spots, outlines=district_outlines(), label=label, far=_("约 {km} 公里外")
    )
    caption = _("小点是同一场所的其他电梯。底图：区界（示意）。") if file.neighbours else ""
    return Drawing(svg=svg, caption=caption or _("底图：区界（示意）。"))


def _areas(file: FindingFile) -> Drawing:
    """Draw the point and the middles of the districts that are registered and proposed."""
    elevator = file.elevator
    if elevator is None or elevator.longitude is None:
        return Drawing()
    spots = [Spot(elevator.longitude, elevator.latitude or 0.0, "safe", _("坐标"))]
    held, proposed = str(elevator.jurisdiction.code), str(file.line.proposal)
    named = set()
    for code, tone, role in ((held, "caution", _("登记")), (proposed, "active", _("建议"))):
        found = district_outlines(code=code)
        if len(found) == 1:
            named.add(found[0].name)
            label = f"{role} {found[0].name}"
            spots.append(Spot(*found[0].label_at, tone, label))  # type: ignore[arg-type]
    outlines = [replace(o, name="") if o.name in named else o for o in district_outlines()]
    label = _("坐标示意：坐标所在与登记、建议的辖区")
    svg = place_sketch(spots=spots, outlines=outlines, label=label, far=_("约 {km} 公里外"))
    return Drawing(svg=svg, caption=_("辖区以区的中部表示。底图：区界（示意）。"))


def _witnesses(
    file: FindingFile, held: tuple[float, float] | None
) -> Iterator[tuple[str, float, float]]:
    for row in file.said:
        point = row.point
        if point is not None and point != held and not row.withdrawn and not row.older:
            yield word(row.kind), *point


def _days(file: FindingFile, today: date) -> Drawing:
    moments, asked = [], file.line.field
    for field in DAYS:
        day = _day(getattr(file.elevator, field, None))
        if field == asked:
            day = _day(file.line.value) or day
        if day is not None:
            tone, strong = ("caution", True) if field == asked else ("quiet", False)
            moments.append(Moment(day, _word(field), tone, strong))  # type: ignore[arg-type]
    for value in _proposals(file):
        day = _day(value)
        if day is not None:
            moments.append(Moment(day, _("建议"), "active", True))
    svg = dateline(moments=moments, today=today, label=_("日期先后"))
    return Drawing(svg=svg, caption=_("竖线是今天。") if svg else "")


def _word(field: Field) -> str:
    return spoken((field.zh, field.en))


def _proposals(file: FindingFile) -> list[object]:
    proposal = file.line.proposal
    return list(proposal.values()) if isinstance(proposal, Mapping) else [proposal]


def _day(value: object) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _numbers(file: FindingFile) -> Drawing:
    line, field = file.line, file.line.field
    readings = []
    if _is_number(line.value):
        readings.append(Reading(float(line.value), _("登记"), "caution", True))  # type: ignore[arg-type]
    if _is_number(line.proposal):
        readings.append(Reading(float(line.proposal), _("建议"), "active", True))  # type: ignore[arg-type]
    seen = {reading.value for reading in readings}
    for row in file.said:
        value = row.number
        if value is not None and value not in seen and not row.withdrawn and not row.older:
            seen.add(value)
            readings.append(Reading(value, word(row.kind), "quiet"))
    if len(readings) < 1:
        return Drawing()
    span = _span(file, field)
    svg = scale(readings=readings, span=span, unit=UNITS.get(field, ""), label=_("各来源的数值"))
    return Drawing(svg=svg, caption=_("浅色带是合理范围。") if span else "")


def _span(file: FindingFile, field: str) -> tuple[float, float] | None:
    stops = file.elevator.stops if file.elevator else None
    persons = file.elevator.persons if file.elevator else None
    if field == Field.TRAVEL and stops and stops > 1:
        return (stops - 1) * STOREY_M[0], (stops - 1) * STOREY_M[1]
    if field == Field.RATED_LOAD and persons:
        return persons * 75.0 - 40, persons * 75.0 + 40
    return SPANS.get(field)
