"""Questions about the editions of the model, as pages show them."""

from dataclasses import dataclass

from hoistway.credit.rules.model import model_named, model_names
from hoistway.credit.vocabulary import Grade, Scale

Pair = tuple[str, str]
"""Chinese and English words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionSaid:
    """What an edition says of itself."""

    name: Pair
    label: Pair
    source: str
    scale: Scale
    minimum_fleet: int
    bonus_cap: float
    notes_zh: tuple[str, ...]
    notes_en: tuple[str, ...]


def edition_said(*, edition: str) -> EditionSaid:
    """Return what an edition says of itself. Raises: KeyError for a name that no file has."""
    model = model_named(edition=edition)
    return EditionSaid(
        name=(model.zh, model.en), label=(model.label_zh, model.label_en), source=model.source,
        scale=model.scale, minimum_fleet=model.minimum_fleet, bonus_cap=float(model.bonus_cap),
        notes_zh=model.notes_zh, notes_en=model.notes_en,
    )  # fmt: skip


def editions_in_words() -> list[tuple[str, Pair]]:
    """Return every edition by which a round may be computed, with its words."""
    return [(name, edition_said(edition=name).name) for name in model_names()]


def bands_of(*, edition: str) -> list[tuple[float, str]]:
    """Return where grades begin, (bound, grade), the lowest bound first."""
    bands = model_named(edition=edition).bands
    return sorted((float(one.bound), str(Grade(one.grade))) for one in bands)
