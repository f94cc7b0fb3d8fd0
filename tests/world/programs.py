"""Programs that call, each in the name of a person in a role."""

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from django.http import HttpResponse
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.periods import local_day
from hoistway.parties.actions import appoint
from hoistway.parties.models import Membership
from hoistway.parties.queries import actor_in_role
from hoistway.parties.vocabulary import RoleKind
from hoistway.programs.actions import Opening, RefusedCall, Wish, let_in, note_refusal, open_key
from hoistway.programs.models import ApiKey, UseDay
from hoistway.programs.vocabulary import Scope
from hoistway.registry.models import Elevator

_FORMS = UUID("5d0b0f7c-9f1c-4f0a-9d3c-2f6a1f0d7b11")
OPENED = datetime(2026, 1, 1, tzinfo=UTC)


class Program:
    """A foreign client with a key."""

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self.client = Client()
        self._writes = 0

    def get(self, path: str, **headers: str) -> HttpResponse:
        """Read an address."""
        return self.client.get(path, headers=self._headers(**headers))  # type: ignore[return-value]

    def send(
        self, path: str, body: object = None, *, write: str = "", method: str = "POST",
        content_type: str = "application/json",
    ) -> HttpResponse:  # fmt: skip
        """Write to an address, under a new idempotency key unless one is given."""
        self._writes += 1
        data = body if isinstance(body, bytes) else json.dumps(body if body is not None else {})
        headers = self._headers(**{"Idempotency-Key": write or f"w{self._writes}"})
        return self.client.generic(  # type: ignore[return-value]
            method, path, data, content_type=content_type, headers=headers
        )

    def _headers(self, **more: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.secret}", "Accept-Language": "en", **more}


def a_program(*, by: Actor, scopes: frozenset[Scope] = frozenset(Scope), name: str = "") -> Program:
    """Let a program in that acts in the name of this person in this role."""
    membership = Membership.objects.filter(
        person_id=by.person_id, organisation_id=by.organisation_id, role=by.role
    ).first()  # fmt: skip
    assert membership, f"{by.name} holds no role"
    name = name or f"program of {by.role} {by.person_id}"
    opening = Opening(
        name=name, organisation_id=by.organisation_id, source=f"firm:{by.organisation_id}",
        secret=f"secret of {name}", scopes=scopes, membership_id=membership.pk,
        calls_each_minute=1_000_000,
    )  # fmt: skip
    open_key(opening=opening, now=OPENED, by=PLATFORM)
    return Program(opening.secret)


def told(answer: HttpResponse) -> Any:
    """Return the JSON of an answer."""
    return json.loads(answer.content)


def program_here(*, elevator: Elevator) -> ApiKey:
    """Return a program of an elevator's firm that was used and refused; one for each elevator."""
    form_id = uuid5(_FORMS, elevator.register_number)
    known = ApiKey.objects.filter(form_id=form_id).first()
    if known is not None or elevator.firm is None:
        assert known is not None
        return known
    member = appoint(
        name="某信息员", phone="", organisation=elevator.firm, role=RoleKind.FIRM_OFFICE,
        since=OPENED,
    )  # fmt: skip
    now = clock.now()
    wish = Wish(
        name=f"system of {elevator.register_number}", days=365, form_id=form_id,
        scopes=frozenset({Scope.REGISTER, Scope.MAINTENANCE_WRITE}), secret=f"secret of {form_id}",
    )  # fmt: skip
    key = let_in(wish=wish, now=now, by=actor_in_role(membership=member, program=""))
    UseDay.objects.create(key=key, day=local_day(at=now), calls=12, last_at=now)
    call = RefusedCall(
        key_id=key.pk, code="fields_unsound", status=422, method="POST", path="/v1/visits",
        wrong=("body.kind: enum",),
    )  # fmt: skip
    note_refusal(call=call, now=now)
    return key
