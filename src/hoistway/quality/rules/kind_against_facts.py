"""The kind contradicts the facts: an escalator with a car's load, a lift with an inclination.

Source: GB/T 7024 (M). Never certain: kind or fact may be wrong.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Verdict, claims_of
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import ElevatorKind

CLAUSE = "GB/T 7024 (M)"
WHY = (
    "品种 {value} 与下列参数矛盾：{facts}。",
    "Kind {value} contradicts these facts: {facts}.",
)

OF_A_CAR = ("rated_load_kg", "persons", "stops", "floor_labels")
OF_A_WALK = ("inclination_deg", "nominal_width_mm")

HEAVIEST_DUMBWAITER_KG = 500
"""Source: GB 25194 (M): rated load of a dumbwaiter at most 300 kg; Chosen: with older ones."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """List the facts that an elevator of this kind cannot have."""
    kind = portrait.text("kind")
    if not kind or portrait.is_decided("kind"):
        return
    wrong = OF_A_CAR if kind in ElevatorKind.without_car() else OF_A_WALK
    facts = [field for field in wrong if portrait.value(field) not in (None, "", [], 0)]
    load = portrait.number("rated_load_kg")
    if kind == ElevatorKind.DUMBWAITER and load is not None and load > HEAVIEST_DUMBWAITER_KG:
        facts.append("rated_load_kg")
    if len(facts) >= (2 if wrong is OF_A_CAR else 1):
        others = [said for said in portrait.witnesses("kind") if said.value != kind]
        kinds = {str(said.value) for said in others}
        yield Verdict(
            kind=FindingKind.KIND_AGAINST_FACTS, field="kind", value=kind,
            proposal=kinds.pop() if len(kinds) == 1 else None,
            confidence=0.6 if others else 0.4,
            inputs={"facts": "、".join(facts), "claims": claims_of(*others)},
        )  # fmt: skip
