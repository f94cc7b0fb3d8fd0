"""What sources say of organisations and places themselves, apart from any elevator."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.parties.actions import NewOrganisation, enrol_all
from hoistway.parties.queries import jurisdictions
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions.claims.evidence import keep_evidence
from hoistway.registry.actions.claims.organisations import (
    Named,
    keys_of_enrolled,
    settle_organisations,
)
from hoistway.registry.actions.claims.places import settle_places
from hoistway.registry.actions.claims.standing import Standing, key_of, standing_of
from hoistway.registry.actions.claims.tally import Tally
from hoistway.registry.rules.identifiers import heir_of
from hoistway.registry.rules.sayings import Saying, spoken_fields
from hoistway.registry.vocabulary import Subject


def say_of_others(*, sayings: Sequence[Saying], now: datetime, by: Actor) -> Tally:
    """Keep what is said of organisations and places, each record once; waiting ones are not kept.

    An organisation is the named one, the record's own, the one of its credit code or kind and
    name, else a new one where kind, name and jurisdiction are said. A place must be named.
    """
    standing = standing_of(sayings=sayings)
    sayings = [_with_known(one, standing.get(key_of(one))) for one in sayings]
    found, fresh = _with_organisations(sayings)
    fates = Counter(_fate(one, standing.get(key_of(one)), fresh) for one in found)
    placed = [one for one in found if one.organisation_id or one.place_id]
    touched = keep_evidence(sayings=placed, now=now, by=by)
    organisations = {one.organisation_id for one in placed} & touched - {0}
    settle_organisations(
        organisation_ids=organisations, now=now, by=by, fresh=fresh & organisations
    )
    settle_places(place_ids={one.place_id for one in placed} & touched - {0}, now=now)
    return Tally(
        created=fates["created"], changed=fates["changed"], unchanged=fates["unchanged"],
        older=fates["older"], waiting=fates["waiting"],
    )  # fmt: skip


def _with_known(one: Saying, standing: Standing | None) -> Saying:
    if standing is None:
        return one
    return replace(
        one, organisation_id=one.organisation_id or standing.organisation_id,
        place_id=one.place_id or standing.place_id,
    )  # fmt: skip


def _with_organisations(sayings: Sequence[Saying]) -> tuple[list[Saying], frozenset[int]]:
    """Return the sayings with their organisations, and which of these are new."""
    named = {id(one): name for one in sayings if (name := _named(one)) is not None}
    keys = keys_of_enrolled(wanted=list(named.values()))
    areas = {area.code: area for area in jurisdictions()}
    unknown = {
        name.identity: name
        for name in named.values()
        if name.identity not in keys and heir_of(code=name.area) in areas
    }
    news = [
        NewOrganisation(
            kind=one.kind, name=one.name, jurisdiction=areas[heir_of(code=one.area)],
            credit_code=one.code,
        )
        for one in unknown.values()
    ]  # fmt: skip
    fresh = enrol_all(organisations=news)
    keys |= dict(zip(unknown, fresh, strict=True))
    found = [
        replace(one, organisation_id=keys.get(named[id(one)].identity, 0))
        if id(one) in named
        else one
        for one in sayings
    ]
    return found, frozenset(fresh)


def _named(one: Saying) -> Named | None:
    """Return the organisation that a saying names by its own fields."""
    fields: Mapping[str, object] = spoken_fields(fields=one.fields)
    known = one.subject is not Subject.ORGANISATION or one.organisation_id
    if known or not fields.get("name") or str(fields.get("kind")) not in set(OrganisationKind):
        return None
    return Named(
        kind=OrganisationKind(str(fields["kind"])), name=str(fields["name"]),
        code=str(fields.get("credit_code") or ""), area=str(fields.get("jurisdiction") or ""),
    )  # fmt: skip


def _fate(one: Saying, standing: Standing | None, fresh: frozenset[int]) -> str:
    if not one.organisation_id and not one.place_id:
        return "waiting"
    if standing is None:
        return "created" if one.organisation_id in fresh else "changed"
    if standing.fields == spoken_fields(fields=one.fields):
        return "unchanged"
    return "older" if one.observed_at <= standing.last_seen_at else "changed"
