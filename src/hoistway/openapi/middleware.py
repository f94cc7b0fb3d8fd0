"""What the framework itself refuses below `/v1/` becomes a problem document too."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from hoistway.openapi.errors import AddressUnreadable, MethodNotKnown, NoSuchResource, problem

_ROOT = "/v1/"


class ProblemsForPrograms:
    """Turns the framework's own pages of refusal into problem documents."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a refusal below `/v1/` is always a problem document."""
        if request.path.startswith(_ROOT) and _has_nul(request):
            return problem(request, AddressUnreadable())
        answer = self.get_response(request)
        if not request.path.startswith(_ROOT) or "json" in answer.get("Content-Type", ""):
            return answer
        if answer.status_code == NoSuchResource.status:
            return problem(request, NoSuchResource())
        if answer.status_code == MethodNotKnown.status:
            told = problem(request, MethodNotKnown(allowed=answer.get("Allow", "")))
            told.headers["Allow"] = answer.get("Allow", "")
            return told
        return answer


def _has_nul(request: HttpRequest) -> bool:
    return "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "")
