"""A rated load in tonnes, or the number of persons, stands where kilograms are meant.

Source: GB/T 7024 (M); 75 kg each, GB/T 7588.1 (M). Certain if a thousand times the value is what
another source says or fits the rated persons, or if the value is the persons of another source's
load. The persons alone do not tell 1000 kg from 975: then somebody is asked.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, as_number, claims_of
from hoistway.quality.vocabulary import FindingKind

CLAUSE = "GB/T 7024 (M)"
WHY = (
    "{value} kg 过小；按吨或人数换算为 {proposal} kg，与佐证一致。",
    "{value} kg is too little; as tonnes or persons it is {proposal} kg, as the evidence says.",
)

MOST = 21.0
"""Up to here a load is tonnes or persons. Source: catalogue of corrections."""

PERSON_KG = 75
"""Source: GB/T 7588.1 (M)."""

NEAR_KG = 40.0
"""How near load and persons × 75 must be. Source: catalogue of corrections."""

LIGHTEST_KG = 20.0
"""Dumbwaiters carry little. Chosen: below 20 kg nothing is rated in this register."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Read a tiny load as tonnes, else as persons."""
    word = portrait.word("rated_load_kg")
    value = as_number(word.value) if word is not None else portrait.number("rated_load_kg")
    if value is None or not 0 < value <= MOST or portrait.is_decided("rated_load_kg"):
        return
    said = [(as_number(s.value), s) for s in portrait.witnesses("rated_load_kg")]
    heard = {v: s for v, s in said if v is not None and v > MOST}
    persons = portrait.number("persons")
    tonnes, each = value * 1000, value * PERSON_KG
    fits = persons is not None and abs(tonnes - persons * PERSON_KG) <= NEAR_KG
    agreeing = [v for v in heard if abs(v - tonnes) <= 1]
    agreeing += [v for v in heard if value >= 2 and int(v // PERSON_KG) == value]
    proposal: float | None
    if len(set(agreeing)) == 1:
        proposal, certain = agreeing[0], True
    elif heard:
        proposal, certain = (next(iter(heard)) if len(heard) == 1 else None), False
    else:
        proposal, certain = (tonnes if fits else each if value == persons else None), fits
    if proposal is None and value >= LIGHTEST_KG:
        return
    yield Verdict(
        kind=FindingKind.LOAD_UNIT, field="rated_load_kg", value=value,
        proposal=None if proposal is None else round(proposal),
        confidence=0.97 if certain else 0.5, certain=certain,
        inputs={"persons": persons, "claims": claims_of(*heard.values())},
    )  # fmt: skip
