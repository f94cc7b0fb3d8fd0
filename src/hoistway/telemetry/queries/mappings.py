"""The mappings there are: those that come with the house, and those a city keeps."""

from functools import cache, lru_cache

from hoistway.foundation.refusal import Refusal
from hoistway.telemetry.models import KeptMapping
from hoistway.telemetry.rules.mapping import CodeMapping, mapping_of
from hoistway.telemetry.standards import mapping_texts

CITY_INTERFACE = "shanghai/1"
"""By which the endpoints of the city's interface read a platform that chose no mapping."""


class UnknownMapping(Refusal):
    """Raised when a mapping or its version is not kept."""

    code = "unknown_mapping"
    zh = "没有代码映射“{label}”；现有：{known}。"
    en = "There is no mapping «{label}»; there are {known}."
    status = 422


@cache
def shipped() -> dict[str, CodeMapping]:
    """Return the mappings that come with the house by name/version."""
    found = [mapping_of(text=text) for text in mapping_texts().values()]
    return {one.label: one for one in found}


@lru_cache(maxsize=256)
def _read(text: str) -> CodeMapping:
    return mapping_of(text=text)


def mappings() -> dict[str, CodeMapping]:
    """Return every mapping by name/version."""
    found = dict(shipped())
    for row in KeptMapping.objects.order_by("name", "version"):
        one = _read(row.text)
        found[one.label] = one
    return dict(sorted(found.items()))


def mapping_at_hand(*, label: str) -> CodeMapping:
    """Return a mapping by name/version, or the latest version of a name.

    Raises: UnknownMapping.
    """
    known = mappings()
    if label in known:
        return known[label]
    versions = [one for one in known.values() if one.name == label]
    if not versions:
        raise UnknownMapping(label=label[:60], known=", ".join(known))
    return max(versions, key=lambda one: one.version)


def mapping_read(*, text: str) -> CodeMapping:
    """Return the mapping that a file would be. Raises: BadCodeMapping."""
    return mapping_of(text=text)


def mapping_text(*, label: str) -> str:
    """Return the file of a mapping as it was kept. Raises: UnknownMapping."""
    found = mapping_at_hand(label=label)
    row = KeptMapping.objects.filter(name=found.name, version=found.version).first()
    if row is not None:
        return row.text
    return next(text for text in mapping_texts().values() if mapping_of(text=text) == found)
