"""The round of one period: laid out and kept by its use unit, read by it and by regulators."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import Refusal
from hoistway.parties.models import Organisation
from hoistway.parties.vocabulary import RoleKind
from hoistway.safety.actions import keep_round
from hoistway.safety.models import KeptRound
from hoistway.safety.queries import (
    KEEPERS,
    Line,
    SafetyPolicy,
    begins_with,
    behind,
    first_of,
    holders,
    is_open,
    kept_round,
    last_of,
    lay_out,
    policy_named,
    policy_on,
    span_of,
    unit_seen,
)
from hoistway.safety.vocabulary import RoundAnswer, RoundFact, SafetyRound
from hoistway.web.desk.shapes import chosen
from hoistway.web.frame import language, spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.safety.forms import RoundForm
from hoistway.web.safety.shown import FactLine, Thing, answers_of, facts_of, things_of
from hoistway.web.signing_in import by, signed_in

_TONES: dict[RoundAnswer, Tone] = {
    RoundAnswer.SOUND: "safe", RoundAnswer.WRONG: "caution", RoundAnswer.NONE: "quiet",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A round that is to be kept: its lines with figures, and what stands behind them."""

    lines: tuple[Line, ...]
    figures: dict[str, list[FactLine]]
    things: list[Thing]
    form: RoundForm
    nobody: bool
    post: object


@dataclass(frozen=True, slots=True)
class Period:
    """Which round is asked for."""

    unit: Organisation
    kind: SafetyRound
    first: date
    policy: SafetyPolicy

    @property
    def last(self) -> date:
        """The last day of the period."""
        return last_of(kind=self.kind, first=self.first)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS, RoleKind.USE_UNIT)
def one_round(
    request: HttpRequest, safety_unit_id: int, round_kind: str, round_first: str
) -> HttpResponseBase:
    """Show the round of a period, and take the answers of its use unit."""
    actor, now = by(request), clock.now()
    period = _period(unit_seen(by=actor, unit_id=safety_unit_id), round_kind, round_first)
    row = kept_round(unit_id=period.unit.pk, kind=period.kind, first=period.first)
    laid = None
    if row is None and actor.role == RoleKind.USE_UNIT and _is_open(period, now):
        laid = _laid(request, period, now)
    if request.method != "POST" or laid is None or not laid.form.is_valid():
        status = 422 if laid is not None and laid.form.errors else 200
        return _page(request, period, row, laid, status=status)
    said = laid.form.said(
        kind=period.kind, first=period.first, rest_sound=request.POST.get("press") == "all"
    )
    try:
        keep_round(said=said, form_id=laid.form.cleaned_data["form_id"], now=now, by=actor)
    except Refusal as no:
        return _page(request, period, row, laid, no.sentence(language()), no.status)
    return redirect("safety-round", safety_unit_id, round_kind, round_first)


def _period(unit: Organisation, kind_code: str, first_day: str) -> Period:
    kind = chosen(SafetyRound, kind_code)
    try:
        first = date.fromisoformat(first_day)
    except ValueError:
        raise Http404 from None
    if not isinstance(kind, SafetyRound) or first != first_of(kind=kind, day=first):
        raise Http404
    return Period(unit, kind, first, policy_on(day=first))


def _is_open(period: Period, now: datetime) -> bool:
    late = period.policy.late_days[str(period.kind)]
    today = local_day(at=now)
    return is_open(kind=period.kind, first=period.first, today=today, late_days=late)


def _laid(request: HttpRequest, period: Period, now: datetime) -> Laid:
    today, unit = local_day(at=now), period.unit.pk
    span = span_of(kind=period.kind, first=period.first, today=today)
    lines = period.policy.lines_of(period.kind)
    facts = lay_out(organisation_ids=[unit], span=span, policy=period.policy)[unit].counts
    weighing = [one for one in RoundFact if one in RoundFact.weighing() and facts.get(str(one))]
    told = behind(organisation_id=unit, span=span, policy=period.policy, facts=weighing)
    post = KEEPERS[period.kind]
    people = holders(organisation_ids=[unit], on=today).get(unit, {}).get(post, [])
    begin = {line.code: begins_with(line=line, facts=facts) for line in lines}
    return Laid(
        lines=lines, nobody=not people, post=post,
        figures={one.code: facts_of(counts=facts, among=one.facts) for one in lines if one.facts},
        things=things_of(behind=[(str(one.fact), one.key, one.where) for one in told]),
        form=RoundForm(
            request.POST or None, lines=lines, holders={one.pk: one.name for one in people},
            begin={code: answer for code, answer in begin.items() if answer is not None},
        ),
    )  # fmt: skip


def _page(
    request: HttpRequest, period: Period, row: KeptRound | None, laid: Laid | None,
    refusal: str = "", status: int = 200,
) -> HttpResponseBase:  # fmt: skip
    asked = []
    if laid is not None:
        for line in laid.lines:
            asked.append((laid.form[f"q-{line.code}"], laid.figures.get(line.code, [])))
    facts = {
        "period": period, "row": row, "laid": laid, "asked": asked, "refusal": refusal,
        "unit_name": spoken((period.unit.name, period.unit.name_en or period.unit.name)),
        "own": by(request).role == RoleKind.USE_UNIT,
        **(_kept(row) if row is not None else {}),
    }  # fmt: skip
    return render(request, "safety/round.html", facts, status=status)


def _kept(row: KeptRound) -> dict[str, object]:
    policy = policy_named(edition=row.edition)
    answers = answers_of(row=row, policy=policy)
    return {
        "answers": [(spoken((zh, en)), one, _TONES[one]) for zh, en, one in answers],
        "figures": facts_of(counts=row.facts["counts"]),
        "things": things_of(behind=row.facts.get("behind", [])),
        "late": local_day(at=row.at) > last_of(kind=row.kind, first=row.first_day),
    }
