"""Ask for an examination: of what has come in, of a file, or of an address."""

import io
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hoistway.conformance.adapters.addresses import Address, fetched
from hoistway.conformance.events import ExaminationAsked
from hoistway.conformance.models import Examination
from hoistway.conformance.rules.policy import policy_on
from hoistway.conformance.vocabulary import Origin, Topic
from hoistway.foundation.actors import Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import MOST_BYTES, keep_table
from hoistway.foundation.periods import local_day
from hoistway.foundation.refusal import NotAllowed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed, RoleKind
from hoistway.registry.vocabulary import RunState
from hoistway.telemetry.queries import mapping_at_hand


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedExamination:
    """What a firm asks for; a file's content or an address, else what has come in."""

    topic: Topic
    form_id: UUID | None = None
    file_name: str = ""
    content: bytes = b""
    address: Address | None = None
    mapping: str = ""

    @property
    def origin(self) -> Origin:
        """From where the rows come."""
        if self.address is not None:
            return Origin.ADDRESS
        return Origin.FILE if self.file_name else Origin.FEED


def ask_examination(*, asked: AskedExamination, now: datetime, by: Actor) -> Examination:
    """Enter an examination and have it worked on; the same form again is the same examination.

    Announces: ExaminationAsked. Raises: NotAllowed, BadTable, NoRoom, AddressSilent,
    UnknownMapping.
    """
    require(by=by, deed=Deed.SEE_CONFORMANCE)
    if by.role != RoleKind.FIRM_OFFICE:
        raise NotAllowed
    known = _known(asked.form_id, by)
    if known is not None:
        return known
    mapping = mapping_at_hand(label=asked.mapping).label if asked.mapping else ""
    content, name = asked.content, asked.file_name
    if asked.address is not None:
        content = fetched(
            address=asked.address, allowed=settings.WEBHOOK_NETWORKS, most_bytes=MOST_BYTES
        )
        name = asked.address.shown
    with transaction.atomic():
        file = None
        if asked.origin is not Origin.FEED:
            file = keep_table(upload=io.BytesIO(content), now=now, by=by)
        row = Examination.objects.create(
            organisation_id=by.organisation_id, topic=asked.topic, at=now,
            edition=policy_on(day=local_day(at=now)).edition, passed=False, form_id=asked.form_id,
            by=by.as_json(), origin=asked.origin, state=RunState.WAITING, file=file,
            file_name=name[:200], mapping=mapping,
        )  # fmt: skip
        announce(ExaminationAsked(examination_id=row.pk))
    return row


def _known(form_id: UUID | None, by: Actor) -> Examination | None:
    if form_id is None:
        return None
    rows = Examination.objects.filter(organisation_id=by.organisation_id)
    return rows.filter(form_id=form_id).first()
