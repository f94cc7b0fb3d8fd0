"""Found jurisdictions, one by one or those of a shipped city."""

from dataclasses import dataclass

from django.db import transaction

from hoistway.parties.models import Jurisdiction
from hoistway.parties.standards.shanghai_areas import CITY, DISTRICTS, LINGANG
from hoistway.parties.vocabulary import JurisdictionKind


@dataclass(frozen=True, slots=True)
class CityLaid:
    """The jurisdictions of a city by code, and how many of them are new."""

    areas: dict[str, Jurisdiction]
    founded: int


def found_jurisdiction(
    *, code: str, kind: JurisdictionKind, name_zh: str, name_en: str, city: Jurisdiction | None
) -> Jurisdiction:
    """Record a jurisdiction once; the same code again changes nothing."""
    row, _ = Jurisdiction.objects.get_or_create(
        code=code,
        defaults={"kind": kind, "name_zh": name_zh, "name_en": name_en, "city": city},
    )
    return row


@transaction.atomic
def found_city(*, city: str) -> CityLaid:
    """Record the city and its districts as shipped; what stands already stays as it is.

    Raises: ValueError for a city that is not shipped.
    """
    if city != "shanghai":
        raise ValueError(f"the districts of {city!r} are not shipped")
    before = Jurisdiction.objects.count()
    code, name, english = CITY
    whole = found_jurisdiction(
        code=code, kind=JurisdictionKind.CITY, name_zh=name, name_en=english, city=None
    )
    areas = {code: whole}
    for code, name, english in (*DISTRICTS, LINGANG):
        kind = JurisdictionKind.ZONE if code == LINGANG[0] else JurisdictionKind.DISTRICT
        areas[code] = found_jurisdiction(
            code=code, kind=kind, name_zh=name, name_en=english, city=whole
        )
    return CityLaid(areas=areas, founded=Jurisdiction.objects.count() - before)
