"""A reporter's telephone: its plain form, its mask, and a code that only the platform can make."""

import hashlib
import hmac
import re

from hoistway.foundation.refusal import Refusal

_SHAPE = re.compile(r"\+?\d{7,15}")
_DIGITS = 6


class BadPhone(Refusal):
    """Raised when a telephone number has a shape that none has."""

    code = "bad_phone"
    zh = "电话号码不对，请核对。"
    en = "This is not a telephone number; please look again."
    status = 422


def plain_phone(*, text: str) -> str:
    """Return a telephone number without spaces and dashes. Raises: BadPhone.

    Example:
        >>> plain_phone(text="138 0000-1234")
        '13800001234'
    """
    plain = re.sub(r"[\s\-()（）]", "", text)
    if not _SHAPE.fullmatch(plain):
        raise BadPhone
    return plain


def masked(*, phone: str) -> str:
    """Return a telephone number of which its owner knows the rest.

    Example:
        >>> masked(phone="13800005678")
        '138••••5678'
    """
    return f"{phone[:3]}••••{phone[-4:]}" if len(phone) > 7 else "••••"


def code_for(*, key: str, bound_to: str) -> str:
    """Return the six digits that the platform alone can work out; they are kept nowhere.

    Example:
        >>> len(code_for(key="k", bound_to="7:now"))
        6
    """
    number = int.from_bytes(_mac(key, f"code:{bound_to}"), "big") % 10**_DIGITS
    return f"{number:0{_DIGITS}d}"


def code_hash(*, key: str, bound_to: str, code: str) -> str:
    """Return what is stored of a code: without the platform's key nobody can try all numbers."""
    return _mac(key, f"hash:{bound_to}:{code}").hex()


def _mac(key: str, text: str) -> bytes:
    return hmac.new(key.encode(), f"reporter:{text}".encode(), hashlib.sha256).digest()
