"""A town of technicians with registered phones, each signed in, for the measurement of sync."""

from collections import Counter
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.test import Client

from hoistway.foundation import clock
from hoistway.foundation.attachments import path_of
from hoistway.foundation.models import Attachment
from hoistway.foundation.periods import local_day
from hoistway.maintenance.actions import NewKey, register_key
from hoistway.maintenance.queries.facts import facts_of
from hoistway.maintenance.seed.phones import Phone, key_of_chance
from hoistway.parties import seed as parties
from hoistway.parties.actions import appoint, certify, open_account
from hoistway.parties.queries import actor_of
from hoistway.parties.vocabulary import CertificateKind, RoleKind
from hoistway.registry import seed as registry

if TYPE_CHECKING:
    from hoistway.parties.models import Organisation
    from hoistway.registry.models import Elevator

ELEVATORS = 600
"""Chosen: so few that the chains of documents are locked more often than those of a city."""

_BACKEND = "hoistway.web.signing_in.AccountBackend"
_SUMMED = 3000
"""Photos whose bytes are counted anew. Chosen: half a minute of reading."""


def lay_out(*, sessions: int, seed: int) -> dict[str, Any]:
    """Return pairs of signed-in technicians, each with elevators that their firm maintains."""
    chance, now = Random(seed), clock.now()
    with transaction.atomic():
        cast = parties.lay_out(elevators=ELEVATORS, chance=chance, now=now)
        rows = registry.lay_out(cast=cast, elevators=ELEVATORS, chance=chance, now=now)
    mine: dict[int, list[Elevator]] = {}
    for row in rows:
        if row.firm_id and str(row.kind).startswith("31") and row.longitude is not None:
            mine.setdefault(row.firm_id, []).append(row)
    firms = {firm.pk: firm for firm in cast.firms if firm.pk in mine}
    order = sorted(firms)
    pairs = []
    for number in range(sessions // 2):
        key = order[number % len(order)]
        with transaction.atomic():
            people = [_hand(firms[key], chance, now) for _ in range(2)]
        pairs.append({"firm": key, "people": people})
    places = {key: [_place(row, firms[key]) for row in mine[key]] for key in order}
    return {"pairs": pairs, "elevators": places, "cookie": settings.SESSION_COOKIE_NAME}


def _place(row: "Elevator", firm: "Organisation") -> dict[str, Any]:
    return {
        "register_number": row.register_number, "kind": str(row.kind),
        "facts": facts_of(elevator=row, firm=firm), "place": [row.longitude, row.latitude],
    }  # fmt: skip


def _hand(firm: "Organisation", chance: Random, now: datetime) -> dict[str, Any]:
    """Return a technician who is signed in, and whose phone's key is registered."""
    number, day = chance.getrandbits(60), local_day(at=now)
    member = appoint(
        name=f"测量员{number % 10_000:04d}", phone="", role=RoleKind.TECHNICIAN,
        since=now - timedelta(days=400), organisation=firm,
    )  # fmt: skip
    certificate, until = f"T{number:020d}", day + timedelta(days=900)
    certify(
        membership=member, kind=CertificateKind.T, number=certificate,
        valid_from=day - timedelta(days=300), valid_until=until,
    )  # fmt: skip
    account = open_account(membership=member, login=f"t{number}", password=None)
    client = Client()
    client.force_login(account, backend=_BACKEND)
    secret = chance.getrandbits(200)
    phone = Phone(
        person=member.person_id, name=member.person.name, certificate=certificate,
        until=until.isoformat(), device=UUID(int=chance.getrandbits(128)),
        key_uid=UUID(int=chance.getrandbits(128)), key=key_of_chance(number=secret),
    )  # fmt: skip
    key = NewKey(
        uid=phone.key_uid, device=phone.device, device_name="bench", public_key=phone.public_key
    )
    register_key(key=key, now=now, by=actor_of(account=account))
    return {
        "session": client.cookies[settings.SESSION_COOKIE_NAME].value, "person": phone.person,
        "name": phone.name, "certificate": certificate, "until": phone.until,
        "device": str(phone.device), "key_uid": str(phone.key_uid), "secret": str(secret),
    }  # fmt: skip


def counted() -> dict[str, Any]:
    """Return what stands: visits by state, records, deeds, photos, and bytes that differ."""
    from_tables = {
        "visits": "SELECT count(*) FROM maintenance_visit",
        "signed": "SELECT count(*) FROM maintenance_visit WHERE state = 'signed'",
        "records": "SELECT count(*) FROM ledger_document WHERE kind = 'visit_record'",
        "records_of_visits": "SELECT count(DISTINCT record_id) FROM maintenance_visit",
        "deeds": "SELECT count(*) FROM maintenance_operation",
        "photos": "SELECT count(*) FROM maintenance_visitphoto",
    }
    told: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for name, question in from_tables.items():
            cursor.execute(question)
            told[name] = cursor.fetchone()[0]
        cursor.execute("SELECT verdict, count(*) FROM maintenance_operation GROUP BY verdict")
        told["verdicts"] = dict(cursor.fetchall())
    return told | {"bytes_differ": _differing()}


def _differing() -> int:
    """Return how many of some kept photos no longer are the bytes that their name says."""
    rows = Attachment.objects.filter(media_type="image/jpeg").order_by("-pk")[:_SUMMED]
    found = Counter(
        sha256(path_of(attachment=row).read_bytes()).hexdigest() == row.sha256 for row in rows
    )
    return found[False]
