"""How often elevators break down, as everybody reads it: faults per elevator and year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoistway.dossier.public_figures import CityFaults
from hoistway.faults.queries import FORMULA, FaultRate
from hoistway.parties.queries import jurisdictions
from hoistway.registry.vocabulary import ElevatorKind
from hoistway.web.desk.shapes import BarRow, Number, word
from hoistway.web.frame import spoken


@dataclass(frozen=True, slots=True)
class FaultFigures:
    """Faults of a year: main figures, and the rates of jurisdictions and kinds with their years."""

    numbers: tuple[Number, ...]
    areas: tuple[BarRow, ...]
    kinds: tuple[BarRow, ...]
    least_years: float
    formula: str


def fault_figures(*, faults: CityFaults) -> FaultFigures | None:
    """Return what is drawn; None where no elevator is in use."""
    whole = faults.whole
    if whole is None:
        return None
    named: dict[int | str, str] = {
        row.pk: spoken((row.name_zh, row.name_en))
        for row in jurisdictions().filter(pk__in=[one.key for one in faults.areas if one.key])
    }
    kinds: dict[int | str, str] = {str(kind): word(kind) for kind in ElevatorKind}
    return FaultFigures(
        numbers=_numbers(whole), areas=_rows(named, faults.areas), kinds=_rows(kinds, faults.kinds),
        least_years=whole.least_years, formula=FORMULA,
    )  # fmt: skip


def _numbers(whole: FaultRate) -> tuple[Number, ...]:
    few = _("电梯太少，不计算")
    years = {"n": whole.counted, "years": whole.years}
    return (
        Number(
            label=_("一台电梯一年坏几次"), value=_told(whole.rate), unit=_("次"),
            note=few if whole.rate is None
            else _("%(n)s 次故障 / %(years).1f 台年") % years,
        ),
        Number(
            label=_("其中停梯的"), value=whole.stopped, unit=_("次"),
            note=_("占 %(n)s 次故障") % {"n": whole.counted},
        ),
        Number(
            label=_("一台电梯一年停用"), value=_told(whole.hours_per_year), unit=_("小时"),
            note=few if whole.hours_per_year is None
            else _("%(hours).0f 小时 / %(years).1f 台年")
            % {"hours": whole.hours_out, "years": whole.years},
        ),
    )  # fmt: skip


def _told(value: float | None) -> str:
    return "—" if value is None else f"{value:.1f}"


def _rows(names: Mapping[int | str, str], found: Sequence[FaultRate]) -> tuple[BarRow, ...]:
    top = max((one.rate or 0.0 for one in found), default=0.0) or 1.0
    return tuple(
        BarRow(
            label=names.get(one.key) or _("未登记"), fraction=(one.rate or 0.0) / top,
            text=_row_text(one),
        )
        for one in found
    )  # fmt: skip


def _row_text(one: FaultRate) -> str:
    words = {"rate": one.rate or 0.0, "n": one.counted, "years": one.years}
    if one.rate is None:
        return _("%(n)s 次 / %(years).1f 台年") % words
    return _("%(rate).1f · %(n)s 次 / %(years).1f 台年") % words
