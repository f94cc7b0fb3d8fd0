"""What a technician is certified to do, and until when."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.foundation import clock
from hoistway.foundation.periods import local_day
from hoistway.parties.queries import certificates_of
from hoistway.parties.vocabulary import CertificateKind
from hoistway.web.parts.tones import Tone
from hoistway.web.signing_in import by, signed_in
from hoistway.web.technician.today import TECHNICIAN

WARN_DAYS = 60
"""Chosen: renewing a certificate takes a course and an examination, about two months."""


@dataclass(frozen=True, slots=True)
class Held:
    """One certificate with the days that it is still in force; below 0 it has run out."""

    kind: CertificateKind
    number: str
    since: date
    until: date
    days: int

    @property
    def in_force(self) -> bool:
        """Whether it is in force today."""
        return self.days >= 0

    @property
    def tone(self) -> Tone:
        """How urgent its renewal is."""
        return "safe" if self.days > WARN_DAYS else "caution"


def held_certificates(*, person_id: int, today: date) -> list[Held]:
    """Return the certificates of a person, repair before management, the longest first."""
    return [
        Held(row.kind, row.number, row.valid_from, row.valid_until, (row.valid_until - today).days)
        for kind in (CertificateKind.T, CertificateKind.A)
        for row in certificates_of(person_ids=[person_id], kind=kind)
        if row.valid_from <= today
    ]


@require_safe
@signed_in(TECHNICIAN)
def me(request: HttpRequest) -> HttpResponse:
    """Show the own certificates; without one of kind T in force nobody signs a visit."""
    today = local_day(at=clock.now())
    held = held_certificates(person_id=by(request).person_id, today=today)
    may_sign = any(one.in_force and one.kind is CertificateKind.T for one in held)
    return render(request, "technician/me.html", {"held": held, "may_sign": may_sign})
