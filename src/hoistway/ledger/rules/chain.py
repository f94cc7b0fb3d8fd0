"""One chain per elevator: each document names the one before it."""

import hashlib


def sha256_of(*, text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, hexadecimal.

    Example:
        >>> sha256_of(text="")[:12]
        'e3b0c44298fc'
    """
    return hashlib.sha256(text.encode()).hexdigest()


def genesis(*, register_number: str) -> str:
    """Return the link before an elevator's first document.

    Example:
        >>> genesis(register_number="31000000000000000001")[:12]
        '32cd3cb3355a'
    """
    return sha256_of(text=f"hoistway-genesis/1\n{register_number}")


def link(*, previous: str, sequence: int, sha256: str) -> str:
    """Return a document's link: SHA-256 over the link before, its place, and its own SHA-256.

    Example:
        >>> link(previous="0" * 64, sequence=1, sha256="1" * 64)[:12]
        'cf2f984ae51f'
    """
    return sha256_of(text=f"hoistway-link/1\n{previous}\n{sequence}\n{sha256}")
