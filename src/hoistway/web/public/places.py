"""The address of an estate: a number and a signature, so that estates cannot be counted through."""

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "hoistway.estate"
_LETTERS = 12
"""Letters of the signature, 48 bits. Chosen: as hard to guess as a code's."""


def seal_of(*, place_id: int) -> str:
    """Return the signature of a place's number."""
    return salted_hmac(_SALT, str(place_id), algorithm="sha256").hexdigest()[:_LETTERS]


def is_sealed(*, place_id: int, seal: str) -> bool:
    """Return whether a signature is ours."""
    return constant_time_compare(seal_of(place_id=place_id), seal)


def estate_url(*, place_id: int | None) -> str:
    """Return the address of an estate; empty where an elevator belongs to none."""
    if place_id is None:
        return ""
    return reverse("rider-estate", args=[place_id, seal_of(place_id=place_id)])


def estate_key(*, place_id: int) -> str:
    """Return the word by which lists and feeds are asked for one estate."""
    return f"{place_id}.{seal_of(place_id=place_id)}"


def place_of(*, key: str) -> int | None:
    """Return the place that such a word names; None where it is not ours."""
    number, _, seal = key.partition(".")
    if not number.isascii() or not number.isdigit() or len(number) > 15:
        return None
    place_id = int(number)
    return place_id if is_sealed(place_id=place_id, seal=seal) else None
