"""Let partners' apps ask who somebody is here: clients of OpenID Connect, kept by allauth."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client, Token
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connection, transaction
from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.parties.queries import organisation_known, require
from hoistway.parties.vocabulary import Deed

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation

SIGN_IN_SCOPES = ("openid", "role")
"""What an app may ask: who somebody is there, and in which role of which organisation."""


class RandomSecretHasher(PBKDF2PasswordHasher):
    """Hashes a secret of 256 random bits once: nobody guesses it, and asking must cost nothing."""

    algorithm = "random_secret"
    iterations = 1


class ReturnAddressUnsafe(Refusal):
    """Raised when an app would take people back to an address that others can listen to."""

    code = "return_address_unsafe"
    zh = "回调地址“{uri}”不安全：须为 https:// 地址，或本机 http://127.0.0.1，或应用自有的反域名协议。"
    en = (
        "The return address {uri} is not safe: it must be https://, http://127.0.0.1 on the own "
        "machine, or a scheme of the app's own such as cn.example.app:/back."
    )
    status = 422


class AppOpenAlready(Refusal):
    """Raised when an app of this name is let in already."""

    code = "app_open_already"
    zh = "“{name}”已接入；换密钥请用 renew。"
    en = "The app «{name}» is let in already; renew gives it a new secret."


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOpening:
    """An app to let in: whose, under which name, and where it takes people back to.

    A public one (on phones, in browsers) keeps no secret and proves itself by PKCE alone.
    """

    name: str
    organisation_id: int
    return_to: tuple[str, ...]
    public: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AppOpened:
    """What its makers get, once; a public app has no secret."""

    client_id: str
    secret: str


@transaction.atomic
def open_app(*, opening: AppOpening, now: datetime, by: Actor) -> AppOpened:
    """Let a partner's app ask people who they are here.

    Raises: NotAllowed, ReturnAddressUnsafe, AppOpenAlready.
    """
    require(by=by, deed=Deed.KEEP_PARTNERS)
    for uri in opening.return_to:
        _require_safe(uri)
    if not opening.return_to:
        raise ReturnAddressUnsafe(uri="")
    if _open(opening.name).exists():
        raise AppOpenAlready(name=opening.name)
    app = Client(
        name=opening.name, created_at=now, scopes="\n".join(SIGN_IN_SCOPES),
        type=Client.Type.PUBLIC if opening.public else Client.Type.CONFIDENTIAL,
        redirect_uris="\n".join(opening.return_to),
        data={"organisation_id": opening.organisation_id, "closed_at": None},
    )  # fmt: skip
    secret = _new_secret(app)
    app.save()
    return AppOpened(client_id=app.pk, secret="" if opening.public else secret)


@transaction.atomic
def renew_app(*, name: str, by: Actor) -> AppOpened:
    """Give an app a new secret; the old one is worth nothing at once.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.KEEP_PARTNERS)
    app = _one(name)
    secret = _new_secret(app)
    app.save(update_fields=["secret"])
    return AppOpened(client_id=app.pk, secret=secret)


@transaction.atomic
def close_app(*, name: str, now: datetime, by: Actor) -> None:
    """Shut an app out at once: it can ask nobody, and its tokens are worth nothing.

    Raises: NotAllowed, NotFound.
    """
    require(by=by, deed=Deed.KEEP_PARTNERS)
    app = _one(name)
    app.data = {**(app.data or {}), "closed_at": now.isoformat()}
    app.redirect_uris = app.grant_types = app.response_types = ""
    _new_secret(app)
    app.save()
    Token.objects.filter(client=app).delete()


@contextmanager
def redeeming(*, code: str) -> Iterator[None]:
    """Let one at a time change this code for a token: whoever comes second finds it used."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [code])
        yield


def forget_passing(*, before: datetime) -> int:
    """Delete tokens of apps, and what passes between processes, that ended before an instant."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM parties_passing WHERE expires < %s", [before])
    return int(Token.objects.filter(expires_at__lt=before).delete()[0])


def all_apps() -> QuerySet[Client]:
    """Return all partners' apps that were ever let in, by name."""
    rows: QuerySet[Client] = Client.objects.order_by("name", "created_at")
    return rows


def app_owner(*, app: Client) -> "Organisation | None":
    """Return whose app it is."""
    key: int = (app.data or {}).get("organisation_id", 0)
    return organisation_known(organisation_id=key) if key else None


def _new_secret(app: Client) -> str:
    secret = secrets.token_urlsafe(32)
    app.secret = make_password(secret, hasher=RandomSecretHasher.algorithm)
    return secret


def _open(name: str) -> QuerySet[Client]:
    rows: QuerySet[Client] = Client.objects.filter(name=name, data__closed_at=None)
    return rows


def _one(name: str) -> Client:
    app = _open(name).select_for_update().first()
    if app is None:
        raise NotFound
    return app


def _require_safe(uri: str) -> None:
    there = urlsplit(uri)
    own_machine = there.scheme == "http" and there.hostname == "127.0.0.1"
    own_scheme = "." in there.scheme
    safe = (there.scheme == "https" and there.hostname) or own_machine or own_scheme
    if not safe or there.fragment or "*" in uri or there.username or len(uri) > 400:
        raise ReturnAddressUnsafe(uri=uri[:80])
