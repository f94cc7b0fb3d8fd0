"""Where two contents differ, told without telling what stands there."""

from collections.abc import Iterator, Mapping, Sequence

from hoistway.ledger.rules.canonical import Plain

MOST = 20
"""Chosen: more differences than a person reads are no longer listed."""


def differences(*, one: Plain, other: Plain) -> tuple[str, ...]:
    """Return the paths at which two contents differ, at most `MOST`.

    Example:
        >>> differences(one={"lines": [{"value": "7"}]}, other={"lines": [{"value": "6"}]})
        ('lines[0].value',)
    """
    found = []
    for where in _walk("", one, other):
        found.append(where)
        if len(found) == MOST:
            break
    return tuple(found)


def _walk(where: str, one: Plain, other: Plain) -> Iterator[str]:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        for name in sorted({*one, *other}):
            inner = f"{where}.{name}" if where else name
            if name in one and name in other:
                yield from _walk(inner, one[name], other[name])
            else:
                yield inner
    elif _is_list(one) and _is_list(other):
        yield from _walk_lists(where, one, other)
    elif type(one) is not type(other) or one != other:
        yield where or "."


def _walk_lists(where: str, one: Plain, other: Plain) -> Iterator[str]:
    mine, theirs = _items(one), _items(other)
    for place in range(max(len(mine), len(theirs))):
        if place < len(mine) and place < len(theirs):
            yield from _walk(f"{where}[{place}]", mine[place], theirs[place])
        else:
            yield f"{where}[{place}]"


def _is_list(content: Plain) -> bool:
    return isinstance(content, Sequence) and not isinstance(content, str)


def _items(content: Plain) -> Sequence[Plain]:
    return content if isinstance(content, Sequence) and not isinstance(content, str) else ()
