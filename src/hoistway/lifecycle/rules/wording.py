"""Values and sources of the register in words of two languages."""

from hoistway.foundation.terms import Term
from hoistway.registry.vocabulary import ElevatorKind, Field, PlaceKind, SourceKind, UseState

Pair = tuple[str, str]
"""Words in Chinese and in English."""

REGISTER: Pair = ("电梯登记", "Elevator register")
DEMO: Pair = ("演示数据", "Demo data")

_TERMS: dict[str, type[Term]] = {
    str(Field.KIND): ElevatorKind, str(Field.USE_STATE): UseState,
    str(Field.PLACE_KIND): PlaceKind,
}  # fmt: skip


def source_words(*, source: str) -> Pair:
    """Return the name of a source; one of another system bears its own.

    Example:
        >>> source_words(source="firm:12"), source_words(source="maryland-2022")
        (('维保单位', 'Maintenance firm'), ('maryland-2022', 'maryland-2022'))
    """
    if not source:
        return REGISTER
    if source.partition(":")[0] == "demo":
        return DEMO
    kind = next((kind for kind in SourceKind if str(kind) == source.partition(":")[0]), None)
    if kind is None or kind is SourceKind.OTHER:
        name = source.partition(":")[2] or source
        return name, name
    return kind.zh, kind.en


def value_words(*, field: str, value: object) -> Pair:
    """Return a value as people read it; codes become words, lists are drawn together.

    Example:
        >>> value_words(field="use_state", value="suspended")
        ('停用', 'Suspended')
        >>> value_words(field="floor_labels", value=["B1", "1", "2"])
        ('B1–2（3）', 'B1–2 (3)')
    """
    if value is None or value == "" or value == []:
        return "", ""
    if isinstance(value, float):
        plain = f"{value:.6f}".rstrip("0").rstrip(".")
        return plain, plain
    if isinstance(value, list | tuple):
        return f"{value[0]}–{value[-1]}（{len(value)}）", f"{value[0]}–{value[-1]} ({len(value)})"
    term = _TERMS.get(field)
    word = next((one for one in term if str(one) == str(value)), None) if term else None
    return (word.zh, word.en) if word else (str(value), str(value))
