"""Who calls: the bearer key of a program, asked of the database each time."""

from itertools import chain

from django.http import HttpRequest
from ninja.security import HttpBearer

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.metering import meter
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.models import ApiKey
from hoistway.programs.queries import actor_for, program_with
from hoistway.programs.vocabulary import ROLES_OF, Scope


class ScopeMissing(Refusal):
    """Raised when a key was not opened for what its program asks."""

    code = "scope_missing"
    zh = "此接口密钥未开通“{scope}”。请在“程序接入”页面为它开通，或联系平台运维人员。"
    en = "This key was not opened for «{scope}»; add it on the page «Programs», or ask the staff."
    status = 403


class KeyWithoutRole(Refusal):
    """Raised when nobody in a role answers for a program that needs one."""

    code = "key_without_role"
    zh = "此接口密钥没有在职的责任人，不能代表任何角色。请由单位在职人员重新开通。"
    en = (
        "Nobody who holds a role answers for this key, so it may act for none. "
        "Let a person of your organisation open one."
    )
    status = 403


class BearerKey(HttpBearer):
    """A key in the header `Authorization: Bearer …`; a revoked one is worth nothing at once."""

    def authenticate(self, request: HttpRequest, token: str) -> ApiKey | None:
        """Return the program that holds this key or token. Raises: QuotaSpent."""
        key = program_with(secret=token, now=clock.now())
        if key is not None:
            meter(request=request, key=key)
        return key


def calling(request: HttpRequest) -> ApiKey:
    """Return which program calls."""
    key: ApiKey = request.auth  # type: ignore[attr-defined]  # ninja keeps who called here
    return key


def require_scope(*, request: HttpRequest, scope: Scope) -> ApiKey:
    """Return who calls, if its key was opened for this.

    Raises: ScopeMissing.
    """
    key = calling(request)
    if str(scope) not in key.scopes:
        raise ScopeMissing(scope=str(scope))
    return key


def acting(*, request: HttpRequest, scope: Scope) -> Actor:
    """Return in whose name and role a program acts, if its key was opened for this.

    What this actor sees and may do is what the person sees and may do on the pages.
    Raises: ScopeMissing, KeyWithoutRole.
    """
    by = actor_for(key=require_scope(request=request, scope=scope), now=clock.now())
    if by is None:
        raise KeyWithoutRole
    return by


def roles_of(*, key: ApiKey) -> frozenset[RoleKind]:
    """Return people of which roles a program may hand over."""
    scopes = (scope for scope in ROLES_OF if str(scope) in key.scopes)
    return frozenset(chain.from_iterable(ROLES_OF[scope] for scope in scopes))
