"""What is kept in the ledger about a visit: the record and what was added to it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from hoistway.dossier.visit import VisitPortrait
from hoistway.ledger.models import Document
from hoistway.ledger.vocabulary import DocumentKind
from hoistway.web.frame import spoken

_SHOWN = 16
"""Digits of the SHA-256 that serve as a number on paper. Chosen: 64 bits, in four groups."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One kept document in a list."""

    uid: UUID
    kind: DocumentKind
    number: str
    sha256: str
    sequence: int
    kept_at: datetime
    words: str
    who: str
    is_forgotten: bool


def papers(*, portrait: VisitPortrait) -> tuple[Paper, ...]:
    """Return the record of a visit and all that refers to it, in the order of the chain."""
    record = portrait.visit.record
    if record is None:
        return ()
    return tuple(paper_of(document=one) for one in (record, *portrait.papers))


def paper_of(*, document: Document) -> Paper:
    """Return a kept document in the words of a list."""
    said = _said(document)
    return Paper(
        uid=document.uid, kind=document.kind, number=number_of(sha256=document.sha256),
        sha256=document.sha256, sequence=document.sequence, kept_at=document.kept_at,
        words=_words(said), who=_who(said),
        is_forgotten=not document.body,
    )  # fmt: skip


def notes_of(*, record: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what the platform states beside the signed text, in the language of the page."""
    return tuple(
        spoken((str(one.get("zh", "")), str(one.get("en", "")))) for one in record.get("notes", ())
    )


def number_of(*, sha256: str) -> str:
    """Return the number that is printed and typed: the first digits of the SHA-256 in groups.

    Example:
        >>> number_of(sha256="3f9a12bc77d0e1aa" + 48 * "0")
        '3F9A-12BC-77D0-E1AA'
    """
    digits = sha256[:_SHOWN].upper()
    return "-".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _said(document: Document) -> Mapping[str, Any]:
    said = json.loads(document.body) if document.body else {}
    return said if isinstance(said, Mapping) else {}


def _words(said: Mapping[str, Any]) -> str:
    """Return a reason, or of a correction what it is about, how it reads now, and why."""
    changed = f"{said['about']} → {said['reads']}" if said.get("about") else ""
    why = str(said.get("reason") or said.get("words") or "")
    return " · ".join(filter(None, (changed, why)))


def _who(said: Mapping[str, Any]) -> str:
    for name in ("person", "by"):
        who = said.get(name)
        if isinstance(who, Mapping):
            return str(who.get("name") or "")
    return str(said.get("name") or "")
