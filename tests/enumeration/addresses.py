"""Every address that the resolver knows, filled with rows of a small city."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.world.city import Rows


@dataclass(frozen=True, slots=True)
class Address:
    """One named pattern of the resolver and the parts that vary in it."""

    name: str
    parts: tuple[str, ...]

    @property
    def has_row(self) -> bool:
        """Whether the address names a row that may belong to somebody else."""
        return bool(self.parts)

    @property
    def is_stream(self) -> bool:
        """Whether the answer is an endless stream of events."""
        return self.name.endswith("-events")

    def filled(self, rows: Rows) -> str:
        """Return the address with the rows' words in it."""
        words = {**_words_of(rows), **_OTHER_WORDS.get(self.name, {})}
        if self.name in _UNPLACED:
            words |= {"token": rows.unplaced.token, "call_id": str(rows.unplaced.pk)}
        return reverse(self.name, kwargs={part: words[part] for part in self.parts})


_SAID: dict[int, tuple[Rows, dict[str, str]]] = {}


def _words_of(rows: Rows) -> dict[str, str]:
    """Return what fills the parts of an address, asked for once: the city is never changed."""
    if id(rows) not in _SAID:
        _SAID[id(rows)] = rows, rows.words()
    return _SAID[id(rows)][1]


_UNPLACED = {
    "rider-placed", "rider-placed-live", "dispatcher-unplaced", "dispatcher-place",
    "dispatcher-settle",
}  # fmt: skip
PROGRAMS = "v1"
"""The door of programs has keys in place of roles: tests/openapi walks its own document."""

_OTHER_WORDS = {
    "demo-telephone": {"number": "110"}, "elevator-why": {"field": "address"},
    "rider-api-guide": {"guide_slug": "start"}, "rider-api-topic": {"topic_slug": "faults"},
    "rider-api-operation": {"topic_slug": "faults", "operation_id": "faults_report_fault"},
    **{
        name: {"form": "json", "service_code": "door"}
        for name in (
            "open311-discovery", "open311-services", "open311-service", "open311-requests",
            "open311-request", "open311-token",
        )
    },
}  # fmt: skip


def _walk(patterns: list[URLPattern | URLResolver]) -> Iterator[Address]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver) and pattern.namespace == PROGRAMS:
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns)
        else:
            assert pattern.name, f"{pattern.pattern} has no name"
            yield Address(pattern.name, tuple(pattern.pattern.converters))


ADDRESSES = sorted(_walk(get_resolver().url_patterns), key=lambda address: address.name)
