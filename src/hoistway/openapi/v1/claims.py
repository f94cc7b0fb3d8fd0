"""`POST /v1/claims`: what a system knows of elevators, one JSON object on each line."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

router = Router(tags=["claims"])


@router.post("", summary="Say what is known of elevators", url_name="claims")
def say_claims(request: HttpRequest) -> HttpResponse:
    """Take NDJSON claims in."""
    return HttpResponse(status=501)
