"""The one way to write a document: so that the same content is the same bytes everywhere."""

import json
from collections.abc import Mapping, Sequence

Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What a document is made of: no fractions, so that no language writes a number otherwise."""


LARGEST = 2**53 - 1
"""Every language writes whole numbers up to here alike. Source: RFC 7493 2.2."""


class NotCanonical(ValueError):
    """Raised when a text is not what `canonical` would have written, or cannot be written so."""


def canonical(*, content: Plain) -> str:
    """Return the canonical JSON text: keys in order, no spaces, UTF-8, integers only.

    Source: RFC 8785, restricted to strings, integers, booleans and null.
    Raises: NotCanonical.

    Example:
        >>> canonical(content={"b": "梯", "a": [1, True, None]})
        '{"a":[1,true,null],"b":"梯"}'
    """
    _refuse_numbers(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        raise NotCanonical("half a sign (a lone surrogate)") from None
    return text


def read_canonical(*, text: str) -> Plain:
    """Return the content of a canonical text.

    Raises: NotCanonical when it was not written by `canonical` or its like.
    """
    try:
        content: Plain = json.loads(
            text, parse_float=_refuse, parse_constant=_refuse, parse_int=_whole
        )
        again = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except (ValueError, RecursionError) as error:
        raise NotCanonical(str(error)) from None
    if again != text:
        raise NotCanonical("keys, spaces or numbers are not in canonical form")
    return content


def _refuse(number: str) -> Plain:
    raise NotCanonical(f"the fraction {number} is not written as text")


def _whole(number: str) -> int:
    value = int(number)
    if abs(value) > LARGEST:
        raise NotCanonical("a number this large is written as text")
    return value


def _refuse_numbers(content: Plain) -> None:
    if isinstance(content, float):
        raise NotCanonical("a fraction is written as text")
    if isinstance(content, int) and abs(content) > LARGEST:
        raise NotCanonical("a number this large is written as text")
    if isinstance(content, Mapping):
        for value in content.values():
            _refuse_numbers(value)
    elif isinstance(content, Sequence) and not isinstance(content, str):
        for value in content:
            _refuse_numbers(value)
