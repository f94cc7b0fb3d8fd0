"""Where an inspector begins: find the elevator by number, code or address."""

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from hoistway.dossier.elevator import ElevatorCard, cards_of
from hoistway.dossier.search import found_elevators
from hoistway.filings.queries.mismatches import open_mismatches, overdue_mismatches, site_checks_by
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.queries import ElevatorSearch
from hoistway.web.desk.shapes import Number, or_failed
from hoistway.web.inspections.shown import asked_number
from hoistway.web.signing_in import by, signed_in

INSPECTOR = RoleKind.INSPECTOR
MOST, LAST = 20, 10
"""Elevators offered and comparisons shown. Chosen: one screen of a phone each."""

_SCANNED = re.compile(r"/e/([0-9A-Za-z]+)(?:[/?#]|$)")


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One comparison of the past."""

    register_number: str
    where: str
    found_on: date
    agreed: int
    differed: int


@require_safe
@signed_in(INSPECTOR)
def home(request: HttpRequest) -> HttpResponse:
    """Search; a number or code that names just one elevator opens its comparison at once."""
    text = asked(text=request.GET.get("q", ""))
    found = or_failed(lambda: _found(text, by(request))) if text else []
    if found is not None and len(found) == 1 and " " not in text:
        return redirect("mismatch-compare", found[0].register_number)
    facts = {
        "q": text, "found": found or [], "failed": found is None,
        "numbers": _numbers(by(request)), "checks": _checks(by(request)),
    }  # fmt: skip
    return render(request, "mismatch/home.html", facts)


def asked(*, text: str) -> str:
    """Return what is searched: the code where the address of a scanned plate was given.

    Example:
        >>> asked(text=" https://ti.example/e/k7m2p9/ab12 "), asked(text="延平路 9 号")
        ('k7m2p9', '延平路 9 号')
    """
    scanned = _SCANNED.search(text)
    return scanned.group(1) if scanned else text.strip()[:80]


def _found(text: str, actor: Actor) -> list[ElevatorCard]:
    search = ElevatorSearch(text=text)
    found = found_elevators(by=actor, search=search, keys=settings.PLATE_KEYS)
    return cards_of(elevators=found.elevators[:MOST])


def _numbers(actor: Actor) -> tuple[Number, ...]:
    own = open_mismatches(by=actor).filter(reporter_id=actor.organisation_id)
    late = overdue_mismatches(by=actor).filter(reporter_id=actor.organisation_id).count()
    listing = reverse("mismatches")
    return (
        Number(
            label=_("本机构记录未办结"), value=own.count(), tone="active",
            url=f"{listing}?tab=mine",
        ),
        Number(
            label=_("其中已升级"), value=late, tone="caution" if late else "quiet",
            url=f"{listing}?tab=overdue",
        ),
        asked_number(by=actor),
    )  # fmt: skip


def _checks(actor: Actor) -> list[CheckRow]:
    return [
        CheckRow(
            register_number=row.elevator.register_number,
            where=f"{row.elevator.address} {row.elevator.name}", found_on=row.found_on,
            agreed=len(row.agreed), differed=len(row.differed),
        )
        for row in site_checks_by(by=actor)[:LAST]
    ]  # fmt: skip
