"""Somebody on the spot says that the register is wrong.

Source: 286号 附件1 二. Never certain: a person decides. Two independent suggestions, or one from a
check on site, weigh more than one from a passenger.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, claims_of, is_suggestion
from hoistway.quality.rules.sameness import same
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "286号 附件1 二"
WHY = (
    "{sources} 建议改为「{proposal}」。",
    "{sources} suggests «{proposal}».",
)

WEIGHT = {
    SourceKind.POSTING: 0.7, SourceKind.TECHNICIAN: 0.6, SourceKind.USE_UNIT: 0.5,
    SourceKind.FIRM: 0.5, SourceKind.PASSENGER: 0.35,
}  # fmt: skip
"""How far one suggestion is believed. Chosen: who stood there with a task is believed most."""


def confidence_of(*, sayings: list[Said]) -> float:
    """Return how far some suggestions are believed together: each halves what is left in doubt.

    Example:
        >>> from hoistway.quality.rules.portrait import Word
        >>> said = Word(claim_id=1, kind=SourceKind.PASSENGER, source="passenger", value="x")
        >>> round(confidence_of(sayings=[said, said]), 2)
        0.58
    """
    doubt = 1.0
    for said in sayings:
        doubt *= 1 - WEIGHT.get(said.kind, 0.3)
    return min(0.95, 1 - doubt)


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Gather the suggestions that differ from what is held, value by value."""
    for field, sayings in portrait.said.items():
        if field.startswith("facts."):
            continue
        value = portrait.held.get(field)
        proposed: dict[str, list[Said]] = {}
        for said in sayings:
            if not is_suggestion(said=said) or said.value in (None, "", []):
                continue
            if not same(field=field, a=said.value, b=value):
                proposed.setdefault(str(said.value), []).append(said)
        for group in proposed.values():
            yield Verdict(
                kind=FindingKind.PUBLIC_SUGGESTION, field=field, value=value,
                proposal=group[0].value, confidence=confidence_of(sayings=group),
                claim_id=group[0].claim_id,
                inputs={
                    "sources": "、".join(sorted({str(said.kind) for said in group})),
                    "claims": claims_of(*group), "count": len(group),
                },
            )  # fmt: skip
