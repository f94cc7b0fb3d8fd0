"""The API of version 1: who calls, how a refusal reads, which resources there are."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja.errors import AuthenticationError, HttpError, ValidationError

from hoistway.foundation.refusal import NotFound, Refusal
from hoistway.openapi.document import Door, Reader
from hoistway.openapi.errors import (
    BodyUnreadable,
    FieldsUnsound,
    KeyUnknown,
    NotReady,
    problem,
)
from hoistway.openapi.keys import BearerKey
from hoistway.openapi.unsound import mistakes_of
from hoistway.openapi.v1 import (
    alarms,
    attachments,
    changes,
    claims,
    codes,
    deliveries,
    faults,
    hand_overs,
    incident_course,
    incidents,
    inspections,
    partners,
    public_reports,
    register,
    repairs,
    rescues,
    signing_keys,
    tokens,
    upkeep,
    visits,
    webhooks,
)
from hoistway.openapi.v1.watchers import ROUTERS as WATCHED

RETRY_S = 5
"""Seconds a caller should wait for the database. Chosen: it recovers within one or two."""

api = Door(
    title="Hoistway 慧梯", version="1", urls_namespace="v1", docs_url=None, auth=BearerKey(),
    parser=Reader(),
)  # fmt: skip
for address, router in WATCHED:
    api.add_router(address, router)
api.add_router("/attachments", attachments.router)
api.add_router("/alarms", alarms.router)
api.add_router("/change-kinds", changes.kinds_router)
api.add_router("/changes", changes.router)
api.add_router("/claims", claims.router)
api.add_router("/codes", codes.router)
api.add_router("/faults", faults.router)
api.add_router("/hand-overs", hand_overs.router)
api.add_router("/incidents", incidents.router)
api.add_router("/incidents", incident_course.router)
api.add_router("/incidents", rescues.router)
api.add_router("/inspections", inspections.router)
api.add_router("/partners", partners.router)
api.add_router("/repairs", repairs.router)
api.add_router("/signing-keys", signing_keys.router)
api.add_router("/tokens", tokens.router)
api.add_router("/visits", visits.router)
api.add_router("/webhooks", webhooks.router)
api.add_router("/webhooks", deliveries.router)
api.add_router("/positions", rescues.places)
api.add_router("/public-reports", public_reports.router)
for address, router in (*register.ROUTERS, *upkeep.ROUTERS):
    api.add_router(address, router)


@api.exception_handler(Refusal)
def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer every anticipated «no»."""
    return problem(request, refusal)


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer who comes without a key."""
    return problem(request, KeyUnknown())


@api.exception_handler(ValidationError)
def unsound(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Name every field that is wrong."""
    mistakes = mistakes_of(error.errors, language=get_language() or "zh")
    return problem(request, FieldsUnsound(count=len(mistakes)), mistakes)


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer a body that cannot be read."""
    lost = error.status_code == NotFound.status
    return problem(request, NotFound() if lost else BodyUnreadable())


@api.exception_handler(OperationalError)
@api.exception_handler(InterfaceError)
def away(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer while the database does not."""
    answer = problem(request, NotReady())
    answer.headers["Retry-After"] = str(RETRY_S)
    return answer
