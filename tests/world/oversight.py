"""Builders of what a regulator asks about a record from the desk."""

from datetime import datetime
from uuid import uuid4

from hoistway.foundation.attachments import keep
from hoistway.maintenance.models import Visit
from hoistway.parties.vocabulary import RoleKind
from hoistway.supervision.actions import weigh_visits
from hoistway.supervision.actions.inquiring import Asked, ask_firm
from hoistway.supervision.models import Inquiry, InquiryStep
from hoistway.supervision.vocabulary import InquiryKind
from tests.world.emergency import acting
from tests.world.mismatches import a_picture
from tests.world.parties import NOW, a_bureau, a_member


def asked_about(*, visit: Visit, now: datetime = NOW) -> Inquiry:
    """Return a question with a photo that the district put to the firm about a visit."""
    bureau = a_bureau(jurisdiction=visit.elevator.jurisdiction)
    by = acting(membership=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau))
    weigh_visits(visit_ids=[visit.pk], now=now)
    file = keep(upload=a_picture(), now=now, by=by)
    asked = Asked(form_id=uuid4(), words="请说明当天的作业时间。", file=file)
    return ask_firm(visit_uid=visit.uid, kind=InquiryKind.QUESTION, asked=asked, now=now, by=by)


def inquiry_words(*, visit: Visit) -> dict[str, str]:
    """Return what names the inquiry about a visit and its first step in addresses."""
    step = InquiryStep.objects.filter(inquiry__visit=visit).order_by("pk").first()
    assert step is not None
    return {"inquiry_number": step.inquiry.number, "inquiry_step_id": str(step.pk)}
