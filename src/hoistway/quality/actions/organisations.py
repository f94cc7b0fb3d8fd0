"""Correct how organisations are written in their own row, once most claims agree on a spelling."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.matching.names import plain_name
from hoistway.parties.queries import organisations
from hoistway.parties.vocabulary import OrganisationKind
from hoistway.quality.models import Correction, Finding
from hoistway.quality.rules.fingerprint import as_text, fingerprint
from hoistway.quality.rules.organisation_spelling import Usual, usual_names
from hoistway.quality.rules.portrait import Portrait, Verdict
from hoistway.quality.vocabulary import FindingKind, FindingState
from hoistway.registry.actions import Change, correct

LEAST_CLAIMS = 3
LEAST_SOURCES = 2
"""So many claims from so many sources make a spelling the usual one. Chosen: two may err alike."""

_KINDS = (OrganisationKind.USE_UNIT, OrganisationKind.FIRM)
_STAYS = frozenset({FindingState.UNDONE, FindingState.REJECTED})


def correct_names(*, portraits: Iterable[Portrait], edition: str, now: datetime, by: Actor) -> int:
    """Write organisations as most claims write them; return how many changed.

    What somebody undid or rejected stays as it is.
    """
    usual = {
        key: one for key, one in usual_names(portraits=portraits).items()
        if one.claims >= LEAST_CLAIMS and one.sources >= LEAST_SOURCES
    }  # fmt: skip
    wanted = _wanted(usual)
    if not wanted:
        return 0
    changes = [
        Change(
            organisation_id=key, field="name", before=str(verdict.value),
            after=str(verdict.proposal),
            rule=str(verdict.kind), inputs=verdict.inputs, edition=edition,
        )
        for key, (verdict, _) in wanted.items()
    ]  # fmt: skip
    claims = correct(changes=changes, now=now, by=by)
    done = 0
    for change, claim_id in zip(changes, claims, strict=True):
        if claim_id is not None:
            _keep(change, claim_id, wanted[change.organisation_id], now, by)
            done += 1
    return done


Wanted = dict[int, tuple[Verdict, int]]
"""Organisation → the verdict on its name, and its jurisdiction."""


def _wanted(usual: Mapping[tuple[str, str], Usual]) -> Wanted:
    """Return the organisations whose name is the usual one in another writing."""
    codes = {code for code, _ in usual}
    found: Wanted = {}
    for kind in _KINDS:
        for row in organisations(kind=kind).filter(credit_code__in=codes):
            one = usual.get((row.credit_code, plain_name(text=row.name)))
            if one is not None and one.name != row.name:
                verdict = Verdict(
                    kind=FindingKind.ORGANISATION_SPELLING, field="name", value=row.name,
                    proposal=one.name, confidence=0.97, certain=True,
                    inputs={"code": row.credit_code, "most": one.claims, "sources": one.sources},
                )  # fmt: skip
                found[row.pk] = (verdict, row.jurisdiction_id)
    settled = Finding.objects.filter(organisation_id__in=found, state__in=_STAYS)
    for key, value in settled.values_list("organisation_id", "value"):
        if key in found and as_text(value=found[key][0].value) == as_text(value=value):
            del found[key]
    return found


def _keep(
    change: Change, claim_id: int, found: tuple[Verdict, int], now: datetime, by: Actor
) -> None:
    key, (verdict, area) = change.organisation_id, found
    finding, _ = Finding.objects.update_or_create(
        fingerprint=fingerprint(subject=f"organisation:{key}", verdict=verdict),
        defaults={
            "kind": verdict.kind, "state": FindingState.CORRECTED, "organisation_id": key,
            "jurisdiction_id": area, "field": verdict.field, "value": verdict.value,
            "proposal": verdict.proposal, "confidence": verdict.confidence, "certain": True,
            "inputs": dict(verdict.inputs), "edition": change.edition, "found_at": now,
            "settled_at": now, "settled_by": by.as_json(),
        },
    )  # fmt: skip
    Correction.objects.create(
        finding=finding, claim_id=claim_id, automatic=True, field=verdict.field,
        before=verdict.value, after=verdict.proposal, at=now, by=by.as_json(),
    )  # fmt: skip
