"""The organisations that claims name: found by credit code, else by kind and name, or enrolled."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hoistway.foundation.actors import Actor
from hoistway.parties.actions import NewOrganisation, OrganisationFacts, enrol_all, hold_true
from hoistway.parties.models import Jurisdiction
from hoistway.parties.queries import jurisdictions, organisations, organisations_of
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.registry.actions.claims.evidence import keep_evidence, short_key
from hoistway.registry.actions.claims.reading import precedence_on, spoken_of_organisations
from hoistway.registry.actions.search import index_elevators_of
from hoistway.registry.models import Claim
from hoistway.registry.rules.decisions import Held, Spoken, compact, decide_all, plain
from hoistway.registry.rules.identifiers import heir_of
from hoistway.registry.rules.sayings import FieldValue, Saying
from hoistway.registry.rules.sources import DECIDING
from hoistway.registry.vocabulary import SourceKind, Subject

PARTIES = {"use_unit": OrganisationKind.USE_UNIT, "firm": OrganisationKind.FIRM}
"""Field of an elevator → the kind of organisation that it names."""

_CODE_LENGTH, _NAME_LENGTH, _PHONE_LENGTH = 18, 120, 32
"""Signs of the columns of an organisation, as in the table."""

Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation as something names it; `area` is where the elevator stands."""

    kind: OrganisationKind
    name: str
    code: str
    area: str

    @property
    def identity(self) -> Identity:
        """What tells organisations apart: the code whatever their kind, else kind and name."""
        return ("", self.code) if self.code else (str(self.kind), plain(text=self.name))


def named_in(*, fields: Mapping[str, FieldValue], area: str) -> Iterator[Named]:
    """Yield the organisations that a record or a decision names."""
    for field, kind in PARTIES.items():
        name, code = fields.get(field), str(fields.get(f"{field}_code") or "")
        if name:
            yield Named(kind, str(name)[:_NAME_LENGTH], code, area)


class Organisations:
    """Knows the keys of the organisations that the claims of some elevators name."""

    def __init__(
        self, *, held: Mapping[int, Held], spoken_by: Mapping[int, Sequence[Spoken]],
        now: datetime, by: Actor,
    ) -> None:  # fmt: skip
        self._now, self._by = now, by
        self._areas = {area.code: area for area in jurisdictions()}
        sayings: list[tuple[Spoken, Named]] = []
        wanted: dict[Identity, Named] = {}
        for key, one in held.items():
            area = str(one.get("jurisdiction", ("", 0))[0])
            said = {field: value for field, (value, _) in one.items()}
            decided = list(named_in(fields=said, area=area))
            sources = [
                (claim, party)
                for claim in spoken_by[key]
                if claim.kind not in DECIDING and not claim.suggested
                for party in named_in(fields=claim.fields, area=area)
            ]
            sayings += sources
            for party in (*decided, *(party for _, party in sources)):
                wanted.setdefault(party.identity, party)
        self._keys = keys_of_enrolled(wanted=wanted.values())
        fresh = self._enrol([one for one in wanted.values() if one.identity not in self._keys])
        self._learn(sayings, fresh)

    def _enrol(self, unknown: Sequence[Named]) -> frozenset[int]:
        """Enrol the organisations that nobody knows; one without an area is left for later."""
        news = [(one, area) for one in unknown if (area := self._area(one)) is not None]
        keys = enrol_all(
            organisations=[
                NewOrganisation(
                    kind=one.kind, name=one.name, jurisdiction=area,
                    credit_code=one.code if len(one.code) <= _CODE_LENGTH else "",
                )
                for one, area in news
            ]
        )  # fmt: skip
        self._keys |= {one.identity: key for (one, _), key in zip(news, keys, strict=True)}
        return frozenset(keys)

    def _area(self, one: Named) -> Jurisdiction | None:
        return self._areas.get(heir_of(code=one.area))

    def _learn(
        self, sayings: Sequence[tuple[Spoken, Named]], fresh: frozenset[int]
    ) -> None:  # fmt: skip
        """Keep what the records say of the organisations they name."""
        evidence = [
            Saying(
                subject=Subject.ORGANISATION, source=claim.source,
                record_key=short_key(text=one.code or plain(text=one.name)),
                fields={"name": one.name, "credit_code": one.code, "kind": str(one.kind)},
                observed_at=claim.observed_at, organisation_id=self._keys[one.identity],
            )
            for claim, one in sayings
            if one.identity in self._keys
        ]  # fmt: skip
        touched = keep_evidence(sayings=evidence, now=self._now, by=self._by)
        settle_organisations(
            organisation_ids=touched, now=self._now, by=self._by, fresh=fresh & touched
        )

    def key(self, *, field: str, fields: Mapping[str, FieldValue]) -> int | None:
        """Return the key of the organisation that a decision names in a field."""
        kind = PARTIES[field]
        for one in named_in(fields=fields, area=""):
            if one.kind is kind:
                return self._keys.get(one.identity)
        return None


def keys_of_enrolled(*, wanted: Collection[Named]) -> dict[Identity, int]:
    """Return the keys of those that are enrolled; of namesakes the one enrolled first."""
    codes = {one.code for one in wanted if one.code}
    names = {one.name for one in wanted if not one.code}
    spelled = {short_key(text=plain(text=name)) for name in names}
    found: dict[Identity, int] = {}
    known = Claim.objects.filter(
        subject=Subject.ORGANISATION, record_key__in=spelled, current=True
    ).values_list("record_key", "organisation_id", "fields__kind")
    for key, organisation_id, kind in known.order_by("-pk"):
        found[str(kind), key] = int(organisation_id or 0)
    for kind in OrganisationKind:
        alike = organisations(kind=kind).filter(Q(credit_code__in=codes) | Q(name__in=names))
        for row in alike.order_by("-pk"):
            found[str(kind), plain(text=row.name)] = row.pk
            if row.credit_code:
                found["", row.credit_code] = row.pk
    return found


def settle_organisations(
    *, organisation_ids: Collection[int], now: datetime, by: Actor,
    fresh: frozenset[int] = frozenset(),
) -> None:  # fmt: skip
    """Decide name, credit code and telephone of organisations from their claims.

    What was enrolled by hand stays until a person, a rule or a filing that a person has checked
    says otherwise; `fresh` ones have entered by a claim and are its work alone.
    """
    ranks = precedence_on(now=now).over_organisations()
    decided = []
    for key, claims in spoken_of_organisations(organisation_ids=organisation_ids).items():
        held = decide_all(spoken=claims, precedence=ranks)
        held.pop("kind", None)
        said = {field: str(value or "") for field, (value, _) in held.items()}
        decided.append(
            OrganisationFacts(
                organisation_id=key, name=said.get("name", "")[:_NAME_LENGTH],
                credit_code=_fitting(said.get("credit_code", "")),
                phone=said.get("phone", "")[:_PHONE_LENGTH],
                provenance=compact(held=held, whole=key in fresh),
                decided=frozenset(_spoken_for(claims)),
            )
        )  # fmt: skip
    renamed = set(hold_true(organisations=decided)) - fresh
    if renamed:
        index_elevators_of(organisation_ids=renamed)


def carry_over_organisations(
    *, organisation_ids: Collection[int], now: datetime, by: Actor
) -> None:  # fmt: skip
    """Turn what was enrolled by hand into a claim, so that a correction can be taken back."""
    known = spoken_of_organisations(organisation_ids=organisation_ids)
    keys = [key for key in organisation_ids if key not in known]
    rows = organisations_of(organisation_ids=keys) if keys else []
    keep_evidence(
        sayings=[
            Saying(
                subject=Subject.ORGANISATION, source="enrolment", record_key=str(row.pk),
                fields={
                    "name": row.name, "credit_code": row.credit_code, "phone": row.phone,
                    "kind": str(row.kind),
                },
                observed_at=now, organisation_id=row.pk,
            )
            for row in rows
        ],
        now=now, by=by,
    )  # fmt: skip


def _fitting(code: str) -> str:
    return code if len(code) <= _CODE_LENGTH else ""


def _spoken_for(claims: Sequence[Spoken]) -> Iterator[str]:
    """Yield the fields about which a person, a rule or a checked filing has spoken."""
    for claim in claims:
        if claim.kind in DECIDING | {SourceKind.FILING}:
            yield from claim.fields
