"""Keep what elevators are found by as it is in the register; called wherever facts change."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from hoistway.registry.models import Elevator, SearchEntry
from hoistway.registry.queries.search import unlisted_elevators
from hoistway.registry.rules.grams import folded, grams_of
from hoistway.registry.rules.pinyin import initials, sort_key, spelled

BATCH = 2_000
"""Elevators read and written at once. Chosen: about 4 MB of pieces."""

_COLUMNS = (
    "pk", "merged_into_id", "address", "name", "estate", "use_unit__name", "firm__name",
    "jurisdiction__code", "jurisdiction_id", "firm_id", "use_unit_id", "building", "street",
    "register_number", "device_code", "certificate_number", "serial_number", "unit_number",
)  # fmt: skip
_NUMBERS = _COLUMNS[-5:]

# Plan: one scan of the arrays; unchanged rows are not written anew, so their pages stay clean.
_UPSERT = """
INSERT INTO registry_searchentry AS held (elevator_id, words, grams, sort_key)
SELECT id, words, string_to_array(grams, E'\\n'), sort_key
FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[]) AS new(id, words, grams, sort_key)
ON CONFLICT (elevator_id) DO UPDATE
SET words = excluded.words, grams = excluded.grams, sort_key = excluded.sort_key
WHERE (held.words, held.sort_key, held.grams)
    IS DISTINCT FROM (excluded.words, excluded.sort_key, excluded.grams)
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    elevator_id: int
    words: str
    grams: str
    sort_key: str


@transaction.atomic
def index_elevators(*, elevator_ids: Collection[int]) -> int:
    """Write what these elevators are found by; return how many are listed.

    An elevator that was merged into another is not listed; its numbers lead to the survivor.
    """
    wanted = set(elevator_ids)
    gone = Elevator.objects.filter(pk__in=wanted, merged_into__isnull=False)
    pairs = dict(gone.values_list("pk", "merged_into_id"))
    if pairs:
        SearchEntry.objects.filter(pk__in=pairs).delete()
    keys = sorted(wanted - set(pairs) | {into for into in pairs.values() if into})
    written = 0
    for at in range(0, len(keys), BATCH):
        written += _write(list(_entries(keys[at : at + BATCH])))
    return written


def index_elevators_of(*, organisation_ids: Collection[int]) -> int:
    """Write anew what the elevators of renamed firms and use units are found by."""
    theirs = Q(firm_id__in=organisation_ids) | Q(use_unit_id__in=organisation_ids)
    keys = Elevator.objects.filter(theirs).values_list("pk", flat=True)
    return index_elevators(elevator_ids=list(keys))


def index_unlisted_elevators(*, most: int = 20 * BATCH) -> int:
    """List elevators that are in no list yet; return how many were found."""
    keys = unlisted_elevators(most=most)
    for at in range(0, len(keys), BATCH):
        index_elevators(elevator_ids=keys[at : at + BATCH])
    return len(keys)


def _entries(keys: Sequence[int]) -> Iterator[_Entry]:
    merged: dict[int, list[str]] = {}
    for into, *numbers in Elevator.objects.filter(merged_into_id__in=keys).values_list(
        "merged_into_id", *_NUMBERS
    ):
        merged.setdefault(into, []).extend(numbers)
    rows = Elevator.objects.filter(pk__in=keys, merged_into__isnull=True).values_list(*_COLUMNS)
    for row in rows.order_by("pk"):
        yield _entry(row, merged.get(row[0], []))


def _entry(row: tuple[Any, ...], merged: list[str]) -> _Entry:
    key, _, address, name, estate, unit, firm, area, area_id, firm_id, unit_id = row[:11]
    said = (address, name, estate, unit or "", firm or "", *row[11:], *merged)
    spoken = [initials(text=text) for text in said[:5]]
    spoken += [spelled(text=text) for text in (address, estate)]
    words = list(dict.fromkeys(folded(text=text) for text in (*said, *spoken) if text))
    tags = [f"=j{area_id}", f"=f{firm_id or 0}", f"=u{unit_id or 0}"]
    return _Entry(
        elevator_id=key, words="\n".join(["", *words]),
        grams="\n".join([*grams_of(words=words), *tags]),
        sort_key=sort_key(area_code=area, address=address, name=name),
    )  # fmt: skip


def _write(entries: Sequence[_Entry]) -> int:
    if entries:
        columns = (
            [entry.elevator_id for entry in entries], [entry.words for entry in entries],
            [entry.grams for entry in entries], [entry.sort_key for entry in entries],
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute(_UPSERT, columns)
    return len(entries)
