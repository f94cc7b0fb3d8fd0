"""Do signatures over texts outside the chains still fit?"""

from hoistway.ledger.models import Key
from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.providers import fits


def signed_text_holds(*, body: str, sha256: str, key: str, signature: str) -> bool:
    """Tell whether a text is the one that the platform signed, by its own key of that name."""
    row = Key.objects.filter(name=key).first()
    if row is None or sha256_of(text=body) != sha256:
        return False
    return fits(algorithm=row.algorithm, public_key=row.public_key, text=body, signature=signature)


def public_key_named(*, name: str) -> str:
    """Return the public key of this name as PEM; empty where there is none."""
    return Key.objects.filter(name=name).values_list("public_key", flat=True).first() or ""
