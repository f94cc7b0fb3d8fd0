"""Records of two elevators stand under one number.

Source: TSG 08 (M): a register number belongs to one elevator. Never certain: the rows are kept
apart and somebody says which record belongs elsewhere.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import Portrait, Value, Verdict, is_suggestion
from hoistway.quality.rules.sameness import means_nothing, same
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "TSG 08 (M)"
WHY = (
    "{sources} 的记录有 {against} 项与登记矛盾，可能是另一台电梯。",
    "The records of {sources} contradict {against} facts: they may be another elevator's.",
)

TELLING = (
    "device_code", "serial_number", "certificate_number", "made_by", "made_on", "installed_on",
    "building", "unit_number", "kind", "rated_speed_mps", "rated_load_kg", "travel_m", "stops",
)  # fmt: skip
"""Facts that tell elevators apart."""

MANY = 3
"""So many contradictions make a record another elevator's. Chosen: one or two are mistakes."""

TWO = 2
"""So many contradictions of two records of one register make them two elevators. Chosen: it lists
each elevator once, so even one would be strange."""

LISTING = frozenset({SourceKind.SUPERVISION, SourceKind.APPROVAL, SourceKind.INSPECTION})
"""Registers that list each elevator once."""

_SILENT = frozenset({SourceKind.PERSON, SourceKind.RULE, SourceKind.TELEMETRY})


def strangers_in(*, portrait: Portrait) -> frozenset[int]:
    """Return the claims that contradict what is held in many telling facts."""
    against: Counter[int] = Counter()
    for field in TELLING:
        value = portrait.held.get(field)
        for said in portrait.said.get(field, ()):
            if said.value == value or said.kind in _SILENT or is_suggestion(said=said):
                continue
            if value not in (None, "", []) and not same(field=field, a=said.value, b=value):
                against[said.claim_id] += not means_nothing(value=said.value)
    return frozenset(claim for claim, times in against.items() if times >= MANY)


def is_mixed(*, portrait: Portrait) -> bool:
    """Return whether one register lists two elevators here: two of its records contradict."""
    words: dict[str, dict[int, dict[str, Value]]] = defaultdict(lambda: defaultdict(dict))
    for field in TELLING:
        for said in portrait.said.get(field, ()):
            if said.kind in LISTING:
                words[said.source][said.claim_id][field] = said.value
    for records in words.values():
        first, *others = records.values()
        for other in others:
            shared = [
                field for field in first.keys() & other.keys()
                if not same(field=field, a=first[field], b=other[field])
            ]  # fmt: skip
            if len(shared) >= TWO:
                return True
    return False


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Ask about the records that contradict too much."""
    if not portrait.strangers and not portrait.is_mixed:
        return
    sources = {
        said.source for sayings in portrait.said.values() for said in sayings
        if said.claim_id in portrait.strangers
    }  # fmt: skip
    yield Verdict(
        kind=FindingKind.TWO_ELEVATORS_ONE_NUMBER, field="register_number",
        value=portrait.text("register_number"), confidence=0.6,
        inputs={
            "sources": "、".join(sorted(sources)), "against": MANY,
            "claims": sorted(portrait.strangers),
        },
    )  # fmt: skip
