"""Is a record complete? What TSG T5002-2017 asks of it, and what this one lacks, by name.

Source: TSG T5002-2017 art. 7 to 10 (M).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hoistway.maintenance.rules.checklists import needs_level
from hoistway.maintenance.rules.content import Content, Line
from hoistway.maintenance.rules.deeds import number_of
from hoistway.maintenance.rules.items import Item
from hoistway.maintenance.vocabulary import Annex, ItemResult
from hoistway.maintenance.vocabulary.sync import RecordBlock

IDENTITY = (
    "register_number", "device_code", "name", "address", "kind", "annex", "made_by", "model",
    "serial_number", "unit_number",
)  # fmt: skip
"""What identifies an elevator; what the register does not know is said as an empty text."""

_MUST_BE_KNOWN = ("register_number", "name", "address", "kind", "annex")

PARAMETERS: dict[Annex, tuple[str, ...]] = {
    Annex.A: ("drive", "rated_load_kg", "rated_speed_mps", "floors", "stops", "doors"),
    Annex.B: (
        "rated_load_kg", "rated_speed_mps", "floors", "stops", "doors", "cylinders", "jacking",
    ),
    Annex.C: ("drive", "rated_load_kg", "rated_speed_mps", "floors", "stops", "doors"),
    Annex.D: (
        "inclination_deg", "nominal_speed_mps", "rise_m", "nominal_width_mm", "motor_power_kw",
        "usable_length_m",
    ),
}  # fmt: skip
"""Basic parameters by annex. Source: TSG T5002-2017 art. 7 (M)."""

WORDS_FOR = frozenset({ItemResult.ABNORMAL})
NOTE_FOR = frozenset({ItemResult.ADJUSTED})
PART_FOR = frozenset({ItemResult.REPLACED})
MEASURED = frozenset({ItemResult.NORMAL, ItemResult.ADJUSTED, ItemResult.REPLACED})
"""Results that claim the limit is met, so that a measured value belongs to them."""


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that a record lacks; `item` is the code of the item where it is one's."""

    block: RecordBlock
    item: str = ""

    def in_language(self, language: str) -> str:
        """Return its name in a language."""
        return f"{self.item} {self.block.in_language(language)}".strip()


def missing(*, content: Content, checklist: Sequence[Item], use_unit: bool) -> tuple[Missing, ...]:
    """Return what a signed text lacks; `use_unit` says whether the register knows one."""
    return (
        *_facts(content.said, use_unit=use_unit),
        *_course(content),
        *_items(content, {one.code: one for one in checklist}),
    )


def _facts(said: Mapping[str, Any], *, use_unit: bool) -> Iterator[Missing]:
    elevator = said["elevator"]
    if set(elevator) != {*IDENTITY, "parameters"} or not all(
        elevator[name] for name in _MUST_BE_KNOWN
    ):
        yield Missing(RecordBlock.ELEVATOR)
    elif set(elevator["parameters"]) != set(PARAMETERS[Annex(elevator["annex"])]):
        yield Missing(RecordBlock.PARAMETERS)
    for name, block, must in (
        ("use_unit", RecordBlock.USE_UNIT, use_unit), ("firm", RecordBlock.FIRM, True),
    ):  # fmt: skip
        if set(said[name]) != {"name", "credit_code"} or (must and not said[name]["name"]):
            yield Missing(block)


def _course(content: Content) -> Iterator[Missing]:
    if content.ended_at <= content.begun_at:
        yield Missing(RecordBlock.TIME)
    if not content.crew or not all(one.name and one.certificate for one in content.crew):
        yield Missing(RecordBlock.CREW)
    if not needs_level(kind=content.kind) and not content.said["remark"].strip():
        yield Missing(RecordBlock.WORK_DONE)


def _items(content: Content, wanted: Mapping[str, Item]) -> Iterator[Missing]:
    said = {line.item: line for line in content.lines}
    for code in wanted:
        if code not in said:
            yield Missing(RecordBlock.ITEM, code)
    parts = {one["item"] for one in content.said["parts"] if one["name"] and one["quantity"] > 0}
    repairs = {one.item for one in content.repairs if one.words.strip()}
    for line in content.lines:
        item = wanted.get(line.item)
        if item is None or said[line.item] is not line:
            yield Missing(RecordBlock.NOT_OF_THIS_LIST, line.item)
            continue
        yield from _line(line, item, parts=parts, repairs=repairs)


def _line(line: Line, item: Item, *, parts: set[str], repairs: set[str]) -> Iterator[Missing]:
    if not line.zh:
        yield Missing(RecordBlock.ITEM_WORDS, line.item)
    if line.result in NOTE_FOR and not line.note.strip():
        yield Missing(RecordBlock.ADJUSTMENT, line.item)
    if line.result in PART_FOR and line.item not in parts:
        yield Missing(RecordBlock.PART, line.item)
    if line.result in WORDS_FOR and line.item not in repairs:
        yield Missing(RecordBlock.REPAIR, line.item)
    if line.result in MEASURED and (item.at_least is not None or item.at_most is not None):
        yield from _value(line, item)


def _value(line: Line, item: Item) -> Iterator[Missing]:
    value = number_of(value=line.value)
    if value is None or line.unit != item.unit:
        yield Missing(RecordBlock.VALUE, line.item)
    elif not within(item=item, value=line.value):
        yield Missing(RecordBlock.VALUE_OUTSIDE, line.item)


def within(*, item: Item, value: str) -> bool:
    """Return whether a measured value keeps the item's limits.

    Example:
        >>> from hoistway.maintenance.rules.items import items_by_code
        >>> hook = items_by_code()["A-1-29"]
        >>> within(item=hook, value="7"), within(item=hook, value="6.9")
        (True, False)
    """
    measured = number_of(value=value)
    if measured is None:
        return False
    low, high = item.at_least, item.at_most
    return (low is None or low <= measured) and (high is None or measured <= high)
