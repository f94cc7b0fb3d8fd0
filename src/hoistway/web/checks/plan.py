"""The yearly plan: shares reached, key units, frames frozen, lots drawn by a public number."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.queries import jurisdictions, names_of
from hoistway.parties.vocabulary import JurisdictionKind, RoleKind
from hoistway.registry.vocabulary import PlaceKind
from hoistway.sampling.models import SampleDraw
from hoistway.sampling.vocabulary import DrawPurpose, DrawState
from hoistway.supervision import actions
from hoistway.supervision.queries import (
    Share,
    checks,
    key_proposals,
    key_units,
    own_draws,
    plan_frame,
    shares,
)
from hoistway.supervision.queries.plan import PURPOSES
from hoistway.supervision.vocabulary import KeyGround
from hoistway.web.checks.shown import check_rows
from hoistway.web.desk.files import Cell, Sheet, handed_out
from hoistway.web.desk.shapes import BarRow, choices_of, exports, listed, or_failed, paged, word
from hoistway.web.frame import language, spoken
from hoistway.web.parts.tones import Tone
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.samples.draws import TONES
from hoistway.web.samples.forms import SeedForm
from hoistway.web.signing_in import by, signed_in

MOST_KEYS = 500
"""Key units on the page. Chosen: more than any district of today has."""

MOST_PROPOSED = 30
"""Proposed key units on the page. Chosen: one screen; the next come when these are decided."""


class PlanForm(forms.Form):
    """One press on the plan's page."""

    deed = forms.CharField(max_length=10)
    purpose = forms.CharField(max_length=20, required=False)
    size = forms.IntegerField(min_value=1, max_value=2000, required=False)
    form_id = forms.UUIDField(required=False)
    key = forms.IntegerField(min_value=1, required=False)
    ground = forms.ChoiceField(required=False, choices=[(str(one), one) for one in KeyGround])
    words = forms.CharField(max_length=300, required=False)


@dataclass(frozen=True, slots=True)
class NextDraw:
    """What would be frozen now for one purpose."""

    purpose: DrawPurpose
    population: int
    before: int
    size: int
    left: int
    inspectors: int
    edition: str
    waits: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def plan(request: HttpRequest) -> HttpResponseBase:
    """Show how far the year has come, and take what is decided about key units and lots."""
    if request.method != "POST":
        return _page(request)
    form = PlanForm(request.POST)
    if not form.is_valid():
        return _page(request, _("表单已损坏，请重试。"), 422)
    try:
        return _deed(form, by(request))
    except NotFound:
        raise
    except Refusal as no:
        return _page(request, no.sentence(language()), no.status)


def _deed(form: PlanForm, actor: Actor) -> HttpResponse:
    given, now = form.cleaned_data, clock.now()
    if given["deed"] == "freeze":
        purpose = next((one for one in PURPOSES if str(one) == given["purpose"]), None)
        if purpose is None or given["form_id"] is None:
            raise NotFound
        draw = actions.freeze_checks(
            purpose=purpose, size=given["size"], form_id=given["form_id"], now=now, by=actor
        )
        return redirect("regulator-check-draw", draw.number)
    if given["deed"] == "key" and given["key"]:
        ground = KeyGround(given["ground"] or KeyGround.CROWDS)
        actions.keep_key_unit(
            organisation_id=given["key"], ground=ground, words=given["words"], now=now, by=actor
        )
    elif given["deed"] == "end" and given["key"]:
        actions.end_key_unit(key_unit_id=given["key"], now=now, by=actor)
    else:
        raise NotFound
    return redirect("regulator-check-plan")


def _page(request: HttpRequest, refusal: str = "", status: int = 200) -> HttpResponseBase:
    actor, day = by(request), local_day(at=clock.now())
    told = shares(areas=_areas(actor), day=day)
    file = handed_out(request, _sheet(told, day.year))
    if file is not None:
        return file
    read = or_failed(lambda: paged(request, own_draws(by=actor)))
    rows, pages = read or ([], None)
    facts = {
        "shares": [_bar(one) for one in told if one.population], "year": day.year,
        "next": _next(actor),
        "rows": [(row, TONES[row.state], _name(row.jurisdiction)) for row in rows],
        "pages": pages, "failed": read is None, "exports": exports(request), "refusal": refusal,
        "keys": [
            (one, _called(one.organisation), _name(one.jurisdiction))
            for one in key_units(by=actor)[:MOST_KEYS]
        ], "proposed": _proposed(actor),
        "grounds": choices_of(KeyGround, empty="—")[1:], "form_id": uuid4(),
    }  # fmt: skip
    return render(request, "checks/plan.html", facts, status=status)


def _areas(actor: Actor) -> list[Jurisdiction]:
    own = [one for one in jurisdictions() if one.kind is not JurisdictionKind.CITY]
    if actor.role == RoleKind.CITY_REGULATOR:
        return own
    return [one for one in own if one.pk == actor.jurisdiction_id]


def _next(actor: Actor) -> list[NextDraw]:
    now = clock.now()
    area = jurisdictions().filter(pk=actor.jurisdiction_id).first()
    if area is None or area.kind is JurisdictionKind.CITY:
        return []
    waiting = own_draws(by=actor).filter(state=DrawState.FROZEN, jurisdiction_id=area.pk)
    waits = {row.purpose: row.number for row in waiting}
    found = []
    for purpose in PURPOSES:
        frame = plan_frame(area=area, purpose=purpose, size=None, now=now, day=local_day(at=now))
        found.append(
            NextDraw(
                purpose, frame.population, frame.before, frame.size, len(frame.units),
                len(frame.inspectors), frame.edition, waits.get(purpose, ""),
            )
        )  # fmt: skip
    return found


def _proposed(actor: Actor) -> list[tuple[int, str, str]]:
    found = dict(list(key_proposals(jurisdiction_id=actor.jurisdiction_id).items())[:MOST_PROPOSED])
    names = names_of(organisation_ids=found)
    return [
        (key, spoken(names[key]), listed(word(PlaceKind(one)) for one in kinds))
        for key, kinds in found.items() if key in names
    ]  # fmt: skip


def _name(area: Jurisdiction) -> str:
    return spoken((area.name_zh, area.name_en))


def _called(body: Organisation) -> str:
    return spoken((body.name, body.name_en or body.name))


def _bar(one: Share) -> BarRow:
    reached = one.done >= one.wanted
    tone: Tone = "safe" if reached else "caution"
    text = _("%(done)s / %(wanted)s 家（共 %(all)s 家，已抽待查 %(pending)s 家）") % {
        "done": one.done, "wanted": one.wanted, "all": one.population, "pending": one.pending,
    }  # fmt: skip
    label = f"{_name(one.jurisdiction)} · {word(one.purpose)}"
    return BarRow(label, min(one.done / one.wanted, 1.0) if one.wanted else 0.0, text, tone)


def _sheet(told: Sequence[Share], year: int) -> Sheet:
    head = [_("年度"), _("辖区"), _("抽取范围"), _("单位数"), _("应查"), _("已查"), _("已抽待查")]
    rows: list[Sequence[Cell]] = [
        (
            year, _name(one.jurisdiction), one.purpose, one.population, one.wanted, one.done,
            one.pending,
        )
        for one in told
    ]  # fmt: skip
    return Sheet(name="check-plan", head=head, rows=rows)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def draw(request: HttpRequest, check_draw: str) -> HttpResponseBase:
    """Show one lot, and draw it by a published number. Raises: NotFound."""
    actor = by(request)
    row = own_draws(by=actor).filter(number=check_draw).first()
    if row is None:
        raise NotFound
    if request.method != "POST":
        return _draw_page(request, row, SeedForm())
    form = SeedForm(request.POST)
    if not form.is_valid():
        return _draw_page(request, row, form, status=422)
    try:
        actions.draw_checks(
            draw_id=row.pk, seed=form.cleaned_data["seed"],
            seed_source=form.cleaned_data["seed_source"], now=clock.now(), by=actor,
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as no:
        return _draw_page(request, row, form, no.sentence(language()), no.status)
    return redirect("regulator-check-draw", check_draw)


def _draw_page(
    request: HttpRequest, row: SampleDraw, form: SeedForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    actor = by(request)
    facts = {
        "draw": row, "area": _name(row.jurisdiction), "tone": TONES[row.state], "form": form,
        "refusal": refusal, "frozen": row.state is DrawState.FROZEN,
        "own": row.jurisdiction_id == actor.jurisdiction_id,
        "rows": check_rows(checks=checks(by=actor).filter(draw=row).order_by("pk"), names=True),
    }  # fmt: skip
    return render(request, "checks/draw.html", facts, status=status)
