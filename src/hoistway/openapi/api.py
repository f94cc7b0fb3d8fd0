"""The API of version 1: who calls, how a refusal reads, which resources there are."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError

from hoistway.foundation.refusal import Refusal
from hoistway.openapi.errors import KeyUnknown, problem
from hoistway.openapi.keys import BearerKey
from hoistway.openapi.v1 import claims, codes, hand_overs, inspections

api = NinjaAPI(
    title="Hoistway 慧梯", version="1", urls_namespace="v1", docs_url=None, auth=BearerKey()
)
api.add_router("/claims", claims.router)
api.add_router("/codes", codes.router)
api.add_router("/hand-overs", hand_overs.router)
api.add_router("/inspections", inspections.router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer every anticipated «no»."""
    return problem(request, refusal)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer who comes without a key."""
    return problem(request, KeyUnknown())
