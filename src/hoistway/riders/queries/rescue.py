"""What became of a passenger's request."""

from uuid import UUID

from django.db.models import QuerySet

from hoistway.foundation.actors import Actor
from hoistway.parties.queries import require
from hoistway.parties.vocabulary import Deed
from hoistway.riders.models import CallerNumber, RiderRequest, UnplacedCall
from hoistway.riders.rules.urgency import sounds_urgent


def request_with_token(*, token: str) -> RiderRequest | None:
    """Return the request behind a follow link."""
    return RiderRequest.objects.select_related("elevator").filter(token=token).first()


def request_with_form(*, form_id: UUID) -> RiderRequest | None:
    """Return the request that a form has made already."""
    return RiderRequest.objects.filter(form_id=form_id).first()


def requests_of(*, incident_id: int) -> QuerySet[RiderRequest]:
    """Return the requests that stand behind a rescue."""
    return RiderRequest.objects.filter(incident_id=incident_id).order_by("made_at", "pk")


def unplaced_calls(*, by: Actor) -> QuerySet[UnplacedCall]:
    """Return the calls for help that wait for a person to find the place. Raises: NotAllowed."""
    require(by=by, deed=Deed.COMMAND_RESCUE)
    return UnplacedCall.objects.filter(settled_at__isnull=True).order_by("made_at", "pk")


def is_urgent(*, text: str) -> bool:
    """Return whether words in a form may be a call for help."""
    return sounds_urgent(text=text)


def unplaced(*, token: str) -> UnplacedCall | None:
    """Return the call by address behind a follow link."""
    return UnplacedCall.objects.filter(token=token).first()


def caller_number(*, incident_id: int) -> str:
    """Return the telephone number left last for a rescue, empty when there is none or no more."""
    left = CallerNumber.objects.filter(incident_id=incident_id).order_by("-told_at", "-pk").first()
    return left.phone if left else ""
