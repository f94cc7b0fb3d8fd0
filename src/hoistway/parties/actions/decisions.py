"""What the register's claims decide of organisations: enrolment in bulk, names and codes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.history import recorded
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import OrganisationKind

_DECIDED = ("name", "credit_code", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOrganisation:
    """An organisation that a record names and nobody has enrolled."""

    kind: OrganisationKind
    name: str
    jurisdiction: Jurisdiction
    credit_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationFacts:
    """What is held true of an organisation; `decided` are fields on which a person or rule spoke.

    `provenance` names the claim of each field, «*» that of all others.
    """

    organisation_id: int
    name: str = ""
    credit_code: str = ""
    phone: str = ""
    provenance: dict[str, int]
    decided: frozenset[str] = frozenset()


def enrol_all(*, organisations: Sequence[NewOrganisation]) -> list[int]:
    """Record organisations and return their keys in the same order."""
    rows = Organisation.objects.bulk_create(
        Organisation(
            kind=one.kind, name=one.name, jurisdiction=one.jurisdiction,
            credit_code=one.credit_code,
        )
        for one in organisations
    )  # fmt: skip
    return [row.pk for row in rows]


@transaction.atomic
def hold_true(
    *, organisations: Sequence[OrganisationFacts], by: Actor, reason: str
) -> list[int]:  # fmt: skip
    """Bring organisations to what claims decide; return the keys of those that changed.

    A blank erases nothing; what was enrolled by hand gives way to a person or a rule only. A
    credit code that another organisation bears stays with it.
    """
    facts = {one.organisation_id: one for one in organisations}
    changed = []
    with recorded(by=by, reason=reason):
        for row in Organisation.objects.filter(pk__in=facts).order_by("pk"):
            news = _news(row, facts[row.pk])
            for name, value in news.items():
                setattr(row, name, value)
            if news:
                row.save(update_fields=[*news])
                changed.append(row.pk)
    return changed


def _news(row: Organisation, facts: OrganisationFacts) -> dict[str, Any]:
    news: dict[str, Any] = {}
    named = dict(row.provenance)
    for name in _DECIDED:
        value = getattr(facts, name)
        claimed = "*" in facts.provenance or "*" in row.provenance or name in row.provenance
        free = claimed or name in facts.decided or not getattr(row, name)
        if not value or not free or (name == "credit_code" and _is_taken(value, row)):
            continue
        if claim := facts.provenance.get(name, facts.provenance.get("*")):
            named[name] = claim
        if value != getattr(row, name):
            news[name] = value
    provenance = facts.provenance if "*" in facts.provenance else named
    return news | ({"provenance": provenance} if provenance != row.provenance else {})


def _is_taken(code: str, row: Organisation) -> bool:
    return Organisation.objects.filter(credit_code=code).exclude(pk=row.pk).exists()
