"""Telephones of people: what of a number may be shown, and codes that prove whose it is."""

import hashlib
import hmac

_DIGITS = 6


def masked(*, phone: str) -> str:
    """Return a number of which its owner knows the rest; short numbers of services are nobody's.

    Example:
        >>> masked(phone="13812345678"), masked(phone="5550123"), masked(phone="110")
        ('138****5678', '****', '110')
    """
    if len(phone) > 7:
        return f"{phone[:3]}****{phone[-4:]}"
    return phone if len(phone) <= 5 else "****"


def masked_mail(*, address: str) -> str:
    """Return a mailbox of which the name cannot be read.

    Example:
        >>> masked_mail(address="zhao@example.cn"), masked_mail(address="")
        ('z***@example.cn', '')
    """
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if at else ""


def code_for(*, key: str, bound_to: str) -> str:
    """Return the six digits that the platform alone can work out for what they are bound to.

    They are kept nowhere: `bound_to` names the matter, the telephone and the instant.

    Example:
        >>> len(code_for(key="k", bound_to="visit:record:7:now"))
        6
    """
    number = int.from_bytes(_mac(key, f"code:{bound_to}"), "big") % 10**_DIGITS
    return f"{number:0{_DIGITS}d}"


def code_hash(*, key: str, bound_to: str, code: str) -> str:
    """Return what is stored of a code: without the platform's key nobody can try all numbers."""
    return _mac(key, f"hash:{bound_to}:{code}").hex()


def _mac(key: str, text: str) -> bytes:
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
