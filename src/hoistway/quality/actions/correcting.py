"""Let the register take the certain changes, and keep what was changed and why."""

from collections.abc import Sequence
from typing import cast

from hoistway.foundation.actors import Actor
from hoistway.quality.actions.keeping import Found, Ledger
from hoistway.quality.models import Correction, Finding
from hoistway.quality.vocabulary import FindingState
from hoistway.registry.actions import Change, FieldValue, correct


def correct_found(
    *, certain: Sequence[Found], ledger: Ledger, by: Actor
) -> tuple[list[Found], list[Found]]:
    """Correct what is certain; return what was changed and what the register refused.

    The register refuses a change that somebody has undone, or whose value moved meanwhile.
    """
    if not certain:
        return [], []
    changes = [(one, change) for one in certain for change in _changes(one, ledger)]
    claims = correct(changes=[change for _, change in changes], now=ledger.now, by=by)
    taken: dict[str, list[tuple[Change, int]]] = {}
    for (one, change), claim_id in zip(changes, claims, strict=True):
        if claim_id is not None:
            taken.setdefault(one.mark, []).append((change, claim_id))
    done = [one for one in certain if one.mark in taken]
    refused = [one for one in certain if one.mark not in taken]
    _write(done, taken, ledger, by)
    for one in refused:
        ledger.bar(one)
    return done, refused


def _changes(one: Found, ledger: Ledger) -> list[Change]:
    """Return the changes of a verdict; what would change nothing is left out."""
    held = one.portrait.held
    return [
        Change(
            elevator_id=one.elevator_id, field=field, before=cast(FieldValue, held.get(field)),
            after=cast(FieldValue, after),
            rule=str(one.verdict.kind), inputs=one.verdict.inputs, edition=ledger.edition,
        )
        for field, after in one.verdict.changes.items()
        if held.get(field) != after
    ]  # fmt: skip


def _write(
    done: Sequence[Found], taken: dict[str, list[tuple[Change, int]]], ledger: Ledger, by: Actor
) -> None:
    rows = {one.mark: ledger.row_of(one, state=FindingState.CORRECTED) for one in done}
    for row in rows.values():
        row.settled_at, row.settled_by = ledger.now, by.as_json()
        row.settled_reason = ""
    Finding.objects.bulk_create([row for row in rows.values() if row.pk is None])
    known = [row for mark, row in rows.items() if mark in ledger.known]
    Finding.objects.bulk_update(
        known, ["state", "settled_at", "settled_by", "settled_reason", "edition", "inputs"]
    )
    ledger.known |= rows
    Correction.objects.bulk_create(
        [
            Correction(
                finding=rows[mark], claim_id=claim_id, automatic=True, field=change.field,
                before=change.before, after=change.after, at=ledger.now, by=by.as_json(),
            )
            for mark, each in taken.items()
            for change, claim_id in each
        ]
    )  # fmt: skip
