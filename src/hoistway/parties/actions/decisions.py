"""What the register's claims decide of organisations: enrolment in bulk, names and codes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from hoistway.foundation.bulk import update_rows
from hoistway.parties.models import Jurisdiction, Organisation
from hoistway.parties.vocabulary import OrganisationKind

_DECIDED = ("name", "credit_code", "phone")
_KEPT = (*_DECIDED, "provenance")


Row = dict[str, Any]


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
def hold_true(*, organisations: Sequence[OrganisationFacts]) -> list[int]:
    """Bring organisations to what claims decide; return the keys of those that changed.

    A blank erases nothing; what was enrolled by hand gives way to a person or a rule only. A
    credit code that another organisation bears stays with it. Who decided and why is kept by
    the block of the caller.
    """
    facts = {one.organisation_id: one for one in organisations}
    rows = list(Organisation.objects.filter(pk__in=facts).order_by("pk").values("id", *_KEPT))
    wanted = [one.credit_code for one in organisations if one.credit_code]
    bearers = dict(
        Organisation.objects.filter(credit_code__in=wanted).values_list("credit_code", "pk")
    )
    changed = []
    for row in rows:
        news = _news(row, facts[row["id"]], bearers)
        if news != row:
            changed.append(news)
            bearers.setdefault(news["credit_code"], row["id"])
    update_rows(table="parties_organisation", columns=_KEPT, rows=changed)
    return [int(row["id"]) for row in changed]


def _news(row: Row, facts: OrganisationFacts, bearers: Mapping[str, int]) -> Row:
    """Return the row as claims decide it."""
    news, named = dict(row), dict(row["provenance"])
    claimed = "*" in facts.provenance or "*" in named
    for name in _DECIDED:
        value = getattr(facts, name)
        free = claimed or name in named or name in facts.decided or not row[name]
        taken = name == "credit_code" and bearers.get(value, row["id"]) != row["id"]
        if value and free and not taken:
            news[name] = value
            if claim := facts.provenance.get(name, facts.provenance.get("*")):
                named[name] = claim
    news["provenance"] = facts.provenance if "*" in facts.provenance else named
    return news
