"""Addresses of which only so much is shown that their owner knows them again."""


def masked(phone: str) -> str:
    """Return a number of which only both ends can be read.

    Example:
        >>> masked("13812345678"), masked("110"), masked("")
        ('138****5678', '110', '')
    """
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) > 7 else phone


def masked_mail(address: str) -> str:
    """Return a mailbox of which the name cannot be read.

    Example:
        >>> masked_mail("zhao@example.cn"), masked_mail("")
        ('z***@example.cn', '')
    """
    name, at, host = address.partition("@")
    return f"{name[:1]}***{at}{host}" if at else ""
