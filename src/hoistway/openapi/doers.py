"""Who did a step: role, organisation and program to all, a name to who may read it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest
from pydantic import Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.openapi.answers import Out
from hoistway.openapi.keys import calling
from hoistway.openapi.refs import organisation_ref
from hoistway.parties.actions import note_reading
from hoistway.parties.queries import organisations_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.vocabulary import Scope

Fields = dict[str, Any]
"""Values of an answer by field, before its model judges them."""

REGULATORS = frozenset({RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR})


class DoneBy(Out):
    """Who did something, as kept beside it."""

    by_kind: str = Field(description="person, passenger, device or system")
    by_role: str
    by_organisation: str | None
    by_program: str = Field(description="Which program acted in the person's name; empty: none")
    by_name: str = Field(description="With scope `people`, where the person may read it")


def reads_people(*, request: HttpRequest) -> bool:
    """Return whether the key was opened for names and telephones."""
    return str(Scope.PEOPLE) in calling(request).scopes


def note_people(*, request: HttpRequest, by: Actor, subject: str) -> None:
    """Keep that a program read personal data."""
    note_reading(by=by, page=request.path[:120], subject=subject[:120], now=clock.now())


def doers(
    *, request: HttpRequest, by: Actor, kept: Sequence[Mapping[str, object]], subject: str,
    roles: frozenset[RoleKind] = REGULATORS,
) -> list[Fields]:  # fmt: skip
    """Return the fields of `DoneBy` of actors as they were kept; one query.

    Names go to these roles and to people of the same organisation; reading them is kept.
    """
    keys = {key for one in kept if isinstance(key := one.get("organisation"), int) and key}
    rows = organisations_of(organisation_ids=sorted(keys)) if keys else ()
    refs = {row.pk: organisation_ref(row) for row in rows}
    all_names = by.role in {str(role) for role in roles}
    may_name = reads_people(request=request)
    told: list[Fields] = []
    for one in kept:
        is_own = all_names or one.get("organisation") == by.organisation_id
        shown = may_name and is_own and one.get("kind") == "person"
        told.append(
            {
                "by_kind": one.get("kind", ""), "by_role": one.get("role", ""),
                "by_organisation": _ref(refs, one),
                "by_program": one.get("program", ""), "by_name": one["name"] if shown else "",
            }
        )  # fmt: skip
    if any(one["by_name"] for one in told):
        note_people(request=request, by=by, subject=subject)
    return told


def _ref(refs: Mapping[int, str | None], kept: Mapping[str, object]) -> str | None:
    key = kept.get("organisation")
    return refs.get(key) if isinstance(key, int) else None
