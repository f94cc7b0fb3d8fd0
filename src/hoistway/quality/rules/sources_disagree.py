"""A source says something newer, or two sources say something else, than what is held.

Source: 286号 二（一）. Never certain: it may be a true change or a mistake; somebody decides.
"""

from collections.abc import Iterator

from hoistway.quality.rules.city import City
from hoistway.quality.rules.portrait import (
    LONG_AGO,
    Portrait,
    Said,
    Value,
    Verdict,
    claims_of,
    is_suggestion,
)
from hoistway.quality.rules.sameness import means_nothing, same
from hoistway.quality.vocabulary import FindingKind
from hoistway.registry.vocabulary import SourceKind

CLAUSE = "286号 二（一）"
WHY = (
    "登记为「{value}」，{sources} 写作「{proposal}」。",
    "Held is «{value}»; {sources} says «{proposal}».",
)

ASKED = (
    "register_number", "use_unit", "firm", "use_state", "kind", "stops", "rated_speed_mps",
    "rated_load_kg",
    "persons", "travel_m", "made_by", "serial_number", "device_code", "certificate_number",
    "made_on", "installed_on", "registered_on", "address", "jurisdiction",
)  # fmt: skip
"""Fields about which a disagreement is worth a person's time. Chosen: what decides who answers,
what may be done and what is inspected; names and labels are not among them."""


def judge(*, portrait: Portrait, city: City) -> Iterator[Verdict]:
    """Gather what others say of each field and who says it."""
    for field in ASKED:
        value = portrait.held.get(field)
        sayings = portrait.said.get(field, ())
        if value in (None, "", []) or all(said.value == value for said in sayings):
            continue
        if portrait.is_decided(field) or _is_filed(portrait, field):
            continue
        dissent = _dissent(portrait, field, value)
        if dissent is not None:
            yield dissent


def _is_filed(portrait: Portrait, field: str) -> bool:
    """Return whether a filing holds that a person checked: older registers lag behind it."""
    word = portrait.word(field)
    return word is not None and word.kind is SourceKind.FILING


def _dissent(portrait: Portrait, field: str, value: Value) -> Verdict | None:
    word = portrait.word(field)
    since = word.observed_at if word is not None else LONG_AGO
    against: dict[str, list[Said]] = {}
    for said in portrait.witnesses(field):
        if is_suggestion(said=said) or same(field=field, a=said.value, b=value):
            continue
        if not means_nothing(value=said.value):
            against.setdefault(str(said.value), []).append(said)
    if not against:
        return None
    group = max(against.values(), key=lambda g: (len(g), max(s.observed_at for s in g)))
    newer = any(said.observed_at > since for said in group)
    sources = {said.source for said in group}
    if not newer and len(sources) < 2:
        return None
    confidence = min(0.9, 0.25 + 0.2 * len(sources) + (0.15 if newer else 0))
    return Verdict(
        kind=FindingKind.SOURCES_DISAGREE, field=field, value=value, proposal=group[0].value,
        confidence=confidence,
        inputs={"sources": "、".join(sorted(sources)), "claims": claims_of(*group)},
    )  # fmt: skip
