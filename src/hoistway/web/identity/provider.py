"""What partners' apps learn of who signs in here: the adapter that allauth asks."""

import base64
from collections.abc import Iterable
from functools import cache

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from allauth.idp.oidc.models import Client
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django.conf import settings
from oauthlib.oauth2.rfc6749.errors import InvalidTokenError

from hoistway.parties.models import Account
from hoistway.web.signing_in import AccountBackend


@cache
def _cipher() -> AESSIV:
    return AESSIV(settings.SUBJECT_KEY)


class OurProvider(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth is untyped
    """Names people by a number of their own in each app, and says role and organisation at most."""

    def get_issuer(self) -> str:
        """Return the address under which apps know this platform."""
        issuer: str = settings.BASE_URL
        return issuer

    def get_user_sub(self, client: Client, user: Account) -> str:
        """Return who an account is in one app: opaque, the same each time, another elsewhere."""
        sealed = _cipher().encrypt(str(user.pk).encode(), [str(client.pk).encode()])
        return base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def get_user_by_sub(self, client: Client, sub: str) -> Account | None:
        """Return the open account behind that name, None for any other."""
        try:
            sealed = base64.urlsafe_b64decode(sub + "=" * (-len(sub) % 4))
            key = _cipher().decrypt(sealed, [str(client.pk).encode()])
        except (InvalidTag, ValueError):
            return None
        return AccountBackend().get_user(int(key))

    def get_claims(
        self, purpose: str, user: Account, client: Client, scopes: Iterable[str],
        email: str | None = None, **kwargs: object,
    ) -> dict[str, object]:  # fmt: skip
        """Return what is said of a person: a number, and with the scope `role` where they stand.

        No name, no telephone, no login. Raises: InvalidTokenError once the account is closed.
        """
        account = AccountBackend().get_user(user.pk)
        if account is None:
            raise InvalidTokenError
        claims: dict[str, object] = {"sub": self.get_user_sub(client, account)}
        if "role" in scopes:
            membership = account.membership
            body = membership.organisation
            claims |= {
                "role": str(membership.role), "organisation": body.name,
                "organisation_ref": body.credit_code or f"O{body.pk}",
            }  # fmt: skip
        return claims
