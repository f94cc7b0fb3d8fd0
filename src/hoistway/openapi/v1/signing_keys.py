"""`/v1/signing-keys`: the public keys by which a firm's technicians sign in its own system."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.maintenance.actions import NewKey, end_key, vouch_for_key
from hoistway.maintenance.queries.signing_keys import signing_keys
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.asked import Turned
from hoistway.openapi.keys import acting
from hoistway.openapi.paging import Page, turn
from hoistway.openapi.refs import people_of, person_ref
from hoistway.openapi.writes import write_once
from hoistway.programs.actions import Answer
from hoistway.programs.vocabulary import Scope

if TYPE_CHECKING:
    from hoistway.maintenance.models import PhoneKey

router = Router(tags=["signing-keys"])


class KeyIn(BaseModel):
    """The public half of a key that one technician alone controls."""

    key: UUID = Field(description="Your own number of the key: new for each key")
    technician: str = Field(max_length=20, description="P… of a technician of the firm")
    device_name: str = Field(default="", max_length=120, description="As its holder knows it")
    public_key: str = Field(
        max_length=400, description="On P-256, as SPKI (SubjectPublicKeyInfo, DER) in Base64"
    )


class KeyOut(Out):
    """One signing key; what it signed before its end stays signed."""

    key: UUID
    technician: str
    device_name: str
    public_key: str
    registered_by_firm: bool = Field(description="False: by the technician's own phone")
    registered_at: datetime
    ended_at: datetime | None


class KeysAsked(Turned):
    """Whose keys, and which page of them."""

    technician: str = Field(default="", max_length=20, description="P…")


@router.get("", response=Page[KeyOut], url_name="signing-keys", summary="List signing keys")
def list_keys(request: HttpRequest, asked: Query[KeysAsked]) -> HttpResponse:
    """Answer the keys of the firm's technicians, those of their phones too."""
    by = acting(request=request, scope=Scope.MAINTENANCE)
    rows = signing_keys(now=clock.now(), by=by)
    if asked.technician:
        rows = rows.filter(person_id=people_of(refs=[asked.technician])[0])
    found, following = turn(rows=rows, order=("-pk",), after=asked.after, limit=asked.limit)
    told = [_told(row) for row in found]
    return answer_page(request=request, rows=told, schema=KeyOut, following=following)


@router.post("", response={201: KeyOut}, url_name="signing-keys", summary="Register a signing key")
def register(request: HttpRequest, body: KeyIn) -> HttpResponse:
    """Register the key of one of the firm's technicians; the firm vouches for it.

    The technician is told by message and may end it. The private half never comes here.
    """
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)
    person = people_of(refs=[body.technician])[0]
    key = NewKey(
        uid=body.key, device=uuid5(body.key, "own system"), device_name=body.device_name,
        public_key=body.public_key,
    )  # fmt: skip

    def do() -> Answer:
        row = vouch_for_key(key=key, person_id=person, now=clock.now(), by=by)
        return _told(row).model_dump(mode="json")

    return write_once(request=request, do=do)


@router.post(
    "/{key}/end", response={201: KeyOut}, url_name="signing-key-end",
    summary="End a signing key",
)  # fmt: skip
def end(request: HttpRequest, key: UUID) -> HttpResponse:
    """End a key of one of the firm's technicians: from now on nothing is signed by it."""
    by = acting(request=request, scope=Scope.MAINTENANCE_WRITE)

    def do() -> Answer:
        return _told(end_key(uid=key, now=clock.now(), by=by)).model_dump(mode="json")

    return write_once(request=request, do=do)


def _told(row: "PhoneKey") -> KeyOut:
    return KeyOut(
        key=row.uid, technician=person_ref(row.person_id), device_name=row.device_name,
        public_key=row.public_key, registered_by_firm=row.registered_by is not None,
        registered_at=row.registered_at, ended_at=row.revoked_at,
    )  # fmt: skip
