"""By which algorithm the platform signs: one file each, one interface.

Chosen: a key is made from 32 secret bytes and signs always the same for the same text, so that
neither depends on how well a machine rolls dice when it signs.
"""

from dataclasses import dataclass
from typing import Protocol

from hoistway.ledger.rules.chain import sha256_of
from hoistway.ledger.rules.providers import ed25519, sm2
from hoistway.ledger.vocabulary import Algorithm


class Provider(Protocol):
    """What a file of this folder offers; public keys are PEM, signatures hexadecimal."""

    def public_of(self, *, secret: str) -> str:
        """Return the public key that belongs to a secret."""

    def sign(self, *, secret: str, text: str) -> str:
        """Return the signature over a text in UTF-8."""

    def verify(self, *, public_key: str, text: str, signature: str) -> bool:
        """Tell whether a signature fits; False also for what is no signature at all."""


PROVIDERS: dict[str, Provider] = {Algorithm.ED25519: ed25519, Algorithm.SM2: sm2}


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that can sign; `name` says algorithm and the first digits of the public half."""

    name: str
    algorithm: Algorithm
    public_key: str
    secret: str

    def sign(self, *, text: str) -> str:
        """Return the signature over a text, hexadecimal."""
        return PROVIDERS[self.algorithm].sign(secret=self.secret, text=text)


def signing_key(*, algorithm: str, secret: str) -> SigningKey:
    """Return the key of an algorithm that is made from 32 secret bytes in hexadecimal."""
    known = Algorithm(algorithm)
    public = PROVIDERS[known].public_of(secret=secret)
    name = f"{known.value}-{sha256_of(text=public)[:16]}"
    return SigningKey(name=name, algorithm=known, public_key=public, secret=secret)


def fits(*, algorithm: str, public_key: str, text: str, signature: str) -> bool:
    """Tell whether a signature fits a text; False also for an unknown algorithm or key."""
    provider = PROVIDERS.get(algorithm)
    if provider is None:
        return False
    return provider.verify(public_key=public_key, text=text, signature=signature)
