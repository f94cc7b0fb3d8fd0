"""The record of a check as the one text that is hashed and signed."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from hoistway.supervision.models import Check, Finding

FORMAT = "hoistway-check/1"


def content_of(*, check: Check, findings: Sequence[Finding], signed: bool) -> dict[str, Any]:
    """Return the record; `signed` with the signatures, or the refusal, under it."""
    content: dict[str, Any] = {
        "format": FORMAT, "number": check.number, "kind": str(check.kind),
        "lead": str(check.lead), "draw": check.draw.number if check.draw else "",
        "organisation": {
            "key": check.organisation_id, "name": check.organisation.name,
            "credit_code": check.organisation.credit_code,
        },
        "jurisdiction": check.jurisdiction.code, "checklist": check.checklist,
        "officers": check.officers, "unit": check.unit_facts, "elevators": check.elevators,
        "answers": check.answers, "measures": check.measures, "opinion": check.opinion,
        "remark": check.remark, "place": check.place,
        "began_at": _at(check.began_at),
        "ended_at": _at(check.ended_at),
        "findings": [
            {
                "item": one.item, "weight": str(one.weight), "words": one.words,
                "elevator": one.elevator.register_number if one.elevator else "",
                "articles": list(one.articles), "files": list(one.files),
            }
            for one in findings
        ],
    }  # fmt: skip
    if signed:
        content |= {"signatures": check.signatures, "refusal": check.refusal}
    return content


def _at(instant: datetime | None) -> str:
    return instant.astimezone(UTC).isoformat() if instant else ""


def hash_of_record(*, check: Check, findings: Sequence[Finding]) -> str:
    """Return the SHA-256 of the record without its signatures: what everybody signs.

    It can be repeated from the signed text: take `signatures` and `refusal` out, hash the rest.
    """
    content = content_of(check=check, findings=findings, signed=False)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
