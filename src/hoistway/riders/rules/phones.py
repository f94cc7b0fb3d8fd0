"""A reporter's telephone in its plain form."""

import re

from hoistway.foundation.refusal import Refusal

_SHAPE = re.compile(r"\+?\d{7,15}")


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
