"""What a program asks for a token with, as RFC 6749 has it (2.3.1, 4.4.2, 5.2)."""

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import unquote_plus

from hoistway.foundation.refusal import Refusal

GRANT = "client_credentials"


class TokenRefused(Refusal):
    """Base of the answers of RFC 6749 5.2; `error` is the word that client libraries read."""

    error: ClassVar[str] = "invalid_request"
    status = 400


class TokenAskedUnsoundly(TokenRefused):
    """Raised when a request for a token cannot be understood."""

    code = "token_request_unsound"
    zh = "换取令牌的请求有误（{word}）：以表单编码发送，每项只出现一次，密钥只放在一处。"
    en = "The request is unsound ({word}): send a form, each field once, the secret in one place."


class GrantNotKnown(TokenRefused):
    """Raised when a token is asked for in another way than by one's own key."""

    code = "grant_not_known"
    error = "unsupported_grant_type"
    zh = "此处只支持 grant_type=client_credentials。"
    en = "Only grant_type=client_credentials is known here."


class ClientUnknown(TokenRefused):
    """Raised when the identifier and the key do not belong together, or are worth nothing."""

    code = "client_unknown"
    error = "invalid_client"
    zh = "程序编号（client_id）与密钥（client_secret）不符，或密钥已失效。请在“程序接入”页面核对。"
    en = "client_id and client_secret do not belong together, or the key is revoked or has ended."
    status = 401


class ScopeNotHeld(TokenRefused):
    """Raised when a token is asked for more than its key may do."""

    code = "scope_not_held"
    error = "invalid_scope"
    zh = "密钥未开通：{scopes}。请在“程序接入”页面变更权限，或不填 scope 取得全部权限。"
    en = "The key was not opened for {scopes}; leave scope out to get all that it may do."


@dataclass(frozen=True, slots=True)
class TokenAsked:
    """Which program asks, with which key, for what; None: for all that the key may do."""

    client_id: str
    secret: str
    scopes: frozenset[str] | None


def token_asked(*, authorization: str, form: Mapping[str, Sequence[str]]) -> TokenAsked:
    """Return what is asked; identifier and key come by Basic or in the form.

    Source: RFC 6749 2.3.1, 3.2, 4.4.2. Raises: TokenAskedUnsoundly, GrantNotKnown, ClientUnknown.

    Example:
        >>> token_asked(authorization="Basic YTpi", form={"grant_type": ["client_credentials"]})
        TokenAsked(client_id='a', secret='b', scopes=None)
    """
    for name, values in form.items():
        if len(values) > 1:
            raise TokenAskedUnsoundly(word=name[:40])
    said = {name: values[0] for name, values in form.items() if values and values[0]}
    if "grant_type" not in said:
        raise TokenAskedUnsoundly(word="grant_type")
    if said["grant_type"] != GRANT:
        raise GrantNotKnown
    client_id, secret = _credentials(authorization, said)
    scopes = frozenset(said["scope"].split()) if "scope" in said else None
    return TokenAsked(client_id, secret, scopes)


def _credentials(authorization: str, said: Mapping[str, str]) -> tuple[str, str]:
    scheme, _, word = authorization.partition(" ")
    if not scheme:
        if "client_id" not in said or "client_secret" not in said:
            raise ClientUnknown
        return said["client_id"], said["client_secret"]
    if "client_secret" in said:
        raise TokenAskedUnsoundly(word="client_secret")
    if scheme.lower() != "basic":
        raise ClientUnknown
    try:
        pair = base64.b64decode(word.strip(), validate=True).decode()
    except ValueError:
        raise ClientUnknown from None
    client_id, _, secret = pair.partition(":")
    if said.get("client_id", unquote_plus(client_id)) != unquote_plus(client_id):
        raise TokenAskedUnsoundly(word="client_id")
    return unquote_plus(client_id), unquote_plus(secret)


def refused_as_json(*, refusal: TokenRefused, language: str) -> dict[str, object]:
    """Return the answer of RFC 6749 5.2; `detail` says in the caller's language how to mend it.

    `error_description` holds plain signs alone, as the RFC asks.
    """
    plain = refusal.sentence("en").encode("ascii", "replace").decode()
    return {
        "error": refusal.error, "error_description": plain.replace('"', "'").replace("\\", "/"),
        "code": refusal.code, "detail": refusal.sentence(language),
    }  # fmt: skip
