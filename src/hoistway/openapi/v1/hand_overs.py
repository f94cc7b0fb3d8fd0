"""`POST /v1/hand-overs`: a partner's app opens a code for a user of its own."""

from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor, ActorKind
from hoistway.openapi.keys import ScopeMissing, roles_of
from hoistway.openapi.v1.codes import CodeUnknown, address_in, plate_named
from hoistway.parties.actions import Wish, hand_over, token_of
from hoistway.parties.vocabulary import RoleKind
from hoistway.plates.queries import Resolved
from hoistway.plates.vocabulary import Scan
from hoistway.programs.actions import Answer, Write, once
from hoistway.programs.models import ApiKey

router = Router(tags=["codes"])


class HandOverIn(BaseModel):
    """Whom to hand over, before which elevator."""

    subject: str = Field(
        min_length=1, max_length=120,
        description="Who it is in the partner's app; opaque, the same for the same person",
    )  # fmt: skip
    shown_name: str = Field(
        default="", max_length=60,
        description="How the app names this person; shown once, when the person confirms",
    )  # fmt: skip
    code: str = Field(
        min_length=1, max_length=200, description="Scanned address, 12 signs or rescue number"
    )


class HandedOver(BaseModel):
    """Where to send the person's browser; good once and for a minute."""

    hand_over: str
    url: str
    expires_at: str


_HEADER = {
    "parameters": [
        {
            "name": "Idempotency-Key", "in": "header", "required": True,
            "schema": {"type": "string", "minLength": 1, "maxLength": 80},
        }
    ]
}  # fmt: skip


@router.post(
    "", response=HandedOver, url_name="hand-overs", summary="Hand a person over to a code's page",
    openapi_extra=_HEADER,
)  # fmt: skip
def make_hand_over(request: HttpRequest, body: HandOverIn) -> HttpResponse:
    """Answer an address that signs this person in at the elevator's page, once, within a minute.

    The first time the person signs in there once, which links the two accounts. The key's scopes
    say people of which roles it may hand over. Whatever becomes of it, the page opens with help.
    """
    key: ApiKey = request.auth  # type: ignore[attr-defined]  # ninja keeps who called here
    roles = roles_of(key=key)
    if not roles:
        raise ScopeMissing(scope="hand_over_…")
    found = plate_named(typed=body.code)
    if found.scan is Scan.UNKNOWN:
        raise CodeUnknown
    name = request.headers.get("Idempotency-Key", "")
    write = Write(key=key, idempotency_key=name, body=request.body)

    def do() -> Answer:
        return _made(key, roles, body, found)

    kept, again = once(write=write, now=clock.now(), do=do)
    response = JsonResponse(_told(kept, found))
    if again:
        response.headers["Idempotent-Replayed"] = "true"
    return response


def _made(key: ApiKey, roles: frozenset[RoleKind], body: HandOverIn, found: Resolved) -> Answer:
    wish = Wish(
        program=key.name, organisation_id=key.organisation_id, roles=roles,
        subject=body.subject, shown_name=body.shown_name, code=found.code,
    )  # fmt: skip
    by = Actor(kind=ActorKind.SYSTEM, name=key.name, organisation_id=key.organisation_id)
    made = hand_over(wish=wish, now=clock.now(), by=by)
    return {"hand_over": made.pk.hex, "expires_at": made.expires_at.isoformat()}


def _told(kept: Answer, found: Resolved) -> dict[str, object]:
    """Add the token to what is kept of the write: a receipt holds no secret."""
    token = token_of(hand_over_id=UUID(str(kept["hand_over"])))
    return {**kept, "url": f"{settings.BASE_URL}{address_in(found=found)}?hand_over={token}"}
