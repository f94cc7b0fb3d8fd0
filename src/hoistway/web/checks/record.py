"""The form of a check: at the desk for a planned one, at the elevator from its code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.models import Organisation
from hoistway.plates.queries import resolve
from hoistway.registry.models import Elevator
from hoistway.registry.queries import elevators
from hoistway.supervision.actions import Proposal, propose_checks, record_check
from hoistway.supervision.models import Check
from hoistway.supervision.queries import (
    audience_of,
    cards_of,
    check_seen,
    checklist_on,
    checks,
    officers_of,
)
from hoistway.supervision.vocabulary import CheckKind, CheckLead, CheckState
from hoistway.web.checks.forms import CheckForm
from hoistway.web.checks.taking import taken
from hoistway.web.frame import language, spoken
from hoistway.web.regulator.home import REGULATORS
from hoistway.web.signing_in import by, signed_in

FIRM = "firm"
"""Value of «of»: the maintenance firm is checked, not the use unit."""

_AN_HOUR = timedelta(hours=1)
"""How long ago the form proposes that the check began. Chosen: about what one takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Whom a check concerns, and where it is written down."""

    organisation: Organisation
    jurisdiction_id: int
    check: Check | None
    elevator: Elevator | None = None
    other: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def do(request: HttpRequest, check_number: str) -> HttpResponse:
    """Show the form of a planned check, and take it. What was handed in leads to its record."""
    row = check_seen(by=by(request), number=check_number)
    if row.state is not CheckState.PLANNED:
        return redirect("check", row.number)
    scene = Scene(
        organisation=row.organisation, jurisdiction_id=row.jurisdiction_id, check=row
    )  # fmt: skip
    return _answer(request, scene)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(*REGULATORS)
def here(request: HttpRequest, code: str, signature: str) -> HttpResponse:
    """Show the form of a check begun at a code, of the use unit or the firm. Raises: NotFound."""
    found = resolve(code=code, signature=signature, keys=settings.PLATE_KEYS)
    actor = by(request)
    elevator = (
        elevators(by=actor).filter(pk=found.elevator_id)
        .select_related("use_unit", "firm", "jurisdiction").first()
    )  # fmt: skip
    if elevator is None:
        raise NotFound
    of_firm = request.GET.get("of") == FIRM or elevator.use_unit is None
    body = elevator.firm if of_firm else elevator.use_unit
    if body is None:
        return render(request, "checks/nobody.html", {"elevator": elevator})
    waits = checks(by=actor).filter(organisation=body, state=CheckState.PLANNED)
    other = "" if of_firm else FIRM
    scene = Scene(
        organisation=body, jurisdiction_id=elevator.jurisdiction_id, elevator=elevator,
        check=waits.filter(jurisdiction_id=elevator.jurisdiction_id).order_by("pk").first(),
        other=other if elevator.firm_id and elevator.use_unit_id else "",
    )  # fmt: skip
    return _answer(request, scene)


def _answer(request: HttpRequest, scene: Scene) -> HttpResponse:
    actor, now = by(request), clock.now()
    form = _form(request, scene, now)
    if request.method != "POST":
        return _page(request, scene, form)
    if not form.is_valid():
        return _page(request, scene, form, status=422)
    known = checks(by=actor).filter(record_form=form.key()).first()
    if known is not None:
        return redirect("check", known.number)
    try:
        with transaction.atomic():
            said = taken(form=form, now=now, by=actor)
            row = scene.check or _begun(scene, form.key(), now, actor)
            record_check(
                check_id=row.pk, record=said.record, form_id=form.key(), now=now, by=actor,
                unit=said.unit,
            )  # fmt: skip
    except Refusal as no:
        return _page(request, scene, form, refusal=no.sentence(language()), status=no.status)
    return redirect("check", row.number)


def _begun(scene: Scene, form_id: UUID, now: datetime, actor: Actor) -> Check:
    proposal = Proposal(
        organisation_id=scene.organisation.pk, jurisdiction_id=scene.jurisdiction_id,
        form_id=uuid5(form_id, "check"), kind=CheckKind.OTHER, lead=CheckLead.ON_THE_SPOT,
        lead_ref=scene.elevator.register_number if scene.elevator else "",
    )  # fmt: skip
    return propose_checks(proposals=[proposal], now=now, by=actor)[0]


def _form(request: HttpRequest, scene: Scene, now: datetime) -> CheckForm:
    actor = by(request)
    people = officers_of(jurisdiction_id=scene.jurisdiction_id, now=now)
    own = officers_of(jurisdiction_id=actor.jurisdiction_id, now=now)
    cards = cards_of(jurisdiction_id=scene.jurisdiction_id)
    offered = {one.pk: one.name for one in (*people, *own) if one.pk != actor.person_id}
    sent = scene.check.officers if scene.check else []
    partner = next((int(one["person"]) for one in sent if int(one["person"]) in offered), 0)
    checklist = checklist_on(
        audience=audience_of(organisation=scene.organisation), day=local_day(at=now)
    )
    return CheckForm(
        request.POST or None, request.FILES or None, checklist=checklist,
        people=sorted(offered.items()),
        initial={
            "card": cards.get(actor.person_id, ""), "partner": str(partner or ""),
            "partner_card": cards.get(partner, ""), "began_at": now - _AN_HOUR,
            "elevators": scene.elevator.register_number if scene.elevator else _one(scene, actor),
            "address": scene.elevator.address if scene.elevator else "",
            "phone": scene.organisation.phone,
        },
    )  # fmt: skip


def _one(scene: Scene, actor: Actor) -> str:
    """Return an elevator to look at, the one with the smallest key: a person may take another.

    Source: 市监特设发〔2022〕59号: at least one set of each category.
    """
    rows = elevators(by=actor).filter(jurisdiction_id=scene.jurisdiction_id)
    side = "firm_id" if audience_of(organisation=scene.organisation) == FIRM else "use_unit_id"
    rows = rows.filter(**{side: scene.organisation.pk}).order_by("pk")
    return rows.values_list("register_number", flat=True).first() or ""


def _page(
    request: HttpRequest, scene: Scene, form: CheckForm, refusal: str = "", status: int = 200
) -> HttpResponse:
    body = scene.organisation
    facts = {
        "scene": scene, "form": form, "refusal": refusal,
        "name": spoken((body.name, body.name_en or body.name)),
        "title": spoken((form.checklist.title_zh, form.checklist.title_en)),
        "items": form.items(), "me": by(request).name,
        "lost": bool(request.FILES) and status != 200, "other": _other(scene),
    }  # fmt: skip
    return render(request, "checks/form.html", facts, status=status)


def _other(scene: Scene) -> tuple[str, str]:
    """Return the address and the words of the way to the other organisation of the elevator."""
    if scene.elevator is None or not (scene.elevator.firm_id and scene.elevator.use_unit_id):
        return ("", "")
    if scene.other:
        return (f"?of={FIRM}", _("改为检查维保单位"))
    return ("?", _("改为检查使用单位"))
