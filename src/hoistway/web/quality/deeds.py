"""From a form of the data desk to the deed of the room that does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import Refusal
from hoistway.quality.actions import answer, settle, undo
from hoistway.quality.models import Finding
from hoistway.quality.queries import corrections
from hoistway.registry.actions import split
from hoistway.web.quality.forms import AnswerForm, SettleForm


@dataclass(frozen=True, slots=True)
class Outcome:
    """Which findings of many were settled, and which could not be."""

    done: tuple[int, ...]
    refused: frozenset[int]


def settled(*, finding: Finding, form: SettleForm, now: datetime, by: Actor) -> None:
    """Settle a finding as the form says."""
    data = form.cleaned_data
    value = data["keep"] if data["deed"] == "merge" else data["value"].strip() or None
    settle(
        finding_id=finding.pk, deed=data["deed"], value=value, reason=data["reason"], now=now,
        by=by,
    )  # fmt: skip


def accepted(*, ids: Sequence[int], reason: str, now: datetime, by: Actor) -> Outcome:
    """Accept the proposals of many findings; each alone, so that one refusal stops no other."""
    done, refused = [], set()
    for finding_id in ids:
        try:
            settle(finding_id=finding_id, deed="accept", value=None, reason=reason, now=now, by=by)
            done.append(finding_id)
        except Refusal:
            refused.add(finding_id)
    return Outcome(tuple(done), frozenset(refused))


def answered(*, finding: Finding, form: AnswerForm, now: datetime, by: Actor) -> None:
    """Keep an answer."""
    data = form.cleaned_data
    agrees = {"yes": True, "no": False}.get(data["agrees"])
    value = data["value"].strip() or None
    answer(finding_id=finding.pk, agrees=agrees, value=value, text=data["text"], now=now, by=by)


def taken_apart(*, merge_id: int, reason: str, now: datetime, by: Actor) -> None:
    """Split a merge; where it followed from a finding, that correction is taken back with it."""
    made = corrections(by=by).filter(merge_id=merge_id, undone_at=None).first()
    if made is None:
        split(merge_id=merge_id, reason=reason, now=now, by=by)
    else:
        undo(correction_id=made.pk, reason=reason, now=now, by=by)
