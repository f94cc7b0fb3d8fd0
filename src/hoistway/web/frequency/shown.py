"""Firms and their frequency as pages show them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from hoistway.foundation.actors import Actor
from hoistway.supervision.models import FirmFrequency, FrequencyStep
from hoistway.supervision.queries.effect import (
    BandEffect,
    looked_at,
    open_checks,
    plan_of_year,
)
from hoistway.supervision.queries.frequency import standing_band
from hoistway.supervision.vocabulary import CheckLead, FrequencyBand, FrequencyGround
from hoistway.web.desk.shapes import listed, word
from hoistway.web.frame import spoken
from hoistway.web.parts.bars import bar
from hoistway.web.parts.tones import Tone
from hoistway.web.templatetags.house import percent

TONES: dict[FrequencyBand, Tone] = {
    FrequencyBand.RARER: "safe", FrequencyBand.USUAL: "quiet", FrequencyBand.MORE: "caution",
    FrequencyBand.FIRST: "caution",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmRow:
    """One firm in one area."""

    row: FirmFrequency
    name: str
    area: str
    band: FrequencyBand
    tone: Tone
    reasons: tuple[str, ...]
    by_person: bool
    target: int
    looked: int
    planned: bool

    @property
    def share(self) -> float:
        """How much of the year's number was looked at."""
        return min(1.0, self.looked / self.target) if self.target else 1.0


def firm_rows(*, rows: Iterable[FirmFrequency], by: Actor, day: date) -> list[FirmRow]:
    """Return the lines of a list; a constant number of queries."""
    targets, looked = plan_of_year(by=by, day=day), looked_at(by=by, day=day)
    waiting = open_checks(by=by)
    found = []
    for row in rows:
        key = row.organisation_id, row.jurisdiction_id
        band = standing_band(row=row, day=day)
        by_person = bool(row.chosen and row.chosen_until and row.chosen_until >= day)
        found.append(
            FirmRow(
                row=row, band=band, tone=TONES[band], reasons=reasons_of(said=row.reasons),
                name=spoken((row.organisation.name, row.organisation.name_en or
                             row.organisation.name)),
                area=spoken((row.jurisdiction.name_zh, row.jurisdiction.name_en)),
                by_person=by_person, target=targets.get(key, 0), looked=looked.get(key, 0),
                planned=key in waiting,
            )
        )  # fmt: skip
    return found


def reasons_of(*, said: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """Return the grounds in words, each with its figure."""
    found = []
    for code, figure in said:
        ground = FrequencyGround(str(code))
        if ground is FrequencyGround.FEW:
            found.append(_("数据不足：到期维保只有 %(n)s 次") % {"n": figure})
            continue
        shown = percent(figure) if isinstance(figure, float) else figure
        found.append(f"{word(ground)} {shown}" if shown not in {None, ""} else word(ground))
    return tuple(found)


def facts_of(*, facts: Mapping[str, object]) -> list[tuple[str, object]]:
    """Return the counts behind a decision, in words."""
    names = {
        "elevators": _("在用电梯"), "due": _("到期维保"), "recorded": _("有记录的维保"),
        "weighed": _("看过的记录"), "irregular": _("其中异常"), "grade": word(CheckLead.CREDIT),
        "orders": _("一年内监察指令"),
    }  # fmt: skip
    return [(name, facts[key]) for key, name in names.items() if facts.get(key, "") != ""]


@dataclass(frozen=True, slots=True)
class EffectRow:
    """One band: what was checked before and since, drawn; the tick is what was before."""

    band: FrequencyBand
    effect: BandEffect
    rate: SafeString
    rates: str
    found: SafeString
    founds: str


def effect_rows(*, told: Sequence[BandEffect]) -> list[EffectRow]:
    """Return the bands with bars of one scale each."""
    rates = [(one.before.per_hundred(one.elevators), one.since.per_hundred(one.elevators))
             for one in told]  # fmt: skip
    founds = [(one.before.found, one.since.found) for one in told]
    return [
        EffectRow(
            one.band, one, _bar(rate, rates), _words(rate), _bar(found, founds), _words(found)
        )
        for one, rate, found in zip(told, rates, founds, strict=True)
    ]


_Pair = tuple[float | None, float | None]


def _bar(pair: _Pair, all_pairs: Sequence[_Pair]) -> SafeString:
    top = max([value for both in all_pairs for value in both if value], default=1.0)
    mark = pair[0] / top if pair[0] is not None else None
    return bar(fraction=(pair[1] or 0.0) / top, mark=mark)


def _words(pair: _Pair) -> str:
    before, since = ("—" if one is None else f"{one:.2f}" for one in pair)
    return f"{before} → {since}"


@dataclass(frozen=True, slots=True)
class StepLine:
    """One change of a firm's frequency."""

    step: FrequencyStep
    area: str
    reasons: str
    who: str


def step_lines(*, steps: Iterable[FrequencyStep]) -> list[StepLine]:
    """Return the changes in words; who set one is named as its organisation's person."""
    return [
        StepLine(
            one,
            spoken((one.jurisdiction.name_zh, one.jurisdiction.name_en)),
            listed(reasons_of(said=one.reasons)),
            str(one.by.get("name", "")) if one.form_id else _("平台"),
        )
        for one in steps
    ]
