"""Builders of mismatches between site and filing, brought to their stage as in life."""

import io
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from hoistway.filings.actions.mismatches import SiteFinding, report_mismatch
from hoistway.filings.models import Mismatch
from hoistway.filings.vocabulary import MismatchField
from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import keep
from hoistway.foundation.periods import local_day
from hoistway.parties.models import Membership
from hoistway.parties.vocabulary import RoleKind
from hoistway.registry.models import Elevator
from tests.world.emergency import acting
from tests.world.parties import NOW, a_bureau, a_member
from tests.world.registry import Site, an_elevator


@dataclass(frozen=True, slots=True)
class Four:
    """An elevator with the four people who have to do with a mismatch of it."""

    elevator: Elevator
    inspector: Membership
    unit: Membership
    firm: Membership
    district: Membership

    def by(self, who: str) -> Actor:
        """Return one of the four as the one who acts."""
        return acting(membership=getattr(self, who))


def four_sides(*, site: Site | None = None) -> Four:
    """Return an elevator whose inspector, use unit, firm and district can act."""
    elevator = an_elevator(site=site)
    bureau = a_bureau(jurisdiction=elevator.jurisdiction)
    return Four(
        elevator=elevator, inspector=a_member(role=RoleKind.INSPECTOR),
        unit=a_member(role=RoleKind.USE_UNIT, organisation=elevator.use_unit),
        firm=a_member(role=RoleKind.FIRM_OFFICE, organisation=elevator.firm),
        district=a_member(role=RoleKind.DISTRICT_REGULATOR, organisation=bureau),
    )  # fmt: skip


def a_mismatch(
    *, sides: Four, field: MismatchField = MismatchField.ADDRESS, found: str = "武定路 9 号",
    now: datetime = NOW, by: Actor | None = None,
) -> Mismatch:  # fmt: skip
    """Return what the inspector found on site."""
    finding = SiteFinding(field=field, found=found, words="门牌与登记不同")
    return _reported(sides.elevator, finding, now, by or sides.by("inspector"))


def a_photographed_mismatch(*, elevator: Elevator, now: datetime) -> Mismatch:
    """Return what another inspector found on site and photographed."""
    by = acting(membership=a_member(role=RoleKind.INSPECTOR))
    photo = keep(upload=a_picture(), now=now, by=by, photo=True)
    finding = SiteFinding(field=MismatchField.ADDRESS, found="武定路 9 号", photo_id=photo.pk)
    return _reported(elevator, finding, now, by)


def a_picture(*, name: str = "site.jpg") -> SimpleUploadedFile:
    """Return a photo as a telephone sends it."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "#8a5300").save(out, "JPEG")
    return SimpleUploadedFile(name, out.getvalue(), content_type="image/jpeg")


def _reported(elevator: Elevator, finding: SiteFinding, now: datetime, by: Actor) -> Mismatch:
    return report_mismatch(
        elevator_id=elevator.pk, finding=finding, found_on=local_day(at=now), form_id=uuid4(),
        now=now, by=by,
    )  # fmt: skip
