"""A firm finds an elevator and files that it begins, renews, changes or ends its maintenance."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from hoistway.dossier.elevator import ElevatorCard, card_of, cards_of
from hoistway.dossier.search import told_by_plate
from hoistway.filings.actions import file_elevator
from hoistway.filings.queries import filings, maintainers_on, not_filed, wish_of
from hoistway.filings.vocabulary import FilingKind
from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import certified_until, members, names_of
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.registry.queries import ElevatorSearch, elevators, find_elevators, survivor_numbered
from hoistway.web.desk.shapes import chosen, or_failed
from hoistway.web.filings.forms import FilingForm, FindForm
from hoistway.web.filings.shown import Holder, holder_of
from hoistway.web.frame import language
from hoistway.web.signing_in import by, signed_in

if TYPE_CHECKING:
    from hoistway.filings.models import ElevatorFiling
    from hoistway.registry.models import Elevator

FIRM = RoleKind.FIRM_OFFICE
MOST = 30
"""Elevators offered to choose from. Chosen: one screen; a number names just one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """An elevator that may be filed, and who maintains it today."""

    elevator: ElevatorCard
    holder: Holder


@require_safe
@signed_in(FIRM)
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the firm's elevators that lack a filing; find any elevator of the city by number."""
    form = FindForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    found = or_failed(lambda: _found(text, by(request)))
    facts = {
        "form": form, "asked": text, "choices": _choices(found or []), "failed": found is None,
    }  # fmt: skip
    return render(request, "filings/choose.html", facts)


def _found(text: str, actor: Actor) -> list["Elevator"]:
    """Return any elevator by its whole number, own ones by words, or those that lack a filing."""
    if not text:
        lacking = not_filed(by=actor, day=local_day(at=clock.now()))
        return list(lacking.select_related("jurisdiction", "use_unit", "firm")[:MOST])
    key = survivor_numbered(register_number=text)
    if key:
        return _loaded(key)
    search = told_by_plate(search=ElevatorSearch(text=text), keys=settings.PLATE_KEYS)
    reach = PLATFORM if search.also is not None else actor
    return find_elevators(by=reach, search=search, rows=MOST).elevators


def _loaded(key: int) -> list["Elevator"]:
    related = elevators(by=PLATFORM).select_related("jurisdiction", "use_unit", "firm")
    return list(related.filter(pk=key))


def _choices(found: list["Elevator"]) -> list[Choice]:
    """Return the elevators with who maintains them today; constant in queries."""
    day = local_day(at=clock.now())
    answers = maintainers_on(elevator_ids=[one.pk for one in found], day=day)
    names = names_of(organisation_ids={a.firm_id for a in answers.values() if a.firm_id})
    return [
        Choice(card, holder_of(maintainer=answers[card.id], names=names))
        for card in cards_of(elevators=found)
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in(FIRM)
def file(request: HttpRequest, register_number: str) -> HttpResponse:
    """Take a filing of one elevator; any elevator of the city may be filed by a firm."""
    key = survivor_numbered(register_number=register_number)
    found = _loaded(key) if key else []
    if not found:
        raise NotFound
    elevator, former = found[0], _former(request)
    kind = chosen(FilingKind, request.GET.get("kind", ""))
    kind = kind if isinstance(kind, FilingKind) else FilingKind.START
    posted = request.method == "POST"
    form = FilingForm(
        request.POST if posted else None, request.FILES if posted else None, kind=kind,
        crew=_crew(by(request)), held=_held(former, kind),
    )  # fmt: skip
    if not posted or not form.is_valid():
        return _form(request, elevator, form, former, status=422 if form.errors else 200)
    try:
        filed = _filed(request, elevator, form, former)
    except NotFound:
        raise
    except Refusal as no:
        sentence = no.sentence(language())
        return _form(request, elevator, form, former, refusal=sentence, status=no.status)
    return redirect("filing", filed.number)


def _filed(
    request: HttpRequest, elevator: "Elevator", form: FilingForm, former: "ElevatorFiling | None"
) -> "ElevatorFiling":
    now, actor = clock.now(), by(request)
    upload = form.cleaned_data.get("contract_file")
    if upload is not None:
        contract: int | None = keep(upload=upload, now=now, by=actor).pk
    else:
        contract = former.contract_file_id if former else None
    return file_elevator(
        elevator_id=elevator.pk, wish=form.wish(contract_file_id=contract),
        form_id=form.cleaned_data["form_id"], now=now, by=actor,
    )  # fmt: skip


def _former(request: HttpRequest) -> "ElevatorFiling | None":
    """Return the firm's own filing that this one mends, renews, changes or ends."""
    number = request.GET.get("from", "")
    own = filings(by=by(request)).filter(firm_id=by(request).organisation_id)
    return own.filter(number=number).first() if number else None


def _held(former: "ElevatorFiling | None", kind: FilingKind) -> dict[str, Any]:
    """Return what the form begins with: what was filed before, on the days that fit the kind."""
    today = local_day(at=clock.now())
    if former is None:
        return {"first_day": today}
    wish = wish_of(filing=former)
    held: dict[str, Any] = {
        "contract_number": wish.contract_number, "promise_min": wish.promise_min,
        "technicians": [str(key) for key in wish.technicians], "remark": wish.remark,
        "first_day": wish.first_day, "last_day": wish.last_day,
    }  # fmt: skip
    if kind is FilingKind.RENEW:
        until = former.period.upper
        held |= {"first_day": until or today, "last_day": _a_year_on(until), "remark": ""}
    elif kind in {FilingKind.CHANGE, FilingKind.END} and former.kind is not kind:
        held |= {"first_day": max(today, wish.first_day), "remark": ""}
    return held


def _a_year_on(until: date | None) -> date | None:
    """Return the last day of another year of a contract that ended before this day."""
    if until is None:
        return None
    last = until - timedelta(days=1)
    try:
        return last.replace(year=last.year + 1)
    except ValueError:
        return last.replace(year=last.year + 1, day=28)


def _crew(actor: Actor) -> list[tuple[int, str]]:
    """Return the firm's technicians with their certificates."""
    now = clock.now()
    staff = list(members(organisation_id=actor.organisation_id, role=RoleKind.TECHNICIAN, at=now))
    keys = [one.person_id for one in staff]
    until, today = certified_until(person_ids=keys, kind=CertificateKind.T), local_day(at=now)
    return [(one.person_id, _named(one.person.name, until.get(one.person_id), today))
            for one in staff]  # fmt: skip


def _named(name: str, until: date | None, today: date) -> str:
    if until is None:
        return _("%(name)s（无证书）") % {"name": name}
    if until < today:
        return _("%(name)s（证书已于 %(day)s 到期）") % {"name": name, "day": until}
    return _("%(name)s（证书至 %(day)s）") % {"name": name, "day": until}


def _form(
    request: HttpRequest, elevator: "Elevator", form: FilingForm,
    former: "ElevatorFiling | None", *, status: int, refusal: str = "",
) -> HttpResponse:  # fmt: skip
    (choice,) = _choices([elevator])
    facts = {
        "elevator": card_of(elevator=elevator), "speed_mps": elevator.rated_speed_mps,
        "holder": choice.holder, "form": form, "kind": form.kind, "kinds": list(FilingKind),
        "refusal": refusal, "former": former.number if former else "",
        "keeps_file": bool(former and former.contract_file_id),
    }  # fmt: skip
    return render(request, "filings/file.html", facts, status=status)
