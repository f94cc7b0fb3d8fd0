"""Rated load and rated persons of a passenger elevator contradict each other.

Source: 75 kg each, GB/T 7588.1 (M). Certain if two other sources, or one and the persons, agree
on another load. Goods lifts carry what they carry, and bed lifts unless
others say otherwise: nobody is asked.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.load_unit import MOST, NEAR_KG, PERSON_KG
from hoistway.quality.rules.portrait import Portrait, Said, Verdict, as_number, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import ElevatorKind, PlaceKind

CLAUSE = "GB/T 7588.1 (M)"
WHY = (
    "{value} kg 与 {persons} 人不符（每人 75 kg）；佐证为 {proposal} kg。",
    "{value} kg contradicts {persons} persons of 75 kg; the evidence says {proposal} kg.",
)

PASSENGER = frozenset(
    {
        ElevatorKind.TRACTION_PASSENGER, ElevatorKind.HYDRAULIC_PASSENGER,
        ElevatorKind.FIREFIGHTERS, ElevatorKind.EXPLOSION_PROOF,
    }
)  # fmt: skip


def fits(*, load_kg: float, persons: float) -> bool:
    """Return whether a load is one for so many persons: theirs, and less than one more's.

    Example:
        >>> fits(load_kg=1000, persons=13), fits(load_kg=800, persons=10)
        (True, True)
        >>> fits(load_kg=1000, persons=31)
        False
    """
    return -NEAR_KG <= load_kg - persons * PERSON_KG < PERSON_KG + NEAR_KG


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Weigh load and persons against what the other sources say."""
    load, persons = portrait.number("rated_load_kg"), portrait.number("persons")
    if load is None or not persons or load <= MOST or not _is_for_people(portrait):
        return
    if fits(load_kg=load, persons=persons) or portrait.is_decided("rated_load_kg"):
        return
    heard: dict[float, list[Said]] = {}
    for said in portrait.witnesses("rated_load_kg"):
        other = as_number(said.value)
        if other is not None:
            heard.setdefault(other, []).append(said)
    backed = {
        v: s for v, s in heard.items()
        if v != load and (fits(load_kg=v, persons=persons) or len({one.source for one in s}) > 1)
    }  # fmt: skip
    certain = len(backed) == 1 and load not in heard
    if portrait.text("place_kind") == PlaceKind.HOSPITAL and not certain:
        return
    proposal = next(iter(backed)) if len(backed) == 1 else None
    yield Verdict(
        kind=FindingKind.LOAD_AGAINST_PERSONS, field="rated_load_kg", value=load,
        proposal=None if proposal is None else round(proposal),
        confidence=0.96 if certain else 0.5, certain=certain,
        inputs={
            "persons": persons, "claims": claims_of(*(s for each in heard.values() for s in each)),
        },
    )  # fmt: skip


def _is_for_people(portrait: Portrait) -> bool:
    return portrait.text("kind") in PASSENGER
