"""Keeps records with planted forgeries, then verifies all, as a program beside an installation."""

import base64
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from time import perf_counter
from typing import Any
from uuid import UUID

import django
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from hoistway.server import config

_LIFTS, _LINES, _PART, _DAYS, _ONE_IN = 300, 31, 250, 20, 200
"""Elevators, items of a semi-monthly visit, records in a transaction, days, one forgery in so many.
Chosen: the size of what a court or an inspector checks at once, a firm's month."""

Crew = Sequence[tuple[ec.EllipticCurvePrivateKey, str]]


def main(records: int, seed: int) -> None:
    """Keep, sign, verify, and print one line of JSON."""
    config.load()
    config.name_settings()
    django.setup()
    from hoistway.foundation import clock  # noqa: PLC0415 -- after Django is set up
    from hoistway.ledger.actions import sign_digests  # noqa: PLC0415 -- after Django is set up
    from hoistway.ledger.queries import verify_documents  # noqa: PLC0415 -- after Django is set up

    now, chance = clock.now(), Random(seed)
    lifts = _lay_out(chance, now)
    began = perf_counter()
    kept, planted = _keep(records, lifts, chance, now)
    keep_s = perf_counter() - began
    began = perf_counter()
    days = len(sign_digests(now=now))
    digest_s = perf_counter() - began
    began = perf_counter()
    false = {one.document.uid for one in verify_documents(uids=kept, now=now)
             if one.document and not one.true}  # fmt: skip
    verify_s = perf_counter() - began
    print(
        json.dumps(
            {
                "records": len(kept), "days": days, "keep_s": round(keep_s, 2),
                "digest_s": round(digest_s, 2), "verify_s": round(verify_s, 2),
                "planted": len(planted), "found": len(planted & false),
                "falsely_accused": len(false - planted), "providers_us": _providers(),
            }
        )
    )  # fmt: skip


def _lay_out(chance: Random, now: datetime) -> list[int]:
    from hoistway.parties import seed as parties  # noqa: PLC0415 -- after Django is set up
    from hoistway.registry import seed as registry  # noqa: PLC0415 -- after Django is set up

    with transaction.atomic():
        cast = parties.lay_out(elevators=_LIFTS, chance=chance, now=now)
        rows = registry.lay_out(cast=cast, elevators=_LIFTS, chance=chance, now=now)
    return [row.pk for row in rows]


def _keep(
    records: int, lifts: list[int], chance: Random, now: datetime
) -> tuple[list[UUID], set[UUID]]:
    """Keep the records day by day, and return their numbers and those of the forged."""
    from hoistway.ledger.actions import keep_document  # noqa: PLC0415 -- after Django is set up
    from hoistway.ledger.vocabulary import DocumentKind  # noqa: PLC0415 -- after Django is set up

    phones = [_phone() for _ in range(40)]
    kept, planted = [], set()
    for start in range(0, records, _PART):
        with transaction.atomic():
            for number in range(start, min(start + _PART, records)):
                forged = chance.randrange(_ONE_IN) == 0
                at = now - timedelta(days=_DAYS - number * _DAYS // records)
                document = keep_document(
                    elevator_id=chance.choice(lifts), kind=DocumentKind.VISIT_RECORD,
                    content=_record(number, chance.sample(phones, 2), at, forged=forged),
                    keep_until=date(2032, 1, 1), now=at,
                )  # fmt: skip
                kept.append(document.uid)
                if forged:
                    planted.add(document.uid)
    return kept, planted


def _phone() -> tuple[ec.EllipticCurvePrivateKey, str]:
    key = ec.generate_private_key(ec.SECP256R1())
    spki = key.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return key, base64.b64encode(spki).decode()


def _record(number: int, crew: Crew, at: datetime, *, forged: bool) -> dict[str, Any]:
    """Return a record; a forged one says another value than its crew has signed."""
    lines: list[dict[str, Any]] = [
        {"item": f"A-1-{line:02d}", "zh": "制动器各销轴部位动作灵活", "result": "normal",
         "value": "7.5", "unit": "mm", "note": "", "photos": [], "part": None}
        for line in range(_LINES)
    ]  # fmt: skip
    content = {"schema": "hoistway.visit/1", "visit": number, "lines": lines, "remark": "正常"}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    signatures = [
        {"person": place, "name": "王师傅", "certificate": "T-000001", "public_key": public,
         "algorithm": "ecdsa-p256-sha256", "signed_at": at.isoformat(),
         "signature": key.sign(text.encode(), ec.ECDSA(hashes.SHA256())).hex()}
        for place, (key, public) in enumerate(crew)
    ]  # fmt: skip
    if forged:
        lines[number % _LINES]["value"] = "7.0"
    return {
        "schema": "hoistway.record/1", "content": content, "signatures": signatures,
        "received_at": at.isoformat(),
    }  # fmt: skip


def _providers() -> dict[str, dict[str, int]]:
    """Return what one signature and one check cost by each algorithm, in microseconds."""
    from hoistway.ledger.queries import fits, signing_key  # noqa: PLC0415 -- after Django is set up
    from hoistway.ledger.vocabulary import Algorithm  # noqa: PLC0415 -- after Django is set up

    told = {}
    for algorithm in Algorithm:
        key = signing_key(algorithm=algorithm, secret="5f" * 32)
        said = key.sign(text="a" * 64)
        check = partial(
            fits, algorithm=algorithm, public_key=key.public_key, text="a" * 64, signature=said
        )
        told[str(algorithm)] = {"sign": _us(partial(key.sign, text="a" * 64)), "check": _us(check)}
    return told


def _us(deed: Callable[[], object]) -> int:
    began = perf_counter()
    for _ in range(20):
        deed()
    return round((perf_counter() - began) / 20 * 1_000_000)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
