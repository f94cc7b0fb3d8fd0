"""The second signature under a yearly self-inspection: the reviewer's, in the firm's office."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from hoistway.foundation.actors import Actor
from hoistway.foundation.refusal import NotAllowed, NotFound, Refusal
from hoistway.maintenance.actions.beginning import held_visit
from hoistway.maintenance.actions.recording import keep_record
from hoistway.maintenance.models import Crew, Visit
from hoistway.maintenance.rules.content import read_content
from hoistway.maintenance.vocabulary import VisitKind
from hoistway.parties.queries import may
from hoistway.parties.vocabulary import Deed


class NothingToReview(Refusal):
    """Raised when no inspector has signed yet, or somebody has reviewed it before."""

    code = "nothing_to_review"
    zh = "此自行检查尚未签名，或已审核。"
    en = "This self-inspection is not signed yet, or was reviewed before."
    clause = "TSG T5002-2017 art. 6 (M)"


class OwnInspection(Refusal):
    """Raised when the inspector would review the own report."""

    code = "own_inspection"
    zh = "检查人员不能审核自己的报告，请由本单位其他人员审核。"
    en = "The inspector cannot review the own report; another person of the firm must."
    clause = "TSG T5002-2017 art. 6 (M)"


@transaction.atomic
def review_visit(*, visit_uid: UUID, now: datetime, by: Actor) -> Visit:
    """Complete a self-inspection by the word of another person of the firm.

    Source: TSG T5002-2017 art. 6 (M): signed by inspector and reviewer.
    Announces: VisitSigned. Raises: NotAllowed, NotFound, NothingToReview, OwnInspection.
    """
    if not (may(by=by, deed=Deed.PLAN_MAINTENANCE) or may(by=by, deed=Deed.DO_MAINTENANCE)):
        raise NotAllowed
    visit = held_visit(uid=visit_uid)
    if visit is None or visit.firm_id != by.organisation_id:
        raise NotFound
    waits = visit.kind is VisitKind.SELF_INSPECTION and visit.sheet.get("review") == "waiting"
    if not waits:
        raise NothingToReview
    if Crew.objects.filter(visit=visit, person_id=by.person_id).exists():
        raise OwnInspection
    content = read_content(text=visit.sheet["content"])
    review = {"person": by.person_id, "name": by.name, "at": now.isoformat()}
    visit.sheet["review"] = review
    visit.version += 1
    keep_record(visit=visit, content=content, now=now, by=by, review=review)
    return visit
