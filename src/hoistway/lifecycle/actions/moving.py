"""Hold a request and move it by the one table."""

from hoistway.foundation.refusal import NotFound
from hoistway.lifecycle.models import UseRequest
from hoistway.lifecycle.rules.course import state_after
from hoistway.lifecycle.vocabulary import RequestDeed


def held_request(*, request_id: int) -> UseRequest:
    """Return a request that nobody else can move until the transaction ends.

    Raises: NotFound.
    """
    found = UseRequest.objects.select_for_update(of=("self",)).filter(pk=request_id)
    request = found.select_related("elevator__jurisdiction", "use_unit").first()
    if request is None:
        raise NotFound
    return request


def move(request: UseRequest, deed: RequestDeed, **columns: object) -> None:
    """Move a held request and keep what goes with the deed.

    Raises: RequestMovedOn.
    """
    request.state = state_after(state=request.state, deed=deed)
    for name, value in columns.items():
        setattr(request, name, value)
    request.save(update_fields=["state", *columns])
