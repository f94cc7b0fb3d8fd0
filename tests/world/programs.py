"""Programs that call, each in the name of a person in a role."""

import json
from datetime import UTC, datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.parties.models import Membership
from hoistway.programs.actions import Opening, open_key
from hoistway.programs.vocabulary import Scope

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
