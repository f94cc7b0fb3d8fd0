"""The unified social credit code of organisations and its check digit."""

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
"""Powers of 3 modulo 31. Source: GB 32100-2015 4.6."""


def credit_check_digit(*, body: str) -> str:
    """Return the 18th sign of a unified social credit code from the first 17.

    Source: GB 32100-2015 4.6.

    Example:
        >>> credit_check_digit(body="91110000600037341")
        'L'
    """
    pairs = zip(body, _CREDIT_WEIGHTS, strict=True)
    total = sum(_CREDIT_ALPHABET.index(sign) * weight for sign, weight in pairs)
    return _CREDIT_ALPHABET[-total % 31]


def has_credit_code_shape(*, code: str) -> bool:
    """Return whether a code has 18 signs of the alphabet; its first sign may be a letter."""
    return len(code) == 18 and all(sign in _CREDIT_ALPHABET for sign in code)


def is_credit_code(*, code: str) -> bool:
    """Return whether a normalised code is a unified social credit code with a right check digit."""
    return has_credit_code_shape(code=code) and credit_check_digit(body=code[:17]) == code[17]
