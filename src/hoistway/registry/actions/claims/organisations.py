"""The organisations that claims name: found by credit code, else by kind and name, or enrolled."""

from collections.abc import Collection, Mapping
from datetime import datetime

from hoistway.parties.actions import enrol
from hoistway.parties.queries import jurisdictions, organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions.claims.places import heir_of
from hoistway.registry.rules.decisions import Held

PARTIES = {"use_unit": OrganisationKind.USE_UNIT, "firm": OrganisationKind.FIRM}
"""Field of an elevator → the kind of organisation that it names."""

_CODE_LENGTH = 18
_NAME_LENGTH = 120


class Organisations:
    """Knows the keys of the organisations that some elevators name."""

    def __init__(
        self, *, held: Collection[Held], present: Collection[Mapping[str, object]], now: datetime
    ) -> None:
        self._keys: dict[tuple[str, str], int] = {}
        wanted: dict[tuple[str, str], tuple[OrganisationKind, str, str, str]] = {}
        areas = {area.code: area for area in jurisdictions()}
        for one in held:
            area = str(one.get("jurisdiction", ("", 0))[0])
            for field, kind in PARTIES.items():
                name = str(one.get(field, ("", 0))[0])[:_NAME_LENGTH]
                code = str(one.get(f"{field}_code", ("", 0))[0])
                if name:
                    wanted.setdefault(_identity(kind, name, code), (kind, name, code, area))
        self._look_up(wanted)
        for identity, (kind, name, code, area) in wanted.items():
            if identity not in self._keys and heir_of(code=area) in areas:
                row = enrol(
                    kind=kind, name=name, name_en="", jurisdiction=areas[heir_of(code=area)],
                    credit_code=code if len(code) <= _CODE_LENGTH else "",
                )  # fmt: skip
                self._keys[identity] = row.pk

    def _look_up(
        self, wanted: Mapping[tuple[str, str], tuple[OrganisationKind, str, str, str]]
    ) -> None:
        codes = {code for _, _, code, _ in wanted.values() if code}
        names = {name for _, name, code, _ in wanted.values() if not code}
        for kind in OrganisationKind:
            alike = organisations(kind=kind)
            for row in [*alike.filter(credit_code__in=codes), *alike.filter(name__in=names)][::-1]:
                self._keys[_identity(kind, row.name, "")] = row.pk
                if row.credit_code:
                    self._keys[_identity(kind, row.name, row.credit_code)] = row.pk

    def key(self, *, kind: OrganisationKind, name: object, code: object) -> int | None:
        """Return the key of an organisation that a claim names."""
        if not name:
            return self._keys.get(_identity(kind, "", str(code))) if code else None
        return self._keys.get(_identity(kind, str(name)[:_NAME_LENGTH], str(code or "")))


def _identity(kind: OrganisationKind, name: str, code: str) -> tuple[str, str]:
    """Return what tells organisations apart: the credit code whatever their kind, else the name."""
    return ("", code) if code else (str(kind), name)
