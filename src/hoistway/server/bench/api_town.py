"""A town whose bureau's program says claims and whose firm's program reads and reports."""

from random import Random
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM
from hoistway.parties import seed as parties
from hoistway.parties.actions import appoint
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind, RoleKind
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.vocabulary import Scope
from hoistway.registry import seed as registry

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation

_NO_BOUND = 1_000_000_000
"""Quotas are not measured here. Chosen: above everything that is asked."""


def lay_out(*, elevators: int, seed: int) -> dict[str, Any]:
    """Return the secrets of both programs and the register numbers each speaks of."""
    chance, now = Random(seed), clock.now()
    with transaction.atomic():
        cast = parties.lay_out(elevators=elevators, chance=chance, now=now)
        rows = registry.lay_out(cast=cast, elevators=elevators, chance=chance, now=now)
    firm = max(cast.firms, key=lambda one: sum(row.firm_id == one.pk for row in rows))
    bureau = organisations(kind=OrganisationKind.BUREAU).get(jurisdiction__code="310000")
    return {
        "claims": _let_in(bureau, RoleKind.CITY_REGULATOR, source="supervision"),
        "calls": _let_in(firm, RoleKind.FIRM_OFFICE, source=f"firm:{firm.pk}"),
        "elevators": [row.register_number for row in rows],
        "own": [row.register_number for row in rows if row.firm_id == firm.pk],
    }


def _let_in(organisation: "Organisation", role: RoleKind, *, source: str) -> str:
    """Return the secret of a program that acts for a new person in this role."""
    now = clock.now()
    member = appoint(
        name="测量员", phone="", organisation=organisation, role=role,
        since=now.replace(year=now.year - 1),
    )  # fmt: skip
    opening = Opening(
        name=f"bench {role}", organisation_id=organisation.pk, source=source,
        secret=f"bench-{role}", scopes=frozenset(Scope), membership_id=member.pk,
        calls_each_minute=_NO_BOUND, bulk_bytes_each_minute=_NO_BOUND,
    )  # fmt: skip
    open_key(opening=opening, now=now, by=PLATFORM)
    return opening.secret


def counted() -> dict[str, Any]:
    """Return which claims and which reports stand, and how many rows they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record_key || ':' || (fields->>'travel_m') FROM registry_claim"
            " WHERE record_key LIKE 'bench-%'"
        )
        claims = [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT words FROM faults_faultstep WHERE words LIKE 'bench %'")
        faults = [row[0] for row in cursor.fetchall()]
    return {"claims": sorted(set(claims)), "claims_rows": len(claims), "faults": faults}
