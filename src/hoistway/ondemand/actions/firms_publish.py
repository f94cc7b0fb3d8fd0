"""Standard and commitment stand on the firm's own page too: it is named, read, and kept."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.announce import announce
from hoistway.foundation.attachments import keep_page
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import Refusal
from hoistway.ondemand.actions.firm_steps import at_hand, is_known, stepped
from hoistway.ondemand.adapters import web_pages
from hoistway.ondemand.adapters.web_pages import PageUnread, WebPage
from hoistway.ondemand.events import FirmPageNamed
from hoistway.ondemand.models import FirmPilot
from hoistway.ondemand.rules.firm_page import PageRead, read_page
from hoistway.ondemand.rules.firm_plan import public_text
from hoistway.ondemand.vocabulary import FirmPilotState, PilotDeed
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed

_READINGS = UUID("5b0f5a86-54f5-4a0c-9d3e-4c7b1c6f2e02")
_MOST_ADDRESS = 300


class NotDeclared(Refusal):
    """Raised when a copy is handed in without the word that it is the page as it stands."""

    code = "copy_not_declared"
    zh = "请确认上传的副本与该网页现状一致。"
    en = "Confirm that the copy is the page as it stands."
    status = 422


@transaction.atomic
def name_page(*, number: str, address: str, now: datetime, by: Actor) -> FirmPilot:
    """Name the firm's own page; it is read in the background. The same one again: read anew.

    Announces: FirmPageNamed. Raises: NotAllowed, NotFound, ApplicationMoved, PageUnread.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    pilot = at_hand(number=number, by=by, states=FirmPilotState.living())
    sound = web_pages.check_address(address=address)
    if len(sound) > _MOST_ADDRESS:
        raise PageUnread(zh="网址过长", en="its address is too long")
    pilot.website = sound
    pilot.website_read = {"asked_at": now.isoformat()}
    pilot.save(update_fields=["website", "website_read"])
    announce(FirmPageNamed(pilot_id=pilot.pk))
    return pilot


def read_firm_page(*, pilot_id: int, now: datetime) -> FirmPilot | None:
    """Read the page that a firm named, outside of any transaction, and keep what was found."""
    pilot = FirmPilot.objects.filter(pk=pilot_id).first()
    if pilot is None or not pilot.website:
        return None
    try:
        page = web_pages.read_page(address=pilot.website)
    except PageUnread as no:
        return _unread(pilot, no, now)
    return keep_copy(pilot_id=pilot_id, named=pilot.website, page=page, now=now)


@transaction.atomic
def keep_copy(*, pilot_id: int, named: str, page: WebPage, now: datetime) -> FirmPilot | None:
    """Keep the copy of a page as it was read; if it says both texts, the promise is public.

    None where the firm has named another page meanwhile. Source: 286号 附件2 四（三）.
    """
    pilot = _locked(pilot_id, named)
    if pilot is None:
        return None
    standard, promise = public_text(plan=pilot.plan)
    said = read_page(html=page.text, standard=standard, promise=promise)
    copy = keep_page(data=page.data, now=now, by=PLATFORM)
    pilot.website_copy = copy
    pilot.website_read = _found(said, page, now)
    form_id = uuid5(_READINGS, f"{pilot.pk} {copy.sha256} {named}")
    _publish(pilot, form_id, now, PLATFORM)
    return pilot


@transaction.atomic
def hand_in_copy(
    *, number: str, file: Attachment, declared: bool, form_id: UUID, now: datetime, by: Actor
) -> FirmPilot:
    """Keep a copy that the firm itself made of its page, where the platform cannot read it.

    It is shown as handed in by the firm; who declares it answers for it.
    Raises: NotAllowed, NotFound, ApplicationMoved, PageUnread, NotDeclared.
    """
    require(by=by, deed=Deed.APPLY_PILOT)
    pilot = at_hand(number=number, by=by, form_id=form_id, states=FirmPilotState.living())
    if is_known(pilot=pilot, form_id=form_id):
        return pilot
    if not pilot.website:
        raise PageUnread(zh="请先填写网址", en="name its address first")
    if not declared:
        raise NotDeclared
    pilot.website_copy = file
    pilot.website_read = {
        "at": now.isoformat(), "handed_in": True, "says_both": True, "sha256": file.sha256,
        "by": by.name,
    }  # fmt: skip
    _publish(pilot, form_id, now, by)
    return pilot


def _found(said: PageRead, page: WebPage, now: datetime) -> dict[str, object]:
    return {
        "at": now.isoformat(), "address": page.address, "says_both": said.says_both,
        "standard": round(said.standard, 4), "promise": round(said.promise, 4),
        "sha256": hashlib.sha256(page.data).hexdigest(), "bytes": len(page.data),
    }  # fmt: skip


def _publish(pilot: FirmPilot, form_id: UUID, now: datetime, by: Actor) -> None:
    """Keep what was read; the first reading that says both publishes a listed firm's promise."""
    is_first = pilot.published_at is None and pilot.state is FirmPilotState.LISTED
    if is_first and pilot.website_read["says_both"]:
        pilot.published_at = now
    pilot.save(update_fields=["website_copy", "website_read", "published_at"])
    if pilot.published_at == now and not is_known(pilot=pilot, form_id=form_id):
        facts = {"website": pilot.website, **pilot.website_read}
        stepped(pilot=pilot, deed=PilotDeed.PUBLISHED, form_id=form_id, now=now, by=by, facts=facts)


@transaction.atomic
def _unread(pilot: FirmPilot, no: PageUnread, now: datetime) -> FirmPilot | None:
    held = _locked(pilot.pk, pilot.website)
    if held is not None:
        held.website_read = {
            "at": now.isoformat(), "says_both": False, "zh": no.sentence("zh"),
            "en": no.sentence("en"),
        }  # fmt: skip
        held.save(update_fields=["website_read"])
    return held


def _locked(pilot_id: int, named: str) -> FirmPilot | None:
    rows = FirmPilot.objects.select_related("period", "firm").select_for_update(of=("self",))
    return rows.filter(pk=pilot_id, website=named).first()
