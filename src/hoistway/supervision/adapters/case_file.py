"""A case file: an order with check, proofs, course and records, verified without the platform."""

import hashlib
import io
import json
import zipfile
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from hoistway.foundation import attachments
from hoistway.foundation.models import Attachment
from hoistway.ledger.actions import court_bundle
from hoistway.ledger.queries import chain_of
from hoistway.ledger.queries.signed import public_key_named
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.supervision.models import Check, Order, OrderStep
from hoistway.supervision.queries.orders import findings_of_order, order_steps

_HERE = Path(__file__).parent / "case"
_ENDINGS = {"image/jpeg": "jpg", "application/pdf": "pdf"}
MOST_RECORDS = 3
"""Maintenance records of each elevator. Chosen: the last six weeks of a fixed interval."""

Part = tuple[str, bytes]


def case_file(*, order: Order, papers: Mapping[str, bytes]) -> bytes:
    """Return the case file of an order as a zip; the same state gives the same bytes."""
    parts = sorted(_parts(order, papers))
    sums = "".join(f"{hashlib.sha256(data).hexdigest()}  ./{name}\n" for name, data in parts)
    at = (order.settled_at or datetime(2000, 1, 1)).utctimetuple()[:6]  # noqa: DTZ001 -- only a date in the archive
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, data in (*parts, ("SHA256SUMS", sums.encode())):
            entry = zipfile.ZipInfo(name, date_time=at)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o755 if name.endswith(".sh") else 0o644) << 16
            bundle.writestr(entry, data)
    return out.getvalue()


def _parts(order: Order, papers: Mapping[str, bytes]) -> Iterator[Part]:
    yield "README.txt", (_HERE / "README.txt").read_bytes()
    yield "verify.sh", (_HERE / "verify.sh").read_bytes()
    steps = order_steps(order_id=order.pk)
    yield from _signed(order, order.check_made)
    yield "steps.json", _course(steps)
    for name, data in papers.items():
        yield f"papers/{name}", data
    yield from _files(_named(order, steps))
    for row in findings_of_order(order_id=order.pk):
        if row.elevator is not None:
            yield from _records(row.elevator.pk, row.elevator.register_number, order)


def _signed(order: Order, check: Check) -> Iterator[Part]:
    keys = set()
    for name, text in (("order", order.signed_text), ("check", check.signed_text)):
        if text is None:
            continue
        keys.add(str(text["key"]))
        yield f"signed/{name}.json", str(text["body"]).encode()
        yield f"signed/{name}.key", f"{text['key']} {text['signature']}\n".encode()
    for key in sorted(keys):
        yield f"keys/{key}.pem", public_key_named(name=key).encode()


def _course(steps: Collection[OrderStep]) -> bytes:
    told = [
        {
            "at": one.at.isoformat(),
            "deed": str(one.deed),
            "words": one.words,
            "facts": one.facts,
            "by": {k: one.by.get(k, "") for k in ("name", "role")},
        }
        for one in steps
    ]
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _named(order: Order, steps: Collection[OrderStep]) -> set[str]:
    """Return the SHA-256 of every proof that findings, record and steps name."""
    found = {sha for row in findings_of_order(order_id=order.pk) for sha in row.files}
    check = order.check_made
    found |= {str(one["file"]) for one in check.signatures if one.get("file")}
    found |= {str(one) for one in (check.refusal or {}).get("files", ())}
    for step in steps:
        found |= {str(one["sha256"]) for one in step.facts.get("files", ())}
        told: list[dict[str, Any]] = step.facts.get("told", [])
        found |= {str(one["file"]["sha256"]) for one in told if one["file"]}
    return found


def _files(named: Collection[str]) -> Iterator[Part]:
    for row in Attachment.objects.filter(sha256__in=named).order_by("sha256"):
        file = attachments.path_of(attachment=row)
        if file.exists():
            yield f"files/{row.sha256}.{_ENDINGS.get(row.media_type, 'bin')}", file.read_bytes()


def _records(elevator_id: int, register_number: str, order: Order) -> Iterator[Part]:
    """Give the bundles of an elevator's latest maintenance records, unpacked."""
    until = order.check_made.signed_at
    rows = [
        one for one in chain_of(elevator_id=elevator_id)
        if one.kind is DocumentKind.VISIT_RECORD and one.body
        and (until is None or one.kept_at <= until)
    ]  # fmt: skip
    for row in rows[-MOST_RECORDS:]:
        folder = f"records/{register_number}-{row.sequence}"
        with zipfile.ZipFile(io.BytesIO(court_bundle(document=row))) as bundle:
            for name in bundle.namelist():
                yield f"{folder}/{name}", bundle.read(name)
