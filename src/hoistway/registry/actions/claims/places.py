"""Where decided jurisdictions and addresses lead: rows of jurisdictions and of places."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from hoistway.foundation.actors import Actor
from hoistway.foundation.bulk import update_rows
from hoistway.matching.addresses import Address, address_key, parse_address
from hoistway.parties.queries import jurisdictions
from hoistway.registry.actions.claims.evidence import keep_evidence, short_key
from hoistway.registry.actions.claims.reading import precedence_on, spoken_of_places
from hoistway.registry.models import Place
from hoistway.registry.rules.decisions import Held, Spoken, compact, decide_all
from hoistway.registry.rules.identifiers import heir_of
from hoistway.registry.rules.sayings import FieldValue, Saying
from hoistway.registry.rules.sources import DECIDING
from hoistway.registry.vocabulary import Subject

_TOLD = ("name", "address", "street", "street_code", "longitude", "latitude")
"""What is held true of a place."""

_DECIDED = (*_TOLD, "aliases", "provenance")

_KEY_LENGTH, _ALIASES = 120, 20
"""Signs of a place's key, as in the table; other names kept. Chosen: more are slips."""

_LENGTHS = {"name": 80, "address": 200, "street": 60, "street_code": 12}

Where = tuple[int, str]
"""Key of the jurisdiction and key of the address."""


class Places:
    """Knows the keys of jurisdictions and places that some elevators lead to."""

    def __init__(
        self, *, held: Mapping[int, Held], spoken_by: Mapping[int, Sequence[Spoken]],
        now: datetime, by: Actor,
    ) -> None:  # fmt: skip
        self._now, self._by = now, by
        self._areas = {area.code: area.pk for area in jurisdictions()}
        self._keys: dict[Where, int] = {}
        standing: dict[int, Where] = {}
        for key, one in held.items():
            if where := self._where({field: value for field, (value, _) in one.items()}):
                standing[key] = where
        self._look_up(set(standing.values()))
        self._learn(standing, spoken_by)

    def jurisdiction(self, *, code: object) -> int | None:
        """Return the key of a jurisdiction; a retired district is administered by its heir."""
        return self._areas.get(heir_of(code=str(code)))

    def key(self, *, fields: Mapping[str, FieldValue]) -> int | None:
        """Return the key of the place at which an elevator stands by its address."""
        where = self._where(fields)
        return self._keys.get(where) if where else None

    def _where(self, fields: Mapping[str, FieldValue]) -> Where | None:
        area = self.jurisdiction(code=fields.get("jurisdiction", ""))
        key = address_key(address=_address(fields))[:_KEY_LENGTH]
        return (area, key) if area and key else None

    def _look_up(self, wanted: Collection[Where]) -> None:
        known = Place.objects.filter(
            jurisdiction_id__in={area for area, _ in wanted},
            address_key__in={key for _, key in wanted},
        ).values_list("jurisdiction_id", "address_key", "pk")
        self._keys = {(area, key): pk for area, key, pk in known if (area, key) in wanted}
        fresh = sorted(set(wanted) - set(self._keys))
        rows = Place.objects.bulk_create(
            Place(jurisdiction_id=area, address_key=key, address=key, recorded_at=self._now)
            for area, key in fresh
        )
        self._keys |= {where: row.pk for where, row in zip(fresh, rows, strict=True)}

    def _learn(
        self, standing: Mapping[int, Where], spoken_by: Mapping[int, Sequence[Spoken]]
    ) -> None:
        """Keep what the records of the elevators say of the places where these stand."""
        evidence = [
            Saying(
                subject=Subject.PLACE, source=claim.source, place_id=self._keys[where],
                record_key=short_key(text=f"{where[0]}:{where[1]}"),
                fields=_told(claim.fields), observed_at=claim.observed_at,
            )
            for key, where in standing.items()
            for claim in spoken_by[key]
            if claim.kind not in DECIDING and not claim.suggested
            and address_key(address=_address(claim.fields))[:_KEY_LENGTH] == where[1]
        ]  # fmt: skip
        touched = keep_evidence(sayings=evidence, now=self._now, by=self._by)
        settle_places(place_ids=touched, now=self._now)


def _address(fields: Mapping[str, FieldValue]) -> Address:
    return parse_address(text=str(fields.get("address") or ""))


def _told(fields: Mapping[str, FieldValue]) -> dict[str, FieldValue]:
    """Return what the record of an elevator says of the place where it stands."""
    address = _address(fields)
    site = Address(
        district=address.district, street=address.street, road=address.road, lane=address.lane,
        number="" if address.lane else address.number,
    )  # fmt: skip
    said = {name: fields.get(name) for name in _TOLD}
    return {**said, "name": fields.get("estate"), "address": str(site)}


def settle_places(*, place_ids: Collection[int], now: datetime) -> None:
    """Decide name, address, street and position of places from their claims."""
    ranks = precedence_on(now=now)
    spoken_by = spoken_of_places(place_ids=place_ids)
    changed = []
    for row in Place.objects.filter(pk__in=place_ids).values("id", *_DECIDED):
        claims = spoken_by[row["id"]]
        held = decide_all(spoken=claims, precedence=ranks)
        news: dict[str, Any] = {
            name: str(held.get(name, ("", 0))[0] or "")[:most] for name, most in _LENGTHS.items()
        }
        news |= _position(held)
        news["address"] = news["address"] or row["address"]
        news["aliases"] = _other_names(claims, news["name"])
        news["provenance"] = compact(held=held, whole=True)
        if any(row[name] != value for name, value in news.items()):
            changed.append({"id": row["id"], **news})
    update_rows(table="registry_place", columns=_DECIDED, rows=changed)


def _position(held: Held) -> dict[str, float | None]:
    """Return the place in degrees, or nothing where it is none on Earth."""
    east, north = (held.get(name, (None, 0))[0] for name in ("longitude", "latitude"))
    fits = isinstance(east, int | float) and isinstance(north, int | float)
    if not fits or abs(float(str(east))) > 180 or abs(float(str(north))) > 90:
        return {"longitude": None, "latitude": None}
    return {"longitude": float(str(east)), "latitude": float(str(north))}


def _other_names(claims: Sequence[Spoken], name: str) -> list[str]:
    said = {
        str(claim.fields["name"])[: _LENGTHS["name"]]
        for claim in claims
        if claim.fields.get("name")
    }
    return sorted(said - {name})[:_ALIASES]
