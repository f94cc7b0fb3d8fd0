"""Who calls: the bearer key of a program, asked of the database each time."""

from itertools import chain

from django.http import HttpRequest
from ninja.security import HttpBearer

from hoistway.foundation.key_hash import hash_of
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.models import ApiKey
from hoistway.openapi.vocabulary import ROLES_OF, Scope
from hoistway.parties.vocabulary import RoleKind


class ScopeMissing(Refusal):
    """Raised when a key was not opened for what its program asks."""

    code = "scope_missing"
    zh = "此接口密钥未开通“{scope}”，请联系平台运维人员。"
    en = "This key was not opened for «{scope}»; ask the platform's staff."
    status = 403


class BearerKey(HttpBearer):
    """A key in the header `Authorization: Bearer …`; a revoked one is worth nothing at once."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Return the program that holds this key."""
        rows = ApiKey.objects.filter(key_hash=hash_of(secret=token), revoked_at=None)
        return rows.select_related("organisation").first()


def require_scope(*, request: HttpRequest, scope: Scope) -> ApiKey:
    """Return who calls, if its key was opened for this.

    Raises: ScopeMissing.
    """
    key: ApiKey = request.auth  # type: ignore[attr-defined]  # ninja keeps who called here
    if str(scope) not in key.scopes:
        raise ScopeMissing(scope=str(scope))
    return key


def roles_of(*, key: ApiKey) -> frozenset[RoleKind]:
    """Return people of which roles a program may hand over."""
    scopes = (scope for scope in ROLES_OF if str(scope) in key.scopes)
    return frozenset(chain.from_iterable(ROLES_OF[scope] for scope in scopes))
