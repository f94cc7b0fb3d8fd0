"""Both sides sign the record of a check, or the unit refuses and the refusal is shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.ledger.actions import sign_content
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.supervision.actions.content import content_of
from hoistway.supervision.actions.proposing import AlreadyDone, locked_check
from hoistway.supervision.events import CheckFinished
from hoistway.supervision.models import Check
from hoistway.supervision.queries import checks, findings_of
from hoistway.supervision.vocabulary import CheckState, SignatureSide, SignatureWay


class NotToSign(Refusal):
    """Raised when there is nothing here that this person is to sign."""

    code = "nothing_to_sign"
    zh = "检查 {number} 没有等待您签字的内容。"
    en = "Nothing of check {number} waits for your signature."


class NameMissing(Refusal):
    """Raised when the unit's hand has no name, no post or no drawing."""

    code = "unit_signature_missing"
    zh = "请填写签字人的姓名和职务，并由本人签名。"
    en = "Give name and post of who signs for the unit, and the signature itself."
    status = 422
    clause = "特种设备安全监督检查办法 art. 21"


class RefusalBare(Refusal):
    """Raised when a refusal is noted without words, or without photo, recording or witness."""

    code = "refusal_without_evidence"
    zh = "拒绝签字的，应当写明情况，并附照片、录音录像或见证人。"
    en = "Where a unit refuses to sign, say so, with a photo, a recording or a witness."
    status = 422
    clause = "特种设备安全监督检查办法 art. 27"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitHand:
    """The unit's responsible person, who drew a signature; `file` is its SHA-256."""

    name: str
    post: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRefusal:
    """That the unit would not sign: words, SHA-256 of what shows it, who saw it."""

    words: str
    files: Sequence[str] = ()
    witness: str = ""


def officer_signature(*, check: Check, person_id: int, now: datetime) -> dict[str, object]:
    """Return the signature of an officer of this check."""
    one = next(one for one in check.officers if int(one["person"]) == person_id)
    return {
        "side": str(SignatureSide.OFFICER), "way": str(SignatureWay.ACCOUNT), "person": person_id,
        "name": one["name"], "post": one["card"], "at": now.isoformat(), "file": "",
        "sha256": check.record_sha256,
    }  # fmt: skip


def keep_unit_hand(*, check: Check, hand: UnitHand, now: datetime) -> None:
    """Add the drawn signature of the unit. Raises: NameMissing."""
    if not (hand.name.strip() and hand.post.strip() and hand.file):
        raise NameMissing
    check.signatures = [
        *check.signatures,
        {
            "side": str(SignatureSide.UNIT), "way": str(SignatureWay.DRAWN), "person": 0,
            "name": hand.name.strip()[:40], "post": hand.post.strip()[:40],
            "at": now.isoformat(), "file": hand.file, "sha256": check.record_sha256,
        },
    ]  # fmt: skip


def keep_refusal(*, check: Check, refusal: UnitRefusal, now: datetime, by: Actor) -> None:
    """Note that the unit would not sign. Raises: RefusalBare."""
    if not refusal.words.strip() or not (refusal.files or refusal.witness.strip()):
        raise RefusalBare
    check.refusal = {
        "words": refusal.words.strip()[:1000], "files": list(refusal.files),
        "witness": refusal.witness.strip()[:60], "at": now.isoformat(), "by": by.as_json(),
    }  # fmt: skip


def _signed(check: Check, side: SignatureSide) -> set[int]:
    return {int(one["person"]) for one in check.signatures if one["side"] == str(side)}


def waits_for_officers(*, check: Check) -> list[int]:
    """Return the officers who have not signed yet."""
    signed = _signed(check, SignatureSide.OFFICER)
    return [int(one["person"]) for one in check.officers if int(one["person"]) not in signed]


def waits_for_unit(*, check: Check) -> bool:
    """Return whether the unit has neither signed nor refused."""
    return check.refusal is None and not _signed(check, SignatureSide.UNIT)


@transaction.atomic
def sign_as_officer(*, check_id: int, now: datetime, by: Actor) -> Check:
    """Let another officer of the check sign by the own sign-in; twice is once.

    Raises: NotAllowed, NotFound, AlreadyDone, NotToSign.
    """
    row = locked_check(check_id=check_id, by=by)
    if row.record_form is None or by.person_id not in waits_for_officers(check=row):
        raise NotToSign(number=row.number)
    signature = officer_signature(check=row, person_id=by.person_id, now=now)
    row.signatures = [*row.signatures, signature]
    row.save(update_fields=["signatures"])
    return finish_when_signed(check=row, now=now)


@transaction.atomic
def sign_for_unit(*, check_id: int, hand: UnitHand, now: datetime, by: Actor) -> Check:
    """Keep the drawn signature of the unit on an officer's device.

    Raises: NotAllowed, NotFound, AlreadyDone, NotToSign, NameMissing.
    """
    row = locked_check(check_id=check_id, by=by)
    if row.record_form is None or not waits_for_unit(check=row):
        raise NotToSign(number=row.number)
    keep_unit_hand(check=row, hand=hand, now=now)
    row.save(update_fields=["signatures"])
    return finish_when_signed(check=row, now=now)


@transaction.atomic
def refuse_signature(*, check_id: int, refusal: UnitRefusal, now: datetime, by: Actor) -> Check:
    """Keep that the unit would not sign, with what shows it.

    Raises: NotAllowed, NotFound, AlreadyDone, NotToSign, RefusalBare.
    """
    row = locked_check(check_id=check_id, by=by)
    if row.record_form is None or not waits_for_unit(check=row):
        raise NotToSign(number=row.number)
    keep_refusal(check=row, refusal=refusal, now=now, by=by)
    row.save(update_fields=["refusal"])
    return finish_when_signed(check=row, now=now)


@transaction.atomic
def sign_as_unit(
    *, check_id: int, post: str, opinion: str, now: datetime, by: Actor
) -> Check:  # fmt: skip
    """Let somebody of the organisation checked sign by the own sign-in, with its opinion.

    Raises: NotAllowed, NotFound, AlreadyDone, NotToSign, NameMissing.
    """
    require(by=by, deed=Deed.ANSWER_ORDER)
    row = checks(by=by).select_for_update(of=("self",)).filter(pk=check_id).first()
    if row is None or row.organisation_id != by.organisation_id:
        raise NotFound
    if row.state is not CheckState.UNDERWAY:
        raise AlreadyDone(number=row.number)
    if not waits_for_unit(check=row):
        raise NotToSign(number=row.number)
    if not post.strip():
        raise NameMissing
    row.signatures = [
        *row.signatures,
        {
            "side": str(SignatureSide.UNIT), "way": str(SignatureWay.ACCOUNT),
            "person": by.person_id, "name": by.name, "post": post.strip()[:40],
            "at": now.isoformat(), "file": "", "sha256": row.record_sha256,
            "opinion": opinion.strip()[:1000],
        },
    ]  # fmt: skip
    row.save(update_fields=["signatures"])
    return finish_when_signed(check=row, now=now)


def finish_when_signed(*, check: Check, now: datetime) -> Check:
    """Seal the record once everybody has signed; until then it waits.

    Announces: CheckFinished.
    """
    if waits_for_officers(check=check) or waits_for_unit(check=check):
        return check
    check.state = CheckState.REFUSED if check.refusal else CheckState.SIGNED
    findings = list(findings_of(check_ids=[check.pk]))
    content = content_of(check=check, findings=findings, signed=True)
    check.signed_text, check.signed_at = sign_content(content=content, now=now).as_json(), now
    check.save(update_fields=["state", "signed_text", "signed_at"])
    announce(CheckFinished(check_id=check.pk))
    return check
